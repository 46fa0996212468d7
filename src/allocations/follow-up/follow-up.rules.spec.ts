import { codeOf } from '../../../test/support/refused.js';
import type { Day } from '../../kernel/day.js';
import { Money } from '../../kernel/money.js';
import {
  comparedUntil,
  deviationsOf,
  isAboveShare,
  monthsEnded,
  noFundingNextYear,
  plannedUntil,
  requireExplained,
  requireSoundForecastDay,
  requireSoundPlan,
} from './follow-up.rules.js';

const day = (text: string): Day => text as Day;
const kr = (amount: number): Money => Money.fromOre(BigInt(amount) * 100n);
const months = (...amounts: number[]) => amounts.map((amount, index) => ({ month: index + 1, amount: kr(amount) }));

it.each([
  ['exactly what was given', months(40, 60), 100, 'ok'],
  ['less', months(40), 100, 'ok'],
  ['more', months(40, 61), 100, 'plan-above-allocated'],
  ['none', [], 100, 'required'],
  ['a month twice', [...months(1), ...months(1)], 100, 'duplicate-month'],
])('a plan of %s', (_what, plan, allocated, expected) => {
  expect(codeOf(() => requireSoundPlan(plan, kr(allocated)))).toBe(expected);
});

it.each([
  ['2023-01-30', 0, null],
  ['2023-01-31', 1, '2023-01-31'],
  ['2023-02-27', 1, '2023-01-31'],
  ['2023-02-28', 2, '2023-02-28'],
  ['2023-12-31', 12, '2023-12-31'],
  ['2024-02-01', 12, '2023-12-31'],
  ['2022-12-31', 0, null],
])('by %s %d months of 2023 have ended', (on, ended, until) => {
  expect(monthsEnded(2023, day(on))).toBe(ended);
  expect(comparedUntil(2023, day(on))).toBe(until);
  expect(plannedUntil(months(...Array.from({ length: 12 }, () => 10)), ended)).toEqual(kr(ended * 10));
});

it.each([
  [10, 100, false],
  [-10, 100, false],
  [11, 100, true],
  [-11, 100, true],
  [0, 0, false],
  [1, 0, true],
])('a deviation of %d from %d is above ten per cent: %s', (deviation, base, expected) => {
  const size = deviation < 0 ? kr(-deviation).negate() : kr(deviation);
  expect(isAboveShare(size, kr(base), 10)).toBe(expected);
});

it.each([
  ['as given and as planned', 100, 50, 50, undefined, 'ok'],
  ['above what was given', 120, 50, 50, undefined, 'comment-required'],
  ['below it', 80, 50, 50, ' ', 'comment-required'],
  ['behind the plan', 100, 40, 50, undefined, 'comment-required'],
  ['behind the plan, explained', 100, 40, 50, 'Rekrytering tog tid', 'ok'],
  ['without a plan', 100, 0, null, undefined, 'ok'],
  ['used before it was planned', 100, 1, 0, undefined, 'comment-required'],
])('a forecast %s', (_what, forecast, used, planned, comment, expected) => {
  const figures = {
    allocated: kr(100),
    forecast: kr(forecast),
    used: kr(used),
    planned: planned === null ? null : kr(planned),
  };
  expect(codeOf(() => requireExplained(deviationsOf(figures, 10), comment, 10))).toBe(expected);
});

it.each([
  ['2023-06-02', null, 'ok'],
  ['2023-06-03', null, 'future-day'],
  ['2022-12-31', null, 'outside-year'],
  ['2023-05-31', '2023-06-01', 'before-last'],
  ['2023-06-01', '2023-06-01', 'ok'],
])('a forecast of %s after one of %s: %s', (on, last, expected) => {
  const lastDay = last === null ? null : day(last);
  expect(codeOf(() => requireSoundForecastDay(day(on), 2023, day('2023-06-02'), lastDay))).toBe(expected);
});

it.each([
  ['nothing is said of a need', null, 0, false, null],
  ['the need ends with the year', 2023, 0, false, null],
  ['no word of money', 2025, 0, false, 'finns inget besked om medel'],
  ['a ceiling, and nothing given', 2025, 0, true, 'är inget fördelat än'],
  ['something is given', 2025, 1, true, null],
])('next year: %s', (_what, neededUntil, money, hasCeiling, expected) => {
  const told = noFundingNextYear({ neededUntil, year: 2023, nextYearMoney: kr(money), hasCeiling });
  if (expected === null) expect(told).toBeNull();
  else expect(told).toBe(`Insatsen behöver medel till och med 2025, men för 2024 ${expected}.`);
});
