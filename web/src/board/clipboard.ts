/**
 * What a spreadsheet puts on the clipboard, and back. Tabs stand between cells and line breaks between rows; a cell that
 * holds either, or a quote, stands in quotes with its own quotes doubled. Amounts are read as people write them.
 */
import { type AmountFault, parseAmount } from '../money/money';

/** Rows of cells as text. The line break that ends the last row is no row of its own. */
export function readTable(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const [cell, after] = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    row.push(cell);
    const mark = text[after];
    at = after + 1;
    if (mark === '\t') {
      if (at === text.length) row.push('');
      continue;
    }
    if (mark === '\r' && text[at] === '\n') at += 1;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

function plainCell(text: string, from: number): [cell: string, after: number] {
  let at = from;
  while (at < text.length && !/[\t\r\n]/.test(text[at] ?? '')) at += 1;
  return [text.slice(from, at), at];
}

/** A quote that is never closed, or text after the closing one, is no quoting: then the cell is what it says. */
function quotedCell(text: string, from: number): [cell: string, after: number] {
  let cell = '';
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') {
      cell += text[at];
      continue;
    }
    if (text[at + 1] === '"') {
      cell += '"';
      at += 1;
      continue;
    }
    const isEnd = at + 1 === text.length || /[\t\r\n]/.test(text[at + 1] ?? '');
    return isEnd ? [cell, at + 1] : plainCell(text, from);
  }
  return plainCell(text, from);
}

export function writeTable(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(writtenCell).join('\t')).join('\r\n');
}

const writtenCell = (cell: string): string => (/[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

export type ReadCell = { ore: bigint; fault?: undefined } | { ore?: undefined; fault: AmountFault };

/** An amount in a cell: as `parseAmount`, and nothing at all, or the dash a spreadsheet shows for zero, is nothing. */
export function readCell(text: string): ReadCell {
  const trimmed = text.trim();
  if (trimmed === '' || /^[-\u2013\u2014\u2212]\s*(kr)?$/i.test(trimmed)) return { ore: 0n };
  return parseAmount(trimmed);
}

/** As every spreadsheet reads it: no space between thousands, decimals only when there are any; empty for nothing. */
export function cellText(ore: bigint): string {
  if (ore === 0n) return '';
  const rest = ore % 100n;
  return rest === 0n ? String(ore / 100n) : `${ore / 100n},${String(rest).padStart(2, '0')}`;
}
