import { DomainError } from '../kernel/errors.js';
import {
  appealabilityOf,
  type DecisionCommand,
  type DecisionSituation,
  movesOn,
  requireLawfulOutcome,
  requirePrepared,
} from './decision.rules.js';
import { type BodyKind, type DecisionOutcome, outcomes } from './subject-handler.js';

const committee: DecisionSituation = {
  bodyKind: 'committee',
  allowed: ['approve', 'approveWithChanges', 'referBack', 'table', 'reject'],
  isLastStep: true,
};
const line = { path: '/measures/1/requestedAmount', old: '5625000.00', new: '5200000.00' };

type Named = DecisionCommand & { outcome: DecisionOutcome };

function verdict(command: Named, change: Partial<DecisionSituation> = {}): string {
  try {
    requireLawfulOutcome(command, { ...committee, ...change });
    return 'lawful';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return `${error.type}/${error.code ?? ''}`;
  }
}

describe('what a body may answer', () => {
  test.each<[string, Named, Partial<DecisionSituation>, string]>([
    ['approves', { outcome: 'approve' }, {}, 'lawful'],
    ['approves with changes', { outcome: 'approveWithChanges', patch: [line] }, {}, 'lawful'],
    ['refers back with reasons', { outcome: 'referBack', reasons: 'Precisera bemanningen.' }, {}, 'lawful'],
    ['tables', { outcome: 'table' }, {}, 'lawful'],
    ['rejects', { outcome: 'reject' }, {}, 'lawful'],
    [
      'refers back without reasons (KL 5:50)',
      { outcome: 'referBack', reasons: '  ' },
      {},
      'validation-failed/required',
    ],
    ['changes nothing', { outcome: 'approveWithChanges' }, {}, 'validation-failed/required'],
    [
      'changes a field to itself',
      { outcome: 'approveWithChanges', patch: [{ ...line, new: line.old }] },
      {},
      'validation-failed/no-change',
    ],
    [
      'changes a field twice',
      { outcome: 'approveWithChanges', patch: [line, line] },
      {},
      'validation-failed/duplicate',
    ],
    ['rejects with amounts', { outcome: 'reject', patch: [line] }, {}, 'validation-failed/not-applicable'],
    ['tables with amounts', { outcome: 'table', patch: [line] }, {}, 'validation-failed/not-applicable'],
    ['recommends as a committee', { outcome: 'recommend' }, {}, 'state-conflict/outcome-not-allowed'],
    [
      'recommends as the last body',
      { outcome: 'recommend' },
      { allowed: ['recommend'] },
      'state-conflict/last-step-must-decide',
    ],
    ['recommends on the way', { outcome: 'recommend' }, { allowed: ['recommend'], isLastStep: false }, 'lawful'],
    [
      'recommends other amounts',
      { outcome: 'recommend', patch: [line] },
      { allowed: ['recommend'], isLastStep: false },
      'lawful',
    ],
    [
      'decides what is not its business (A-31)',
      { outcome: 'approve' },
      { allowed: [] },
      'forbidden/body-may-not-decide',
    ],
  ])('a committee %s', (_what, command, change, expected) => {
    expect(verdict(command, change)).toBe(expected);
  });

  test('a matter goes on unless it is sent back, postponed or ended', () => {
    expect(outcomes.filter((outcome) => !movesOn(outcome))).toEqual(['referBack', 'table', 'reject']);
  });

  test('preparing and noting are labelled as not open to appeal (KL 13:2), and the body may say otherwise', () => {
    const label = (outcome: DecisionOutcome) => appealabilityOf(outcome, {}).isAppealable;
    expect(outcomes.filter(label)).toEqual(['approve', 'approveWithChanges', 'reject']);
    expect(appealabilityOf('forward', { isAppealable: true })).toEqual({ isAppealable: true, ground: null });
  });
});

describe('preparation (KL 5:26-28, R-47)', () => {
  const none = new Set<BodyKind>();
  const board = new Set<BodyKind>(['executiveBoard']);
  test.each<[string, DecisionOutcome, BodyKind, ReadonlySet<BodyKind>, boolean, string | undefined, boolean]>([
    ['the council with nothing said', 'approve', 'council', none, false, undefined, true],
    ['blanks say nothing', 'reject', 'council', none, false, '  ', true],
    [
      'a committee alone: the executive board is to be heard',
      'approve',
      'council',
      new Set(['committee']),
      false,
      undefined,
      true,
    ],
    ['the executive board on the way', 'approve', 'council', board, false, undefined, false],
    ['said by the secretary', 'approveWithChanges', 'council', none, false, 'Berett i KS 2023-09-13 § 4.', false],
    ['an election, or urgent with everybody agreed', 'approve', 'council', none, true, undefined, false],
    ['referring back decides nothing', 'referBack', 'council', none, false, undefined, false],
    ['a committee is no council', 'approve', 'committee', none, false, undefined, false],
  ])('%s', (_, outcome, bodyKind, earlier, isExempt, preparation, isRefused) => {
    const asked = () => requirePrepared(outcome, { preparation }, { bodyKind, earlier, isExempt });
    if (isRefused) expect(asked).toThrow(/vilken nämnd eller beredning/);
    else expect(asked).not.toThrow();
  });
});
