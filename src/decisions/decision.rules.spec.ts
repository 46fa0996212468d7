import { DomainError } from '../kernel/errors.js';
import { type DecisionCommand, type DecisionSituation, movesOn, requireLawfulOutcome } from './decision.rules.js';
import { outcomes } from './subject-handler.js';

const committee: DecisionSituation = {
  bodyKind: 'committee',
  allowed: ['approve', 'approveWithChanges', 'referBack', 'table', 'reject'],
  isLastStep: true,
  meetingDay: '2023-04-26',
  today: '2023-04-26',
  itemStatus: 'listed',
};
const line = { path: '/measures/1/requestedAmount', old: '5625000.00', new: '5200000.00' };

function verdict(command: DecisionCommand, change: Partial<DecisionSituation> = {}): string {
  try {
    requireLawfulOutcome(command, { ...committee, ...change });
    return 'lawful';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return `${error.type}/${error.code ?? ''}`;
  }
}

describe('what a body may answer', () => {
  test.each<[string, DecisionCommand, Partial<DecisionSituation>, string]>([
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
    ['decides before the meeting', { outcome: 'approve' }, { today: '2023-04-25' }, 'state-conflict/meeting-not-held'],
    ['decides twice', { outcome: 'approve' }, { itemStatus: 'decided' }, 'state-conflict/already-decided'],
    [
      'decides what is not its business (A-31)',
      { outcome: 'approve' },
      { allowed: [] },
      'forbidden/body-may-not-decide',
    ],
  ])('a committee %s', (_what, command, change, expected) => {
    expect(verdict(command, change)).toBe(expected);
  });

  test('exactly recommend and the two approvals let the matter go on', () => {
    expect(outcomes.filter(movesOn)).toEqual(['recommend', 'approve', 'approveWithChanges']);
  });
});
