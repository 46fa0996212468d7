/**
 * Which amounts are measures, and which say a measure's amount once more.
 *
 * Three ways of writing are known: a label under the measure's heading ("Behov av tillskott: 5 625 000 SEK"), a table
 * or list of measures, and a heading with a sentence that tells the cost. The first way found makes the measures; what
 * comes in another way must agree with them.
 */
import { type AmountToken, headingScale, isYear, readAmount, tokensWithin } from '../proposals/amounts.rules.js';
import { clean } from './memorandum.document.js';
import type { Amount, Group, GroupRow } from './memorandum.sums.js';
import { keyOf, listMark, type Paragraph, type Section } from './memorandum.text.js';
import * as words from './memorandum.words.js';

export interface FoundMeasure {
  title: string;
  titleKey: string;
  amount: Amount;
  /** From its heading to its amount: what stands there is about this measure. Empty for a table row. */
  span: { start: number; end: number };
}

/** A section with its paragraphs, made once and used by every reader. */
export interface Part {
  section: Section;
  /** Without the lines of amount tables. */
  paragraphs: Paragraph[];
  /** Power of ten for bare numbers: from "(tkr)" in the section's heading or a line that says it for the document. */
  scale: number;
}

interface Title {
  title: string;
  start: number;
  /** Numbered, or said to be a measure. */
  isMarked: boolean;
}

interface Label {
  token: AmountToken;
  paragraph: Paragraph;
  /** Of the line that has the label, which may stand before the one with the amount. */
  labelKey: string;
  isStrong: boolean;
}

export interface Labelled {
  measures: FoundMeasure[];
  /** A label without a heading of its own speaks of the whole. */
  totals: Amount[];
}

/** Measures as labels under headings. Summary, decision and plan are never searched: a label there is a total. */
export function labelledMeasures(
  parts: readonly Part[],
  text: string,
  tokens: readonly AmountToken[],
  documentTitle: string | null,
): Labelled {
  const found = parts.flatMap((part) => labelsOf(part, text, tokens).map((label) => ({ part, label })));
  const isStrong = found.some(({ label }) => label.isStrong);
  const used = found.filter(({ label }) => label.isStrong === isStrong);
  const measures: FoundMeasure[] = [];
  const untitled: Amount[] = [];
  let lastPart: Part | null = null;
  let titles: Title[] = [];
  for (const { part, label } of used) {
    if (part !== lastPart) [lastPart, titles] = [part, titlesOf(part, tokens)];
    const amount = readAmount(label.token, headingScale(label.labelKey) ?? part.scale);
    const isWhole = part.section.kind === 'summary' || part.section.kind === 'decision';
    const before = countBefore(titles, label.paragraph.start);
    const title = isWhole
      ? null
      : (chosenTitle(titles.splice(0, before), measures.length === 0) ?? titleInLabel(label));
    if (title === null) untitled.push(amount);
    else
      measures.push({
        ...title,
        titleKey: keyOf(title.title),
        amount,
        span: { start: title.start, end: label.token.end },
      });
  }
  if (measures.length > 0 || untitled.length !== 1) return { measures, totals: untitled };
  // One label in the whole document and no heading over it: the matter is the measure.
  const title = documentTitle ?? 'Insats';
  const span = { start: untitled[0]!.start, end: untitled[0]!.end };
  return { measures: [{ title, titleKey: keyOf(title), amount: untitled[0]!, span }], totals: [] };
}

const unlabelled: ReadonlySet<string> = new Set(['plan', 'dispatch', 'basis', 'responsible']);

function labelsOf({ section, paragraphs }: Part, text: string, tokens: readonly AmountToken[]): Label[] {
  if (unlabelled.has(section.kind)) return [];
  const labels: Label[] = [];
  paragraphs.forEach((paragraph, index) => {
    const labelKey = keyOf(paragraph.text.slice(0, 300).slice(listMark(paragraph.text)?.length ?? 0));
    const isStrong = words.strongLabel.test(labelKey);
    if (!isStrong && !words.weakLabel.test(labelKey)) return;
    const next = paragraphs[index + 1];
    const own = labelAmount(paragraph, text, tokens);
    if (own !== null) labels.push({ token: own, paragraph, labelKey, isStrong });
    else if (
      next !== undefined &&
      paragraph.text.length <= 80 &&
      tokensWithin(tokens, paragraph.start, paragraph.end).length === 0
    ) {
      const alone = amountAlone(next, tokens);
      if (alone !== null) labels.push({ token: alone, paragraph, labelKey, isStrong });
    }
  });
  return labels;
}

