/** One row of a file as a cost: each cell read strictly, and every fault of the row told at once. Pure. */
import { type Day, parseDay } from '../../kernel/day.js';
import { DomainError } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import { type Cell, type Column, type RawRow, type RowFault } from './import-file.rules.js';
import { rowFault } from './table.rules.js';

export interface ReadCost {
  row: number;
  projectCode: string;
  costDay: Day;
  bookedDay: Day | null;
  amount: Money;
  text: string;
  voucher: string | null;
}

const spreadsheetError =
  /^#(?:REF!|VALUE!|VÄRDEFEL!|NAME\?|NAMN\?|DIV\/0!|DIVISION\/0!|N\/A|SAKNAS!|NUM!|OGILTIGT!|NULL!|REFERENS!)/i;
const aDay = /^\d{4}-\d\d-\d\d|^\d\d?[/.]\d\d?[/.]\d{2,4}$/;
const aCode = /^[0-9A-ZÅÄÖ_-]{1,20}$/;

/** @returns the cost, or every fault of the row */
export function costOfRow({ row, cells }: RawRow): ReadCost | RowFault[] {
  const faults: RowFault[] = [];
  const take = <T>(column: Column, read: (cell: Cell) => T, missing: T | undefined): T | undefined => {
    const cell = cells[column];
    if (cell === undefined || (cell.text.trim() === '' && cell.kind === 'text')) {
      if (missing === undefined)
        faults.push(rowFault(row, column, 'required', '', `Rad ${row}: ${column} är tom; fyll i den.`));
      return missing;
    }
    const broken = brokenCell(row, column, cell);
    if (broken !== undefined) {
      faults.push(broken);
      return undefined;
    }
    try {
      return read(cell);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const code = error.code ?? 'format';
      faults.push(
        rowFault(row, column, code, cell.text, `Rad ${row}, ${column}: ”${cell.text.slice(0, 60)}”. ${error.message}`),
      );
      return undefined;
    }
  };
  const projectCode = take('projekt', readCode, undefined);
  const costDay = take('kostnadsdag', readDay, undefined);
  const bookedDay = take<Day | null>('fakturadag', readDay, null);
  const amount = take('belopp', readAmount, undefined);
  const text = take('text', (cell) => readText(cell, 300), undefined);
  const voucher = take<string | null>('verifikation', (cell) => readText(cell, 40), null);
  if (faults.length > 0) return faults;
  return { row, projectCode, costDay, bookedDay, amount, text, voucher } as ReadCost;
}

function brokenCell(row: number, column: Column, { kind, text }: Cell): RowFault | undefined {
  const where = `Rad ${row}, ${column}:`;
  if (kind === 'error' || spreadsheetError.test(text.trim()))
    return rowFault(
      row,
      column,
      'formula-error',
      text,
      `${where} felvärdet ${text.slice(0, 20)} står i stället för ett värde. Rätta formeln i kalkylbladet.`,
    );
  if (kind === 'formula' || text.trim().startsWith('='))
    return rowFault(
      row,
      column,
      'formula-without-value',
      text,
      `${where} en formel utan uträknat värde. Öppna filen i kalkylprogrammet, räkna om och spara, eller klistra in värdet.`,
    );
  if (column === 'belopp' && (kind === 'date' || aDay.test(text.trim())))
    return rowFault(
      row,
      column,
      'date-in-amount',
      text,
      `${where} ett datum (${text.slice(0, 20)}) står där beloppet ska stå. Ändra cellens format och värde till ett belopp i kronor.`,
    );
  if (kind === 'boolean')
    return rowFault(row, column, 'type', text, `${where} ett sant/falskt-värde; ange text, tal eller datum.`);
  return undefined;
}

function readCode({ text }: Cell): string {
  const code = text.trim().toUpperCase();
  if (aCode.test(code)) return code;
  if (/[+,;/&\s]/.test(code))
    throw refusal('two-sources', 'Flera projektkoder i samma cell. En kostnad har en källa: dela raden i en per kod.');
  throw refusal('format', 'Ange en projektkod, t.ex. P100.');
}

function readDay({ kind, text }: Cell): Day {
  if (kind === 'number')
    throw refusal('datetime', 'Ett tal utan datumformat. Ange dagen som ÅÅÅÅ-MM-DD eller ge cellen datumformat.');
  return parseDay(text.trim());
}

function readAmount({ kind, text }: Cell): Money {
  const rule = { allowNegative: true };
  if (kind !== 'number') return Money.parseSwedish(text, '', rule);
  // As a spreadsheet stores it: a binary fraction that is no whole number of öre is refused, never rounded.
  const plain = /^-?\d{1,12}(?:\.\d{1,2})?$/.exec(text);
  if (plain === null)
    throw refusal('amount-decimals', 'Talet har fler än två decimaler eller är för stort. Avrunda till hela ören.');
  const [whole = '', decimals] = text.split('.');
  return Money.parse(decimals === undefined ? whole : `${whole}.${decimals.padEnd(2, '0')}`, '', rule);
}

// oxlint-disable-next-line no-control-regex -- finding control characters is the point
const control = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/;

function readText({ text }: Cell, max: number): string {
  const trimmed = text.normalize('NFC').trim();
  if ([...trimmed].length > max) throw refusal('length', `Texten får ha högst ${max} tecken.`);
  if (control.test(trimmed)) throw refusal('control-character', 'Texten innehåller styrtecken eller osynliga tecken.');
  return trimmed;
}

function refusal(code: string, detail: string): DomainError {
  return new DomainError('validation-failed', detail, { code });
}
