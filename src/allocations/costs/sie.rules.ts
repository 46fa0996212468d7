/**
 * SIE 4, the accounts' own export: text in code page 437, vouchers whose lines sum to zero. Read by hand, since what has
 * to be refused (truncated, unbalanced, re-saved in another encoding) is what a tolerant library lets through. Pure.
 */
import { DomainError } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import { isUtf8 } from './encoding.rules.js';
import { batchRows, type FileBatch, type RawRow, type RowFault } from './import-file.rules.js';
import { rowFault } from './table.rules.js';

/** 0x80 to 0xff of code page 437. */
const upper =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/** The dimension that SIE reserves for projects. */
const projectDimension = '6';
/** Kommun-Bas: classes 4 to 8 are costs. */
const costAccount = /^[4-8]/;

export const isSie = (bytes: Buffer): boolean => /^\s*#FLAGGA\b/.test(bytes.subarray(0, 200).toString('latin1'));

interface Voucher {
  line: number;
  label: string;
  day: string;
  text: string;
  sum: Money;
  /** Every amount could be read; else its sum says nothing. */
  isWhole: boolean;
}

/**
 * @param known the municipality's project codes; lines of other projects, of income and of balances are not ours
 * @returns rows of cost lines, some at a time, or what makes the file unfit
 */
export function* readSie(bytes: Buffer, known: ReadonlySet<string>): Generator<FileBatch> {
  const encoding = encodingFault(bytes);
  if (encoding !== undefined) return yield { rows: [], skipped: 0, faults: [encoding] };
  const head = headOf(bytes);
  const faults = headFaults(head);
  if (faults.length > 0) return yield { rows: [], skipped: 0, faults };
  const reader = new Reader(known, yearOf(head));
  let number = 0;
  for (const line of linesOf(bytes)) {
    number += 1;
    reader.take(line, number);
    if (reader.found.rows.length >= batchRows) yield reader.batch();
  }
  reader.end(number);
  yield reader.batch();
}

/** Lines end as on any system, also where several have written in the same file. */
function* linesOf(bytes: Buffer): Generator<string> {
  for (let from = 0; from <= bytes.length;) {
    const end = bytes.indexOf(0x0a, from);
    const line = decode(bytes.subarray(from, end === -1 ? bytes.length : end)).replace(/\r$/, '');
    yield* line.split('\r');
    if (end === -1) return;
    from = end + 1;
  }
}

interface Head {
  SIETYP?: string;
  FORMAT?: string;
  RAR?: string;
  VER?: string;
}

/** The first line of each kind that says what the file is. */
function headOf(bytes: Buffer): Head {
  const head: Head = {};
  for (const line of linesOf(bytes)) {
    const label = /^\s*#(SIETYP|FORMAT|RAR(?=\s+0\b)|VER)\b/.exec(line)?.[1] as keyof Head | undefined;
    if (label !== undefined) head[label] ??= line.trim();
    if (Object.keys(head).length === 4) break;
  }
  return head;
}

class Reader {
  private voucher: Voucher | undefined;
  private open = false;

  found: FileBatch = { rows: [], skipped: 0, faults: [] };

  constructor(
    private readonly known: ReadonlySet<string>,
    private readonly year: { from: string; to: string } | undefined,
  ) {}

