import { amountOf } from '../money/money';
import { comparedRows, sumsOf } from './comparison';

type Parts = [code: string, kronor: number][];
const measure = (title: string, ...ways: Parts[]) => ({
  proposalId: 'p',
  measureKey: title,
  authorityCode: 'ASN',
  title,
  requested: amountOf(100_00n),
  amounts: ways.map((parts) => ({
    total: amountOf(parts.reduce((sum, [, kronor]) => sum + BigInt(kronor) * 100n, 0n)),
    sources: parts.map(([code, kronor]) => ({ code, year: 2023, amount: amountOf(BigInt(kronor) * 100n) })),
  })),
});
const rows = comparedRows({
  measures: [
    measure(
      'lika',
      [
        ['A', 60],
        ['B', 40],
      ],
      [
        ['B', 40],
        ['A', 60],
      ],
    ),
    measure('mindre', [['A', 60]], [['A', 59]]),
    measure('annan källa', [['A', 60]], [['B', 60]]),
    measure(
      'annan delning',
      [
        ['A', 60],
        ['B', 40],
      ],
      [
        ['A', 40],
        ['B', 60],
      ],
    ),
    measure('inget i den ena', [['A', 1]], []),
    measure('inget alls', [], []),
  ],
});

test('what differs is another amount, another source, or another division', () => {
  expect(rows.filter(({ differs }) => differs).map(({ title }) => title)).toEqual([
    'mindre',
    'annan källa',
    'annan delning',
    'inget i den ena',
  ]);
});

test('the sums are those of the rows, per scenario', () => {
  expect(sumsOf(rows, 2)).toEqual([321_00n, 319_00n]);
  expect(sumsOf([], 1)).toEqual([0n]);
  expect(rows[0]?.amounts.map(({ sources }) => sources)).toEqual(['A 2023, B 2023', 'A 2023, B 2023']);
});
