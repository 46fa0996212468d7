import { codeOf } from '../../../test/support/refused.js';
import type { Day } from '../../kernel/day.js';
import { Money } from '../../kernel/money.js';
import { actsFrom, step } from '../../kernel/transitions.js';
import { agentMachine, isAskedLate, lastDayToAsk, requireSoundAgentDay } from './agent.rules.js';
import { type Fact, requireSoundFact } from './requisition-fact.rules.js';
import { expiredRefusal, submissionInstant } from './submission.rules.js';
import {
  requireOtherEyes,
  requireSoundDay,
  requireWithinCeiling,
  requisitionMachine,
  requisitionStatuses,
} from './requisition.rules.js';

const day = (text: string): Day => text as Day;
const kr = (kronor: number): Money => Money.parse(`${kronor}`, '', { allowZero: true });

it('what can be asked for in every state', () => {
  expect(Object.fromEntries(requisitionStatuses.map((state) => [state, actsFrom(requisitionMachine, state)]))).toEqual({
    notStarted: ['recordAgent'],
    agentApproved: ['prepare'],
    prepared: ['prepare', 'approve', 'submit'],
    submitted: ['confirm'],
    confirmed: ['withhold', 'pay'],
    paid: ['report', 'claimRecovery'],
    reported: ['accept', 'claimRecovery'],
    accepted: ['claimRecovery', 'repay', 'close'],
    recoveryClaimed: ['repay'],
    repaid: ['close'],
    closed: [],
    expired: [],
  });
});

it('nothing handed in can expire, and nothing can be appealed', () => {
  const after = requisitionStatuses.slice(requisitionStatuses.indexOf('submitted'));
  for (const state of after)
    expect(codeOf(() => step(requisitionMachine, state, 'expire'))).toBe('not-allowed-in-state');
  expect(requisitionMachine.edges.filter(({ act }) => /appeal/i.test(act))).toEqual([]);
});

describe('the agent', () => {
  it.each([
    ['2023-05-12', '2023-04-12'],
    ['2023-03-31', '2023-02-28'],
    ['2024-03-31', '2024-02-29'],
  ])('for %s is asked for at latest %s', (deadline, last) => {
    expect(lastDayToAsk(day(deadline))).toBe(last);
    expect(isAskedLate(day(last), day(deadline))).toBe(false);
    expect(isAskedLate(day('2024-12-31'), day(deadline))).toBe(true);
  });

  it('is approved after it is asked for, and not tomorrow', () => {
    const sound = (on: string) => codeOf(() => requireSoundAgentDay(day(on), day('2023-02-01'), day('2023-04-01')));
    expect([sound('2023-01-31'), sound('2023-02-01'), sound('2023-04-01'), sound('2023-04-02')]).toEqual([
      'before-last-step',
      'ok',
      'ok',
      'future-day',
    ]);
    expect(actsFrom(agentMachine, 'asked')).toEqual(['approve', 'end']);
  });
});

describe('the moment of handing in', () => {
  const clock = { now: new Date('2023-05-12T10:00:00Z'), today: day('2023-05-12') };
  const at = (moment: Parameters<typeof submissionInstant>[0]) => submissionInstant(moment, clock);
  const elsewhere = { submittedElsewhere: 'E-tjänsten' };

  it('is now unless an earlier one is given with where', () => {
    expect(at({})).toBeNull();
    expect(at({ submittedDay: day('2023-05-10'), ...elsewhere })?.toISOString()).toBe('2023-05-10T21:59:00.000Z');
    expect(at({ submittedDay: day('2023-05-12'), submittedTime: '11:00', ...elsewhere })?.toISOString()).toBe(
      '2023-05-12T09:00:00.000Z',
    );
    // Today without a time cannot be its last minute, which has not come.
    expect(at({ submittedDay: day('2023-05-12'), ...elsewhere })).toBeNull();
  });

  it.each([
    [{ submittedDay: day('2023-05-10') }, 'required'],
    [{ submittedTime: '10:00' as const }, 'not-applicable'],
    [{ submittedDay: day('2023-05-13'), ...elsewhere }, 'future-day'],
    [{ submittedDay: day('2023-05-12'), submittedTime: '12:01' as const, ...elsewhere }, 'future-day'],
    [{ submittedDay: day('2023-03-26'), submittedTime: '02:30' as const, ...elsewhere }, 'local-time-nonexistent'],
  ])('%j is refused with %s', (moment, code) => {
    expect(codeOf(() => at(moment))).toBe(code);
  });

  it('too late is told with both moments', () => {
    const refused = expiredRefusal(new Date('2023-05-12T21:59:00Z'), new Date('2023-05-13T07:00:00Z'));
    expect(refused.message).toContain('2023-05-12 kl. 23:59');
    expect(refused.message).toContain('2023-05-13 kl. 09:00');
  });
});

