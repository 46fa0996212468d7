/** A follow-up report as lines: its contents, headings, and the rows of its tables. Pure. */
import type { Cell } from './cells.rules.js';
import { type Passage, passageOf, tidy } from './reading.rules.js';

export type TableKind = 'commitments' | 'indicators';
type Column = 'name' | 'comment' | 'outcome' | 'status';

export interface Row {
  table: TableKind;
  cells: Partial<Record<Column, Cell>>;
  /** Continues the row before, over a page break. */
  isContinued: boolean;
}

export interface Chapter {
  number: number;
  heading: Passage;
  rows: Row[];
  /** Rows of a breakdown that stand as rows of their own after the row they belong to, by that row's place in `rows`. */
  loose: Map<number, string[][]>;
  hasTable: boolean;
}

export interface ReportLines {
  /** What stands before the contents and the first chapter. */
  preamble: Passage[];
  /** Titles in the table of contents, by number. */
  contents: Map<number, Passage>;
  chapters: Chapter[];
}

const headers: Readonly<Record<string, { table: TableKind; column: Column }>> = {
  åtagande: { table: 'commitments', column: 'name' },
  åtaganden: { table: 'commitments', column: 'name' },
  åtagandeindikator: { table: 'indicators', column: 'name' },
  indikator: { table: 'indicators', column: 'name' },
};
const columns: Readonly<Record<string, Column>> = {
  kommentar: 'comment',
  kommentarer: 'comment',
  utfall: 'outcome',
  status: 'status',
  bedömning: 'status',
};

interface State {
  table: TableKind | null;
  at: (Column | undefined)[];
  isLoose: boolean;
}

export function readReportLines(text: string): ReportLines {
  const report: ReportLines = { preamble: [], contents: new Map(), chapters: [] };
  let state: State = { table: null, at: [], isLoose: false };
  let from = 0;
  for (const raw of text.split('\n')) {
    const line = { start: from, end: from + raw.length, raw };
    from += raw.length + 1;
    state = readLine(report, state, line, text);
  }
  return report;
}

function readLine(report: ReportLines, state: State, line: Cell, text: string): State {
  if (line.raw.trim() === '') return { ...state, isLoose: false };
  const chapter = report.chapters.at(-1);
  const cells = cellsIn(line);
  const content = contentsLine(cells, line, text);
  if (content !== undefined && chapter === undefined) {
    report.contents.set(content.number, content.title);
    return state;
  }
  const heading = headingOf(line, text, chapter?.number ?? 0);
  if (heading !== undefined) {
    report.chapters.push({ ...heading, rows: [], loose: new Map(), hasTable: false });
    return { table: null, at: [], isLoose: false };
  }
  if (chapter === undefined) {
    report.preamble.push(passageOf(text, line.start, line.end));
    return state;
  }
  const header = headerOf(cells);
  if (header !== undefined) {
    chapter.hasTable = true;
    return header;
  }
  if (state.table === null || cells.length < 2) return state;
  return readRow(chapter, state, cells);
}

function readRow(chapter: Chapter, state: State, cells: readonly Cell[]): State {
  const texts = cells.map(({ raw }) => raw.trim());
  const isBreakdown = texts[0] === '' && /^(?:samtliga|totalt|alla)$/i.test(texts[1] ?? '');
  if (state.table === 'indicators' && (isBreakdown || state.isLoose)) {
    const at = chapter.rows.length - 1;
    const isFigures = [texts[1] ?? '', texts[2] ?? ''].every((cell) => /^[\d \u00a0\u202f.,%–-]+$/.test(cell));
    if (isBreakdown || isFigures) {
      const rows = chapter.loose.get(at) ?? [];
      rows.push(texts);
      chapter.loose.set(at, rows);
      return { ...state, isLoose: true };
    }
  }
  const named: Row['cells'] = {};
  state.at.forEach((column, index) => {
    const cell = cells[index];
    if (column !== undefined && cell !== undefined && cell.raw.trim() !== '') named[column] = cell;
  });
  if (named.name === undefined && named.comment === undefined) return state;
  chapter.rows.push({ table: state.table as TableKind, cells: named, isContinued: named.name === undefined });
  return { ...state, isLoose: false };
}

function cellsIn({ start, raw }: Cell): Cell[] {
  const cells: Cell[] = [];
  let at = start;
  for (const piece of raw.split('\t')) {
    cells.push({ start: at, end: at + piece.length, raw: piece });
    at += piece.length + 1;
  }
  return cells;
}

function headerOf(cells: readonly Cell[]): State | undefined {
  const keys = cells.map(({ raw }) => tidy(raw).toLowerCase());
  const found = headers[keys[0] ?? ''];
  if (found === undefined || !keys.slice(1).some((key) => columns[key] !== undefined)) return undefined;
  return { table: found.table, at: keys.map((key, index) => (index === 0 ? 'name' : columns[key])), isLoose: false };
}

/** `4<tab>Title.....<tab>6`, or the same with leaders and spaces. */
function contentsLine(
  cells: readonly Cell[],
  line: Cell,
  text: string,
): { number: number; title: Passage } | undefined {
  const inCells =
    cells.length === 3 && /^\d{1,3}$/.test(cells[0]!.raw.trim()) && /^\d{1,4}$/.test(cells[2]!.raw.trim());
  if (inCells) {
    const { start, raw } = cells[1]!;
    const title = raw.replace(/[ .…]+$/u, '');
    return { number: Number(cells[0]!.raw), title: passageOf(text, start, start + title.length) };
  }
  const leaders = /^(\s*(\d{1,3})[ .]\s*)(\S.*?)(?: ?[.…]{3,} ?| {3,})\d{1,4}\s*$/u.exec(line.raw);
  if (leaders === null) return undefined;
  const start = line.start + leaders[1]!.length;
  return { number: Number(leaders[2]), title: passageOf(text, start, start + leaders[3]!.length) };
}

/** Headings are numbered in order, so that a sentence that begins with a number is none. */
function headingOf(line: Cell, text: string, before: number): Pick<Chapter, 'number' | 'heading'> | undefined {
  const found = /^(#{0,4} ?(\d{1,2})(?:\.|\.?[ \t]))\s*(\p{L}.{2,400})$/u.exec(line.raw);
  if (found === null || Number(found[2]) !== before + 1 || line.raw.slice(found[1]!.length).includes('\t'))
    return undefined;
  return { number: before + 1, heading: passageOf(text, line.start + found[1]!.length, line.end) };
}
