/**
 * Reads a budget's text for a goal area: vision, council goal, direction, assignments (E-01 … E-08). Pure.
 *
 * Also what stands as an assignment inside the direction is found, with or without owner (E-05), and what is said of
 * resources without an amount is kept as that (E-07): no figure is made up.
 */
import { listMark } from '../memorandum.text.js';
import { bodiesIn } from './bodies.rules.js';
import { type NamedThing, programmesIn } from './named.rules.js';
import { type GoalFinding, numberPattern, type Passage, passageOf, sentencesOf, wholeNumber } from './reading.rules.js';

export interface ReadAssignment extends Passage {
  /** Whose it is, as written; null when nobody is named (E-05). */
  owner: string | null;
  /** Under the heading of assignments, or said inside the direction. */
  isExplicit: boolean;
}

export interface ReadResource extends Passage {
  /** Who gets it, as written. */
  recipient: string | null;
  /** As written; null when the text names none (E-07). */
  amount: string | null;
}

/** Something counted that is to change: `20 → 60 lägenheter` (E-06). */
export interface ReadQuantity extends Passage {
  from: number;
  to: number;
  unit: string;
}

export interface ReadBudgetText {
  kind: 'budgetText';
  document: { year: number | null };
  vision: Passage[];
  councilGoals: Passage[];
  direction: Passage[];
  assignments: ReadAssignment[];
  resources: ReadResource[];
  quantities: ReadQuantity[];
  programmes: NamedThing[];
  findings: GoalFinding[];
}

type Part = 'vision' | 'councilGoals' | 'direction' | 'assignments';

const heads: readonly [pattern: RegExp, part: Part][] = [
  [/^kommunfullmäktige(?:s )?mål(?:en)?(?: \d{4})?:?$/i, 'councilGoals'],
  [/^inriktning(?:en)?(?: \d{4})?:?$/i, 'direction'],
  [/^uppdrag(?:en)?(?: \d{4})?:?$/i, 'assignments'],
];

/** Never throws. */
export function readBudgetText(text: string): ReadBudgetText {
  const read: ReadBudgetText = {
    kind: 'budgetText',
    document: { year: null },
    vision: [],
    councilGoals: [],
    direction: [],
    assignments: [],
    resources: [],
    quantities: [],
    programmes: programmesIn(text),
    findings: [],
  };
  let part: Part = 'vision';
  let from = 0;
  for (const raw of text.split('\n')) {
    const line = passageOf(text, from, from + raw.length);
    from += raw.length + 1;
    if (line.text === '') continue;
    const head = heads.find(([pattern]) => pattern.test(line.text))?.[1];
    if (head === undefined) addTo(read, part, line, text);
    else {
      part = head;
      read.document.year ??= Number(/\d{4}/.exec(line.text)?.[0] ?? Number.NaN) || null;
    }
  }
  if (read.councilGoals.length === 0 && read.direction.length === 0)
    read.findings.push({
      code: 'nothing-found',
      severity: 'error',
      message: 'Varken ”Kommunfullmäktigemål:” eller ”Inriktning:” hittades som rubrik på en egen rad.',
      place: null,
    });
  for (const assignment of read.assignments) if (assignment.owner === null) tellOwnerless(assignment, read.findings);
  for (const resource of read.resources) if (resource.amount === null) tellWithoutAmount(resource, read.findings);
  read.findings.sort((a, b) => (a.place?.start ?? -1) - (b.place?.start ?? -1));
  return read;
}

function addTo(read: ReadBudgetText, part: Part, line: Passage, text: string): void {
  if (part !== 'assignments') read[part].push(line);
  if (part === 'assignments') {
    const point = passageOf(text, line.place.start + (listMark(line.place.quote)?.length ?? 0), line.place.end);
    read.assignments.push({ ...point, owner: ownerOf(point.text), isExplicit: true });
    return;
  }
  if (part !== 'direction') return;
  let spoken: string | null = null;
  for (const sentence of sentencesOf(text, line.place.start, line.place.end)) {
    spoken = bodiesIn(sentence.text)[0]?.name ?? spoken;
    readSentence(read, sentence, spoken);
  }
}

