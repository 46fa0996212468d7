/**
 * The matrix of the allocation board. Pure.
 *
 * Every sum is taken both ways: what the columns add up to is what the rows add up to, because both are made of the cells.
 */
import { Money } from '../../kernel/money.js';
import { criteriaOf, type Criterion, type Verdict } from './eligibility.rules.js';
import {
  type AnswerFigure,
  type BoardFigures,
  cellId,
  type GivenFigure,
  type MeasureFigure,
  type RecommendedFigure,
  roomOf,
  type SourceFigure,
  verdictsOf,
} from './figures.rules.js';
import { measureId } from './inputs.rules.js';

interface Amounts {
  requested: Money;
  /** By the city office. */
  recommended: Money;
  /** Reserved ahead of the board's decision. */
  pending: Money;
  decided: Money;
}

export interface BoardCell extends Amounts {
  sourceYearId: string;
  sourceId: string;
  year: number;
  eligibility: Verdict;
  /** A state grant outside its period has no place here. */
  withinUsePeriod: boolean;
}

/** How much less, and why. Zero when nothing was cut; below zero when more was given than the step before. */
export interface Difference {
  amount: Money;
  reason: string | null;
}

export interface BoardMeasure extends Amounts {
  proposalId: string;
  proposalStatus: string;
  authorityId: string;
  authorityCode: string;
  versionNumber: number;
  measureKey: string;
  title: string;
  year: number;
  wishedSourceId: string | null;
  approved: Money | null;
  /** Asked for without saying from which source. */
  unassigned: Money;
  priority: number | null;
  /** Of the office's latest judgement, 0 before the first; a new one names it. */
  recommendationNumber: number;
  /** The judgement was made on another version than the one shown. */
  recommendationOutdated: boolean;
  requestedToRecommended: Difference | null;
  recommendedToDecided: Difference | null;
  cells: BoardCell[];
  eligibility: { sourceId: string; verdict: Verdict; answers: BoardAnswer[] }[];
}

export interface BoardAnswer {
  criterion: string;
  answer: boolean;
  ground: string;
  answeredBy: string | null;
  answeredByName: string | null;
  answeredAt: string;
}

export interface BoardColumn extends Amounts {
  sourceYearId: string;
  sourceId: string;
  code: string;
  name: string;
  year: number;
  isClosed: boolean;
  ceiling: Money;
  /** Also by other calls. */
  reserved: Money;
  /** Room of a closed year, which stays in it: ceiling = reserved + lockedIn + remaining. */
  lockedIn: Money;
  /** What can still be given. */
  remaining: Money;
  /** Remaining after what is recommended and not yet reserved or decided; below zero is a shortfall. */
  remainingAfterRecommended: Money;
  criteria: Criterion[];
}

export interface BoardMatrix {
  callId: string;
  sources: BoardColumn[];
  measures: BoardMeasure[];
  /** Asked for without a source. */
  unassigned: Money;
  sum: Amounts;
}

const money = (ore: string | null | undefined): Money => Money.fromOre(BigInt(ore ?? 0));
const added = (list: readonly Money[]): Money => Money.fromOre(list.reduce((sum, { ore }) => sum + ore, 0n));

function isWithinPeriod({ kind, year, useFromYear, useToYear }: SourceFigure): boolean {
  return kind !== 'stateGrant' || (year >= useFromYear && year <= useToYear);
}

