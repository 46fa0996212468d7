/**
 * The first sheet of a spreadsheet as rows of cells. The archive is checked and counted while it unpacks; of the XML only
 * what a table of costs needs is read. A cell keeps what it is: a number, a date, an error, a formula nobody has worked out.
 */
import { StringDecoder } from 'node:string_decoder';
import type { Entry, ZipFile } from 'yauzl';
import { DomainError } from '../../kernel/errors.js';
import { archiveFault, type ArchiveLimits, refuseBomb, soundEntries } from '../../platform/files/archive.js';
import { rejected } from '../../platform/files/rejection.js';
import { batchRows, type Cell } from './import-file.rules.js';
import type { TableBatch, TableRow } from './table.rules.js';

const limits: ArchiveLimits = {
  entries: 2_000,
  unpackedBytes: 100_000_000,
  ratio: 200,
  ratioFloorBytes: 1_000_000,
};
/** Of one part that is read; a sheet of 100 000 rows is about a third of it. */
const partBytesMax = 60_000_000;
const rowsMax = 100_001;
/** Of a row or a text that has not ended yet. */
const elementMax = 4_000_000;
const cutWordMax = 32;
const columnsMax = 60;

export const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';

/**
 * The rows of the sheet, some at a time, while it unpacks.
 * @throws 422 file-rejected: not a spreadsheet, damaged, too large to unpack, with macros or a password
 */
export async function* readXlsx(bytes: Buffer): AsyncGenerator<TableBatch> {
  // Loaded when the first file comes, so that an idle server does not carry it.
  const { default: yauzl } = await import('yauzl');
  try {
    const archive = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: false });
    const entries = await soundEntries(archive, limits);
    const parts = new Parts(archive, entries);
    const workbook = await parts.text('xl/workbook.xml');
    if (workbook === undefined)
      throw rejected(
        'type-mismatch',
        'Filen är ett arkiv men inget kalkylblad. Lämna kostnaderna som .xlsx, .csv eller SIE 4.',
      );
    const name = await sheetName(parts, workbook);
    if (!parts.has(name)) throw rejected('corrupt', 'Kalkylbladet har inget första blad. Spara om filen.');
    const strings: string[] = [];
    for await (const found of parts.elements('xl/sharedStrings.xml', 'si'))
      for (const { inner } of found) strings.push(textsIn(inner));
    const dates = dateStyles((await parts.text('xl/styles.xml')) ?? '');
    const reading = { strings, dates, is1904: /\bdate1904="(?:1|true)"/.test(workbook) };
    let table: TableRow[] = [];
    let [number, count] = [0, 0];
    for await (const found of parts.elements(name, 'row')) {
      for (const { head, inner } of found) {
        number = Number(attribute(head, 'r') ?? number + 1);
        const row = rowOf(number, inner, reading);
        if (row !== undefined) table.push(row);
      }
      if (table.length < batchRows) continue;
      count += table.length;
      requireRowsWithin(count);
      yield { rows: table, faults: [] };
      table = [];
    }
    requireRowsWithin(count + table.length);
    yield { rows: table, faults: [] };
  } catch (error) {
    throw archiveFault(error);
  }
}

/**
 * The last row that the sheet says it has, the heading among them; undefined when it does not say or nothing can be made of
 * it. Only said, so only fit to be shown.
 */
export async function saidRows(bytes: Buffer): Promise<number | undefined> {
  const { default: yauzl } = await import('yauzl');
  try {
    const archive = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: false });
    const parts = new Parts(archive, await soundEntries(archive, limits));
    const head = await parts.head(await sheetName(parts, (await parts.text('xl/workbook.xml')) ?? ''));
    const last = Number(/<dimension\b[^>]*\bref="[A-Z]+\d+:[A-Z]+(\d{1,7})"/.exec(head)?.[1]);
    return last > 1 && last <= rowsMax ? last : undefined;
  } catch {
    // What is wrong with the file is told by the one who reads it.
    return undefined;
  }
}

