/** Finds every stated total outside tables, and what running text says again about a single measure. */
import { type AmountToken, isYear, readAmount, tokensWithin } from '../proposals/amounts.rules.js';
import type { FoundMeasure, Part } from './memorandum.measures.js';
import { canEnumerate, type ProseRole, roleOf, sidesOf, speaksOfAll } from '../proposals/amount-role.rules.js';
import type { Amount } from './memorandum.sums.js';
import { keyOf, type Paragraph, spanFinder } from './memorandum.text.js';
import { totalStart } from './memorandum.words.js';

export interface Restated {
  measure: FoundMeasure;
  amount: Amount;
}

export interface ProseAmounts {
  totals: Amount[];
  restated: Restated[];
  /** Money with no part in the sums. */
  others: AmountToken[];
}

/** Beyond this many measures, running text is not searched for their titles: each search costs a pass over them. */
const searchedMeasuresMax = 100;

/** `isTaken` tells the amounts that are already read as measures, labels or cells. */
export function readProse(
  text: string,
  parts: readonly Part[],
  tokens: readonly AmountToken[],
  measures: readonly FoundMeasure[],
  isTaken: (token: AmountToken) => boolean,
): ProseAmounts {
  const found: ProseAmounts = { totals: [], restated: [], others: [] };
  const byDefault: { token: AmountToken; scale: number }[] = [];
  // Between a measure's heading and its amount the text is about that measure alone.
  const isInMeasure = spanFinder(measures.map(({ span }) => span));
  for (const { section, paragraphs, scale } of parts) {
    for (const paragraph of paragraphs) {
      const inside = candidates(paragraph, tokens);
      const listed = enumerated(
        text,
        paragraph,
        inside,
        measures,
        (token) => isTaken(token) || isInMeasure(token.start),
      );
      inside.forEach((token, index) => {
        if (isTaken(token)) return;
        const again = listed.get(token);
        if (again !== undefined) {
          found.restated.push({ measure: again, amount: readAmount(token, scale) });
          return;
        }
        const [from, to] = [inside[index - 1]?.end ?? paragraph.start, inside[index + 1]?.start ?? paragraph.end];
        const sides = sidesOf(text, token.start, token.end, from, to);
        const about = measureNamed(measures, sides);
        const role: ProseRole =
          isInMeasure(token.start) && !speaksOfAll(sides.before) ? 'none' : roleOf(sides, section.kind);
        if (role === 'none') found.others.push(token);
        else if (about !== null) found.restated.push({ measure: about, amount: readAmount(token, scale) });
        else if (role === 'total') found.totals.push(readAmount(token, scale));
        else byDefault.push({ token, scale });
      });
    }
  }
  judgeDefaults(found, byDefault, measures);
  return found;
}

/** Amounts with a unit; on a line that begins as a sum line also the bare number it ends with ("Summa: 8 075"). */
function candidates(paragraph: Paragraph, tokens: readonly AmountToken[]): AmountToken[] {
  const inside = tokensWithin(tokens, paragraph.start, paragraph.end);
  const money = inside.filter((token) => token.isMoney);
  if (money.length > 0 || !totalStart.test(paragraph.key)) return money;
  const last = inside.at(-1);
  const isEnd = last !== undefined && paragraph.end - last.end <= 3 && last.end - paragraph.start <= 200;
  return isEnd && !isYear(last.number) ? [last] : [];
}

/**
 * "Förslaget omfattar kurser 5 000 kr och samtal 2 000 kr": as many amounts in one sentence as there are measures, and
 * no word of a total, are the measures once more, in their order.
 */
function enumerated(
  text: string,
  paragraph: Paragraph,
  inside: readonly AmountToken[],
  measures: readonly FoundMeasure[],
  isElsewhere: (token: AmountToken) => boolean,
): Map<AmountToken, FoundMeasure> {
  const found = new Map<AmountToken, FoundMeasure>();
  const isCandidate = measures.length >= 2 && inside.length === measures.length && paragraph.text.length <= 2_000;
  if (!isCandidate || inside.some(isElsewhere)) return found;
  const between = text.slice(inside[0]!.end, inside.at(-1)!.start);
  if (/[.!?]\s+\p{Lu}/u.test(between)) return found;
  const { before } = sidesOf(text, inside[0]!.start, inside[0]!.end, paragraph.start, paragraph.end);
  const { after } = sidesOf(text, inside.at(-1)!.start, inside.at(-1)!.end, paragraph.start, paragraph.end);
  if (!canEnumerate(keyOf(`${before} ${between} ${after}`))) return found;
  inside.forEach((token, index) => found.set(token, measures[index]!));
  return found;
}

/** The measure the sentence names by its full title. */
function measureNamed(
  measures: readonly FoundMeasure[],
  { before, after }: { before: string; after: string },
): FoundMeasure | null {
  if (measures.length > searchedMeasuresMax) return null;
  const named = (side: string) =>
    measures.find((measure) => measure.titleKey.length >= 8 && side.includes(measure.titleKey)) ?? null;
  return named(keyOf(before)) ?? named(keyOf(after));
}

/**
 * Amounts in the proposed decision that no word explains. One alone is what the body is asked to approve, the total;
 * as many as there are measures are the measures again, in their order.
 */
function judgeDefaults(
  found: ProseAmounts,
  byDefault: { token: AmountToken; scale: number }[],
  measures: readonly FoundMeasure[],
): void {
  const read = byDefault.map(({ token, scale }) => readAmount(token, scale));
  if (read.length === 1) found.totals.push(read[0]!);
  else if (read.length === measures.length) {
    read.forEach((amount, index) => found.restated.push({ measure: measures[index]!, amount }));
  } else found.others = found.others.concat(byDefault.map(({ token }) => token));
}
