/** Files of costs as accounts and spreadsheets write them, whole and spoilt. */
import { strToU8, zipSync } from 'fflate';

export const heading = 'projekt;kostnadsdag;fakturadag;belopp;text;verifikation';
export const csv = (...rows: string[]): Buffer => Buffer.from([heading, ...rows].join('\r\n'));

/** The XML of one cell at its place; `C2` and what stands inside. */
export type SheetCell = string;

export interface Sheet {
  rows: SheetCell[][];
  date1904?: boolean;
}

const attributes = (xml: string): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${xml}`;
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** Style 1 shows a day, style 2 a day by a format of its own. */
export function xlsx({ rows, date1904 = false }: Sheet): Buffer {
  const sheet = rows
    .map(
      (cells, index) =>
        `<row r="${index + 1}">${cells.map((cell, place) => cell.replace('<c', `<c r="${String.fromCodePoint(65 + place)}${index + 1}"`)).join('')}</row>`,
    )
    .join('');
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    'xl/workbook.xml': `<workbook ${main} xmlns:r="x"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets><sheet name="Kostnader" sheetId="1" r:id="rId7"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId7" Type="x" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet ${main}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst ${main}>${shared.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${main}><sheetData>${sheet}</sheetData></worksheet>`,
  };
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(attributes(xml))]))),
  );
}

const shared = ['projekt', 'kostnadsdag', 'belopp', 'text', 'Löner &amp; arvoden'];
export const string = (index: number): SheetCell => `<c t="s"><v>${index}</v></c>`;
export const inline = (text: string): SheetCell => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
export const number = (value: string): SheetCell => `<c><v>${value}</v></c>`;
export const date = (serial: number): SheetCell => `<c s="2"><v>${serial}</v></c>`;
export const formula = (text: string, value = ''): SheetCell =>
  `<c><f>${text}</f>${value === '' ? '' : `<v>${value}</v>`}</c>`;
export const brokenCell = (word: string): SheetCell => `<c t="e"><f>A1</f><v>${word}</v></c>`;
export const headingCells: SheetCell[] = [string(0), string(1), string(2), string(3)];

const cp437: Readonly<Record<string, number>> = { å: 0x86, ä: 0x84, ö: 0x94, Å: 0x8f, Ä: 0x8e, Ö: 0x99, é: 0x82 };

export function toCp437(text: string): Buffer {
  return Buffer.from([...text].map((letter) => cp437[letter] ?? letter.charCodeAt(0)));
}

/** A whole SIE 4 file round the vouchers. */
export function sieText(...vouchers: string[]): string {
  return [
    '#FLAGGA 0',
    '#PROGRAM "Ekonomi" 1.0',
    '#FORMAT PC8',
    '#GEN 20240120',
    '#SIETYP 4',
    '#FNAMN "Arbetsmarknads- och socialförvaltningen"',
    '#RAR 0 20230101 20231231',
    '#KONTO 5011 "Löner"',
    '#DIM 6 "Projekt"',
    '#OBJEKT 6 "P100" "Fältarbete"',
    ...vouchers,
    '',
  ].join('\r\n');
}

export const voucher = (number: number, day: string, ...lines: string[]): string =>
  [`#VER A ${number} ${day} "Löner för fältarbete"`, '{', ...lines.map((line) => `   ${line}`), '}'].join('\r\n');
