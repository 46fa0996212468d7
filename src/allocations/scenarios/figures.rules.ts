/** What the board and the frozen inputs of a scenario are both made of: one reading of measures, sources, gifts and answers. Pure. */
import type { SourceKind } from '../../funding/source.rules.js';
import { criteriaOf, type Verdict, verdictOf } from './eligibility.rules.js';
import { measureId } from './inputs.rules.js';

export interface MeasureFigure {
  proposalId: string;
  proposalStatus: string;
  authorityId: string;
  authorityCode: string;
  versionId: string;
  versionNumber: number;
  measureKey: string;
  title: string;
  year: number;
  wishedSourceId: string | null;
  requestedOre: string;
  /** By its committee; null before. */
  approvedOre: string | null;
}

export interface SourceFigure {
  sourceYearId: string;
  sourceId: string;
  code: string;
  name: string;
  kind: SourceKind;
  purposes: string[];
  year: number;
  useFromYear: number;
  useToYear: number;
  ceilingOre: string;
  reservedOre: string;
  /** Nothing more is given in the year, whatever room its ceiling has. */
  isClosed: boolean;
}

export interface GivenFigure {
  proposalId: string;
  measureKey: string;
  sourceYearId: string;
  decidedOre: string;
  pendingOre: string;
  /** What the decided rows say about why. */
  reasons: string[] | null;
}

export interface RecommendedFigure {
  proposalId: string;
  measureKey: string;
  number: number;
  priority: number | null;
  reason: string | null;
  versionId: string;
  totalOre: string;
  recordedBy: string | null;
  recordedAt: Date;
  rows: { sourceYearId: string; amountOre: string }[];
}

export interface AnswerFigure {
  proposalId: string;
  measureKey: string;
  sourceId: string;
  criterion: string;
  answer: boolean;
  ground: string;
  answeredBy: string | null;
  answeredByName: string | null;
  answeredAt: Date;
}

export interface BoardFigures {
  callId: string;
  measures: MeasureFigure[];
  sources: SourceFigure[];
  given: GivenFigure[];
  recommended: RecommendedFigure[];
  answers: AnswerFigure[];
}

/**
 * What can still be given out of a source and year; below zero when it is over-allocated. Of a closed year nothing can,
 * and the room under its ceiling stays in it.
 */
export function roomOf({ ceilingOre, reservedOre, isClosed }: SourceFigure): { remaining: bigint; lockedIn: bigint } {
  const room = BigInt(ceilingOre) - BigInt(reservedOre);
  const lockedIn = isClosed && room > 0n ? room : 0n;
  return { remaining: room - lockedIn, lockedIn };
}

/** A measure at a source, or at a source and year. */
export const cellId = (one: { proposalId: string; measureKey: string }, sourceYearId: string): string =>
  `${measureId(one)} ${sourceYearId}`;

/** Whether each measure may be paid from each source: the key is measure and source. */
export function verdictsOf({
  sources,
  measures,
  answers,
}: BoardFigures): (measure: MeasureFigure, sourceId: string) => Verdict {
  const criteria = new Map(sources.map((source) => [source.sourceId, criteriaOf(source)]));
  const given = new Map<string, Map<string, boolean>>();
  for (const answer of answers) {
    const key = cellId(answer, answer.sourceId);
    given.set(key, (given.get(key) ?? new Map<string, boolean>()).set(answer.criterion, answer.answer));
  }
  const verdicts = new Map(
    measures.flatMap((measure) =>
      [...criteria].map(([sourceId, asked]) => [
        cellId(measure, sourceId),
        verdictOf(asked, given.get(cellId(measure, sourceId)) ?? new Map()),
      ]),
    ),
  );
  return (measure, sourceId) => verdicts.get(cellId(measure, sourceId)) ?? 'open';
}
