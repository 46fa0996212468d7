/** The sums of the board as it stands with what has been typed. Every sum is taken of the rows that are shown. */
import { type Draft, figuresOf } from './draft';
import type { Amounts, Sheet } from './sheet';

export interface ColumnTotals extends Amounts {
  ceilingOre: bigint;
  reservedOre: bigint;
  /** Of the ceiling, after what is reserved and decided. */
  remainingOre: bigint;
  /** After what is recommended and neither reserved nor decided; below zero it does not fit. */
  remainingAfterOre: bigint;
  /** How much too much; zero when it fits. */
  overOre: bigint;
}

export interface Totals {
  columns: readonly ColumnTotals[];
  sum: ColumnTotals;
  unassignedOre: bigint;
}

const sumOf = (list: readonly bigint[]): bigint => list.reduce((sum, one) => sum + one, 0n);
const positive = (ore: bigint): bigint => (ore > 0n ? ore : 0n);

export function totalsOf(sheet: Sheet, draft: Draft): Totals {
  const given = sheet.rows.map((row) => figuresOf(row, sheet.columns, draft.get(row.id)).amounts);
  const columns = sheet.columns.map((column, index): ColumnTotals => {
    const { requestedOre, pendingOre, decidedOre, ceilingOre, reservedOre, remainingOre } = column;
    const recommended = given.map((amounts) => amounts[index] ?? 0n);
    const still = sheet.rows.map(({ cells }, row) => {
      const cell = cells[index];
      return positive((recommended[row] ?? 0n) - (cell?.pendingOre ?? 0n) - (cell?.decidedOre ?? 0n));
    });
    const remainingAfterOre = remainingOre - sumOf(still);
    return {
      requestedOre,
      recommendedOre: sumOf(recommended),
      pendingOre,
      decidedOre,
      ceilingOre,
      reservedOre,
      remainingOre,
      remainingAfterOre,
      overOre: positive(-remainingAfterOre),
    };
  });
  const of = (name: keyof ColumnTotals): bigint => sumOf(columns.map((column) => column[name]));
  return {
    columns,
    sum: {
      requestedOre: sumOf(sheet.rows.map(({ requestedOre }) => requestedOre)),
      recommendedOre: of('recommendedOre'),
      pendingOre: of('pendingOre'),
      decidedOre: of('decidedOre'),
      ceilingOre: of('ceilingOre'),
      reservedOre: of('reservedOre'),
      remainingOre: of('remainingOre'),
      remainingAfterOre: of('remainingAfterOre'),
      overOre: of('overOre'),
    },
    unassignedOre: sheet.unassignedOre,
  };
}