class Parts {
  private unpacked = 0;

  constructor(
    private readonly archive: ZipFile,
    private readonly entries: readonly Entry[],
  ) {}

  has(name: string): boolean {
    return this.entries.some(({ fileName }) => fileName === name);
  }

  /** A small part as a whole. */
  async text(name: string): Promise<string | undefined> {
    if (!this.has(name)) return undefined;
    const pieces: string[] = [];
    for await (const piece of this.pieces(name)) pieces.push(piece);
    const text = pieces.join('');
    requirePlain(text);
    return text;
  }

  /** How a part begins. */
  async head(name: string): Promise<string> {
    for await (const piece of this.pieces(name)) return piece;
    return '';
  }

  /** The elements of that name, those of a piece at a time; what stands between them is of no interest. */
  async *elements(name: string, element: string): AsyncGenerator<{ head: string; inner: string }[]> {
    const pattern = new RegExp(String.raw`<${element}\b([^>]*?)(?:\/>|>([\s\S]*?)<\/${element}>)`, 'g');
    let rest = '';
    for await (const piece of this.pieces(name)) {
      rest += piece;
      requirePlain(rest);
      let end = 0;
      const found = [...rest.matchAll(pattern)].map((match) => {
        end = match.index + match[0].length;
        return { head: match[1] ?? '', inner: match[2] ?? '' };
      });
      // What has begun is kept until it ends; of anything else only enough to tell a word that was cut in two.
      const begun = rest.indexOf(`<${element}`, end);
      rest = begun === -1 ? rest.slice(Math.max(end, rest.length - cutWordMax)) : rest.slice(begun);
      if (rest.length > elementMax)
        throw new DomainError('too-large', 'En rad i kalkylbladet är orimligt lång; dela filen eller spara om den.');
      yield found;
    }
  }

  private async *pieces(name: string): AsyncGenerator<string> {
    const entry = this.entries.find(({ fileName }) => fileName === name);
    if (entry === undefined) return;
    const decoder = new StringDecoder('utf8');
    let size = 0;
    const stream = await this.archive.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      this.unpacked += chunk.length;
      refuseBomb(limits, entry, size, this.unpacked);
      if (size > partBytesMax) throw new DomainError('too-large', 'Kalkylbladet är för stort; dela det i flera filer.');
      yield decoder.write(chunk);
    }
    yield decoder.end();
  }
}

function requirePlain(text: string): void {
  if (/<!DOCTYPE|<!ENTITY/i.test(text))
    throw rejected(
      'active-content',
      'Kalkylbladet innehåller en DOCTYPE-deklaration, som aldrig finns i ett vanligt kalkylblad.',
    );
}

function requireRowsWithin(count: number): void {
  if (count > rowsMax)
    throw new DomainError('too-large', 'Kalkylbladet har fler än 100 000 rader; dela det i flera filer.');
}

/** The first sheet of the workbook, by its own table of parts. */
async function sheetName(parts: Parts, workbook: string): Promise<string> {
  const id = /<sheet\b[^>]*\br:id="([^"]+)"/.exec(workbook)?.[1];
  const relations = (await parts.text('xl/_rels/workbook.xml.rels')) ?? '';
  const relation = [...relations.matchAll(/<Relationship\b[^>]*>/g)].find(([tag]) => attribute(tag, 'Id') === id);
  const target = relation === undefined ? undefined : attribute(relation[0], 'Target');
  if (target === undefined) return 'xl/worksheets/sheet1.xml';
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

interface Reading {
  strings: readonly string[];
  /** Indices of cell styles that show a number as a date. */
  dates: ReadonlySet<number>;
  is1904: boolean;
}

/** Undefined for a row without anything in it. */
function rowOf(number: number, inner: string, reading: Reading): TableRow | undefined {
  const cells: (Cell | undefined)[] = [];
  let place = 0;
  for (const [, tag = '', content = ''] of inner.matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
    place = placeOf(attribute(tag, 'r')) ?? place;
    if (place < columnsMax) cells[place] = cellOf(tag, content, reading);
    place += 1;
  }
  return cells.some((cell) => cell !== undefined && cell.text.trim() !== '') ? { row: number, cells } : undefined;
}

