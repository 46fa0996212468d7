import { codeOf } from '../../../test/support/refused.js';
import { Money } from '../../kernel/money.js';
import { leaving, requireClosable, requireSettleable } from './year-end.rules.js';

const kr = (amount: number): Money => Money.fromOre(BigInt(amount) * 100n);

it.each([
  ['some is left', 500, 120, 120],
  ['nothing is left', 500, 0, 0],
  ['nothing was used', 500, 500, 500],
  ['credits made the use less than nothing', 500, 520, 500],
  ['nothing was given', 0, 0, 0],
  ['all was taken back and a credit came', 0, 20, 0],
])('%s: of %d given with %d unspent, %d leaves the year', (_what, allocated, unspent, expected) => {
  expect(leaving({ allocated: kr(allocated), unspent: kr(unspent) })).toEqual(kr(expected));
});

const year = {
  sourceName: 'KSA',
  year: 2023,
  isOver: true,
  isClosed: false,
  pending: kr(0),
  conditional: kr(0),
  listed: kr(0),
};

it.each([
  [{}, 'ok'],
  [{ isClosed: true, isOver: false }, 'already-settled'],
  [{ isOver: false }, 'year-not-over'],
  [{ pending: kr(1) }, 'pending-left'],
  [{ conditional: kr(1) }, 'conditional-left'],
  [{ listed: kr(1) }, 'payout-left'],
])('a year with %j: %s', (over, expected) => {
  expect(codeOf(() => requireClosable({ ...year, ...over }))).toBe(expected);
});

const source = { name: 'KSA', pending: kr(0), conditional: kr(0), openRequisitions: 0, openYears: [] };

it.each([
  [{}, 'ok'],
  [{ pending: kr(1) }, 'pending-left'],
  [{ conditional: kr(1) }, 'conditional-left'],
  [{ openRequisitions: 2 }, 'requisition-open'],
  [{ openYears: [2023, 2024] }, 'year-open'],
])('a source with %j: %s', (over, expected) => {
  expect(codeOf(() => requireSettleable({ ...source, ...over }))).toBe(expected);
});
