/** What a memorandum says besides money: its head, its decision points, its decision plan and whom it goes to. */
import { type Day, parseDay } from '../kernel/day.js';
import { DomainError } from '../kernel/errors.js';
import { cellsOf, type Line, listMark, type Section } from './memorandum.text.js';
import type { DecisionPoint, DecisionPointType, PlannedStep } from './memorandum.types.js';

/** A day as it is written in the text; `day` is null when the calendar does not have it. */
export interface FoundDay {
  start: number;
  end: number;
  written: string;
  day: Day | null;
}

const months = [
  'januari',
  'februari',
  'mars',
  'april',
  'maj',
  'juni',
  'juli',
  'augusti',
  'september',
  'oktober',
  'november',
  'december',
];
const dayPattern = new RegExp(
  `(?<![0-9])(?:([0-9]{4}) ?[-\\u2010\\u2011\\u2013] ?([0-9]{1,2}) ?[-\\u2010\\u2011\\u2013] ?([0-9]{1,2})(?![0-9])` +
    `|(?:den )?([0-9]{1,2})(?:[ \\u00a0]|:e )(${months.join('|')})[ \\u00a0]([0-9]{4})(?![0-9]))`,
  'gi',
);

export function findDays(text: string, start: number, end: number): FoundDay[] {
  return [...text.slice(start, end).matchAll(dayPattern)].map((found) => {
    const [written, year, month, date, dateWord, monthWord, yearWord] = found;
    const monthNumber = monthWord === undefined ? month! : String(months.indexOf(monthWord.toLowerCase()) + 1);
    const iso = `${year ?? yearWord}-${monthNumber.padStart(2, '0')}-${(date ?? dateWord)!.padStart(2, '0')}`;
    const from = start + found.index;
    return { start: from, end: from + written.length, written, day: dayOrNull(iso) };
  });
}

