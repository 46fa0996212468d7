/** A table with a heading, from a spreadsheet or CSV, as rows of costs. Pure. */
import { type Cell, type Column, columns, type RawRow, type RowFault } from './import-file.rules.js';

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

/** Finds the columns by their heading, whatever order they stand in. */
export function rowsOfTable(table: readonly TableRow[]): { rows: RawRow[]; faults: RowFault[] } {
  const [heading, ...rest] = table;
  if (heading === undefined) return { rows: [], faults: [rowFault(1, null, 'empty', '', 'Filen har inga rader.')] };
  const places = heading.cells.map((cell) => {
    const name = cell?.text.trim().toLowerCase() ?? '';
    return Object.hasOwn(names, name) ? names[name] : undefined;
  });
  const missing = required.filter((column) => !places.includes(column));
  if (missing.length > 0) {
    const seen = heading.cells.map((cell) => cell?.text.trim() ?? '').join('; ');
    const detail = `Rubrikraden saknar ${missing.join(', ')}. Första raden ska ha rubrikerna ${columns.join(', ')}, där fakturadag och verifikation får utelämnas.`;
    return { rows: [], faults: [rowFault(heading.row, null, 'heading', seen, detail)] };
  }
  const twice = columns.find((column) => places.filter((place) => place === column).length > 1);
  if (twice !== undefined)
    return {
      rows: [],
      faults: [rowFault(heading.row, twice, 'heading', twice, `Rubriken ${twice} står två gånger.`)],
    };
  const rows = rest.map(({ row, cells }) => ({
    row,
    cells: Object.fromEntries(
      places.flatMap((column, index) =>
        column === undefined || cells[index] === undefined ? [] : [[column, cells[index]]],
      ),
    ) as RawRow['cells'],
  }));
  if (rows.length > 0) return { rows, faults: [] };
  return { rows, faults: [rowFault(heading.row, null, 'empty', '', 'Filen har en rubrikrad men inga kostnader.')] };
}
