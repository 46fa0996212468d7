import type { Day } from '../../kernel/day.js';
import { DomainError } from '../../kernel/errors.js';
import { actsFrom } from '../../kernel/transitions.js';
import {
  adjustBy,
  isOfficial,
  lateDays,
  minutesMachine,
  minutesStatuses,
  requireAdjustableItems,
} from './minutes.rules.js';
import {
  adjustedDayOf,
  requireFitAdjusters,
  requireSigner,
  requireSigners,
  signatureOf,
  type SigningCommand,
  type SigningSituation,
  type SignerRole,
} from './signing.rules.js';

const day = (text: string): Day => text as Day;

/** `problem/code`, or what came back. */
function verdict(run: () => unknown): unknown {
  try {
    return run() ?? 'lawful';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return `${error.type}/${error.code ?? ''}`;
  }
}

test.each<[(typeof minutesStatuses)[number], string[]]>([
  ['draft', ['write', 'sendForSigning']],
  ['signing', ['returnToDraft', 'nameStandIn', 'sign', 'adjust']],
  ['adjusted', ['announce', 'correct']],
  ['announced', ['takeDown', 'correct']],
  ['announcementDown', ['correct']],
])('of minutes that are %s only this can be done: %j', (status, acts) => {
  expect(actsFrom(minutesMachine, status)).toEqual(acts);
});

test('a draft is nobody else’s, and adjusted minutes are everybody’s (R-50, R-51)', () => {
  expect(minutesStatuses.filter(isOfficial)).toEqual(['adjusted', 'announced', 'announcementDown']);
});

describe('fourteen days to adjust (KL 5:69, R-36)', () => {
  test.each([
    ['2023-04-26', '2023-05-10'],
    ['2023-12-20', '2024-01-03'],
    ['2024-02-16', '2024-03-01'],
  ])('a meeting on %s is adjusted by %s', (meetingDay, last) => {
    expect(adjustBy(day(meetingDay))).toBe(last);
  });
  test.each([
    ['2023-04-26', 0],
    ['2023-05-10', 0],
    ['2023-05-11', 1],
    ['2023-06-10', 31],
  ])('adjusted on %s it is %i days late', (adjusted, late) => {
    expect(lateDays(day('2023-04-26'), day(adjusted))).toBe(late);
  });
});

describe('who must sign', () => {
  test.each<[string, string[], string[], string | null, unknown]>([
    ['chair and adjuster', ['c'], ['a'], 's', { c: 'chair', a: 'adjuster' }],
    [
      'two who presided and two adjusters',
      ['c', 'v'],
      ['a', 'b'],
      's',
      { c: 'chair', v: 'chair', a: 'adjuster', b: 'adjuster' },
    ],
    [
      'an adjuster who presided over an item signs as chair',
      ['c', 'a'],
      ['a', 'b'],
      's',
      { c: 'chair', a: 'chair', b: 'adjuster' },
    ],
    ['nobody presided', [], ['a'], 's', 'state-conflict/no-chair'],
    ['nobody adjusts', ['c'], [], 's', 'state-conflict/no-adjuster'],
    ['the only adjuster presided', ['c', 'a'], ['a'], 's', 'state-conflict/no-adjuster'],
    ['the secretary adjusts (D9)', ['c'], ['a', 's'], 's', 'state-conflict/four-eyes'],
    ['the secretary presided (D9)', ['s'], ['a'], 's', 'state-conflict/four-eyes'],
    ['no secretary is named', ['c'], ['a'], null, { c: 'chair', a: 'adjuster' }],
  ])('%s', (_what, chairIds, adjusterIds, secretaryId, expected) => {
    const found = verdict(() => requireSigners({ chairIds, adjusterIds, secretaryId }));
    expect(found instanceof Map ? Object.fromEntries(found) : found).toEqual(expected);
  });

  const signers = new Map<string, SignerRole>([
    ['c', 'chair'],
    ['a', 'adjuster'],
  ]);
  test.each([
    ['c', [], 'chair'],
    ['a', ['c'], 'adjuster'],
    ['a', ['a'], 'state-conflict/already-signed'],
    ['m', [], 'state-conflict/not-an-adjuster'],
    ['s', [], 'state-conflict/four-eyes'],
  ])('%s, when %j have signed: %s', (personId, signedIds, expected) => {
    expect(verdict(() => requireSigner(personId, signers, { secretaryId: 's', signedIds }))).toBe(expected);
  });

  test.each([
    ['none', [], null],
    ['one of two', [{ personId: 'c', signedDay: day('2023-04-26') }], null],
    [
      'both, on different days',
      [
        { personId: 'c', signedDay: day('2023-05-03') },
        { personId: 'a', signedDay: day('2023-04-28') },
      ],
      '2023-05-03',
    ],
  ])('%s signed: adjusted on the day of the last signature, or not at all', (_what, signatures, expected) => {
    expect(adjustedDayOf(signers, signatures)).toBe(expected);
  });
});

