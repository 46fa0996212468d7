/** What a follow-up report contradicts or leaves to be judged, beside its tables: prose, contents, signs. Pure. */
import { type Cell, type ReadStatus, withoutTables } from './cells.rules.js';
import {
  type GoalFinding,
  inSwedish,
  numberPattern,
  type Passage,
  passageOf,
  sentencesOf,
  wholeNumber,
} from './reading.rules.js';
import type { ReadFollowUpReport, ReadGoal, ReportPeriod } from './report.shape.rules.js';
import type { ReportLines } from './report.rows.rules.js';

export function documentOf(
  text: string,
  { preamble }: ReportLines,
  findings: GoalFinding[],
): ReadFollowUpReport['document'] {
  const title = preamble.find(({ text: line }) => /uppföljning|rapport/i.test(line))?.text ?? null;
  const committee = preamble.find(({ text: line }) => /(?:nämnden|styrelsen)$/i.test(line))?.text ?? null;
  const found = periodIn(title ?? '') ?? periodIn(preamble.map((line) => line.text).join(' '));
  if (found === undefined)
    findings.push({
      code: 'period-missing',
      severity: 'warning',
      message: 'Vilken period rapporten gäller står inte i rubriken. Ange år och period.',
      place: null,
    });
  return { title, committee, year: found?.year ?? null, period: found?.period ?? null };
}

function periodIn(line: string): { year: number; period: ReportPeriod } | undefined {
  const found = /(?:januari ?[-–] ?(april|juni|augusti)|(helår(?:et)?|år(?:sanalys)?)) (\d{4})/i.exec(line);
  if (found === null) return undefined;
  const byMonth: Record<string, ReportPeriod> = {
    april: 'januaryApril',
    juni: 'januaryJune',
    augusti: 'januaryAugust',
  };
  return { year: Number(found[3]), period: byMonth[(found[1] ?? '').toLowerCase()] ?? 'year' };
}

const careWords = /försiktighet|inte (?:är )?jämförbar|saknas jämförelse/i;

export function careOf(text: string, cell: Cell): Passage[] {
  return sentences(text, cell).filter((sentence) => careWords.test(sentence.text));
}

function sentences(text: string, { start, end, raw }: Cell): Passage[] {
  // The tables are blanked out, and everything stands where it stood.
  const bare = text.slice(0, start) + withoutTables(raw) + text.slice(end);
  return raw.includes('<table')
    ? sentencesOf(bare, start, end).map(({ place }) => passageOf(text, place.start, place.end))
    : sentencesOf(text, start, end);
}

/** "80 personer (60 kvinnor och 20 män)" adds up, or the sentence is wrong. */
export function proseSums(text: string, cell: Cell): GoalFinding[] {
  const pattern = new RegExp(
    `(${numberPattern}) (?:personer|deltagare|barn|hushåll) \\((${numberPattern}) (?:kvinnor|flickor) och (${numberPattern}) (?:män|pojkar)\\)`,
    'giu',
  );
  return [...cell.raw.matchAll(pattern)].flatMap((match): GoalFinding[] => {
    const [all, women, men] = match.slice(1, 4).map((figure) => wholeNumber(figure));
    if (all === undefined || women === undefined || men === undefined || women + men === all) return [];
    const { place } = passageOf(text, cell.start + match.index, cell.start + match.index + match[0].length);
    const message = `”${match[0]}”: ${inSwedish(women)} + ${inSwedish(men)} = ${inSwedish(women + men)} (R-31).`;
    return [{ code: 'sum-mismatch', severity: 'error', message, place }];
  });
}

/** Percentages of one sentence with different numbers of decimals (C-44): somebody has rounded some of them. */
export function mixedPrecision(text: string, start: number, end: number): GoalFinding[] {
  return sentences(text, { start, end, raw: text.slice(start, end) }).flatMap((sentence): GoalFinding[] => {
    const decimals = [...sentence.text.matchAll(/\d+(?:,(\d+))?(?= ?(?:%|procent))/g)].map(
      ([, part = '']) => part.length,
    );
    if (new Set(decimals).size < 2) return [];
    const message = 'Procenttal med olika antal decimaler i samma mening. Spara antalen, så räknas andelarna lika.';
    return [{ code: 'mixed-precision', severity: 'note', message, place: sentence.place }];
  });
}

export function compareContents(
  { contents, chapters }: ReportLines,
  goals: readonly ReadGoal[],
  findings: GoalFinding[],
): void {
  for (const [number, title] of contents) {
    const chapter = chapters.find((one) => one.number === number);
    if (chapter === undefined)
      findings.push({
        code: 'heading-missing',
        severity: 'warning',
        message: `Innehållsförteckningen har ”${number} ${title.text}”, men det kapitlet finns inte.`,
        place: title.place,
      });
    else if (bareTitle(chapter.heading) !== bareTitle(title) && goals.some((goal) => goal.number === number))
      findings.push({
        code: 'contents-mismatch',
        severity: 'warning',
        message: `Målet heter ”${chapter.heading.text}” i texten men ”${title.text}” i innehållsförteckningen. Det som står i texten används.`,
        place: title.place,
      });
  }
}

const bareTitle = ({ text }: Passage): string => text.replace(/[.:]$/, '');

/** Which shape means what is a convention of the place, so whoever imports is told what was made of it. */
export function tellGlyphs(goals: readonly ReadGoal[], findings: GoalFinding[]): void {
  const found = new Map(
    goals
      .flatMap(({ commitments }) => commitments)
      .flatMap(({ glyph, status }) => (glyph === null ? [] : [[glyph, status] as const])),
  );
  const said: Partial<Record<ReadStatus, string>> = {
    achieved: 'uppnått',
    partly: 'delvis uppnått',
    notAchieved: 'inte uppnått',
  };
  if (found.size === 0) return;
  const meaning = [...found].map(([glyph, status]) => `${glyph} = ${said[status] ?? status}`).join(', ');
  findings.push({
    code: 'status-by-glyph',
    severity: 'warning',
    message: `Statusarna är tecken som har tolkats: ${meaning}. Kontrollera att det är er betydelse.`,
    place: null,
  });
}
