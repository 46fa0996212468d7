/**
 * A table cell as exports leave it: with remnants of HTML, a table inside, a status that was an icon. Pure.
 *
 * Places count in the document; the remnants are taken away only in what is shown.
 */
import type { RichBlock, RichRun } from './reading.rules.js';

export interface Cell {
  start: number;
  end: number;
  raw: string;
}

/** A table in a cell, as rows of texts. */
export type InnerTable = string[][];

const tableElement = /<table\b[^>]{0,300}>([\s\S]*?)<\/table>/gi;

/** The tables in the cell, in order. */
export function innerTables(raw: string): InnerTable[] {
  return [...raw.matchAll(tableElement)].map(([, inner = '']) =>
    [...inner.matchAll(/<tr\b[^>]{0,300}>([\s\S]*?)<\/tr>/gi)].map(([, row = '']) =>
      [...row.matchAll(/<t[hd]\b[^>]{0,300}>([\s\S]*?)<\/t[hd]>/gi)].map(([, cell = '']) => shown(cell)),
    ),
  );
}

/** The cell with its tables blanked out, so that places still hold. */
export function withoutTables(raw: string): string {
  return raw.replace(tableElement, (table) => ' '.repeat(table.length));
}

export const hasRemnants = (raw: string): boolean => /<\/?[a-z][a-z0-9]*\b[^>]{0,300}>/i.test(raw);

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&nbsp;': '\u00a0',
};

function decoded(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|nbsp);/g, (entity) => entities[entity] as string);
}

/** Without tags, with single spaces. */
export function shown(raw: string): string {
  return decoded(raw.replace(/<[^>]{0,300}>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

/** Where a paragraph ends: at its own tag, at a list, at a line of its own. */
const blockBreak = /<\/?(?:p|ul|ol|li|div|br)\b[^>]{0,300}>|\n+/gi;

/** The cell's text as paragraphs and lists; italics and bold are kept, everything else of the markup goes. */
export function richOf(raw: string): RichBlock[] {
  const blocks: RichBlock[] = [];
  for (const part of withoutTables(raw).split(blockBreak)) {
    const [lead = '', ...points] = part.split(/(?:^|\s)•\s/);
    const runs = runsOf(lead);
    if (runs.length > 0) blocks.push({ kind: 'paragraph', items: [{ runs }] });
    const items = points.map((point) => ({ runs: runsOf(point) })).filter((item) => item.runs.length > 0);
    const last = blocks.at(-1);
    if (items.length === 0) continue;
    if (last?.kind === 'bulletList') last.items.push(...items);
    else blocks.push({ kind: 'bulletList', items });
  }
  return blocks;
}

function runsOf(part: string): RichRun[] {
  const runs: RichRun[] = [];
  let marks: Pick<RichRun, 'italic' | 'bold'> = {};
  for (const piece of part.split(/(<\/?(?:i|em|b|strong)>)/i)) {
    const tag = /^<(\/?)(i|em|b|strong)>$/i.exec(piece);
    if (tag === null) {
      const text = decoded(piece.replace(/<[^>]{0,300}>/g, '')).replace(/\s+/g, ' ');
      if (text !== '') runs.push({ text, ...marks });
      continue;
    }
    const mark = /^(?:i|em)$/i.test(tag[2] as string) ? 'italic' : 'bold';
    const { [mark]: _, ...others } = marks;
    marks = tag[1] === '' ? { ...marks, [mark]: true } : others;
  }
  return trimmed(runs);
}

function trimmed(runs: readonly RichRun[]): RichRun[] {
  const whole = runs.map(({ text }) => text).join('');
  if (whole.trim() === '') return [];
  const own = runs.map((run) => ({ ...run }));
  own[0]!.text = own[0]!.text.trimStart();
  own.at(-1)!.text = own.at(-1)!.text.trimEnd();
  return own.filter(({ text }) => text !== '');
}

export const statuses = ['achieved', 'partly', 'notAchieved', 'notMeasured', 'unknown'] as const;
export type ReadStatus = (typeof statuses)[number];

/** Shapes that stood for a status where colours are lost. Which shape means what is a convention, so it is told as one. */
const glyphs: Readonly<Record<string, ReadStatus>> = {
  '●': 'achieved',
  '◆': 'partly',
  '■': 'notAchieved',
  '▲': 'notAchieved',
};

const statusWords: readonly [pattern: RegExp, status: ReadStatus][] = [
  [/^(?:uppfylls |nås |)delvis(?: uppnått| uppfyllt| uppnås|)\b/i, 'partly'],
  [/^(?:ej|inte) (?:mätt|mäts|följts? upp)\b/i, 'notMeasured'],
  [/^(?:ej|inte) (?:uppnått|uppfyllt|uppnås)\b/i, 'notAchieved'],
  [/^(?:uppnått|uppfyllt|förväntas uppnås|uppnås)\b/i, 'achieved'],
];

/** What a column of its own says in words. */
export function statusInWords(text: string): ReadStatus | undefined {
  return statusWords.find(([pattern]) => pattern.test(text.trim()))?.[1];
}

export interface Marked {
  status: ReadStatus;
  glyph: string | null;
  /** The paragraph begins with the bare space an icon leaves behind. */
  isLost: boolean;
  /** The cell with the glyph blanked out, so that places still hold. */
  rest: string;
}

/** The status a comment begins with. */
export function markedStatus(raw: string): Marked {
  const lead = /^(?:\s*<p\b[^>]{0,300}>\s*<\/p>)*\s*(?:<[^>]{0,300}>)?/i.exec(raw)?.[0] ?? '';
  const rest = raw.slice(lead.length);
  const glyph = /^\s*([●◆■▲])/u.exec(rest);
  if (glyph === null) return { status: 'unknown', glyph: null, isLost: /^[ \u00a0](?=\S)/.test(rest), rest: raw };
  const blank = raw.slice(0, lead.length) + ' '.repeat(glyph[0].length) + rest.slice(glyph[0].length);
  return { status: glyphs[glyph[1] as string] ?? 'unknown', glyph: glyph[1] as string, isLost: false, rest: blank };
}