it('the amount is within the ceiling, to the öre', () => {
  const within = (amount: string) =>
    codeOf(() => requireWithinCeiling(Money.parse(amount), kr(22_200_000), day('2023-05-10')));
  expect([within('22200000.00'), within('22200000.01')]).toEqual(['ok', 'requisition-above-ceiling']);
});

it('four eyes', () => {
  expect(codeOf(() => requireOtherEyes('a', 'b'))).toBe('ok');
  expect(codeOf(() => requireOtherEyes('a', 'a'))).toBe('four-eyes');
  expect(codeOf(() => requireOtherEyes('a', null))).toBe('four-eyes');
});

describe('facts', () => {
  const money = { requisitioned: kr(100), paid: kr(90), claimed: null, hasReport: false };
  const on = { day: day('2023-06-01') };
  const cases: [Fact, string, Partial<typeof money> | { claimed: Money }][] = [
    [{ act: 'confirm', ...on }, 'ok', {}],
    [{ act: 'confirm', amount: kr(1), ...on }, 'not-applicable', {}],
    [{ act: 'confirm', ground: 'unused', ...on }, 'not-applicable', {}],
    [{ act: 'withhold', ...on }, 'required', {}],
    [{ act: 'pay', ...on }, 'required', {}],
    [{ act: 'pay', amount: kr(100), ...on }, 'ok', {}],
    [{ act: 'pay', amount: kr(101), ...on }, 'above-limit', {}],
    [{ act: 'pay', amount: kr(0), ...on }, 'required', {}],
    [{ act: 'pay', amount: kr(0), reason: 'Grund för återkrav utreds', ...on }, 'ok', {}],
    [{ act: 'claimRecovery', amount: kr(90), ground: 'noReport', ...on }, 'ok', {}],
    [{ act: 'claimRecovery', amount: kr(90), ground: 'noReport', ...on }, 'report-exists', { hasReport: true }],
    [{ act: 'claimRecovery', amount: kr(91), ground: 'unused', ...on }, 'above-limit', {}],
    [{ act: 'claimRecovery', amount: kr(0), ground: 'unused', ...on }, 'amount-range', {}],
    [{ act: 'repay', amount: kr(90), ...on }, 'ok', {}],
    [{ act: 'repay', amount: kr(50), ...on }, 'not-as-claimed', { claimed: kr(60) }],
    [{ act: 'repay', amount: kr(60), ...on }, 'ok', { claimed: kr(60) }],
  ];
  it.each(cases)('%j gives %s', (fact, code, over) => {
    expect(codeOf(() => requireSoundFact(fact, { ...money, ...over }))).toBe(code);
  });

  it('are noted in the order they happened', () => {
    const sound = (text: string) => codeOf(() => requireSoundDay(day(text), day('2023-05-10'), day('2023-06-01')));
    expect([sound('2023-05-09'), sound('2023-05-10'), sound('2023-06-02')]).toEqual([
      'before-last-step',
      'ok',
      'future-day',
    ]);
  });
});
