import { type CallOutcome, requireSettled } from './call-decision.rules.js';

it.each<[string, Partial<CallOutcome>, string]>([
  ['nobody was given approval, so there is nothing to divide', {}, 'settled'],
  ['divided', { approved: 2, decided: 1 }, 'settled'],
  ['divided in two decisions', { approved: 2, decided: 2 }, 'settled'],
  ['an association has not been answered', { unanswered: 1 }, 'applications-waiting'],
  ['an answer waits for its committee', { waiting: 1, approved: 1, decided: 1 }, 'answers-waiting'],
  ['a change of the division is being prepared', { approved: 1, decided: 1, underWay: 1 }, 'allocation-under-way'],
  ['a division nobody needs is being prepared', { underWay: 1 }, 'allocation-under-way'],
  ['approved and not divided', { approved: 1 }, 'not-divided'],
])('%s', (_what, outcome, expected) => {
  let found = 'settled';
  try {
    requireSettled({ waiting: 0, unanswered: 0, approved: 0, underWay: 0, decided: 0, ...outcome });
  } catch (error) {
    found = (error as { code: string }).code;
  }
  expect(found).toBe(expected);
});
