/** A table of counts and shares for all, women and men, checked cell by cell. Pure. */
import { inSwedish, wholeNumber } from './reading.rules.js';

export const groups = ['all', 'women', 'men'] as const;
export type Group = (typeof groups)[number];

const groupWords: Readonly<Record<string, Group>> = {
  samtliga: 'all',
  totalt: 'all',
  alla: 'all',
  kvinnor: 'women',
  flickor: 'women',
  män: 'men',
  pojkar: 'men',
};

export type Figures = Partial<Record<Group, number>>;
/** Percentages as they are printed, with a decimal point. */
export type Shares = Partial<Record<Group, string>>;

export interface CountRow {
  label: string;
  /** The whole that the other rows are parts of. */
  isTotal: boolean;
  counts: Figures;
  /** As stated under the count; computed ones are never put here. */
  shares: Shares | null;
}

export interface ReadTable {
  rows: CountRow[];
  faults: TableFault[];
}

export interface TableFault {
  code: 'sum-mismatch' | 'percent-mismatch' | 'table-unreadable';
  message: string;
}

/** Is this the head of such a table: an empty corner and the groups? */
export function groupsIn(cells: readonly string[]): (Group | undefined)[] | undefined {
  const found = cells.slice(1).map((cell) => groupWords[cell.trim().toLowerCase()]);
  return (cells[0] ?? '').trim() === '' && found[0] === 'all' ? found : undefined;
}

/** The table as counts with their shares, and every cell that contradicts another. Undefined when it is another kind of table. */
export function readTable(rows: readonly (readonly string[])[]): ReadTable | undefined {
  const columns = groupsIn(rows[0] ?? []);
  if (columns === undefined) return undefined;
  const faults: TableFault[] = [];
  const found: CountRow[] = [];
  for (const row of rows.slice(1)) {
    const [label = '', ...cells] = row.map((cell) => cell.trim());
    const own = columns.flatMap((group, index) => (group === undefined ? [] : [[group, cells[index] ?? ''] as const]));
    if (own.some(([, cell]) => cell.includes('%'))) addShares(found, label, own, faults);
    else addCounts(found, label, own, faults);
  }
  faults.push(...found.flatMap(sumFaults), ...percentFaults(found));
  return { rows: found, faults };
}

type Cells = readonly (readonly [Group, string])[];

function addCounts(found: CountRow[], label: string, cells: Cells, faults: TableFault[]): void {
  const counts: Figures = {};
  for (const [group, cell] of cells) {
    if (cell === '' || cell === '–' || cell === '-') continue;
    const count = wholeNumber(cell);
    if (count === undefined) faults.push(unreadable(label, cell));
    else counts[group] = count;
  }
  found.push({ label, isTotal: /^(?:totalt?|samtliga|summa|hela)\b/i.test(label), counts, shares: null });
}

/** A row of shares belongs to the count it is the share of: "Andel avslut" under "Antal avslut". */
function addShares(found: CountRow[], label: string, cells: Cells, faults: TableFault[]): void {
  const shares: Shares = {};
  for (const [group, cell] of cells) {
    const share = /^(\d{1,3}(?:[.,]\d{1,4})?) ?%$/.exec(cell.replace(/\u00a0/g, ' '))?.[1];
    if (share === undefined) {
      if (cell !== '' && cell !== '–' && cell !== '-') faults.push(unreadable(label, cell));
    } else shares[group] = share.replace(',', '.');
  }
  const subject = rest(label);
  const count =
    found.findLast((row) => !row.isTotal && rest(row.label) === subject) ?? found.findLast((row) => !row.isTotal);
  if (count === undefined) faults.push(unreadable(label, 'en andel utan antal'));
  else count.shares = shares;
}

function rest(label: string): string {
  return label.toLowerCase().replace(/^(?:antal|andel|andelen|antalet)\b ?/, '');
}

function unreadable(label: string, cell: string): TableFault {
  return { code: 'table-unreadable', message: `Raden ”${label}”: ”${cell}” går inte att läsa som en siffra.` };
}

function sumFaults({ label, counts: { all, women, men } }: CountRow): TableFault[] {
  if (all === undefined || women === undefined || men === undefined || women + men === all) return [];
  const message = `Raden ”${label}”: kvinnor ${inSwedish(women)} + män ${inSwedish(men)} = ${inSwedish(women + men)}, men samtliga är ${inSwedish(all)} (R-31).`;
  return [{ code: 'sum-mismatch', message }];
}

function percentFaults(rows: readonly CountRow[]): TableFault[] {
  const total = rows.find(({ isTotal }) => isTotal);
  if (total === undefined) return [];
  return rows.flatMap(({ label, counts, shares }) =>
    groups.flatMap((group): TableFault[] => {
      const [count, whole, stated] = [counts[group], total.counts[group], shares?.[group]];
      if (count === undefined || whole === undefined || stated === undefined) return [];
      const right = percentOf(count, whole, stated.split('.')[1]?.length ?? 0);
      if (right === stated) return [];
      const said = right === undefined ? 'av 0 finns ingen andel' : `det är ${right.replace('.', ',')} %`;
      const message = `Raden ”${label}”: ${inSwedish(count)} av ${inSwedish(whole)} anges som ${stated.replace('.', ',')} %, men ${said} (R-31).`;
      return [{ code: 'percent-mismatch', message }];
    }),
  );
}

/** Rounded half up, with whole numbers all the way; undefined of nothing. */
export function percentOf(count: number, total: number, decimals: number): string | undefined {
  if (total === 0) return undefined;
  const [n, d] = [BigInt(count) * 100n * 10n ** BigInt(decimals), BigInt(total)];
  const digits = ((n * 2n + d) / (d * 2n)).toString().padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
