/**
 * Tables of amounts: which column is the amount, what scale its heading gives, which rows are sums. Whether a table
 * agrees with itself is in `memorandum.sums.ts`, what its rows mean for the memorandum in `memorandum.settle.ts`.
 */
import { type AmountToken, headingScale, isYear, readAmount, tokensWithin } from '../proposals/amounts.rules.js';
import { clean } from './memorandum.document.js';
import {
  type Amount,
  checkColumns,
  checkRows,
  type Group,
  headerKey,
  isSumRow,
  report,
  type Table,
} from './memorandum.sums.js';
import { type Cell, cellsOf, keyOf, listMark, type Section } from './memorandum.text.js';
import * as words from './memorandum.words.js';

const rowsMax = 2_000;
/** A longer cell is prose, whatever amounts it tells of. */
const cellLengthMax = 60;

/** The amount tables of one section. Lines with tabs that hold no amounts (a decision plan) are no such tables. */
export function readTables(
  text: string,
  section: Section,
  tokens: readonly AmountToken[],
  documentScale: number,
): Group[] {
  const groups: Group[] = [];
  const { lines } = section;
  let scope = headingScale(section.heading?.text ?? '') ?? documentScale;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]!;
    if (cellsOf(text, line).length < 2) {
      if (line.text.length <= 120 && tokensWithin(tokens, line.start, line.end).length === 0)
        scope = headingScale(line.text) ?? scope;
      continue;
    }
    const rows: Cell[][] = [];
    const first = index;
    for (; index < lines.length; index += 1) {
      const cells = cellsOf(text, lines[index]!);
      if (cells.length < 2 || (index > first && lines[index]!.blanks > 1)) break;
      if (!cells.every((cell) => /^[-:= ]*$/.test(cell.text))) rows.push(cells);
    }
    index -= 1;
    const group = readTable(text, section, rows, tokens, scope);
    if (group !== null) groups.push(group);
  }
  return groups;
}

function readTable(
  text: string,
  section: Section,
  all: Cell[][],
  tokens: readonly AmountToken[],
  captionScale: number,
): Group | null {
  const rows = all.slice(0, rowsMax);
  if (rows.length < 2) return null;
  const isHeader = rows[0]!.every((cell) => {
    const token = amountIn(cell, text, tokens);
    return token === null || (isYear(token.number) && token.unit === '');
  });
  const header = isHeader ? rows[0]! : null;
  const body = isHeader ? rows.slice(1) : rows;
  const table: Table = {
    text,
    tokens,
    section: section.kind,
    header,
    body,
    captionScale,
    kind: 'measures',
    amounts: [],
    findings: [],
  };
  // "Insats | Namn" over "Behov av tillskott | 5 625 000 SEK": a form for one measure, read as labels.
  if (body.some((row) => words.strongLabel.test(keyOf(row[0]!.text)) && row.length === 2)) return null;
  const columns = amountColumns(table);
  const hasSum = body.some((row) => isSumRow(row));
  const isMoney = columns.some((column) => body.some((row) => amountIn(row[column], text, tokens)?.isMoney === true));
  const isNamed = columns.some(
    (column) => words.amountColumn.test(headerKey(table, column)) || words.totalColumn.test(headerKey(table, column)),
  );
  if (columns.length === 0 || !(hasSum || isMoney || isNamed)) return null;
  table.amounts = body.map((row) =>
    row.map((_, column) => (columns.includes(column) ? cellAmount(table, row, column) : null)),
  );
  const group = assemble(table, columns);
  if (all.length > rowsMax)
    report(table, 'findings-cut', rows[0]![0]!, `Tabellen har ${all.length} rader; högst ${rowsMax} läses.`);
  return group;
}

/** The amount a cell is: alone in it, or the only one there with a unit. */
function amountIn(cell: Cell | undefined, text: string, tokens: readonly AmountToken[]): AmountToken | null {
  if (cell === undefined || cell.text === '' || cell.text.length > cellLengthMax) return null;
  const inside = tokensWithin(tokens, cell.start, cell.end);
  const money = inside.filter((token) => token.isMoney);
  if (money.length === 1) return money[0]!;
  const [only] = inside;
  if (only === undefined || inside.length > 1) return null;
  const rest = (text.slice(cell.start, only.start) + text.slice(only.end, cell.end)).trim();
  return /^(?:ca\.?|\(\)|[*)(.,;:-]{0,6})$/i.test(rest) ? only : null;
}

