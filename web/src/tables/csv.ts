import { type CellValue, type Column, isAmount } from './column';

/**
 * CSV as Swedish Excel opens it with a double click: a byte order mark, semicolons, decimal comma, no thousand separators.
 * A text that a spreadsheet would run as a formula gets an apostrophe before it.
 */
export function csvOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ header }) => cell(header)),
    ...rows.map((row) => columns.map(({ value }) => cell(value(row)))),
  ];
  return `\ufeff${lines.map((line) => line.join(';')).join('\r\n')}\r\n`;
}

function cell(value: CellValue): string {
  if (value === null) return '';
  if (isAmount(value)) return value.amount.replace('.', ',');
  if (typeof value === 'number') return String(value).replace('.', ',');
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
