/**
 * Reads a follow-up report: goals as chapters, commitments with comment and status, indicators with outcome and tables
 * (C-01 … C-46). Pure.
 *
 * Statuses that were icons are read from the shape that is left, and are `unknown` where none is: nothing is guessed from
 * what the comment says.
 */
import { type ReadTable, readTable } from './breakdown.rules.js';
import {
  type Cell,
  hasRemnants,
  innerTables,
  markedStatus,
  type ReadStatus,
  richOf,
  shown,
  statuses,
  statusInWords,
} from './cells.rules.js';
import { careOf, compareContents, documentOf, mixedPrecision, proseSums, tellGlyphs } from './report.checks.rules.js';
import type { ReadCommitment, ReadFollowUpReport, ReadGoal, ReadIndicator } from './report.shape.rules.js';
import { copiedSentences } from './copied.rules.js';
import { programmesIn, servicesIn } from './named.rules.js';
import { type GoalFinding, type Passage, passageOf, type RichBlock } from './reading.rules.js';
import { type Chapter, readReportLines, type Row } from './report.rows.rules.js';

interface Comment {
  cell: Cell | undefined;
  continued: Cell[];
}

/** Never throws. */
export function readFollowUpReport(text: string): ReadFollowUpReport {
  const lines = readReportLines(text);
  const findings: GoalFinding[] = [];
  const goals = lines.chapters.filter(({ hasTable }) => hasTable).map((chapter) => goalOf(text, chapter, findings));
  const document = documentOf(text, lines, findings);
  compareContents(lines, goals, findings);
  tellGlyphs(goals, findings);
  if (goals.length === 0)
    findings.push({
      code: 'nothing-found',
      severity: 'error',
      message:
        'Inga mål med tabeller hittades. Rapporten ska ha ett numrerat kapitel per mål och en tabell med rubriken Åtagande.',
      place: null,
    });
  const commitments = goals.flatMap((goal) => goal.commitments);
  const indicators = goals.flatMap((goal) => goal.indicators);
  const count = (status: ReadStatus): number => commitments.filter((one) => one.status === status).length;
  return {
    kind: 'followUpReport',
    document,
    goals,
    counts: {
      goals: goals.length,
      commitments: commitments.length,
      indicators: indicators.length,
      tables: indicators.reduce((sum, { tables }) => sum + tables.length, 0),
      statuses: Object.fromEntries(statuses.map((status) => [status, count(status)])) as Record<ReadStatus, number>,
    },
    services: servicesIn(text, [...lines.chapters].flatMap(commentCells)),
    programmes: programmesIn(text),
    findings: findings.sort((a, b) => (a.place?.start ?? -1) - (b.place?.start ?? -1)),
  };
}

function commentCells({ rows }: Chapter): Cell[] {
  return rows.flatMap(({ cells }) => cells.comment ?? []);
}

function goalOf(text: string, chapter: Chapter, findings: GoalFinding[]): ReadGoal {
  const commitments: ReadCommitment[] = [];
  const indicators: ReadIndicator[] = [];
  const before = findings.length;
  const joined = joinRows(chapter.rows, text, findings);
  for (const { row, index, comment } of joined) {
    if (row.table === 'commitments') commitments.push(commitmentOf(text, row, comment, findings));
    else indicators.push(indicatorOf(text, row, comment, chapter.loose.get(index) ?? [], findings));
  }
  const texts = joined.filter(({ row }) => row.table === 'indicators').map(({ comment }) => cellsOf(comment));
  findings.push(...copiedSentences(text, indicators, texts));
  if (commitments.length === 0)
    findings.push({
      code: 'no-commitments',
      severity: 'warning',
      message: `Målet ”${chapter.heading.text}” har inga åtaganden.`,
      place: chapter.heading.place,
    });
  if ([...chapter.rows].some(({ cells }) => Object.values(cells).some(({ raw }) => hasRemnants(raw))))
    findings.splice(before, 0, {
      code: 'remnants-removed',
      severity: 'note',
      message: `Under mål ${chapter.number} låg rester av HTML i tabellcellerna. De är borttagna; texten är orörd.`,
      place: chapter.heading.place,
    });
  return { ...chapter.heading, number: chapter.number, commitments, indicators };
}

const cellsOf = ({ cell, continued }: Comment): Cell[] => [...(cell === undefined ? [] : [cell]), ...continued];

function joinRows(
  rows: readonly Row[],
  text: string,
  findings: GoalFinding[],
): { row: Row; index: number; comment: Comment }[] {
  const joined: { row: Row; index: number; comment: Comment }[] = [];
  rows.forEach((row, index) => {
    const last = joined.findLast((one) => one.row.table === row.table);
    if (!row.isContinued || last === undefined) {
      joined.push({ row, index, comment: { cell: row.cells.comment, continued: [] } });
      return;
    }
    const { comment } = row.cells;
    if (comment === undefined) return;
    last.comment.continued.push(comment);
    // Rows of a breakdown after the continuation belong to what is continued.
    last.index = index;
    findings.push({
      code: 'cell-continued',
      severity: 'note',
      message: 'Kommentaren fortsatte efter en sidbrytning och är sammanfogad; läs skarven.',
      place: passageOf(text, comment.start, Math.min(comment.end, comment.start + 120)).place,
    });
  });
  return joined;
}

