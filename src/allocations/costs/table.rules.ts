/** A table with a heading, from a spreadsheet or CSV, as rows of costs. Pure. */
import { type Cell, type Column, columns, type FileBatch, type RawRow, type RowFault } from './import-file.rules.js';

export interface TableRow {
  row: number;
  cells: (Cell | undefined)[];
}

const foundMax = 60;

export function rowFault(row: number, column: Column | null, code: string, found: string, detail: string): RowFault {
  return { row, column, code, found: found.slice(0, foundMax), detail };
}

const names: Readonly<Record<string, Column>> = {
  projekt: 'projekt',
  projektkod: 'projekt',
  kostnadsdag: 'kostnadsdag',
  fakturadag: 'fakturadag',
  fakturadatum: 'fakturadag',
  belopp: 'belopp',
  text: 'text',
  verifikation: 'verifikation',
  ver: 'verifikation',
};
const required: readonly Column[] = ['projekt', 'kostnadsdag', 'belopp', 'text'];

/** Some of a table, in its order. */
export interface TableBatch {
  rows: TableRow[];
  faults: RowFault[];
}

/** Finds the columns by their heading, whatever order they stand in, and reads the rows under it as they come. */
export class TableReader {
  private places: (Column | undefined)[] | undefined;
  private isSpoilt = false;
  private count = 0;
  private headingRow = 1;

  /** Nothing more is read after a heading that cannot be used: every row under it would be a fault. */
  take({ rows, faults }: TableBatch): FileBatch {
    if (this.isSpoilt) return { rows: [], faults: [], skipped: 0 };
    const found = [...faults];
    let from = 0;
    if (this.places === undefined && rows[0] !== undefined) {
      from = 1;
      this.headingRow = rows[0].row;
      this.places = placesIn(rows[0]);
      found.push(...headingFaults(rows[0], this.places));
      this.isSpoilt = found.length > 0;
    }
    if (found.length > 0) this.isSpoilt = true;
    if (this.isSpoilt) return { rows: [], faults: found, skipped: 0 };
    const read = rows.slice(from).map((row) => this.rawRow(row));
    this.count += read.length;
    return { rows: read, faults: [], skipped: 0 };
  }

  /** What only the whole file shows. */
  end(): FileBatch {
    const none = (faults: RowFault[]): FileBatch => ({ rows: [], faults, skipped: 0 });
    if (this.isSpoilt || this.count > 0) return none([]);
    const detail = this.places === undefined ? 'Filen har inga rader.' : 'Filen har en rubrikrad men inga kostnader.';
    return none([rowFault(this.headingRow, null, 'empty', '', detail)]);
  }

  private rawRow({ row, cells }: TableRow): RawRow {
    const read: RawRow['cells'] = {};
    this.places?.forEach((column, index) => {
      const cell = cells[index];
      if (column !== undefined && cell !== undefined) read[column] = cell;
    });
    return { row, cells: read };
  }
}

function placesIn({ cells }: TableRow): (Column | undefined)[] {
  // A sheet leaves empty cells out; a hole is not visited by map.
  return Array.from(cells, (cell) => {
    const name = cell?.text.trim().toLowerCase() ?? '';
    return Object.hasOwn(names, name) ? names[name] : undefined;
  });
}

function headingFaults({ row, cells }: TableRow, places: readonly (Column | undefined)[]): RowFault[] {
  const missing = required.filter((column) => !places.includes(column));
  if (missing.length > 0) {
    const seen = cells.map((cell) => cell?.text.trim() ?? '').join('; ');
    const detail = `Rubrikraden saknar ${missing.join(', ')}. Första raden ska ha rubrikerna ${columns.join(', ')}, där fakturadag och verifikation får utelämnas.`;
    return [rowFault(row, null, 'heading', seen, detail)];
  }
  const twice = columns.find((column) => places.filter((place) => place === column).length > 1);
  return twice === undefined ? [] : [rowFault(row, twice, 'heading', twice, `Rubriken ${twice} står två gånger.`)];
}
