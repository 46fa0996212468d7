/**
 * A workbook with one sheet: header row, the rows, and under each money column a SUM that Excel computes itself. The five
 * parts an .xlsx must have, zipped by fflate without workers (the security policy allows no blob: script). Loaded when
 * somebody asks for a file.
 */
import { strToU8, zipSync } from 'fflate';
import { type CellValue, type Column, isAmount } from './column';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
/** Places in the list of formats below. */
const style = { plain: 0, header: 1, money: 2, sum: 3 };

/** @param name of the sheet; Excel takes at most 31 letters and not all of them */
export function xlsxOf<Row>(
  name: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Uint8Array<ArrayBuffer> {
  const files = {
    '[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
    '_rels/.rels': `${xml}<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escaped(sheetName(name))}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/styles.xml': `${xml}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00"/></numFmts><fonts count="2"><font/><font><b/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="164" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': sheet(columns, rows),
  };
  const bytes = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]));
  return zipSync(bytes, { level: 6 }) as Uint8Array<ArrayBuffer>;
}

function sheet<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const last = rows.length + 1;
  const widths = columns
    .map(
      (column, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${column.kind === 'money' ? 18 : 28}" customWidth="1"/>`,
    )
    .join('');
  const header = columns.map((column, index) => textCell(place(index, 1), column.header, style.header)).join('');
  const body = rows.map((row, index) => {
    const cells = columns.map((column, at) => valueCell(place(at, index + 2), column.value(row))).join('');
    return `<row r="${index + 2}">${cells}</row>`;
  });
  const sums = columns
    .map(({ kind }, index) => {
      if (kind !== 'money' || rows.length === 0) return '';
      const letter = letterOf(index);
      return `<c r="${place(index, last + 1)}" s="${style.sum}"><f>SUM(${letter}2:${letter}${last})</f></c>`;
    })
    .join('');
  return `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData><row r="1">${header}</row>${body.join('')}${sums === '' ? '' : `<row r="${last + 1}">${sums}</row>`}</sheetData></worksheet>`;
}

function valueCell(at: string, value: CellValue): string {
  if (value === null || value === '') return '';
  if (isAmount(value)) return `<c r="${at}" s="${style.money}"><v>${value.amount}</v></c>`;
  if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`;
  return textCell(at, value, style.plain);
}

function textCell(at: string, text: string, format: number): string {
  return `<c r="${at}" t="inlineStr" s="${format}"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

const place = (column: number, row: number): string => `${letterOf(column)}${row}`;

function letterOf(column: number): string {
  const [first, rest] = [Math.floor(column / 26), column % 26];
  return `${first === 0 ? '' : letterOf(first - 1)}${String.fromCharCode(65 + rest)}`;
}

function sheetName(name: string): string {
  return (
    name
      .replaceAll(/[\\/*?:[\]]/g, ' ')
      .slice(0, 31)
      .trim() || 'Blad1'
  );
}

/** XML has no way to write control characters; a text that holds one loses it. */
function escaped(text: string): string {
  return [...text]
    .filter((letter) => letter >= ' ' || letter === '\n' || letter === '\t')
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