/** A word cut at the page's end is made whole; a new paragraph stays one. */
function richComment(comment: Comment, first: string): RichBlock[] {
  const [head, ...rest] = [first, ...comment.continued.map(({ raw }) => raw)].map(richOf);
  return rest.reduce<RichBlock[]>((blocks, more) => {
    const [last, next] = [blocks.at(-1)?.items.at(-1)?.runs.at(-1), more[0]?.items[0]?.runs[0]];
    if (last === undefined || next === undefined || !/^\p{Ll}/u.test(next.text)) return [...blocks, ...more];
    const text = last.text.endsWith('-') ? last.text.slice(0, -1) + next.text : `${last.text} ${next.text}`;
    last.text = text;
    const [block, ...others] = more as [RichBlock, ...RichBlock[]];
    blocks
      .at(-1)!
      .items.at(-1)!
      .runs.push(...block.items[0]!.runs.slice(1));
    blocks.at(-1)!.items.push(...block.items.slice(1));
    return [...blocks, ...others];
  }, head ?? []);
}

function commitmentOf(text: string, row: Row, comment: Comment, findings: GoalFinding[]): ReadCommitment {
  const name = nameOf(text, row.cells.name);
  const marked = markedStatus(comment.cell?.raw ?? '');
  const inWords = row.cells.status === undefined ? undefined : statusInWords(shown(row.cells.status.raw));
  const status = inWords ?? marked.status;
  if (status === 'unknown')
    findings.push({
      code: marked.isLost ? 'status-lost' : 'status-missing',
      severity: 'warning',
      message: marked.isLost
        ? 'Statusen var en ikon och har gått förlorad: kommentaren börjar med ett tomt tecken. Ange statusen.'
        : 'Åtagandet har ingen status. Ange den.',
      place: name.place,
    });
  const place = comment.cell ?? { start: name.place.end, end: name.place.end };
  findings.push(...mixedPrecision(text, place.start, place.end));
  return { ...name, status, glyph: marked.glyph, comment: richComment(comment, marked.rest) };
}

function nameOf(text: string, cell: Cell | undefined): Passage {
  const { start, end } = cell ?? { start: 0, end: 0 };
  return passageOf(text, start, end);
}

function indicatorOf(
  text: string,
  row: Row,
  comment: Comment,
  loose: readonly string[][],
  findings: GoalFinding[],
): ReadIndicator {
  const name = nameOf(text, row.cells.name);
  const cells = cellsOf(comment);
  const outcome = row.cells.outcome === undefined ? null : shown(row.cells.outcome.raw);
  const isMeasured = outcome !== null && /\d/.test(outcome);
  const inner = cells.flatMap(({ raw }) => innerTables(raw)).flatMap((table) => readTable(table) ?? []);
  const apart = loose.length === 0 ? undefined : readTable(loose);
  const tables = inner.length === 0 && apart !== undefined ? [apart] : inner;
  const place = row.cells.comment ?? row.cells.name ?? { start: 0, end: 0 };
  const at = passageOf(text, place.start, place.end).place;
  const tell = (code: GoalFinding['code'], severity: GoalFinding['severity'], message: string): void => {
    findings.push({ code, severity, message: `Indikatorn ”${name.text}”. ${message}`, place: at });
  };
  for (const { faults } of tables) for (const { code, message } of faults) tell(code, 'error', message);
  if (inner.length > 0 && apart !== undefined && JSON.stringify(apart.rows) !== JSON.stringify(inner[0]!.rows))
    tell('table-repeated-differently', 'error', 'Tabellen står två gånger i filen med olika siffror.');
  if (!isMeasured) tell('not-measured', 'note', 'Utfallet är tomt: inte mätt denna period, vilket inte är 0.');
  else checkOutcome(outcome, tables, tell);
  for (const cell of cells) {
    findings.push(...mixedPrecision(text, cell.start, cell.end), ...proseSums(text, cell));
  }
  const comparability = cells.flatMap((cell) => careOf(text, cell))[0] ?? null;
  if (comparability !== null)
    findings.push({
      code: 'not-comparable',
      severity: 'note',
      message: `Indikatorn ”${name.text}”. Rapporten säger att jämförelsen bakåt görs med försiktighet; ange ett avbrott i jämförbarheten.`,
      place: comparability.place,
    });
  return {
    ...name,
    outcome: isMeasured ? outcome : null,
    notMeasuredReason: isMeasured ? null : cells.map(({ raw }) => shown(raw)).join(' ') || null,
    comment: richComment(comment, comment.cell?.raw ?? ''),
    tables: tables.map(({ rows }) => rows),
    comparability,
  };
}

/** The outcome is the cell for all. */
function checkOutcome(
  outcome: string,
  tables: readonly ReadTable[],
  tell: (code: GoalFinding['code'], severity: GoalFinding['severity'], message: string) => void,
): void {
  const figures = tables.flatMap(({ rows }) => rows).filter(({ isTotal }) => !isTotal);
  if (figures.length === 0)
    return tell('outcome-without-table', 'note', `Utfallet ${outcome} har ingen tabell att prövas mot.`);
  const stated = outcome.replace(/[ %\u00a0]/g, '').replace(',', '.');
  const cells = figures.flatMap(({ counts, shares }) =>
    outcome.includes('%') ? (shares?.all ?? []) : counts.all === undefined ? [] : String(counts.all),
  );
  if (cells.length === 0 || cells.includes(stated)) return;
  tell(
    'outcome-mismatch',
    'error',
    `Utfallet är ${outcome}, men tabellen säger ${cells.join(' och ')} för samtliga (R-31).`,
  );
}
