/**
 * The text as lines, cells, paragraphs and sections, each with true offsets into the text it was given.
 *
 * Nothing here changes the text: comparison goes through `keyOf`, offsets through the original. So CRLF, a byte order
 * mark or decomposed letters cannot shift a place, also when the text did not come from `extractText`.
 */
import { placeOf, type ReadSection, type SectionKind } from './memorandum.types.js';
import { headingKinds, strongLabel, totalStart, weakHeadingKinds, weakLabel } from './memorandum.words.js';

/** A line that is not blank. `start` and `end` are without surrounding space, `rawStart` and `rawEnd` with it. */
export interface Line {
  start: number;
  end: number;
  rawStart: number;
  rawEnd: number;
  text: string;
  key: string;
  /** Blank lines just before it. */
  blanks: number;
}

export interface Cell {
  start: number;
  end: number;
  text: string;
}

/** Lines that belong together: one line, or several when the text is hard-wrapped. */
export interface Paragraph {
  start: number;
  end: number;
  text: string;
  key: string;
  lines: Line[];
}

export interface Section {
  kind: SectionKind;
  heading: Line | null;
  /** Where the text on the heading's own line begins ("Barnperspektiv: Förvaltningen …"), else the end of the line. */
  start: number;
  end: number;
  lines: Line[];
}

/** Lower case NFC with single spaces and no emphasis marks; only for comparing, never for showing. */
export function keyOf(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u00ad\u200b\u2060\ufeff*_#]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const lineBreak = /\r\n|[\n\r\f\v\u0085\u2028\u2029]/g;

export function readLines(text: string): Line[] {
  const lines: Line[] = [];
  let blanks = 0;
  const add = (rawStart: number, rawEnd: number) => {
    const raw = text.slice(rawStart, rawEnd);
    const shown = raw.trim();
    if (shown === '') {
      blanks += 1;
      return;
    }
    const start = rawStart + raw.length - raw.trimStart().length;
    lines.push({ start, end: start + shown.length, rawStart, rawEnd, text: shown, key: keyOf(shown), blanks });
    blanks = 0;
  };
  let from = 0;
  for (const found of text.matchAll(lineBreak)) {
    add(from, found.index);
    from = found.index + found[0].length;
  }
  add(from, text.length);
  return lines;
}

/** No row of a table is longer; a longer line is prose, or made to be slow. */
const rowLengthMax = 5_000;

/** A table row's cells: by tab, else by `|`, else by two spaces or more. One cell for a line that is no row. */
export function cellsOf(text: string, line: Line): Cell[] {
  const raw = text.slice(line.rawStart, line.rawEnd);
  if (raw.length > rowLengthMax) return [{ start: line.start, end: line.end, text: line.text }];
  const splitter = raw.includes('\t') ? /\t/g : raw.includes('|') ? /\|/g : / {2,}/g;
  const cells: Cell[] = [];
  const add = (from: number, to: number) => {
    const piece = raw.slice(from, to);
    const shown = piece.trim();
    const start = line.rawStart + from + (shown === '' ? 0 : piece.length - piece.trimStart().length);
    cells.push({ start, end: start + shown.length, text: shown });
  };
  let from = 0;
  for (const found of raw.matchAll(splitter)) {
    add(from, found.index);
    from = found.index + found[0].length;
  }
  add(from, raw.length);
  // Markdown's outer bars and the indentation of a text table are not cells.
  if (!raw.includes('\t')) {
    if (cells[0]?.text === '') cells.shift();
    if (cells.at(-1)?.text === '') cells.pop();
  }
  return cells;
}

const listStart = /^(?:(\d{1,3})[.)]|[-–—•·*▪‣◦])(?=\s)\s*/u;

/** The list mark a line begins with: its length, and its number when it has one. */
export function listMark(text: string): { length: number; number: number | null } | null {
  const found = listStart.exec(text);
  return found === null ? null : { length: found[0].length, number: found[1] === undefined ? null : Number(found[1]) };
}

/** What a heading is compared by: without numbering, trailing colon or full stop, and "(tkr)" after it. */
function headingKey(key: string): string {
  return key
    .replace(/^\d{1,2}(?:\.\d{1,2}){0,3}\.? /, '')
    .replace(/ ?\([^()]{0,30}\)$/, '')
    .replace(/[:.]$/, '')
    .trim();
}

const headingLengthMax = 80;

/** A known heading, alone on its line or followed by colon and text. */
function headingIn(line: Line, known: ReadonlyMap<string, SectionKind>): { kind: SectionKind; start: number } | null {
  if (line.text.length <= headingLengthMax) {
    const kind = known.get(headingKey(line.key));
    if (kind !== undefined) return { kind, start: line.end };
  }
  const colon = line.text.slice(0, headingLengthMax).indexOf(':');
  const kind = colon < 1 ? undefined : known.get(headingKey(keyOf(line.text.slice(0, colon))));
  return kind === undefined ? null : { kind, start: line.start + colon + 1 };
}

