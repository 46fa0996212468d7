/** Rows of a table, from CSV: RFC 4180 with semicolon, comma or tab. Pure. */
import { rowFault, type TableRow } from './table.rules.js';
import type { RowFault } from './import-file.rules.js';

/** @returns the rows with their line in the file, or what makes the file unreadable */
export function readCsv(bytes: Buffer): { rows: TableRow[]; faults: RowFault[] } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const detail =
      'Filen är inte i UTF-8, så å, ä och ö kan inte läsas säkert. Spara den som ”CSV UTF-8 (kommaavgränsad)”.';
    return { rows: [], faults: [rowFault(1, null, 'encoding', '', detail)] };
  }
  const separator = separatorOf(text.slice(0, text.search(/[\r\n]|$/)));
  return split(text, separator);
}

/** The one the heading uses most; a semicolon where it has none, as spreadsheets write in Swedish. */
function separatorOf(heading: string): string {
  const count = (mark: string): number => heading.split(mark).length;
  return [';', '\t', ','].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function split(text: string, separator: string): { rows: TableRow[]; faults: RowFault[] } {
  const rows: TableRow[] = [];
  let cells: string[] = [];
  let [cell, line, startLine] = ['', 1, 1];
  let quoted = false;
  const endCell = (): void => {
    cells.push(cell);
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    if (cells.some((each) => each.trim() !== ''))
      rows.push({ row: startLine, cells: cells.map((each) => ({ kind: 'text', text: each })) });
    cells = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at] as string;
    if (mark === '\n') line += 1;
    if (quoted) {
      if (mark !== '"') cell += mark;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (mark === '"' && cell.trim() === '') {
      quoted = true;
      cell = '';
    } else if (mark === separator) endCell();
    else if (mark === '\n') {
      endRow();
      startLine = line;
    } else if (mark !== '\r') cell += mark;
  }
  if (quoted) {
    const detail = `Ett citattecken som öppnas på rad ${startLine} stängs aldrig; filen är avkortad eller trasig.`;
    return { rows: [], faults: [rowFault(startLine, null, 'truncated', cell, detail)] };
  }
  endRow();
  return { rows, faults: [] };
}
