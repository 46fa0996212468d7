import { type Draft, entered, noDraft } from './draft';
import { sheetFor } from './sheet-of';
import { totalsOf } from './totals';

const measures = [
  { requested: 600, recommended: [500, 0], follows: 1, reason: 'Delas', decided: [200, 0] },
  { requested: 400, recommended: [300, 100], follows: 1, pending: [350, 0] },
  { requested: 250.5 },
];
const sheet = sheetFor([{ ceiling: 1_000, reserved: 650 }, { ceiling: 90 }], measures);
const type = (draft: Draft, row: number, field: string, text: string): Draft =>
  entered(sheet, draft, sheet.rows[row]!, field, text);

test('with nothing typed the sums are those the API answers', () => {
  const { columns, sum } = totalsOf(sheet, noDraft);
  expect(columns.map(({ recommendedOre }) => recommendedOre)).toEqual(
    sheet.columns.map(({ recommendedOre }) => recommendedOre),
  );
  expect(columns.map(({ remainingAfterOre }) => remainingAfterOre)).toEqual(
    sheet.columns.map(({ remainingAfterOre }) => remainingAfterOre),
  );
  expect(sum).toMatchObject({ ...sheet.sum, recommendedOre: 90_000n });
});

test.each([
  [
    'fits to the last öre',
    [
      [2, 'sy0', '50'],
      [1, 'sy1', '90'],
    ],
    [0n, 0n],
  ],
  ['is one öre too much', [[2, 'sy0', '50,01']], [1n, 1_000n]],
  ['was too much before anybody typed', [], [0n, 1_000n]],
  ['counts nothing for what cannot be read', [[1, 'sy1', 'hundra']], [0n, 0n]],
  [
    'does not count twice what is reserved or decided',
    [
      [0, 'sy0', '200'],
      [1, 'sy0', '0'],
    ],
    [0n, 1_000n],
  ],
] as const)('over the ceiling: %s', (_name, cells, expected) => {
  const draft = cells.reduce<Draft>((so, [row, field, text]) => type(so, row, field, text), noDraft);
  const { columns, sum } = totalsOf(sheet, draft);
  expect(columns.map(({ overOre }) => overOre)).toEqual(expected);
  expect(sum.recommendedOre).toBe(columns.reduce((total, { recommendedOre }) => total + recommendedOre, 0n));
});