export function boardOf(figures: BoardFigures): BoardMatrix {
  const verdict = verdictsOf(figures);
  const given = new Map(figures.given.map((one) => [cellId(one, one.sourceYearId), one]));
  const recommended = new Map(figures.recommended.map((one) => [measureId(one), one]));
  const answers = new Map<string, AnswerFigure[]>();
  for (const one of figures.answers) {
    const own = answers.get(cellId(one, one.sourceId));
    if (own === undefined) answers.set(cellId(one, one.sourceId), [one]);
    else own.push(one);
  }
  const sourceIds = [...new Set(figures.sources.map(({ sourceId }) => sourceId))];
  const measures = figures.measures.map((measure): BoardMeasure => {
    const judged = recommended.get(measureId(measure));
    const cells = figures.sources.map((source) => cellOf(measure, source, { judged, given, verdict }));
    const requested = money(measure.requestedOre);
    const sums = {
      requested,
      recommended: added(cells.map((cell) => cell.recommended)),
      pending: added(cells.map((cell) => cell.pending)),
      decided: added(cells.map((cell) => cell.decided)),
    };
    const reasons = figures.sources.flatMap((one) => given.get(cellId(measure, one.sourceYearId))?.reasons ?? []);
    const { requestedOre: _requested, approvedOre, versionId, ...shown } = measure;
    return {
      ...shown,
      ...sums,
      approved: approvedOre === null ? null : money(approvedOre),
      unassigned: requested.subtract(added(cells.map((cell) => cell.requested))),
      priority: judged?.priority ?? null,
      recommendationNumber: judged?.number ?? 0,
      recommendationOutdated: judged !== undefined && judged.versionId !== versionId,
      ...differencesOf(sums, judged, [...new Set(reasons)]),
      cells,
      eligibility: sourceIds.map((sourceId) => ({
        sourceId,
        verdict: verdict(measure, sourceId),
        answers: (answers.get(cellId(measure, sourceId)) ?? []).map(answerOf),
      })),
    };
  });
  return {
    callId: figures.callId,
    sources: figures.sources.map((source, index) =>
      columnOf(
        source,
        measures.map((one) => one.cells[index]!),
      ),
    ),
    measures,
    unassigned: added(measures.map((one) => one.unassigned)),
    sum: amountsOf(measures),
  };
}

function cellOf(
  measure: MeasureFigure,
  source: SourceFigure,
  {
    judged,
    given,
    verdict,
  }: {
    judged: RecommendedFigure | undefined;
    given: ReadonlyMap<string, GivenFigure>;
    verdict: (measure: MeasureFigure, sourceId: string) => Verdict;
  },
): BoardCell {
  const { sourceYearId, sourceId, year } = source;
  const got = given.get(cellId(measure, sourceYearId));
  const isAskedHere = measure.wishedSourceId === sourceId && measure.year === year;
  return {
    sourceYearId,
    sourceId,
    year,
    requested: isAskedHere ? money(measure.requestedOre) : Money.zero,
    recommended: money(judged?.rows.find((row) => row.sourceYearId === sourceYearId)?.amountOre),
    pending: money(got?.pendingOre),
    decided: money(got?.decidedOre),
    eligibility: verdict(measure, sourceId),
    withinUsePeriod: isWithinPeriod(source),
  };
}

/** A step that has not been taken has no difference. */
function differencesOf(
  { requested, recommended, decided }: Amounts,
  judged: RecommendedFigure | undefined,
  reasons: readonly string[],
): Pick<BoardMeasure, 'requestedToRecommended' | 'recommendedToDecided'> {
  const base = judged === undefined ? requested : recommended;
  return {
    requestedToRecommended:
      judged === undefined ? null : { amount: requested.subtract(recommended), reason: judged.reason },
    recommendedToDecided: decided.isZero()
      ? null
      : { amount: base.subtract(decided), reason: reasons.length === 0 ? null : reasons.join(' ') },
  };
}

function amountsOf(list: readonly Amounts[]): Amounts {
  return {
    requested: added(list.map((one) => one.requested)),
    recommended: added(list.map((one) => one.recommended)),
    pending: added(list.map((one) => one.pending)),
    decided: added(list.map((one) => one.decided)),
  };
}

function columnOf(source: SourceFigure, cells: readonly BoardCell[]): BoardColumn {
  const { sourceYearId, sourceId, code, name, year } = source;
  const room = roomOf(source);
  const remaining = Money.fromOre(room.remaining);
  const still = cells.map(({ recommended, pending, decided }) => {
    const left = recommended.subtract(pending).subtract(decided);
    return left.isNegative() ? Money.zero : left;
  });
  return {
    sourceYearId,
    sourceId,
    code,
    name,
    year,
    isClosed: source.isClosed,
    ceiling: money(source.ceilingOre),
    reserved: money(source.reservedOre),
    lockedIn: Money.fromOre(room.lockedIn),
    remaining,
    remainingAfterRecommended: remaining.subtract(added(still)),
    criteria: criteriaOf(source),
    ...amountsOf(cells),
  };
}

function answerOf({ criterion, answer, ground, answeredBy, answeredByName, answeredAt }: AnswerFigure): BoardAnswer {
  return { criterion, answer, ground, answeredBy, answeredByName, answeredAt: answeredAt.toISOString() };
}