/** `C7` is the third column. */
function placeOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  return letters === undefined
    ? undefined
    : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellOf(tag: string, inner: string, { strings, dates, is1904 }: Reading): Cell | undefined {
  const type = attribute(tag, 't') ?? 'n';
  const value = /<v\b[^>]*>([\s\S]*?)<\/v>/.exec(inner)?.[1];
  const hasFormula = /<f\b/.test(inner);
  if (type === 'inlineStr') return { kind: 'text', text: textsIn(inner) };
  if (value === undefined || value === '')
    return hasFormula
      ? { kind: 'formula', text: '=' + plain(/<f\b[^>]*>([\s\S]*?)<\/f>/.exec(inner)?.[1] ?? '') }
      : undefined;
  if (type === 's') return { kind: 'text', text: strings[Number(value)] ?? '' };
  if (type === 'e') return { kind: 'error', text: plain(value) };
  if (type === 'b') return { kind: 'boolean', text: value === '1' ? 'SANT' : 'FALSKT' };
  if (type === 'd') return { kind: 'date', text: value.slice(0, 10) };
  if (type !== 'n') return { kind: 'text', text: plain(value) };
  const isDate = dates.has(Number(attribute(tag, 's') ?? -1));
  return isDate ? { kind: 'date', text: dayOfSerial(value, is1904) } : { kind: 'number', text: value };
}

/** Days since 1899-12-30, which is how spreadsheets count once they have passed the leap day 1900 never had. */
function dayOfSerial(value: string, is1904: boolean): string {
  const serial = Math.trunc(Number(value)) + (is1904 ? 1_462 : 0);
  if (!Number.isSafeInteger(serial) || serial < 61 || serial > 109_575) return value;
  return new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);
}

/** All texts of a rich string, without the readings (`rPh`) that some languages put beside them. */
function textsIn(xml: string): string {
  const spoken = xml.replaceAll(/<rPh\b[\s\S]*?<\/rPh>/g, '');
  return [...spoken.matchAll(/<t\b[^>]*?(?:\/>|>([\s\S]*?)<\/t>)/g)].map(([, text = '']) => plain(text)).join('');
}

/** Built-in formats that show a day or a time (ECMA-376 18.8.30). */
const builtInDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57]);

function dateStyles(xml: string): Set<number> {
  const own = new Map(
    [...xml.matchAll(/<numFmt\b[^>]*>/g)].map(([tag]) => [
      Number(attribute(tag, 'numFmtId')),
      attribute(tag, 'formatCode') ?? '',
    ]),
  );
  // Quoted words, colours and escaped letters say nothing about what the number is.
  const isDate = (code: string): boolean => /[ymdhs]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
  const cellFormats = /<cellXfs\b[^>]*>([\s\S]*?)<\/cellXfs>/.exec(xml)?.[1] ?? '';
  const formats = [...cellFormats.matchAll(/<xf\b[^>]*>/g)].map(([tag]) => Number(attribute(tag, 'numFmtId') ?? 0));
  return new Set(
    formats.flatMap((id, index) => {
      const code = own.get(id);
      return (code === undefined ? builtInDates.has(id) : isDate(plain(code))) ? [index] : [];
    }),
  );
}

const attributes = new Map<string, RegExp>();

function attribute(tag: string, name: string): string | undefined {
  let pattern = attributes.get(name);
  if (pattern === undefined) {
    pattern = new RegExp(String.raw`(?:^|\s)${name}="([^"]*)"`);
    attributes.set(name, pattern);
  }
  return pattern.exec(tag)?.[1];
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plain(xml: string): string {
  return xml.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return entities[name.toLowerCase()] ?? whole;
    const code = Number.parseInt((hex ?? decimal) as string, hex === undefined ? 10 : 16);
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}