function amountColumns({ text, tokens, header, body }: Table): number[] {
  const width = body.reduce((most, row) => Math.max(most, row.length), 0);
  const columns: number[] = [];
  for (let column = 0; column < Math.min(width, 30); column += 1) {
    const name = keyOf(header?.[column]?.text ?? '');
    if (words.countColumn.test(name) && !words.amountColumn.test(name)) continue;
    const found = body.map((row) => amountIn(row[column], text, tokens)).filter((token) => token !== null);
    const isNumbering = found.length > 0 && found.every((token, index) => token.number === String(index + 1));
    if (found.length > 0 && !isNumbering) columns.push(column);
  }
  return columns;
}

/** The row whose sum is the table's: the last sum row, or a last row that has an amount and no title. */
function lastSumRow(body: Cell[][], titleColumn: number): number {
  const named = body.findLastIndex((row) => isSumRow(row));
  if (named >= 0 || body.length < 2) return named;
  return body.at(-1)![titleColumn]?.text === '' ? body.length - 1 : -1;
}

function assemble(table: Table, columns: number[]): Group {
  const { text, body, header, section, findings } = table;
  const titleColumn = findTitleColumn(table, columns);
  const name = headerKey(table, titleColumn);
  const isSure = words.measureColumn.test(name);
  const isBackground = section === 'background' || section === 'matter';
  table.kind = isSure ? 'measures' : isBackground ? 'frame' : words.splitColumn.test(name) ? 'split' : 'measures';
  const main = mainColumn(table, columns);
  const last = body.at(-1)!.at(-1)!;
  const firstCell = (header ?? body[0]!)[0]!;
  const { kind } = table;
  const group: Group = {
    kind,
    isSure,
    section,
    start: firstCell.start,
    end: last.end,
    rows: [],
    sums: [],
    findings,
    rowKeys: [],
  };
  if (main === null) {
    const names = columns.map((column) => `”${header?.[column]?.text ?? column + 1}”`).join(', ');
    const at = { start: firstCell.start, end: (header ?? body[0]!).at(-1)!.end };
    report(
      table,
      'amount-ambiguous',
      at,
      `Tabellen har flera beloppskolumner (${names}) och ingen summakolumn; ange vilken som gäller.`,
    );
    return group;
  }
  const sumRow = lastSumRow(body, titleColumn);
  body.forEach((row, index) => {
    const amount = table.amounts[index]![main] ?? null;
    if (amount === null) return;
    if (index === sumRow) group.sums.push(amount);
    if (index === sumRow || isSumRow(row)) return;
    const title = row[titleColumn]?.text ?? '';
    group.rows.push({ title: clean(title.slice(listMark(title)?.length ?? 0)) || `Rad ${index + 1}`, amount });
    group.rowKeys.push(keyOf(text.slice(row[0]!.start, row.at(-1)!.end)));
  });
  checkColumns(table, columns, main, sumRow);
  checkRows(table, columns, main, sumRow);
  return group;
}

function findTitleColumn({ header, body }: Table, columns: readonly number[]): number {
  const named = (header ?? []).findIndex(
    (cell, column) => !columns.includes(column) && words.measureColumn.test(keyOf(cell.text)),
  );
  if (named >= 0) return named;
  const lettered = (body[0] ?? []).findIndex(
    (cell, column) => !columns.includes(column) && /\p{L}{2}/u.test(cell.text),
  );
  return Math.max(0, lettered);
}

/** The column that counts: the only one, else the total column, else the only one that names what is asked for. */
function mainColumn(table: Table, columns: readonly number[]): number | null {
  if (columns.length === 1) return columns[0]!;
  const total = columns.findLast((column) => words.totalColumn.test(headerKey(table, column)));
  if (total !== undefined) return total;
  const wished = columns.filter((column) => words.wishColumn.test(headerKey(table, column)));
  return wished.length === 1 ? wished[0]! : null;
}

function cellAmount(table: Table, row: readonly Cell[], column: number): Amount | null {
  const cell = row[column];
  const token = amountIn(cell, table.text, table.tokens);
  if (cell === undefined || token === null) return null;
  if (/^\(.*\)$/.test(cell.text)) {
    const detail = `Beloppet ”${cell.text.slice(0, 40)}” kan vara ett minusbelopp; skriv det utan parentes.`;
    return { start: cell.start, end: cell.end, isAmbiguous: true, detail };
  }
  const own = headingScale(table.header?.[column]?.text ?? '');
  const anywhere = headingScale((table.header ?? []).map((other) => other.text).join(' '));
  return readAmount(token, own ?? anywhere ?? table.captionScale);
}
