/**
 * The one form of text that memoranda are read in, whatever the file: NFC, lines ended by `\n`, no byte order mark.
 *
 * Offsets in findings count in this text, so it is what is kept and shown beside them.
 */

/** Invisible signs that only tell where a word may break; inside an amount they would split it. */
const invisible = /[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff]/g;
const lineEnds = /\r\n|[\r\f\v\u0085\u2028\u2029]/g;
/** Wide and thin spaces other than those amounts are grouped by, and stray control characters. */
const oddSpaces = /[\u2000-\u2008\u200a\u205f\u3000]|(?![\t\n])\p{Cc}/gu;

/**
 * Line ends become `\n` (form feed, vertical tab and Unicode's own included), letters NFC; soft hyphens, zero-width
 * spaces, direction marks without effect and byte order marks go; odd spaces become spaces. No-break and thin spaces
 * and tabs stay, because they mean something in amounts and tables.
 */
export function plainText(text: string): string {
  return text.replace(lineEnds, '\n').replace(invisible, '').replace(oddSpaces, ' ').normalize('NFC');
}

interface Writer {
  out: string[];
  /** Cells of the row being written; null outside tables. */
  row: string[] | null;
  cell: string[] | null;
  /** Text of the block being written. */
  block: string[];
  lists: { isOrdered: boolean; count: number }[];
  /** Columns still covered by a cell from a row above: rows left, by column. */
  spans: number[];
  cellSpan: { columns: number; rows: number };
  tableDepth: number;
  /** A table in a cell stays as its markup, for readers that check its figures; else it is read as words. */
  keepsInnerTables: boolean;
  /** Inside a reference to a footnote, whose mark must not stick to an amount. */
  skipping: boolean;
}

/**
 * Mammoth's HTML as text: paragraphs with a blank line between, list items with "1." or "-", table rows as lines with
 * cells separated by tabs. Merged cells leave empty cells, so that columns stay columns.
 */
export function htmlToText(html: string, { keepsInnerTables = false } = {}): string {
  const writer: Writer = {
    out: [],
    row: null,
    cell: null,
    block: [],
    lists: [],
    spans: [],
    cellSpan: { columns: 1, rows: 1 },
    tableDepth: 0,
    keepsInnerTables,
    skipping: false,
  };
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    const textEnd = open < 0 ? html.length : open;
    if (textEnd > at && !writer.skipping) (writer.cell ?? writer.block).push(decoded(html.slice(at, textEnd)));
    if (open < 0) break;
    const close = html.indexOf('>', open);
    if (close < 0) break;
    onTag(writer, html.slice(open + 1, close));
    at = close + 1;
  }
  endBlock(writer, '\n\n');
  return writer.out
    .join('')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '');
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

function decoded(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot);/g, (entity) => entities[entity]!).replace(/[\r\n]+/g, ' ');
}

function onTag(writer: Writer, tag: string): void {
  const name = /^\/?[a-z0-9]+/.exec(tag)?.[0] ?? '';
  if (name === 'a') writer.skipping = /href="#(?:footnote|endnote|comment)-/.test(tag);
  else if (name === '/a') writer.skipping = false;
  else if (name === 'br') (writer.cell ?? writer.block).push(writer.cell === null ? '\n' : ' ');
  else if (/^\/?(?:table|tr|td|th)$/.test(name)) onTableTag(writer, name, tag);
  else if (writer.cell !== null) {
    if (/^\/(?:p|h[1-6]|li)$/.test(name)) writer.cell.push(' ');
  } else if (name === 'ol' || name === 'ul') {
    endBlock(writer, writer.lists.length === 0 ? '\n\n' : '\n');
    writer.lists.push({ isOrdered: name === 'ol', count: 0 });
  } else if (name === '/ol' || name === '/ul') {
    endBlock(writer, '\n');
    writer.lists.pop();
    if (writer.lists.length === 0) writer.out.push('\n');
  } else if (name === 'li') {
    endBlock(writer, '\n');
    const list = writer.lists.at(-1);
    if (list !== undefined) list.count += 1;
    writer.block.push(list?.isOrdered === true ? `${list.count}. ` : '- ');
  } else if (/^\/(?:p|h[1-6]|li)$/.test(name)) endBlock(writer, writer.lists.length > 0 ? '\n' : '\n\n');
}

/** A table in a cell is read as words of that cell. */
function onTableTag(writer: Writer, name: string, tag: string): void {
  const isInner = writer.tableDepth > 1 || (writer.tableDepth === 1 && name === 'table');
  if (isInner && writer.keepsInnerTables) writer.cell?.push(`<${name}>`);
  if (name === 'table') {
    writer.tableDepth += 1;
    if (writer.tableDepth === 1) {
      endBlock(writer, '\n\n');
      writer.spans = [];
    }
  } else if (name === '/table') {
    writer.tableDepth -= 1;
    if (writer.tableDepth === 0) writer.out.push('\n');
  } else if (writer.tableDepth > 1) {
    writer.cell?.push(' ');
  } else if (name === 'tr') {
    writer.row = [];
  } else if (name === '/tr') {
    fillSpans(writer);
    writer.out.push(`${(writer.row ?? []).join('\t')}\n`);
    writer.row = null;
  } else if (name === 'td' || name === 'th') {
    fillSpans(writer);
    writer.cell = [];
    writer.cellSpan = { columns: spanIn(tag, 'colspan'), rows: spanIn(tag, 'rowspan') };
  } else {
    if (writer.row === null || writer.cell === null) return;
    const text = writer.cell.join('').replace(/\t/g, ' ').trim();
    const { columns, rows } = writer.cellSpan;
    for (let index = 0; index < columns; index += 1) {
      writer.spans[writer.row.length] = rows - 1;
      writer.row.push(index === 0 ? text : '');
    }
    writer.cell = null;
  }
}

const spanMax = 60;

function spanIn(tag: string, name: string): number {
  const found = new RegExp(`${name}="(\\d{1,4})"`).exec(tag);
  return found === null ? 1 : Math.min(spanMax, Math.max(1, Number(found[1])));
}

/** Empty cells where a cell from a row above reaches down. */
function fillSpans(writer: Writer): void {
  const { row, spans } = writer;
  if (row === null) return;
  for (let column = row.length; (spans[column] ?? 0) > 0; column += 1) {
    spans[column]! -= 1;
    row.push('');
  }
}

function endBlock(writer: Writer, after: string): void {
  const text = writer.block.join('');
  writer.block = [];
  if (text.trim() !== '') writer.out.push(text, after);
}
