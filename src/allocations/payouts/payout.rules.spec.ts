import { actsFrom } from '../../kernel/transitions.js';
import {
  costDayOf,
  payoutMachine,
  payoutStatuses,
  type BarredGrant,
  requireExecutable,
  requireOtherAttester,
  requirePaidDay,
  requireSameAccounts,
} from './payout.rules.js';

const answerOf = (run: () => unknown): string => {
  try {
    run();
    return 'ok';
  } catch (error) {
    const { errors, code } = error as { errors?: { pointer: string; code: string }[]; code?: string };
    return errors?.[0] === undefined ? (code ?? String(error)) : `${errors[0].pointer} ${errors[0].code}`;
  }
};

test.each(payoutStatuses.map((status) => [status]))('what is possible from %s', (status) => {
  const possible = { prepared: ['attest', 'cancel'], attested: ['pay', 'cancel'], paid: [], cancelled: [] };
  expect(actsFrom(payoutMachine, status)).toEqual(possible[status]);
});

const barred = (bar: BarredGrant['bar'], settledDay: string | null = null): BarredGrant => ({
  name: 'Föreningen',
  bar,
  bodyName: 'Fritidsnämnden',
  minuteItem: 4,
  settledDay,
});
const days = { today: '2023-05-02', decidedDay: '2023-04-26' };
test.each<[string, () => unknown, string]>([
  ['another attests', () => requireOtherAttester('a', 'b'), 'ok'],
  ['the same attests', () => requireOtherAttester('b', 'b'), 'four-eyes'],
  ['nothing changed', () => requireSameAccounts([]), 'ok'],
  ['an account changed', () => requireSameAccounts(['Föreningen']), 'account-changed'],
  ['paid today', () => requirePaidDay('2023-05-02', days), 'ok'],
  ['paid the day of the decision', () => requirePaidDay('2023-04-26', days), 'ok'],
  ['paid tomorrow', () => requirePaidDay('2023-05-03', days), '/paidDay future-day'],
  ['paid before it was decided', () => requirePaidDay('2023-04-25', days), '/paidDay before-decision'],
  ['nothing is barred', () => requireExecutable([]), 'ok'],
  ['minutes are drafts', () => requireExecutable([barred('notAdjusted')]), 'not-executable'],
  [
    'a day before the adjustment',
    () => requireExecutable([barred('adjustedLater', '2023-05-10')]),
    '/paidDay before-adjustment',
  ],
  [
    'a day before one adjustment, and an appeal of another',
    () => requireExecutable([barred('adjustedLater', '2023-05-10'), barred('appealed')]),
    'not-executable',
  ],
])('%s', (_what, run, expected) => {
  expect(answerOf(run)).toBe(expected);
});

test.each([
  ['2023-05-02', 2023, '2023-05-02'],
  ['2024-01-08', 2023, '2023-12-31'],
  ['2022-12-20', 2023, '2023-01-01'],
])('paid %s of the year %d is a cost of %s', (paidDay, year, expected) => {
  expect(costDayOf(paidDay, year)).toBe(expected);
});