function dayOrNull(iso: string): Day | null {
  try {
    return parseDay(iso);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

/** Days in the head that are not the document's own. */
const otherDay = /sammanträd|möte|senast|svar|ankom|inkom|giltig/;

/** The day the memorandum is dated: the one after "Datum", else the first in the head that is not another day. */
export function documentDay(text: string, header: Section): FoundDay | null {
  const label = header.lines.findIndex((line) => /^(?:datum|datering|upprättad|upprättat)(?!\p{L})/u.test(line.key));
  const after = label < 0 ? [] : header.lines.slice(label, label + 4);
  for (const line of [...after, ...header.lines.filter((other) => !otherDay.test(other.key))]) {
    const [day] = findDays(text, line.start, line.end);
    if (day !== undefined) return day;
  }
  return null;
}

const registration = /(?<![\p{L}\p{N}-])\p{Lu}{2,8}(?:-\p{Lu}{2,8})?[- ]\d{4}[-/]\d{1,6}(?![\p{L}\p{N}-])/u;
const registrationLabel = /^(?:vårt )?(?:diarienummer|diarienr|dnr|ärendenummer|vår beteckning)\.?[: \t]/u;

/** In the head, or on a line that says it is the registration number; others may be cited in the text. */
export function registrationNumber(text: string, header: Section, lines: readonly Line[]): string | null {
  for (const line of [...header.lines, ...lines.filter((other) => registrationLabel.test(other.key))]) {
    const found = registration.exec(text.slice(line.start, line.end).normalize('NFC'));
    if (found !== null) return found[0];
    const labelled = registrationLabel.exec(line.key);
    const rest = labelled === null ? '' : line.text.slice(labelled[0].length).trim();
    if (rest !== '' && rest.length <= 40 && /\d/.test(rest)) return rest;
  }
  return null;
}

const documentType = /^(?:tjänsteskrivelse|tjänsteutlåtande|skrivelse|missiv)(?: ?[:–—-] ?(.+))?$/u;
const headLabel =
  /^(?:datum|vår referens|er referens|handläggare|diarienummer|diarienr|dnr|ärendenummer|sida|telefon|e-post|till|avdelning|förvaltning|version|sammanträdesdatum)(?!\p{L})/u;

/** The matter's title: what follows the document type, or the line that says "Ärende:", or the head's longest line. */
export function documentTitle(text: string, header: Section): string | null {
  const isTitle = (line: Line) =>
    line.text.length <= 200 &&
    /\p{L}{2}/u.test(line.text) &&
    !/[@\t]/.test(line.text) &&
    !headLabel.test(line.key) &&
    !registration.test(line.text.normalize('NFC')) &&
    findDays(text, line.start, line.end).length === 0;
  for (const [index, line] of header.lines.entries()) {
    const labelled = /^(?:ärende|ärendemening|rubrik|ämne): ?(.+)$/iu.exec(line.text);
    if (labelled !== null) return clean(labelled[1]!);
    const type = documentType.exec(line.key);
    if (type === null) continue;
    if (type[1] !== undefined) return clean(line.text.slice(line.text.search(/[:–—-]/) + 1));
    const next = header.lines.slice(index + 1).find(isTitle);
    if (next !== undefined) return clean(next.text);
  }
  const longest = header.lines.filter((line) => isTitle(line) && !documentType.test(line.key));
  longest.sort((a, b) => b.text.length - a.text.length);
  return longest[0] === undefined ? null : clean(longest[0].text);
}

/** Without emphasis marks, heading marks and double spaces. By loops: a pattern anchored at the end would be quadratic. */
export function clean(text: string): string {
  const shown = text.normalize('NFC').replace(/\s+/g, ' ');
  let [from, to] = [0, shown.length];
  while (from < to && '#*_ '.includes(shown[from]!)) from += 1;
  while (to > from && '*_ '.includes(shown[to - 1]!)) to -= 1;
  return shown.slice(from, to);
}

const pointTypes: readonly [DecisionPointType, RegExp][] = [
  ['adjustImmediately', /(?<!\p{L})(?:justera\p{L}* .{0,60}omedelbart|omedelbart .{0,30}justera|omedelbar justering)/u],
  ['assign', /(?<!\p{L})(?:uppdrar?|ger .{0,80} i uppdrag|ge .{0,80} i uppdrag|får i uppdrag)(?!\p{L})/u],
  [
    'note',
    /(?<!\p{L})(?:noterar?|antecknar?|lägg(?:er|a) .{0,120}till handlingarna|tar? del av|tar? emot information)/u,
  ],
  ['reject', /(?<!\p{L})(?:avslå[rs]?|avstyrk(?:er|a|s|as)|avvisa[rs]?)(?!\p{L})/u],
  [
    'forward',
    /(?<!\p{L})(?:översänd(?:er|a|s|as)|(?:överlämna|skicka|vidarebefordra|expediera)[rs]?|sänd(?:er|a|s|as))(?!\p{L})/u,
  ],
  [
    'approve',
    /(?<!\p{L})(?:godkänn(?:er|a|s|as)|anta[rs]?|fastställ(?:er|a|s|as)|bifall(?:er|a|s|as)|tillstyrk(?:er|a|s|as)|ställer sig bakom)(?!\p{L})/u,
  ],
];

/** By the first verb of decision in the text; "godkänner … och översänder" is an approval. */
export function typeOfPoint(text: string): DecisionPointType {
  const key = text.normalize('NFC').toLowerCase().slice(0, 1_000);
  let [type, at]: [DecisionPointType, number] = ['other', key.length];
  for (const [candidate, verb] of pointTypes) {
    const found = key.search(verb);
    if (found >= 0 && found < at) [type, at] = [candidate, found];
  }
  return type;
}

const leadInLengthMax = 200;
const leadIn = /(?:föreslås besluta|föreslår|beslutar|besluta|att)(?: att| följande)?\s?:?$/u;

/**
 * A-07 … A-10: the numbered points with what is listed under them; without numbers each list item, att-clause or
 * paragraph is a point. The lead-in, and prose after numbered points, are no points.
 */
export function decisionPoints(section: Section | undefined): DecisionPoint[] {
  const lines = section?.lines ?? [];
  const isNumbered = lines.some((line) => (listMark(line.text)?.number ?? null) !== null);
  const points: { number: number | null; pieces: string[] }[] = [];
  let isOpen = false;
  for (const line of lines) {
    const mark = listMark(line.text);
    const text = line.text.slice(mark?.length ?? 0);
    const number = mark?.number ?? null;
    if (mark === null && line.text.length <= leadInLengthMax && leadIn.test(line.key)) continue;
    const isNew = isNumbered
      ? number !== null
      : mark !== null || line.blanks > 0 || !isOpen || /^att\s/u.test(line.key);
    if (isNumbered && !isNew && mark === null && line.blanks > 0) isOpen = false;
    if (isNew) {
      points.push({ number, pieces: [text] });
      isOpen = true;
    } else if (isOpen) points.at(-1)!.pieces.push(text);
  }
  return points.map((point, index) => {
    const text = clean(point.pieces.join(' '));
    return { number: point.number ?? index + 1, text, type: typeOfPoint(text) };
  });
}

export interface PlanLine {
  step: PlannedStep;
  day: FoundDay | null;
  line: Line;
}

const planLineMax = 200;
const bodyWord =
  /nämnd|utskott|beredning|styrelse|fullmäktige|råd(?!\p{L})|kommitté|presidi|(?<!\p{L})(?:au|ks|kf)(?!\p{L})/u;

/** one body and its day per line, in the order they are planned. Prose and column headings are passed over. */
export function decisionPlan(text: string, section: Section | undefined): PlanLine[] {
  const plan: PlanLine[] = [];
  for (const line of section?.lines ?? []) {
    if (line.text.length > planLineMax) continue;
    const [day] = findDays(text, line.start, line.end);
    const mark = listMark(line.text)?.length ?? 0;
    const rest =
      day === undefined
        ? [line.text.slice(mark)]
        : [text.slice(line.start + mark, day.start), text.slice(day.end, line.end)];
    const body = clean(
      rest
        .map((piece) => piece.trim())
        .filter((piece) => piece !== '')
        .join(' '),
    ).replace(/^[\s:,–—|-]+|[\s:,.–—|-]+$/g, '');
    const isTheDayOfLast = day !== undefined && body === '' && plan.at(-1)?.day === null;
    if (isTheDayOfLast)
      plan[plan.length - 1] = { ...plan.at(-1)!, day, step: { ...plan.at(-1)!.step, date: day.day }, line };
    else if (body !== '' && (day !== undefined || bodyWord.test(line.key))) {
      plan.push({ step: { body, date: day?.day ?? null }, day: day ?? null, line });
    }
  }
  return plan;
}

const recipientLengthMax = 100;

/** one recipient per line, list mark or comma. A hyphen before a comma ("arbetsmarknads-, …") holds a name together. */
export function dispatchList(text: string, section: Section | undefined): string[] {
  const recipients: string[] = [];
  for (const line of section?.lines ?? []) {
    const from = line.start + (listMark(line.text)?.length ?? 0);
    for (const cell of cellsOf(text, { ...line, rawStart: from })) {
      for (const name of cell.text.split(/(?<!-)[,;](?=\s)/)) {
        const recipient = clean(name).replace(/[.:]$/, '');
        if (recipient.length > recipientLengthMax) return recipients;
        if (recipient !== '') recipients.push(recipient);
      }
    }
  }
  return recipients;
}