/** Kinds whose heading may come again inside a measure; only the first begins a section. */
const onlyOnce: ReadonlySet<SectionKind> = new Set([
  'background',
  'matter',
  'economy',
  'summary',
  'considerations',
  'plan',
]);

export function readSections(text: string, lines: readonly Line[]): Section[] {
  const found = lines.map((line) => headingIn(line, headingKinds));
  const kinds = new Set(found.map((hit) => hit?.kind));
  const weak = lines.map((line) => headingIn(line, weakHeadingKinds));
  const weakCount = new Map<SectionKind, number>();
  for (const hit of weak) if (hit) weakCount.set(hit.kind, (weakCount.get(hit.kind) ?? 0) + 1);
  weak.forEach((hit, index) => {
    if (hit && !kinds.has(hit.kind) && weakCount.get(hit.kind) === 1) found[index] = hit;
  });
  const sections: Section[] = [{ kind: 'header', heading: null, start: 0, end: text.length, lines: [] }];
  const seen = new Set<SectionKind>();
  lines.forEach((line, index) => {
    const hit = found[index];
    if (!hit || (onlyOnce.has(hit.kind) && seen.has(hit.kind))) {
      sections.at(-1)!.lines.push(line);
      return;
    }
    seen.add(hit.kind);
    sections.at(-1)!.end = line.rawStart;
    sections.push({ kind: hit.kind, heading: line, start: hit.start, end: text.length, lines: [] });
    const rest = text.slice(hit.start, line.end);
    if (rest.trim() !== '') sections.at(-1)!.lines.push(restOf(line, hit.start, rest));
  });
  return sections;
}

function restOf(line: Line, from: number, rest: string): Line {
  const start = from + rest.length - rest.trimStart().length;
  const text = rest.trim();
  return { ...line, start, rawStart: from, text, key: keyOf(text), blanks: 0 };
}

/** The section for showing and for making a draft. */
export function shownSection(text: string, section: Section): ReadSection {
  const body = text.slice(section.start, section.end);
  const bodyStart = section.start + body.length - body.trimStart().length;
  const { heading } = section;
  return {
    heading: heading === null ? null : text.slice(heading.start, Math.min(heading.end, section.start)).trim(),
    kind: section.kind,
    text: body.trim(),
    place:
      heading === null
        ? placeOf(text, Math.min(bodyStart, section.end), Math.min(bodyStart, section.end) + body.trim().length)
        : placeOf(text, heading.start, Math.min(heading.end, section.start)),
  };
}

const wrapWidthMin = 50;
const wrapWidthMax = 100;

/**
 * How wide the text is hard-wrapped, or 0 when every line is a paragraph of its own. A long line shows that lines are
 * paragraphs, and so does a text of short lines only; without blank lines there is nothing to tell paragraphs by.
 */
export function wrapWidth(lines: readonly Line[]): number {
  const longest = lines.reduce((width, line) => Math.max(width, line.text.length), 0);
  const isWrapped = longest >= wrapWidthMin && longest <= wrapWidthMax && lines.some((line) => line.blanks > 0);
  return isWrapped ? longest : 0;
}

/**
 * The lines as paragraphs. Rows, list items, labels and sum lines always stand alone; lines with one amount broken over
 * them (`isBroken` at the line's end) always belong together.
 */
export function paragraphsOf(
  text: string,
  lines: readonly Line[],
  width: number,
  isBroken: (offset: number) => boolean,
): Paragraph[] {
  const groups: Line[][] = [];
  for (const line of lines) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && (isBroken(last.end) || continues(last, line, width))) groups.at(-1)!.push(line);
    else groups.push([line]);
  }
  return groups.map((group) => {
    const [start, end] = [group[0]!.start, group.at(-1)!.end];
    return { start, end, text: text.slice(start, end), key: group.map((line) => line.key).join(' '), lines: group };
  });
}

function continues(last: Line, line: Line, width: number): boolean {
  if (width === 0 || line.blanks > 0 || isRowLike(line) || isRowLike(last) || startsAlone(line)) return false;
  if (startsAlone(last) && listMark(last.text) === null && /(?:\d|kr|sek|kronor|:-)\.?$/.test(last.key)) return false;
  // A line broken well before the margin, with a new sentence after it, was a heading or the end of its paragraph.
  return !(last.text.length < width * 0.6 && /^\p{Lu}/u.test(line.text));
}

function isRowLike(line: Line): boolean {
  return /\t| {2}|\|/.test(line.text);
}

function startsAlone(line: Line): boolean {
  if (listMark(line.text) !== null) return true;
  return (
    /^\p{Lu}/u.test(line.text) && (strongLabel.test(line.key) || weakLabel.test(line.key) || totalStart.test(line.key))
  );
}

/** Tells whether an offset is within one of the spans, which do not overlap. */
export function spanFinder(list: readonly { start: number; end: number }[]): (offset: number) => boolean {
  const spans = [...list].sort((a, b) => a.start - b.start);
  return (offset) => {
    let [low, high] = [0, spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (spans[middle]!.end <= offset) low = middle + 1;
      else high = middle;
    }
    return low < spans.length && spans[low]!.start <= offset;
  };
}
