import type { Actor, Role } from '../../kernel/actor.js';
import { Money } from '../../kernel/money.js';
import { actsFrom } from '../../kernel/transitions.js';
import type { Measure } from '../version.rules.js';
import {
  applicationMachine,
  applicationStatuses,
  faultsAgainst,
  mayBeSeen,
  requireAfterReceipt,
  requireGrantable,
  requireOtherHand,
  requireYearOfCall,
  sourceOfCall,
} from './application.rules.js';

function answerOf(run: () => string | void): string {
  try {
    return run() ?? 'ok';
  } catch (error) {
    const { errors, code } = error as { errors?: { pointer: string; code: string }[]; code?: string };
    return errors?.[0] === undefined ? (code ?? String(error)) : `${errors[0].pointer} ${errors[0].code}`;
  }
}

const sek = (kronor: number) => Money.parse(`${kronor}.00`, '');
const measure = (kronor: number, sourceId: string | null = 'a'): Measure => ({
  measureKey: `${kronor}`,
  title: 'Läger',
  requestedAmount: sek(kronor),
  year: 2023,
  sourceId,
  details: {},
});

test.each(applicationStatuses.map((status) => [status]))('what is possible from %s', (status) => {
  const possible = { invited: ['receive'], received: ['review', 'withdraw'], inReview: [], withdrawn: [] };
  expect(actsFrom(applicationMachine, status)).toEqual(possible[status]);
});

const actor = (role: Role, authorityId: string): Actor => ({
  kind: 'person',
  personId: 'p',
  tokenId: null,
  appointments: [{ role, authorityId, bodyId: null }],
  scopes: null,
  requestId: null,
});

test.each<[string, Actor, boolean, boolean]>([
  ['its own officer, before it came', actor('caseOfficer', 'FRN'), false, true],
  ['its own officer', actor('caseOfficer', 'FRN'), true, true],
  ['another administration', actor('caseOfficer', 'ASN'), true, false],
  ['finance, before it came', actor('controller', 'KS'), false, false],
  ['finance', actor('controller', 'KS'), true, true],
])('%s', (_who, who, isReceived, expected) => {
  expect(mayBeSeen({ authorityId: 'FRN', isReceived }, who)).toBe(expected);
});

test.each<[string, readonly Measure[], number, string[]]>([
  ['as applied', [measure(20)], 20, []],
  ['less', [measure(5), measure(10)], 20, []],
  ['together more', [measure(15), measure(6)], 20, ['/measures above-applied']],
  ['a source left open', [measure(15), measure(1, null)], 20, ['/measures/1/sourceId required']],
])('proposed %s', (_what, measures, applied, expected) => {
  expect(faultsAgainst(measures, sek(applied)).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected);
});

test('money is given only when nothing is left to say', () => {
  expect(answerOf(() => requireGrantable([measure(20)], sek(20)))).toBe('ok');
  expect(answerOf(() => requireGrantable([measure(21)], sek(20)))).toBe('above-applied');
  expect(answerOf(() => requireGrantable([measure(1, null)], sek(20)))).toBe('source-open');
});

test.each<[string, () => string | void, string]>([
  ['a year of the call', () => requireYearOfCall(2023, [2023, 2024]), 'ok'],
  ['another year', () => requireYearOfCall(2025, [2023, 2024]), '/year outside-call'],
  ['the only source', () => sourceOfCall(undefined, ['a']), 'a'],
  ['one of several', () => sourceOfCall('b', ['a', 'b']), 'b'],
  ['none of several', () => sourceOfCall(undefined, ['a', 'b']), '/sourceId required'],
  ['no source at all', () => sourceOfCall(undefined, []), '/sourceId required'],
  ['a source of somebody else', () => sourceOfCall('c', ['a', 'b']), '/sourceId outside-call'],
  ['another hand decides', () => requireOtherHand('p', ['q']), 'ok'],
  ['a machine decides', () => requireOtherHand(null, ['q']), 'ok'],
  ['the writer decides', () => requireOtherHand('q', ['p', 'q']), 'four-eyes'],
  ['decided the day it came', () => requireAfterReceipt('2023-02-01', '2023-02-01'), 'ok'],
  ['decided before it came', () => requireAfterReceipt('2023-01-31', '2023-02-01'), '/decidedDay before-application'],
])('%s', (_what, run, expected) => {
  expect(answerOf(run)).toBe(expected);
});
