/**
 * wherever a memorandum states its total, it is the sum of its measures. The total is never typed as data, but
 * people write it in the summary, the body and the decision points, and a changed measure leaves a stale figure there.
 *
 * Reads amounts and their role by the same rules as the memorandum reader, so what the preview accepts, submission accepts.
 */
import { invalid } from '../kernel/errors.js';
import type { FieldFault } from '../kernel/errors.js';
import { Money } from '../kernel/money.js';
import { sectionNames } from '../calls/call.rules.js';
import { roleOf, saysTotal, type Sides, sidesOf, totalStart } from './amount-role.rules.js';
import {
  agrees,
  type AmountToken,
  type AmountFault,
  isFault,
  isYear,
  readAmount,
  type ReadAmount,
  scanAmounts,
} from './amounts.rules.js';
import { type Content, type Measure, totalOf } from './version.rules.js';

/** A total that does not agree with the measures: where it stands, what was read and what it should be. */
export interface StaleTotal {
  /** JSON Pointer of the text. */
  pointer: string;
  /** Offsets in that text; `quote` is what stands between them. */
  start: number;
  end: number;
  quote: string;
  /** null when the amount could not be read. */
  read: Money | null;
  expected: Money;
  fault: FieldFault;
}

interface Place {
  pointer: string;
  name: string;
  kind: string;
  text: string;
}

interface Stated {
  place: Place;
  token: AmountToken;
  sides: Sides;
  role: 'total' | 'default' | 'none';
}

/** Here a sentence about what is asked for is about the whole; elsewhere only one that says so ("totalt", "summa"). */
const aboutTheWhole: ReadonlySet<string> = new Set(['summary', 'economicConsequences', 'decision']);
const aboutThePast =
  /(?<!\p{L})(?:tidigare|ursprunglig\p{L}*|föregående|förra|första versionen|version \d|minska\p{L}*|sänk\p{L}*|från)(?!\p{L})/u;
/** A shorter title could stand in any sentence. */
const titleLengthMin = 8;
/** Each number is held against every measure, and others wait meanwhile; no memorandum has as many in one section. */
const numbersMax = 500;

/**
 * @param formerTotals totals of earlier versions: where one of them stands unexplained, somebody forgot to change it.
 */
export function staleTotals(content: Content, formerTotals: readonly Money[] = []): StaleTotal[] {
  const total = totalOf(content.measures);
  const titles = content.measures.map(({ title }) => keyOf(title)).filter((key) => key.length >= titleLengthMin);
  const stated = placesOf(content).flatMap((place) => statedIn(place, titles));
  const claims = [...stated.filter(({ role }) => role === 'total'), ...loneDefault(stated)];
  const forgotten = stated.filter(
    (one) => one.role === 'none' && isForgotten(one, formerTotals, total, content.measures),
  );
  return [...claims, ...forgotten].flatMap((one) => {
    const readings = readingsOf(one.token);
    if (readings.some((amount) => !isFault(amount) && fits(amount, one, content.measures, total))) return [];
    return [staleTotal(one, readings[0]!, total)];
  });
}

function placesOf(content: Content): Place[] {
  return [
    ...content.sections.map(({ kind, heading, text }, index) => ({
      pointer: `/sections/${index}/text`,
      name: `Avsnittet ”${heading ?? sectionNames[kind]}”`,
      kind,
      text,
    })),
    ...content.decisionPoints.map(({ number, text }, index) => ({
      pointer: `/decisionPoints/${index}/text`,
      name: `Beslutspunkt ${number}`,
      kind: 'decision',
      text,
    })),
  ];
}

function statedIn(place: Place, titles: readonly string[]): Stated[] {
  const { text, kind } = place;
  const tokens = scanAmounts(text);
  if (tokens.length > numbersMax)
    throw invalid(
      place.pointer,
      'too-many-numbers',
      `${place.name} innehåller ${tokens.length} tal; högst ${numbersMax} kan prövas mot summan. Lägg tabeller i en bilaga.`,
    );
  const shown = tokens.filter((token, index) => token.isMoney || isBareSum(text, tokens, index));
  return shown.map((token, index): Stated => {
    const from = Math.max(shown[index - 1]?.end ?? 0, text.lastIndexOf('\n\n', token.start - 1) + 1);
    const blank = text.indexOf('\n\n', token.end);
    const to = Math.min(shown[index + 1]?.start ?? text.length, blank < 0 ? text.length : blank);
    const sides = sidesOf(text, token.start, token.end, from, to);
    const role = namesMeasure(sides, titles) ? 'none' : roleOf(sides, kind);
    const counts = role !== 'total' || aboutTheWhole.has(kind) || saysTotal(sides);
    return { place, token, sides, role: counts ? role : 'none' };
  });
}

