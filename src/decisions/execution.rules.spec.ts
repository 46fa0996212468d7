/** What may be carried out, and when (KL 13:14, R-40). */
import type { Day } from '../kernel/day.js';
import { executionBarOf, executionBars, executionBarWords, type ExecutionFacts } from './execution.rules.js';
import type { AppealStatus } from './notice-board/appeal.rules.js';
import { type AppealFact, type DecisionFacts, finalityOf } from './notice-board/standing.rules.js';

const day = (text: string): Day => text as Day;
const at = (text: string): Date => new Date(text);
const announced: DecisionFacts = {
  isAdjusted: true,
  appealEndDay: day('2023-05-19'),
  appeals: [],
  lastAssessedAt: null,
  today: day('2023-05-19'),
};
const appeal = (receivedDay: string, status: AppealStatus): AppealFact => ({
  receivedDay: day(receivedDay),
  status,
  lastDay: day(receivedDay),
  registeredAt: at(`${receivedDay}T10:00:00Z`),
});

describe('a decision may be carried out (KL 13:14, R-40)', () => {
  const adjusted = day('2023-05-10');
  const facts = (over: Partial<DecisionFacts>): ExecutionFacts['finality'] => finalityOf({ ...announced, ...over });
  const draft = { isAdjusted: false, appealEndDay: null };
  const appealed = { appeals: [appeal('2023-05-16', 'registered')] };
  const weighed = { ...appealed, lastAssessedAt: at('2023-05-17T10:00:00Z') };
  test.each<[string, Partial<ExecutionFacts>, string | undefined]>([
    ['when its minutes are adjusted', {}, undefined],
    ['on the very day', { day: adjusted }, undefined],
    ['not the day before', { day: day('2023-05-09') }, 'adjustedLater'],
    ['the day before, when somebody has weighed it', { day: day('2023-05-09'), mayExecute: true }, undefined],
    ['not while they are drafts', { finality: facts(draft), settledDay: null }, 'notAdjusted'],
    ['by a delegate, who has no minutes', { finality: facts(draft), settledDay: day('2023-04-26') }, undefined],
    [
      'as drafts, when somebody has weighed it',
      { finality: facts(draft), settledDay: null, mayExecute: true },
      undefined,
    ],
    ['not when special reasons speak against it', { mayExecute: false }, 'refused'],
    ['in spite of them when it is final', { mayExecute: false, day: day('2023-05-20') }, undefined],
    ['not when it is appealed and nobody has weighed it', { finality: facts(appealed) }, 'appealed'],
    ['not by what was weighed before the appeal', { finality: facts(appealed), mayExecute: true }, 'appealed'],
    ['appealed, by what was weighed afterwards', { finality: facts(weighed), mayExecute: true }, undefined],
    ['appealed, not against what was weighed', { finality: facts(weighed), mayExecute: false }, 'refused'],
    [
      'never when a court has annulled it',
      { finality: facts({ appeals: [appeal('2023-05-16', 'annulled')] }), mayExecute: true },
      'annulled',
    ],
  ])('%s', (_when, over, expected) => {
    const given = { finality: facts({}), mayExecute: null, settledDay: adjusted, day: day('2023-05-12'), ...over };
    expect(executionBarOf(given)).toBe(expected);
  });

  test('every bar has words', () => {
    for (const bar of executionBars) expect(executionBarWords[bar]).toMatch(/\p{L}/u);
  });
});
