/** The file of open data: what its columns are called, and what they mean. One list for file and page. Pure. */
import type { Day } from '../../kernel/day.js';
import type { Money } from '../../kernel/money.js';

/** One row of a decided division. A reduction or return is a row below zero of a later decision. */
export interface PublicAllocation {
  rowId: string;
  decisionId: string;
  decisionDay: Day;
  bodyName: string;
  minuteItem: number;
  registrationNumber: string;
  sourceCode: string;
  sourceName: string;
  year: number;
  authorityCode: string;
  authorityName: string;
  measureTitle: string;
  amount: Money;
}

interface Column {
  name: string;
  meaning: string;
  of: (row: PublicAllocation) => string;
}

export const columns: readonly Column[] = [
  { name: 'beslutsdag', meaning: 'Dagen beslutet fattades.', of: ({ decisionDay }) => decisionDay },
  { name: 'organ', meaning: 'Vem som beslutade.', of: ({ bodyName }) => bodyName },
  { name: 'paragraf', meaning: 'Paragrafen i protokollet.', of: ({ minuteItem }) => String(minuteItem) },
  { name: 'diarienummer', meaning: 'Ärendet hos det organ som beslutade.', of: (row) => row.registrationNumber },
  { name: 'kalla', meaning: 'Källans kod.', of: ({ sourceCode }) => sourceCode },
  { name: 'kalla_namn', meaning: 'Källans namn.', of: ({ sourceName }) => sourceName },
  { name: 'ar', meaning: 'Året pengarna gäller.', of: ({ year }) => String(year) },
  { name: 'myndighet', meaning: 'Koden för den nämnd som får pengarna.', of: ({ authorityCode }) => authorityCode },
  { name: 'myndighet_namn', meaning: 'Nämndens namn.', of: ({ authorityName }) => authorityName },
  { name: 'insats', meaning: 'Vad pengarna är till.', of: ({ measureTitle }) => measureTitle },
  {
    name: 'belopp_kr',
    meaning: 'Kronor med två decimaler och punkt. Minus betyder att ett senare beslut minskade.',
    of: ({ amount }) => amount.toString(),
  },
  { name: 'beslut_id', meaning: 'Nyckel till beslutets sida, /beslut/….', of: ({ decisionId }) => decisionId },
];

const byteOrderMark = '\uFEFF';

/** Semicolons and a byte order mark, so that a spreadsheet in Swedish opens it as it is (RFC 4180 otherwise). */
export function allocationsCsv(rows: readonly PublicAllocation[]): string {
  const lines = [columns.map(({ name }) => name), ...rows.map((row) => columns.map(({ of }) => of(row)))];
  return byteOrderMark + lines.map((cells) => cells.map(cellOf).join(';') + '\r\n').join('');
}

/** Text that a spreadsheet would take for a formula is marked as text; an amount is a number and stays one. */
function cellOf(text: string): string {
  const safe = /^[=+@\t\r-]/.test(text) && !/^-?[0-9.]+$/.test(text) ? `'${text}` : text;
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
