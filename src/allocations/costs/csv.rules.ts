/** Rows of a table, from CSV: RFC 4180 with semicolon, comma or tab. Pure. */
import { batchRows } from './import-file.rules.js';
import { rowFault, type TableBatch, type TableRow } from './table.rules.js';

/** Bytes decoded at a time: a long text is set apart by the runtime and forgotten late. */
const pieceBytes = 8 * 1_024;

/** The rows with their line in the file, some at a time, or what makes the file unreadable. */
export function* readCsv(bytes: Buffer): Generator<TableBatch> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let reader: CsvReader | undefined;
  for (let from = 0; from < bytes.length; from += pieceBytes) {
    const isLast = from + pieceBytes >= bytes.length;
    const text = decoded(decoder, bytes.subarray(from, from + pieceBytes), isLast);
    if (text === undefined) return yield { rows: [], faults: [encodingFault()] };
    reader ??= new CsvReader(separatorOf(text.slice(0, text.search(/[\r\n]|$/))));
    reader.take(text);
    if (reader.rows.length >= batchRows) yield { rows: reader.rows.splice(0), faults: [] };
  }
  if (reader === undefined) return;
  const faults = reader.end();
  yield { rows: reader.rows, faults };
}

/** Undefined for what is not UTF-8. */
function decoded(decoder: InstanceType<typeof TextDecoder>, piece: Buffer, isLast: boolean): string | undefined {
  try {
    return decoder.decode(piece, { stream: !isLast });
  } catch {
    return undefined;
  }
}

function encodingFault(): TableBatch['faults'][number] {
  const detail =
    'Filen är inte i UTF-8, så å, ä och ö kan inte läsas säkert. Spara den som ”CSV UTF-8 (kommaavgränsad)”.';
  return rowFault(1, null, 'encoding', '', detail);
}

/** The one the heading uses most; a semicolon where it has none, as spreadsheets write in Swedish. */
function separatorOf(heading: string): string {
  const count = (mark: string): number => heading.split(mark).length;
  return [';', '\t', ','].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** Takes the text in pieces, cut anywhere. */
class CsvReader {
  readonly rows: TableRow[] = [];
  private cells: string[] = [];
  private cell = '';
  private line = 1;
  private startLine = 1;
  private quoted = false;
  /** A quotation mark inside quotes: the end of them, or the first of two that stand for one. */
  private closing = false;

  private readonly marks: ReadonlySet<number>;

  constructor(private readonly separator: string) {
    this.marks = new Set(['"', '\n', '\r', separator].map((mark) => mark.charCodeAt(0)));
  }

  take(text: string): void {
    for (let at = 0; at < text.length;) {
      let end = at;
      // What stands between two marks is taken as a piece; letter by letter it would be a chain of strings.
      if (!this.closing) while (end < text.length && !this.marks.has(text.charCodeAt(end))) end += 1;
      if (end > at) this.cell += text.slice(at, end);
      else {
        this.mark(text.charAt(at));
        end = at + 1;
      }
      at = end;
    }
  }

  /** @returns why the file is not whole, or nothing */
  end(): TableBatch['faults'] {
    if (this.quoted && !this.closing) {
      const detail = `Ett citattecken som öppnas på rad ${this.startLine} stängs aldrig; filen är avkortad eller trasig.`;
      return [rowFault(this.startLine, null, 'truncated', this.cell, detail)];
    }
    this.endRow();
    return [];
  }

  private mark(mark: string): void {
    if (mark === '\n') this.line += 1;
    if (this.closing) {
      this.closing = false;
      if (mark === '"') {
        this.cell += mark;
        return;
      }
      this.quoted = false;
    } else if (this.quoted) {
      if (mark === '"') this.closing = true;
      else this.cell += mark;
      return;
    }
    if (mark === '"' && this.cell.trim() === '') {
      this.quoted = true;
      this.cell = '';
    } else if (mark === this.separator) this.endCell();
    else if (mark === '\n') {
      this.endRow();
      this.startLine = this.line;
    } else if (mark !== '\r') this.cell += mark;
  }

  private endCell(): void {
    this.cells.push(this.cell);
    this.cell = '';
  }

  private endRow(): void {
    this.endCell();
    if (this.cells.some((each) => each.trim() !== ''))
      this.rows.push({ row: this.startLine, cells: this.cells.map((text) => ({ kind: 'text', text })) });
    this.cells = [];
  }
}
