/**
 * Sentences that came along when a comment was copied from the indicator beside it (C-46): it speaks of what the other one
 * measures, in the other one's words. Pure.
 */
import type { CountRow } from './breakdown.rules.js';
import { type Cell, withoutTables } from './cells.rules.js';
import { type GoalFinding, type Passage, passageOf, sentencesOf, tidy } from './reading.rules.js';

/** So many words in a row are no coincidence. */
const runLength = 6;

/** What only this indicator's name and tables speak of. */
type Measured = Passage & { tables: readonly (readonly CountRow[])[] };

/** @param cells the comment of each indicator, with what continues it */
export function copiedSentences(
  text: string,
  indicators: readonly Measured[],
  cells: readonly (readonly Cell[])[],
): GoalFinding[] {
  const spoken = indicators.map(({ text: name, tables }) => labelWords(name, tables));
  const prose = cells.map((own) => own.map(({ raw }) => wordsOf(tidy(withoutTables(raw))).join(' ')).join(' '));
  return indicators.flatMap((indicator, index) =>
    indicators.flatMap((other, from) => {
      const foreign = [...spoken[from]!].filter((word) => !spoken[index]!.has(word));
      const own = [...spoken[index]!].filter((word) => !spoken[from]!.has(word));
      if (from === index || foreign.length === 0 || own.length === 0) return [];
      return (cells[index] ?? [])
        .flatMap((cell) => proseOf(text, cell))
        .filter((sentence) => isCopied(wordsOf(sentence.text), foreign, own, prose[from]!))
        .map((sentence): GoalFinding => ({
          code: 'copied-sentence',
          severity: 'warning',
          message: `Under indikatorn ”${indicator.text}” talar kommentaren om det som mäts av ”${other.text}”, med samma ord som där. Den kan ha följt med när texten kopierades.`,
          place: sentence.place,
        }));
    }),
  );
}

function isCopied(
  words: readonly string[],
  foreign: readonly string[],
  own: readonly string[],
  there: string,
): boolean {
  if (own.some((word) => words.includes(word))) return false;
  return words.some((word, at) => {
    if (!foreign.includes(word)) return false;
    const from = Math.max(0, at - runLength + 1);
    for (let start = from; start <= at && start + runLength <= words.length; start += 1)
      if (there.includes(words.slice(start, start + runLength).join(' '))) return true;
    return false;
  });
}

function labelWords(name: string, tables: readonly (readonly CountRow[])[]): Set<string> {
  const labels = tables.flatMap((rows) => rows.filter(({ isTotal }) => !isTotal).map(({ label }) => label));
  return new Set([name, ...labels].flatMap(wordsOf).filter((word) => word.length > 3));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
}

function proseOf(text: string, { start, end, raw }: Cell): Passage[] {
  const bare = text.slice(0, start) + withoutTables(raw) + text.slice(end);
  return sentencesOf(bare, start, end).map(({ place }) => passageOf(text, place.start, place.end));
}
