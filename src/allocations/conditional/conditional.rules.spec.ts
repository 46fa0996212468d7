import { codeOf } from '../../../test/support/refused.js';
import type { Day } from '../../kernel/day.js';
import { Money } from '../../kernel/money.js';
import {
  requireAnswerable,
  requireComing,
  requireOpenForPromises,
  requirePromisesWithinApproved,
} from './conditional.rules.js';

const day = (text: string): Day => text as Day;
const kr = (amount: number): Money => Money.fromOre(BigInt(amount) * 100n);
it.each([
  [2024, 'ok'],
  [2023, 'condition-not-coming'],
  [2022, 'condition-not-coming'],
])('a condition on a row of %d, decided in 2023: %s', (year, expected) => {
  expect(codeOf(() => requireComing(day('2023-12-31'), [{ year, sourceName: 'KSA' }]))).toBe(expected);
});

it.each([
  [{}, 'ok'],
  [{ status: 'planned' as const }, 'ok'],
  [{ status: 'announced' as const }, 'ok'],
  [{ isClosed: true }, 'year-closed'],
  [{ status: 'closed' as const }, 'source-not-open'],
  [{ status: 'settled' as const }, 'source-not-open'],
  [{ status: 'archived' as const }, 'source-not-open'],
])('promised of a source and year with %j: %s', (over, expected) => {
  const year = { year: 2024, sourceName: 'KSA', isClosed: false, status: 'open' as const, ...over };
  expect(codeOf(() => requireOpenForPromises([year]))).toBe(expected);
});

it.each([
  [100, 100, 'ok'],
  [100, 101, 'above-approved'],
])('approved %d and taken %d: %s', (approved, taken, expected) => {
  const measure = { title: 'Fältgrupp', approved: kr(approved), taken: kr(taken) };
  expect(codeOf(() => requirePromisesWithinApproved([measure]))).toBe(expected);
});

it.each([
  ['waiting', '2023-06-01', 'ok'],
  ['waiting', '2023-05-03', 'ok'],
  ['waiting', '2023-05-02', 'before-decision'],
  ['waiting', '2023-06-03', 'future-day'],
  ['inForce', '2023-06-01', 'already-answered'],
  ['lapsed', '2023-06-01', 'already-answered'],
] as const)('a promise that is %s, answered on %s: %s', (status, on, expected) => {
  const promise = { status, promisedDay: day('2023-05-03') };
  expect(codeOf(() => requireAnswerable(promise, day(on), day('2023-06-02')))).toBe(expected);
});
