/** A file of costs on its way in: what each row said, and what was wrong with it. */

export const importFormats = ['csv', 'xlsx', 'sie'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** What a cell holds, besides its text. */
export type CellKind = 'text' | 'number' | 'date' | 'error' | 'formula' | 'boolean';

export interface Cell {
  kind: CellKind;
  text: string;
}

export const columns = ['projekt', 'kostnadsdag', 'fakturadag', 'belopp', 'text', 'verifikation'] as const;
export type Column = (typeof columns)[number];

/** One row as the file has it. `row` is the number a person finds it by: the row of the sheet, the line of the file. */
export interface RawRow {
  row: number;
  cells: Partial<Record<Column, Cell>>;
}

export interface RowFault {
  row: number;
  column: Column | null;
  code: string;
  /** What stood there, cut short. */
  found: string;
  /** What was found and what would be right. */
  detail: string;
}

/**
 * Some of a file, in its order: readers give rows in batches, so that a file of a hundred thousand lines is never in memory
 * as anything but its bytes.
 */
export interface FileBatch {
  rows: RawRow[];
  /** Rows of other things than project costs, which are not ours to take: balances, income, other projects. */
  skipped: number;
  faults: RowFault[];
}

/**
 * Large enough that a round trip to the database is cheap per row; so small that a batch is forgotten before the collector
 * takes it for something lasting, which is what makes a process grow.
 */
export const batchRows = 200;
