/**
 * Reads the follow-up of one council goal (D-01 … D-10): who reports, what is assessed and how, what has helped, what has
 * held back, and the judgement as a whole with its reasons. Pure.
 *
 * Figures are read only where they stand, beside the target they answer. The same number elsewhere is another fact (D-10).
 */
import { bodiesIn } from './bodies.rules.js';
import { percentOf } from './breakdown.rules.js';
import type { ReadStatus } from './cells.rules.js';
import { type NamedThing, programmesIn } from './named.rules.js';
import { type GoalFinding, numberPattern, type Passage, passageOf, sentencesOf, wholeNumber } from './reading.rules.js';

export interface ReadAssessment extends Passage {
  status: ReadStatus;
  /** Whose goal, when the sentence or the one before says so. */
  body: string | null;
  target: number | null;
  /** Null when the target is assessed without a number (D-06). */
  outcome: number | null;
  /** Outcome of target, one decimal. */
  percent: string | null;
}

export const shortfallReasons = ['effectMissing', 'moreTime', 'lackOfResources', 'other'] as const;
export type ShortfallReason = (typeof shortfallReasons)[number];

export interface ReadCouncilGoalReport {
  kind: 'councilGoalReport';
  document: { goalArea: string | null; slug: string | null };
  councilGoal: Passage | null;
  reporting: string[];
  assessments: ReadAssessment[];
  factors: Passage[];
  reasons: (Passage & { reason: ShortfallReason })[];
  /** The whole, as a judgement with reasons and never an average (D-09). */
  judgement: (Passage & { status: ReadStatus }) | null;
  programmes: NamedThing[];
  findings: GoalFinding[];
}

/** Never throws. */
export function readCouncilGoalReport(text: string): ReadCouncilGoalReport {
  const lines = linesOf(text);
  const sentences = lines.map(({ place }) => sentencesOf(text, place.start, place.end));
  const head = lines.slice(0, 4);
  const councilGoal = head.find((line) => line.text.split(' ').length > 8) ?? null;
  const [area, slug] = head.filter((line) => line !== councilGoal && line.text.split(' ').length <= 8);
  const all = sentences.flat();
  const findings: GoalFinding[] = [];
  const read: ReadCouncilGoalReport = {
    kind: 'councilGoalReport',
    document: {
      goalArea: area?.text ?? null,
      slug: slug !== undefined && /^[a-z-]+$/.test(slug.text) ? slug.text : null,
    },
    councilGoal,
    reporting: reportingIn(all),
    assessments: sentences.flatMap(assessmentsIn),
    factors: sentences.flatMap(factorsIn),
    reasons: sentences.flatMap(reasonsIn),
    judgement: judgementIn(all),
    programmes: programmesIn(text),
    findings,
  };
  for (const assessment of read.assessments)
    if (assessment.target !== null && assessment.outcome === null)
      findings.push({
        code: 'outcome-not-stated',
        severity: 'note',
        message: `Målet om minst ${assessment.target} bedöms utan att utfallet anges. Bedömningen sparas utan siffra.`,
        place: assessment.place,
      });
  if (read.judgement === null)
    findings.push({
      code: 'judgement-missing',
      severity: 'warning',
      message: 'Någon samlad bedömning av målet hittades inte. Den räknas inte fram; ange den med skäl.',
      place: null,
    });
  if (councilGoal === null)
    findings.push({
      code: 'nothing-found',
      severity: 'error',
      message: 'Målets text hittades inte bland de första raderna.',
      place: null,
    });
  return read;
}

function linesOf(text: string): Passage[] {
  const found: Passage[] = [];
  let from = 0;
  for (const raw of text.split('\n')) {
    found.push(passageOf(text, from, from + raw.length));
    from += raw.length + 1;
  }
  return found.filter((line) => line.text !== '');
}

/** Each once, in the order they come; a name in the genitive or with a capital is the same. */
function reportingIn(sentences: readonly Passage[]): string[] {
  const found = new Map<string, string>();
  for (const { text } of sentences)
    for (const { name } of bodiesIn(text)) {
      if (!/nämnden$|styrelsen$/i.test(name)) continue;
      const key = name.toLowerCase().replaceAll(/[-,]/g, '');
      if (!found.has(key)) found.set(key, name.charAt(0).toUpperCase() + name.slice(1));
    }
  return [...found.values()];
}