test.each([
  [['m'], 'lawful'],
  [['m', 'c'], 'validation-failed/is-chair'],
  [['s'], 'validation-failed/is-secretary'],
  [['away'], 'validation-failed/not-serving'],
  [['m', 'm'], 'validation-failed/duplicate'],
])('choosing %j to adjust: %s', (adjusterIds, expected) => {
  const chosen = { adjusterIds, chairId: 'c', secretaryId: 's', servingIds: new Set(['c', 'm', 's']) };
  expect(verdict(() => requireFitAdjusters(chosen, '/adjusterIds'))).toBe(expected);
});

test('which of the adjusters is unfit is told where the request names them', () => {
  const chosen = { adjusterIds: ['m', 'away'], chairId: 'c', secretaryId: 's', servingIds: new Set(['m']) };
  expect(() => requireFitAdjusters(chosen, '/personIds')).toThrow(
    expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/personIds/1', code: 'not-serving' })] }),
  );
});

describe('a signature', () => {
  const situation: SigningSituation = {
    actorId: 'me',
    actorKind: 'person',
    meetingDay: day('2023-04-26'),
    today: day('2023-05-04'),
  };
  test.each<[string, SigningCommand, Partial<SigningSituation>, unknown]>([
    ['one’s own, today', { method: 'signedIn' }, {}, { personId: 'me', signedDay: '2023-05-04' }],
    ['naming oneself', { method: 'signedIn', personId: 'me' }, {}, { personId: 'me', signedDay: '2023-05-04' }],
    ['for somebody else, signed in', { method: 'signedIn', personId: 'x' }, {}, 'forbidden/not-own-signature'],
    [
      'signed in yesterday',
      { method: 'signedIn', signedDay: day('2023-05-03') },
      {},
      'validation-failed/not-applicable',
    ],
    ['with a token', { method: 'signedIn' }, { actorKind: 'machine' }, 'forbidden/sign-in-required'],
    ['by the system', { method: 'signedIn' }, { actorKind: 'system', actorId: null }, 'forbidden/sign-in-required'],
    [
      'on paper, on its day',
      { method: 'paper', personId: 'x', signedDay: day('2023-04-26') },
      {},
      { personId: 'x', signedDay: '2023-04-26' },
    ],
    ['on paper, today', { method: 'paper', personId: 'x' }, {}, { personId: 'x', signedDay: '2023-05-04' }],
    ['on paper, whose?', { method: 'paper' }, {}, 'validation-failed/required'],
    [
      'before the meeting',
      { method: 'paper', personId: 'x', signedDay: day('2023-04-25') },
      {},
      'validation-failed/range',
    ],
    ['tomorrow', { method: 'paper', personId: 'x', signedDay: day('2023-05-05') }, {}, 'validation-failed/range'],
  ])('%s', (_what, command, change, expected) => {
    expect(verdict(() => signatureOf(command, { ...situation, ...change }))).toEqual(expected);
  });
});

test.each([
  ['decided and in no document', ['a'], 'lawful'],
  ['not decided', ['a', 'undecided'], 'state-conflict/item-not-decided'],
  ['already in a document', ['adjusted'], 'state-conflict/already-in-minutes'],
  ['of another meeting', ['elsewhere'], 'validation-failed/unknown-item'],
])('adjusting at once what is %s', (_what, asked, expected) => {
  const found = [
    { id: 'a', isDecided: true, inDocument: null },
    { id: 'undecided', isDecided: false, inDocument: null },
    { id: 'adjusted', isDecided: true, inDocument: 2 },
  ];
  expect(verdict(() => requireAdjustableItems(asked, found))).toBe(expected);
});