  take(line: string, number: number): void {
    const text = line.trim();
    if (text === '{') this.open = this.voucher !== undefined;
    else if (text === '}') this.close();
    else if (/^#VER\b/.test(text)) this.begin(text, number);
    else if (/^#TRANS\b/.test(text)) this.line(text, number);
  }

  /** What has been read since the last time. */
  batch(): FileBatch {
    const { found } = this;
    this.found = { rows: [], skipped: 0, faults: [] };
    return found;
  }

  end(lastLine: number): void {
    if (this.voucher === undefined) return;
    const detail = `Filen slutar mitt i verifikation ${this.voucher.label} (rad ${this.voucher.line}); den är avkortad. Exportera den på nytt.`;
    this.fault(lastLine, 'truncated', '', detail);
  }

  private begin(text: string, number: number): void {
    if (this.voucher !== undefined) {
      const detail = `Verifikation ${this.voucher.label} (rad ${this.voucher.line}) saknar avslutande }. Filen är trasig; exportera den på nytt.`;
      this.fault(number, 'truncated', text, detail);
    }
    const [, series = '', label = '', day = '', words = ''] = tokens(text);
    this.voucher = { line: number, label: `${series}${label}`, day, text: words, sum: Money.zero, isWhole: true };
    this.open = false;
  }

  private line(text: string, number: number): void {
    const { voucher } = this;
    const [, account = '', objects = '', written = '', ownDay = '', words = ''] = tokens(text);
    if (voucher === undefined || !this.open) {
      this.fault(number, 'sie-syntax', text, `Rad ${number}: #TRANS står utanför en verifikation.`);
      return;
    }
    const amount = amountOf(written);
    if (amount === undefined) {
      voucher.isWhole = false;
      const detail = `Rad ${number}: beloppet ”${written.slice(0, 30)}” kan inte läsas. Ange det som 1234.50, med punkt och högst två decimaler.`;
      this.fault(number, 'amount-format', written, detail);
      return;
    }
    voucher.sum = voucher.sum.add(amount);
    const projects = projectsOf(objects);
    if (!costAccount.test(account) || amount.isZero() || !projects.some((code) => this.known.has(code))) {
      this.found.skipped += 1;
      return;
    }
    const day = ownDay === '' ? voucher.day : ownDay;
    if (this.year !== undefined && (day < this.year.from || day > this.year.to)) {
      const detail = `Rad ${number}: dagen ${day} ligger utanför filens räkenskapsår ${this.year.from}–${this.year.to}.`;
      this.fault(number, 'outside-year', day, detail);
      return;
    }
    this.found.rows.push(
      rowOf(number, projects, day, amount, words || voucher.text || `Konto ${account}`, voucher.label),
    );
  }

  private close(): void {
    const { voucher } = this;
    if (voucher === undefined) return;
    if (voucher.isWhole && !voucher.sum.isZero()) {
      const detail = `Verifikation ${voucher.label} (rad ${voucher.line}) balanserar inte: raderna summerar till ${voucher.sum.format()} i stället för 0.`;
      this.fault(voucher.line, 'unbalanced', voucher.label, detail);
    }
    this.voucher = undefined;
    this.open = false;
  }

  private fault(row: number, code: string, found: string, detail: string): void {
    this.found.faults.push(rowFault(row, null, code, found, detail));
  }
}

function rowOf(row: number, projects: string[], day: string, amount: Money, text: string, voucher: string): RawRow {
  const isDay = /^\d{8}$/.test(day);
  const cell = (value: string) => ({ kind: 'text' as const, text: value });
  return {
    row,
    cells: {
      // Several projects on one line are told as what they are when the row is read: a cost with two sources.
      projekt: cell(projects.join('+')),
      kostnadsdag: cell(isDay ? `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}` : day),
      belopp: { kind: 'number', text: amount.toString() },
      text: cell(text.slice(0, 300)),
      verifikation: cell(voucher),
    },
  };
}

/** Words of a line: quoted texts (with \" inside), object lists in braces, and what stands between spaces. */
function tokens(line: string): string[] {
  const found = line.matchAll(/"((?:[^"\\]|\\.)*)"|\{([^}]*)\}|([^\s"{}]+)/g);
  return [...found].map(([, quoted, braces, plain]) => quoted?.replaceAll(/\\(.)/g, '$1') ?? braces ?? plain ?? '');
}

function projectsOf(objects: string): string[] {
  const parts = tokens(objects);
  return parts.flatMap((part, index) =>
    index % 2 === 1 && parts[index - 1] === projectDimension ? [part.trim().toUpperCase()] : [],
  );
}

function amountOf(written: string): Money | undefined {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(written);
  if (match === null) return undefined;
  const [, sign = '', whole = '', decimals = ''] = match;
  const ore = BigInt(`${whole}${decimals.padEnd(2, '0')}`);
  return Money.fromOre(sign === '' ? ore : -ore);
}

function headFaults({ SIETYP: type, FORMAT: format, VER: voucher }: Head): RowFault[] {
  const faults: RowFault[] = [];
  if (type === undefined || tokens(type)[1] !== '4')
    faults.push(
      rowFault(
        1,
        null,
        'sie-type',
        type ?? '',
        'Filen är inte SIE typ 4 (#SIETYP 4), som har verifikationer med rader.',
      ),
    );
  if (format === undefined || tokens(format)[1]?.toUpperCase() !== 'PC8')
    faults.push(
      rowFault(1, null, 'encoding', format ?? '', 'Filen säger inte #FORMAT PC8 (teckentabell 437), som SIE 4 ska ha.'),
    );
  if (voucher === undefined)
    faults.push(rowFault(1, null, 'empty', '', 'Filen har inga verifikationer; den är tom eller avkortad.'));
  return faults;
}

function yearOf({ RAR: years }: Head): { from: string; to: string } | undefined {
  const [, , from, to] = tokens(years ?? '');
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** Å, ä and ö in code page 437 are 8f 8e 99 86 84 94. The same letters in UTF-8 or Windows are other bytes, and would come out as other letters. */
function encodingFault(bytes: Buffer): RowFault | undefined {
  const fault = (found: string): RowFault =>
    rowFault(
      1,
      null,
      'encoding',
      found,
      `Filen är i ${found}, inte i teckentabell 437 (PC8) som SIE 4 ska ha. Exportera den på nytt utan att spara om den i en textredigerare.`,
    );
  if (bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) return fault('UTF-8');
  if (!bytes.some((byte) => byte >= 0x80)) return undefined;
  if (isUtf8(bytes)) return fault('UTF-8');
  const swedish437 = new Set([0x8f, 0x8e, 0x99, 0x86, 0x84, 0x94, 0x82, 0x90, 0x81]);
  const swedishWindows = new Set([0xc5, 0xc4, 0xd6, 0xe5, 0xe4, 0xf6]);
  const [dos, windows] = [swedish437, swedishWindows].map((set) => bytes.some((byte) => set.has(byte)));
  return windows === true && dos !== true ? fault('Windows-1252') : undefined;
}

export function decode(bytes: Buffer): string {
  if (upper.length !== 128) throw new DomainError('internal', 'Teckentabell 437 är inte hel.');
  return bytes.toString('latin1').replaceAll(/[\u0080-\u00ff]/g, (byte) => upper[byte.charCodeAt(0) - 128] as string);
}