const assessed: readonly [pattern: RegExp, status: ReadStatus][] = [
  [/(?:är|har|blev|delvis) ?(?:endast )?delvis (?:uppnått|uppfyllt|uppnåtts)|delvis uppnått/i, 'partly'],
  [/(?:inte|ej) (?:har )?(?:uppnåtts|uppnått|uppfyllts|uppfyllt)/i, 'notAchieved'],
  [/(?:uppnåtts|uppnått|uppfyllts|uppfyllt)(?!\p{L})/iu, 'achieved'],
];

/** What a paragraph begins to speak of is spoken of in it until another body is named. */
function assessmentsIn(paragraph: readonly Passage[]): ReadAssessment[] {
  let body: string | null = null;
  return paragraph.flatMap((sentence): ReadAssessment[] => {
    body = bodiesIn(sentence.text)[0]?.name.replace(/nämndens$/, 'nämnden') ?? genitiveIn(sentence.text) ?? body;
    const status = /(?<!\p{L})mål(?:et|en)?(?!\p{L})/iu.test(sentence.text)
      ? assessed.find(([pattern]) => pattern.test(sentence.text))?.[1]
      : undefined;
    if (status === undefined) return [];
    const target = numberAfter(/minst/, sentence.text);
    const outcome = target === null ? null : numberAfter(/totalt|sammanlagt/, sentence.text);
    const percent = target === null || outcome === null ? null : (percentOf(outcome, target, 1) ?? null);
    return [{ ...sentence, status, body, target, outcome, percent }];
  });
}

/** "nämndens mål": the name stands in the genitive. */
function genitiveIn(sentence: string): string | undefined {
  const found = bodiesIn(sentence.replace(/(nämnden|styrelsen)s(?!\p{L})/giu, '$1 '))[0]?.name;
  return found;
}

function numberAfter(word: RegExp, sentence: string): number | null {
  const found = new RegExp(`(?:${word.source}) (${numberPattern})(?!\\p{L})`, 'iu').exec(sentence);
  return found === null ? null : (wholeNumber(found[1] as string) ?? null);
}

/** The paragraph that speaks of factors of success, sentence by sentence. */
function factorsIn(paragraph: readonly Passage[]): Passage[] {
  return paragraph.some(({ text }) => /framgångsfaktor/i.test(text)) ? [...paragraph] : [];
}

const reasonWords: readonly [pattern: RegExp, reason: ShortfallReason][] = [
  [
    /(?:inte|ej) gett (?:önskad|förväntad|avsedd)|utebliven effekt|effekt(?:en)? (?:har )?(?:uteblivit|uteblev)/i,
    'effectMissing',
  ],
  [/(?:krävs|behövs) mer tid|för tidigt att/i, 'moreTime'],
  [/resursbrist|brist på (?:resurser|personal)|saknas resurser/i, 'lackOfResources'],
];

function reasonsIn(paragraph: readonly Passage[]): (Passage & { reason: ShortfallReason })[] {
  if (!paragraph.some(({ text }) => /bristande måluppfyllelse|målet (?:inte )?nås inte/i.test(text))) return [];
  return paragraph.flatMap((sentence) => {
    const reason = reasonWords.find(([pattern]) => pattern.test(sentence.text))?.[1];
    return reason === undefined ? [] : [{ ...sentence, reason }];
  });
}

const judged: readonly [pattern: RegExp, status: ReadStatus][] = [
  [
    /(?:inte|ej) (?:nås|uppnås|uppfylls) fullt ut|(?:nås|uppnås|uppfylls) (?:endast )?delvis|(?:nås|uppnås) inte fullt ut/i,
    'partly',
  ],
  [/(?:inte|ej) (?:nås|uppnås|uppfylls)|(?:nås|uppnås|uppfylls) (?:inte|ej)/i, 'notAchieved'],
  [/(?:nås|uppnås|uppfylls|är uppnått)/i, 'achieved'],
];

function judgementIn(sentences: readonly Passage[]): (Passage & { status: ReadStatus }) | null {
  const sentence = sentences.findLast(({ text }) => /bedöm(?:ningen|s|er)/i.test(text) && /mål/i.test(text));
  const status = judged.find(([pattern]) => pattern.test(sentence?.text ?? ''))?.[1];
  return sentence === undefined || status === undefined ? null : { ...sentence, status };
}
