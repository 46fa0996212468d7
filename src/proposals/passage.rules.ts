/**
 * Where in its texts a version says what a measure costs. The measure itself is data; a reader wants the sentence. Pure.
 */
import type { Money } from '../kernel/money.js';
import { sectionNames } from '../calls/call.rules.js';
import { agrees, isFault, readAmount, scanAmounts } from './amounts.rules.js';
import type { Section } from './version.rules.js';

/** A piece of a memorandum's text, as read. Offsets are UTF-16 units; `quote` is what stands between them. */
export interface PassageOfMeasure {
  /** The heading it stands under, null before the first. */
  section: string | null;
  line: number;
  start: number;
  end: number;
  quote: string;
  /** As it was read there. */
  amount: Money;
}

export interface PlaceInVersion extends Omit<PassageOfMeasure, 'amount'> {
  /** JSON Pointer in the version. */
  pointer: string;
}

/** Scanning is linear, but a page of rows may ask for many versions. */
const textMax = 50_000;

/**
 * The line that states the measure's amount: one that also has its title, else the only one with the amount.
 * @returns null when the texts do not say it; then the measure stands only in the list of measures
 */
export function placeInTexts(
  sections: readonly Section[],
  { title, requestedAmount }: { title: string; requestedAmount: Money },
): PlaceInVersion | null {
  const found = sections.flatMap((section, index) =>
    linesWith(section.text.slice(0, textMax), requestedAmount).map((line) => ({
      pointer: `/sections/${index}/text`,
      section: section.heading ?? sectionNames[section.kind],
      ...line,
    })),
  );
  const named = found.find(({ quote }) => quote.toLocaleLowerCase('sv').includes(title.toLocaleLowerCase('sv')));
  return named ?? (found.length === 1 ? (found[0] ?? null) : null);
}

function linesWith(text: string, amount: Money): Omit<PlaceInVersion, 'pointer' | 'section'>[] {
  return scanAmounts(text).flatMap((token) => {
    const read = token.isRange || !token.isMoney ? undefined : readAmount(token);
    if (read === undefined || isFault(read) || !agrees(read, amount)) return [];
    const from = text.lastIndexOf('\n', token.start - 1) + 1;
    const lineBreak = text.indexOf('\n', token.end);
    const piece = text.slice(from, lineBreak < 0 ? text.length : lineBreak);
    const start = from + piece.length - piece.trimStart().length;
    const quote = piece.trim();
    return [{ line: text.slice(0, token.start).split('\n').length, start, end: start + quote.length, quote }];
  });
}
