/** The totals as a text table, for the command line and the stories. */
import type { Money } from '../kernel/money.js';
import type { TotalsView } from './totals.queries.js';

const heads = ['Källa', 'År', 'Begärt', 'Tillstyrkt', 'Godkänt', 'Fördelat', 'Reserverat', 'Tak', 'Återstår'];

/** One row per source and year, then what has no source yet, then the sum. Amounts stand right; what is only promised stands apart, when there is any. */
export function totalsTable({ sources, unassigned, sum }: TotalsView): string {
  const isPromised = !sum.conditional.isZero();
  const promised = ({ conditional }: { conditional: Money }): string[] => (isPromised ? [conditional.format()] : []);
  const columns = [...heads, ...(isPromised ? ['Villkorat'] : []), ''];
  const table = [
    columns,
    ...sources.map((row) => [
      row.code,
      String(row.year),
      ...amounts(row.requested, row.recommended, row.approved, row.allocated, row.pending, row.ceiling, row.remaining),
      ...promised(row),
      row.overAllocated ? 'ÖVERFÖRDELAD' : '',
    ]),
    ...unassigned.map((row) => [
      '(ingen källa)',
      String(row.year),
      ...amounts(row.requested, row.recommended, row.approved),
    ]),
    [
      'Summa',
      '',
      ...amounts(sum.requested, sum.recommended, sum.approved, sum.allocated, sum.pending, sum.ceiling, sum.remaining),
      ...promised(sum),
    ],
  ];
  const widths = columns.map((_head, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    widths
      .map((width, column) => (column < 1 ? (row[column] ?? '').padEnd(width) : (row[column] ?? '').padStart(width)))
      .join('  ')
      .trimEnd();
  return table.map(line).join('\n');
}

function amounts(...list: Money[]): string[] {
  return list.map((money) => money.format());
}