/** The amount a label line gives: after its colon or tab, or at the end of a short line. A sum line gives none. */
function labelAmount(paragraph: Paragraph, text: string, tokens: readonly AmountToken[]): AmountToken | null {
  const inside = tokensWithin(tokens, paragraph.start, Math.min(paragraph.end, paragraph.start + 300));
  const colon = /[:\t|]| {2}/.exec(paragraph.text.slice(0, 160));
  const afterColon = colon === null ? [] : inside.filter((token) => token.start > paragraph.start + colon.index);
  const token =
    afterColon.find((other) => other.isMoney) ??
    inside.find((other) => other.isMoney) ??
    afterColon[0] ??
    inside.findLast((other) => !isYear(other.number));
  if (token === undefined) return null;
  const before = text.slice(paragraph.start, token.start);
  if (/(?<!\p{L})(?:totalt?|sammanlagt|summa|samtliga insatser|alla insatser)(?!\p{L})/u.test(keyOf(before)))
    return null;
  const isLabel =
    (colon !== null && token.start > paragraph.start + colon.index) ||
    (before.length <= 80 && paragraph.end - token.end <= 40);
  return isLabel ? token : null;
}

function amountAlone(paragraph: Paragraph, tokens: readonly AmountToken[]): AmountToken | null {
  const [token, ...more] = tokensWithin(tokens, paragraph.start, paragraph.end);
  if (token === undefined || more.length > 0) return null;
  return paragraph.text.length - (token.end - token.start) <= 3 ? token : null;
}

/** "Behov av tillskott för fältarbete: …" carries its measure's name itself. */
function titleInLabel({ paragraph, token }: Label): { title: string; start: number } | null {
  const written = paragraph.text.slice(0, Math.max(0, token.start - paragraph.start));
  const found = /^.{0,60}? (?:för|till|avseende) ([^:\t]{3,120}?)(?: \(\w{2,4}\))?(?: är)?\s?[:\t]?\s*$/u.exec(
    written.slice(0, 250),
  );
  const title = found === null || /^(?:år )?\d{4}$/.test(found[1]!.trim()) ? '' : clean(found[1]!);
  return title === '' ? null : { title, start: paragraph.start };
}

function titlesOf({ paragraphs }: Part, tokens: readonly AmountToken[]): Title[] {
  return paragraphs.flatMap((paragraph, index) => asTitle(paragraph, paragraphs[index + 1], tokens) ?? []);
}

function countBefore(titles: readonly Title[], end: number): number {
  const index = titles.findIndex((title) => title.start >= end);
  return index < 0 ? titles.length : index;
}

/**
 * The heading a label belongs to, of those between the label before and this one. After another measure the first is
 * the title and later ones divide its text; before the first measure introductions come first, so the nearest counts.
 * A heading that is numbered or says "Insats" goes before both.
 */
function chosenTitle(titles: readonly Title[], isFirst: boolean): Title | null {
  return titles.findLast((title) => title.isMarked) ?? (isFirst ? titles.at(-1) : titles[0]) ?? null;
}

const titleLengthMax = 180;

/** A paragraph that can be a heading: short, begins as one, does not end as a sentence, and what follows is no continuation. */
export function asTitle(
  paragraph: Paragraph,
  next: Paragraph | undefined,
  tokens: readonly AmountToken[],
): Title | null {
  const { text, key } = paragraph;
  if (text.length > titleLengthMax || /[@]/.test(text) || /[.;!?,]$/.test(text.replace(/[*_ ]{1,4}$/, ''))) return null;
  if (next !== undefined && /^\p{Ll}/u.test(next.text)) return null;
  if (tokensWithin(tokens, paragraph.start, paragraph.end).some((token) => token.isMoney)) return null;
  if (words.strongLabel.test(key) || words.weakLabel.test(key) || words.totalStart.test(key)) return null;
  const label = words.titleLabel.exec(text.normalize('NFC').toLowerCase());
  const mark = /^(?:\d{1,2}(?:\.\d{1,2}){0,2}[.)]?\s|[#*_]{1,6}\s?)/.exec(text);
  const rest = clean(text.slice(label?.[0].length ?? mark?.[0].length ?? 0)).replace(/:$/, '');
  const isNumbered = label !== null || (mark !== null && /\d/.test(mark[0]));
  if (rest === '' || !/^[\p{Lu}\d”"«]/u.test(rest) || !/\p{L}{2}/u.test(rest)) return null;
  if (words.genericHeadings.has(keyOf(rest)) || (text.endsWith(':') && (text.length > 60 || /följande/.test(key))))
    return null;
  return { title: rest, start: paragraph.start, isMarked: isNumbered };
}

const itemTail = /^[)\].,;* ]{0,4}(?:per år|årligen|för 20\d\d|20\d\d|\(20\d\d\))?[)\].,;* ]{0,3}$/;