/** "Summa: 8 075 000": a number without unit that ends a line which begins as a sum. */
function isBareSum(text: string, tokens: readonly AmountToken[], index: number): boolean {
  const token = tokens[index]!;
  if (isYear(token.number)) return false;
  const lineStart = text.lastIndexOf('\n', token.start - 1) + 1;
  const lineEnd = text.indexOf('\n', token.end) < 0 ? text.length : text.indexOf('\n', token.end);
  if (lineEnd - token.end > 3 || !totalStart.test(text.slice(lineStart, token.start).trim().toLowerCase()))
    return false;
  // It ends the line, so what else stands on the line stands before it.
  for (let before = index - 1; before >= 0 && tokens[before]!.start >= lineStart; before -= 1)
    if (tokens[before]!.isMoney) return false;
  return true;
}

/** As `sidesOf` writes the words around an amount. */
function keyOf(title: string): string {
  return title.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function namesMeasure({ before, after }: Sides, titles: readonly string[]): boolean {
  return titles.some((title) => before.includes(title) || after.includes(title));
}

/** One unexplained amount in the decision points is what the body is asked to approve; several are the measures again. */
function loneDefault(stated: readonly Stated[]): Stated[] {
  const unexplained = stated.filter(({ role }) => role === 'default');
  return unexplained.length === 1 ? unexplained : [];
}

function isForgotten(
  { place, token, sides }: Stated,
  formerTotals: readonly Money[],
  total: Money,
  measures: readonly Measure[],
): boolean {
  if (place.kind === 'background' || aboutThePast.test(sides.before)) return false;
  const amount = readAmount(token);
  if (isFault(amount) || measures.some(({ requestedAmount }) => requestedAmount.equals(amount.money))) return false;
  return !amount.money.equals(total) && formerTotals.some((former) => former.equals(amount.money));
}

/** A bare number may be counted in thousands or millions by a heading that is not in the text. */
function readingsOf(token: AmountToken): (ReadAmount | AmountFault)[] {
  return token.unit === '' ? [0, 3, 6].map((scale) => readAmount(token, scale)) : [readAmount(token)];
}

/** The whole; or, where the sentence says a year or there are several sources, that part of it; or one measure again. */
function fits(amount: ReadAmount, { sides }: Stated, measures: readonly Measure[], total: Money): boolean {
  if (agrees(amount, total)) return true;
  const ofYear = sumsBy(measures, ({ year }) => String(year));
  for (const [year, sum] of ofYear) if ((sides.before + sides.after).includes(year) && agrees(amount, sum)) return true;
  const ofSource = sumsBy(measures, ({ sourceId }) => sourceId ?? '');
  if (ofSource.size > 1 && [...ofSource.values()].some((sum) => agrees(amount, sum))) return true;
  return !saysTotal(sides) && measures.some(({ requestedAmount }) => agrees(amount, requestedAmount));
}

function sumsBy(measures: readonly Measure[], keyOf: (measure: Measure) => string): Map<string, Money> {
  const sums = new Map<string, Money>();
  for (const measure of measures)
    sums.set(keyOf(measure), (sums.get(keyOf(measure)) ?? Money.zero).add(measure.requestedAmount));
  return sums;
}

function staleTotal({ place, token }: Stated, amount: ReadAmount | AmountFault, expected: Money): StaleTotal {
  const { start, end } = token;
  const quote = place.text.slice(start, end);
  const common = { pointer: place.pointer, start, end, quote, expected };
  if (isFault(amount)) {
    const detail = `${place.name} anger en summa som inte går att läsa säkert, ”${quote}”. ${amount.detail} Insatserna är tillsammans ${expected.format()}.`;
    return { ...common, read: null, fault: { pointer: place.pointer, code: 'amount-ambiguous', detail } };
  }
  const detail = `${place.name} anger summan ”${quote}”, läst som ${amount.money.format()}, men insatserna är tillsammans ${expected.format()}. Rätta texten eller beloppen.`;
  return { ...common, read: amount.money, fault: { pointer: place.pointer, code: 'total-mismatch', detail } };
}
