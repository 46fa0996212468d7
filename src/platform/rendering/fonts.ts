/**
 * The fonts of every PDF, from packages, so that the machine's own fonts change nothing. Source Sans 3 and Noto Emoji are
 * under the SIL Open Font License 1.1.
 *
 * PDF/UA allows no sign without a glyph. What neither font has is therefore printed by its number, `[U+4E2D]`: ugly, but
 * true, and the document gets made.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { box } from './printable.js';

const require = createRequire(import.meta.url);
const sans = (style: string): string =>
  join(dirname(require.resolve('@expo-google-fonts/source-sans-3/package.json')), style, `SourceSans3_${style}.ttf`);
const emoji = (): string => require.resolve('@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf');

/** Every style that the template asks for, and no other: the one nearest to it would come from the machine. */
export const fontFiles = (): string[] => [
  sans('400Regular'),
  sans('400Regular_Italic'),
  sans('600SemiBold'),
  sans('600SemiBold_Italic'),
  emoji(),
];

/** Latin letters and usual punctuation: nearly every text of an authority, answered without looking further. */
const usual = /^[\n -~\u00a0-\u017f\u2010-\u2015\u2018-\u201e\u2022\u2026\u202f\u2030\u20ac\u2212]*$/u;
/** Have no look of their own; the typesetter leaves them out where the font lacks them. */
const invisible = /\u00ad|[\u200b-\u200f]|\u2060|\p{Variation_Selector}/gu;

const wordPiece = /\S{1,200}|\s/gu;

const letters = new Intl.Segmenter('sv', { granularity: 'grapheme' });
let coverage: readonly ReadonlySet<number>[] | undefined;

/** Longer than any word; runs of signs like this would leave the page, or their column. */
const unbroken = /[^\s/\u200b\u00ad-]{41,}/gu;
const piece = /.{1,20}/gu;

/** The text as the fonts can show it: what they lack by its number, and places to break where it offers none. */
export function typesettable(text: string): string {
  return withGlyphs(text).replace(unbroken, (run) => (run.match(piece) ?? []).join('\u200b'));
}

/** Each letter that the fonts cannot show replaced by its number. */
function withGlyphs(text: string): string {
  if (usual.test(text)) return text;
  // The four styles of Source Sans cover the same letters; a test holds the package to it.
  coverage ??= [sans('400Regular'), emoji()].map(coveredBy);
  // Word by word, and no longer than any word: what the segmenter needs grows with the square of the text.
  return text.replace(wordPiece, (word) => (usual.test(word) ? word : lettersOf(word)));
}

function lettersOf(word: string): string {
  return [...letters.segment(word)].map(({ segment }) => (hasGlyphs(segment) ? segment : numbered(segment))).join('');
}

/** One font must have the whole letter: base and accents from different fonts do not meet. */
function hasGlyphs(letter: string): boolean {
  const points = [...letter.replace(invisible, '')].map((sign) => sign.codePointAt(0) as number);
  return (
    letter === '\n' ||
    (coverage as readonly ReadonlySet<number>[]).some((font) => points.every((point) => font.has(point)))
  );
}

function numbered(letter: string): string {
  if (letter === '\ufffd') return box;
  const points = [...letter].map(
    (sign) => `U+${(sign.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return `[${points.join(' ')}]`;
}

/** Reads the font's own table of signs (`cmap`), in the format that holds more than the first 65 536. */
export function coveredBy(file: string): ReadonlySet<number> {
  const font = readFileSync(file);
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, index) => 12 + 16 * index);
  const entry = tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap');
  if (entry === undefined) throw new Error(`${file} has no table of signs.`);
  const start = font.readUInt32BE(entry + 8);
  const subtables = Array.from({ length: font.readUInt16BE(start + 2) }, (_, index) =>
    font.subarray(start + font.readUInt32BE(start + 8 + 8 * index)),
  );
  const table = subtables.find((candidate) => candidate.readUInt16BE(0) === 12);
  if (table === undefined) throw new Error(`${file} has no table of signs that is understood.`);
  const covered = new Set<number>();
  for (let group = 0; group < table.readUInt32BE(12); group += 1) {
    const at = 16 + 12 * group;
    for (let point = table.readUInt32BE(at); point <= table.readUInt32BE(at + 4); point += 1) covered.add(point);
  }
  return covered;
}
