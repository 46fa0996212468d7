import { dueDayOf, isStatutoryInterim, lastDayOf, statutoryDatesIn } from './period.rules.js';

test.each([
  ['januaryApril', '2019-04-30', '2019-06-30', false],
  ['januaryJune', '2019-06-30', '2019-08-31', true],
  ['januaryAugust', '2019-08-31', '2019-10-31', true],
  ['year', '2019-12-31', '2020-04-15', false],
] as const)('%s ends %s and is due %s', (period, last, due, isInterim) => {
  expect(lastDayOf(2019, period)).toBe(last);
  expect(dueDayOf(2019, period)).toBe(due);
  expect(isStatutoryInterim(period)).toBe(isInterim);
});

test('a calendar year has four statutory dates (R-58)', () => {
  expect(statutoryDatesIn(2019).map(({ kind, day }) => [kind, day])).toEqual([
    ['annualReport', '2019-04-15'],
    ['interimReport', '2019-10-31'],
    ['budgetProposal', '2019-10-31'],
    ['budgetAdopted', '2019-11-30'],
  ]);
});