/** List items and lines that each end with their amount ("1. Fältarbete – 500 000 SEK"), two or more in a row. */
export function readLists(part: Part, text: string, tokens: readonly AmountToken[]): Group[] {
  const { section, paragraphs } = part;
  if (['summary', 'decision', 'plan', 'dispatch', 'basis', 'background', 'responsible'].includes(section.kind))
    return [];
  const groups: Group[] = [];
  let rows: GroupRow[] = [];
  let start = 0;
  const close = (end: number) => {
    if (rows.length >= 2)
      groups.push({
        kind: 'measures',
        isSure: false,
        section: section.kind,
        start,
        end,
        rows,
        sums: [],
        findings: [],
        rowKeys: rows.map((row) => keyOf(row.title)),
      });
    rows = [];
  };
  let { scale } = part;
  let end = 0;
  for (const paragraph of paragraphs) {
    const row = listRow(paragraph, text, tokens, scale);
    if (row === null) {
      close(end);
      if (paragraph.text.length <= 120) scale = headingScale(paragraph.key) ?? scale;
      continue;
    }
    if (rows.length === 0) start = paragraph.start;
    rows.push(row);
    ({ end } = paragraph);
  }
  close(end);
  return groups;
}

function listRow(paragraph: Paragraph, text: string, tokens: readonly AmountToken[], scale: number): GroupRow | null {
  if (paragraph.text.length > 300 || words.totalStart.test(paragraph.key)) return null;
  const mark = listMark(paragraph.text);
  const inside = tokensWithin(tokens, paragraph.start + (mark?.length ?? 0), paragraph.end);
  const token = inside.at(-1);
  if (token === undefined || inside.filter((other) => other.isMoney).length > 1) return null;
  if (!token.isMoney && (scale === 0 || isYear(token.number))) return null;
  const written = text.slice(paragraph.start + (mark?.length ?? 0), token.start);
  if (!itemTail.test(keyOf(text.slice(token.end, paragraph.end)))) return null;
  const title =
    /^(.{3,200}?)\s{0,3}[:(–—\-\t,]\s{0,3}$/u.exec(written.slice(0, 220))?.[1] ??
    (mark !== null && written.split(' ').length <= 10 ? written : '');
  const shown = clean(title);
  if (shown === '' || words.strongLabel.test(keyOf(shown)) || words.weakLabel.test(keyOf(shown))) return null;
  return { title: shown.replace(/[:–-]$/, '').trim(), amount: readAmount(token, scale) };
}

/** The third way: a heading, and under it a sentence that tells what the measure needs. */
export function toldMeasures(parts: readonly Part[], tokens: readonly AmountToken[]): FoundMeasure[] {
  const measures: FoundMeasure[] = [];
  for (const { section, paragraphs } of parts) {
    if (!['considerations', 'other', 'matter', 'header'].includes(section.kind)) continue;
    let open: Title | null = null;
    paragraphs.forEach((paragraph, index) => {
      const title = asTitle(paragraph, paragraphs[index + 1], tokens);
      if (title !== null) open = title;
      else if (open !== null) {
        const money = tokensWithin(tokens, paragraph.start, paragraph.end).filter((token) => token.isMoney);
        const isTold =
          money.length === 1 &&
          /kosta|behov|äska|tillskott|söker|begär|avsätt/.test(paragraph.key) &&
          !/(?<!\p{L})(?:totalt?|sammanlagt|insatserna)(?!\p{L})/u.test(paragraph.key);
        if (!isTold) return;
        const span = { start: open.start, end: money[0]!.end };
        measures.push({ title: open.title, titleKey: keyOf(open.title), amount: readAmount(money[0]!), span });
        open = null;
      }
    });
  }
  return measures;
}
