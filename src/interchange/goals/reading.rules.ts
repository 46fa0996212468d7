/**
 * What the readers of goal documents share: passages with true places, sentences, findings. Pure.
 *
 * A reader takes a document as people have written, exported and pasted it, and gives the structure it holds with the
 * place of every passage. It never throws and never guesses silently: what it had to interpret, repair or could not find
 * is a finding for a person to judge.
 */
import { type Place, placeOf } from '../memorandum.types.js';

export type { Place } from '../memorandum.types.js';

/** A run of one kind of letters, and a block of such runs: the form comments are kept in. */
export interface RichRun {
  text: string;
  italic?: true;
  bold?: true;
}

export interface RichBlock {
  kind: 'paragraph' | 'bulletList';
  /** A paragraph has one item, a list one per point. */
  items: { runs: RichRun[] }[];
}

export const goalFindingCodes = [
  'period-missing',
  'contents-mismatch',
  'heading-missing',
  'no-commitments',
  'status-by-glyph',
  'status-lost',
  'status-missing',
  'remnants-removed',
  'cell-continued',
  'table-repeated-differently',
  'table-unreadable',
  'sum-mismatch',
  'percent-mismatch',
  'outcome-mismatch',
  'outcome-without-table',
  'not-measured',
  'not-comparable',
  'mixed-precision',
  'copied-sentence',
  'assignment-without-owner',
  'resource-without-amount',
  'method-missing',
  'responsible-missing',
  'target-unclear',
  'measurable-later',
  'shared-goal-text',
  'outcome-not-stated',
  'judgement-missing',
  'nothing-found',
] as const;
export type GoalFindingCode = (typeof goalFindingCodes)[number];

export interface GoalFinding {
  code: GoalFindingCode;
  /** An error is a statement the document itself contradicts; a warning is for a person to judge; a note tells what was done. */
  severity: 'error' | 'warning' | 'note';
  /** Swedish: what was read, where, and what would be right. */
  message: string;
  place: Place | null;
}

/** Text of the document with where it stands. */
export interface Passage {
  text: string;
  place: Place;
}

/** Text with single spaces and no emphasis marks; for showing and for comparing. */
export function tidy(text: string): string {
  return text
    .replace(/<[^>]{0,300}>/g, ' ')
    .replace(/[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[.,;:!?])/g, '')
    .trim();
}

/** Without the space and the remnants of markup at its ends. */
export function passageOf(text: string, start: number, end: number): Passage {
  const raw = text.slice(start, end);
  const lead = /^(?:\s|<[^>]{0,300}>)*/.exec(raw)?.[0].length ?? 0;
  const tail = /(?:\s|<\/[^>]{0,300}>)*$/.exec(raw.slice(lead))?.[0].length ?? 0;
  const [from, to] = [start + lead, end - tail];
  return { text: tidy(text.slice(from, to)), place: placeOf(text, from, to) };
}

/** A full stop ends a sentence before a space and a capital; abbreviations of one letter and ordinals do not. */
const sentenceEnd =
  /(?<![ .(]\p{L})(?<!\b(?:bl|dvs|dnr|ca|resp|m\.fl|t\.ex|s\.k))[.!?]["”)]?(?=\s+(?:<[^>]{0,300}>\s*)*["”(]?[\p{Lu}\d●◆■•]|\s*$|\s*<)/gu;

/** Sentences between two places, in order. */
export function sentencesOf(text: string, start: number, end: number): Passage[] {
  const part = text.slice(start, end);
  const found: Passage[] = [];
  let from = 0;
  for (const match of part.matchAll(sentenceEnd)) {
    const to = match.index + match[0].length;
    found.push(passageOf(text, start + from, start + to));
    from = to;
  }
  if (part.slice(from).trim() !== '') found.push(passageOf(text, start + from, end));
  return found.filter((sentence) => sentence.text !== '');
}

/** Swedish words for small numbers, as figures stand in prose. */
const words: Readonly<Record<string, number>> = {
  en: 1,
  ett: 1,
  två: 2,
  tre: 3,
  fyra: 4,
  fem: 5,
  sex: 6,
  sju: 7,
  åtta: 8,
  nio: 9,
  tio: 10,
  elva: 11,
  tolv: 12,
};

export const numberPattern = String.raw`\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+|${Object.keys(words).join('|')}`;

/** `1 376`, `tre`; undefined for anything else. */
export function wholeNumber(text: string): number | undefined {
  const key = text.trim().toLowerCase();
  if (words[key] !== undefined) return words[key];
  const digits = key.replace(/[ \u00a0\u202f]/g, '');
  return /^\d{1,12}$/.test(digits) ? Number(digits) : undefined;
}

export const inSwedish = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, '\u00a0');
