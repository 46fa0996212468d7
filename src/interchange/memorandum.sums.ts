/** What a table of amounts is, and whether it agrees with itself: rows with their total column, columns with their sum rows. */
import type { Money } from '../kernel/money.js';
import {
  type AmountFault,
  type AmountToken,
  agrees,
  isFault,
  type ReadAmount,
  sumOf,
} from '../proposals/amounts.rules.js';
import { type Cell, keyOf } from './memorandum.text.js';
import { type Finding, placeOf, type SectionKind } from './memorandum.types.js';
import { totalColumn, totalStart } from './memorandum.words.js';

export type Amount = ReadAmount | AmountFault;

export interface GroupRow {
  title: string;
  amount: Amount;
}

/** Amounts listed together, in a table or as list items. */
export interface Group {
  /** `frame` is money in the background; `split` shows the same money by source or kind of cost. */
  kind: 'measures' | 'split' | 'frame';
  /** The heading says that the rows are measures. */
  isSure: boolean;
  section: SectionKind;
  start: number;
  end: number;
  rows: GroupRow[];
  /** Of the column that counts; subtotals are checked here and not kept. */
  sums: Amount[];
  findings: Finding[];
  /** Lower-case text of the rows, for the names of sources in them. */
  rowKeys: string[];
}

/** A table while it is being read. */
export interface Table {
  text: string;
  tokens: readonly AmountToken[];
  section: SectionKind;
  header: Cell[] | null;
  body: Cell[][];
  captionScale: number;
  kind: Group['kind'];
  /** By row, then by column; null where the cell is no amount. */
  amounts: (Amount | null)[][];
  findings: Finding[];
}

export const headerKey = (table: Table, column: number): string => keyOf(table.header?.[column]?.text ?? '');

export function isSumRow(row: Cell[]): boolean {
  const first = row.find((cell) => cell.text !== '');
  return first !== undefined && totalStart.test(keyOf(first.text));
}

/**
 * Every column with sum rows must add up; a sum row before the last is the sum since the one before it. The main
 * column's last sum is compared by the caller, who knows what it is the sum of; in the background nobody else does.
 */
export function checkColumns(table: Table, columns: readonly number[], main: number, sumRow: number): void {
  for (const column of columns) {
    const all: Money[] = [];
    let sinceSum: Money[] = [];
    table.body.forEach((row, index) => {
      const amount = table.amounts[index]![column] ?? null;
      if (amount === null || isFault(amount)) return;
      if (index === sumRow) {
        if (column !== main || table.kind === 'frame') compare(table, amount, all, 'Kolumnens summa');
      } else if (isSumRow(row)) {
        compare(table, amount, sinceSum, 'Delsumman');
        sinceSum = [];
      } else {
        all.push(amount.money);
        sinceSum.push(amount.money);
      }
    });
  }
}

/**
 * With a total column, each row's parts must make its total. Columns that add up in fewer than half of the rows are
 * not parts (last year's cost beside this year's wish), and nothing is said about them; the sum row has no vote.
 */
export function checkRows(table: Table, columns: readonly number[], main: number, sumRow: number): void {
  if (columns.length < 3 || !totalColumn.test(headerKey(table, main))) return;
  const wrong: (() => void)[] = [];
  let votes = 0;
  table.amounts.forEach((row, index) => {
    const total = row[main] ?? null;
    if (total === null || isFault(total)) return;
    const parts = row.filter((part, column): part is ReadAmount => column !== main && part !== null && !isFault(part));
    const money = parts.map((part) => part.money);
    const isRight = agrees(total, sumOf(money));
    if (!isRight) wrong.push(() => compare(table, total, money, 'Radens summa'));
    if (index !== sumRow) votes += isRight ? 1 : -1;
  });
  if (votes >= 0) for (const tell of wrong) tell();
}

function compare(table: Table, stated: ReadAmount, parts: readonly Money[], what: string): void {
  const sum = sumOf(parts);
  if (agrees(stated, sum)) return;
  report(table, 'table-mismatch', stated, `${what} är ${stated.money.format()} men delarna blir ${sum.format()}.`);
}

/** A background table that does not add up is somebody else's mistake: worth a warning, not a refusal. */
export function report(table: Table, code: Finding['code'], at: { start: number; end: number }, message: string): void {
  const severity = table.kind === 'frame' ? 'warning' : 'error';
  table.findings.push({ code, severity, message, place: placeOf(table.text, at.start, at.end) });
}
