/** What a list shows, counts, sums, sorts and hands to Excel: one description for all of it. */
import type { ReactNode } from 'react';
import { type Amount, formatKr, formatNumber, oreOf } from '../money/money';

export type CellValue = string | number | Amount | null;

export interface Column<Row> {
  /** Name in the address (`?sort=-key`) and stable between versions: saved views hold it. */
  key: string;
  header: string;
  /** The plain value: sorted by, searched in, exported. */
  value: (row: Row) => CellValue;
  /** How it is shown, when not as the value itself: a link, a tag. */
  show?: (row: Row) => ReactNode;
  /** `money` is right-aligned and summed; `number` is right-aligned. */
  kind?: 'text' | 'money' | 'number' | 'day';
}

const collator = new Intl.Collator('sv', { numeric: true, sensitivity: 'base' });

export function isAmount(value: CellValue): value is Amount {
  return typeof value === 'object' && value !== null;
}

export function textOf(value: CellValue): string {
  if (value === null) return '';
  return isAmount(value) ? formatNumber(value) : String(value);
}

export function compareCells(one: CellValue, other: CellValue): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  if (isAmount(one) && isAmount(other)) {
    const difference = oreOf(one) - oreOf(other);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return collator.compare(textOf(one), textOf(other));
}

/** Rows in which every typed word stands somewhere; amounts are found with and without spaces. */
export function searchRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], words: string): Row[] {
  const wanted = words.toLocaleLowerCase('sv').split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [...rows];
  return rows.filter((row) => {
    const text = columns
      .map(({ value }) => value(row))
      .map((value) => (isAmount(value) ? `${formatKr(value)} ${value.amount}` : textOf(value)))
      .join(' ')
      .replaceAll('\u00a0', ' ')
      .toLocaleLowerCase('sv');
    return wanted.every((word) => text.includes(word) || text.replaceAll(' ', '').includes(word));
  });
}

/** @param sort a column's key, with minus before it for falling; unknown leaves the order as it came */
export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: string | undefined): Row[] {
  const key = sort?.replace(/^-/, '');
  const column = columns.find((each) => each.key === key);
  if (column === undefined) return [...rows];
  const sign = sort?.startsWith('-') === true ? -1 : 1;
  return [...rows].sort((one, other) => sign * compareCells(column.value(one), column.value(other)));
}