/** "X ges i uppdrag att", "X ges resurser att": who is charged stands before the verb. */
const charged = /(?<!\p{L})(?:ges|får|ska|har) (?:i uppdrag|ansvar|resur?ser|resuser|en \p{L}+ roll)/iu;
/** "En strategi ska utarbetas": something is to be made, and nobody is to make it. */
const impersonal =
  /(?<!\p{L})(?:en|ett|nya|nytt) (?:\p{L}+ ){0,2}?(?:strategi|plan|handlingsplan|utredning|översyn|riktlinjer?|program|policy|modell|analys|kartläggning) ska (?:\p{L}+ )?(?:utarbetas|tas fram|göras|genomföras|upprättas|inrättas|utredas|utvecklas)/iu;
const tasked = /(?:i uppdrag att|resur?ser att|resuser att) .{5,}/iu;

/** @param spoken the body the paragraph speaks of: "Nämnden" alone is that one */
function readSentence(read: ReadBudgetText, sentence: Passage, spoken: string | null): void {
  const { text } = sentence;
  const isImpersonal = impersonal.test(text);
  if (isImpersonal || tasked.test(text))
    read.assignments.push({ ...sentence, owner: isImpersonal ? doerOf(text) : ownerOf(text), isExplicit: false });
  if (resourceWords.test(text))
    read.resources.push({
      ...sentence,
      recipient: bodiesIn(text)[0]?.name ?? (/^nämnden /i.test(text) ? spoken : null),
      amount: amountIn(text),
    });
  read.quantities.push(...quantitiesIn(sentence));
}

function ownerOf(text: string): string | null {
  const verb = charged.exec(text)?.index ?? text.length;
  return bodiesIn(text.slice(0, verb)).at(-1)?.name ?? null;
}

/** "ska utarbetas av X". */
function doerOf(text: string): string | null {
  const by = /(?<!\p{L})(?:av|hos|genom) (?=\p{L})/iu.exec(text);
  return by === null ? null : (bodiesIn(text.slice(by.index))[0]?.name ?? null);
}

const resourceWords =
  /(?<!\p{L})(?:tillförs? (?:mer )?(?:resurser|medel|pengar)|(?:resur?ser|resuser|medel) (?:för detta )?(?:tillsätts|tillförs|avsätts|att )|ges (?:resur?ser|resuser|medel)|utrymmet ska användas)/iu;

function amountIn(text: string): string | null {
  return (
    /\d[\d \u00a0]*(?:,\d+)? ?(?:mnkr|mkr|tkr|miljoner kronor|miljarder kronor|kronor|kr|sek)(?!\p{L})/iu.exec(
      text,
    )?.[0] ?? null
  );
}

function quantitiesIn(sentence: Passage): ReadQuantity[] {
  const spans = new RegExp(`(?<!\\p{L})från (${numberPattern}) till (${numberPattern}) (\\p{Ll}{3,40})`, 'giu');
  const becomes = new RegExp(`(?<!\\p{L})(${numberPattern}) (\\p{Ll}{3,40}) blir (${numberPattern})(?!\\p{L})`, 'giu');
  const made = (from = '', to = '', unit = ''): ReadQuantity[] => {
    const [a, b] = [wholeNumber(from), wholeNumber(to)];
    return a === undefined || b === undefined ? [] : [{ ...sentence, from: a, to: b, unit }];
  };
  return [
    ...[...sentence.text.matchAll(spans)].flatMap(([, from, to, unit]) => made(from, to, unit)),
    ...[...sentence.text.matchAll(becomes)].flatMap(([, from, unit, to]) => made(from, to, unit)),
  ];
}

function tellOwnerless(assignment: ReadAssignment, findings: GoalFinding[]): void {
  findings.push({
    code: 'assignment-without-owner',
    severity: 'warning',
    message: `Uppdraget har ingen ägare: ”${assignment.text}” Ange vilken nämnd som ska göra det.`,
    place: assignment.place,
  });
}

function tellWithoutAmount(resource: ReadResource, findings: GoalFinding[]): void {
  findings.push({
    code: 'resource-without-amount',
    severity: 'note',
    message: `Resurser nämns utan belopp: ”${resource.text}” Det sparas som en avsikt utan belopp.`,
    place: resource.place,
  });
}
