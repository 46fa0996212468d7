/** The allocation board as the grid shows it: amounts in öre, columns and rows in the API's order. */
import type { Schemas } from '../api/client';
import { oreOf } from '../money/money';

export type Verdict = 'eligible' | 'notEligible' | 'open';

export interface Amounts {
  requestedOre: bigint;
  recommendedOre: bigint;
  /** Reserved ahead of the executive board's decision. */
  pendingOre: bigint;
  decidedOre: bigint;
}

export interface SheetColumn extends Amounts {
  sourceYearId: string;
  sourceId: string;
  code: string;
  name: string;
  year: number;
  ceilingOre: bigint;
  /** Also by other calls. */
  reservedOre: bigint;
  remainingOre: bigint;
  remainingAfterOre: bigint;
}

export interface SheetCell extends Amounts {
  eligibility: Verdict;
  /** False: a state grant outside its period, or a year that is closed, takes nothing here. */
  isOpen: boolean;
}

export interface SheetRow extends Amounts {
  id: string;
  proposalId: string;
  measureKey: string;
  title: string;
  authorityCode: string;
  year: number;
  /** Asked for without saying from which source. */
  unassignedOre: bigint;
  /** Number of the judgement that rules; a new one names it. */
  follows: number;
  isOutdated: boolean;
  reason: string;
  priority: number | null;
  /** In the order of the columns. */
  cells: readonly SheetCell[];
}

export interface Sheet {
  columns: readonly SheetColumn[];
  rows: readonly SheetRow[];
  unassignedOre: bigint;
  sum: Amounts;
}

type BoardAmounts = Pick<Schemas['BoardMeasureDto'], 'requested' | 'recommended' | 'pending' | 'decided'>;

const amountsOf = ({ requested, recommended, pending, decided }: BoardAmounts): Amounts => ({
  requestedOre: oreOf(requested),
  recommendedOre: oreOf(recommended),
  pendingOre: oreOf(pending),
  decidedOre: oreOf(decided),
});

export const rowId = ({ proposalId, measureKey }: { proposalId: string; measureKey: string }): string =>
  `${proposalId} ${measureKey}`;

export function sheetOf(board: Schemas['BoardDto']): Sheet {
  return {
    columns: board.sources.map((source) => ({
      ...amountsOf(source),
      sourceYearId: source.sourceYearId,
      sourceId: source.sourceId,
      code: source.code,
      name: source.name,
      year: source.year,
      ceilingOre: oreOf(source.ceiling),
      reservedOre: oreOf(source.reserved),
      remainingOre: oreOf(source.remaining),
      remainingAfterOre: oreOf(source.remainingAfterRecommended),
    })),
    rows: board.measures.map((measure) => ({
      ...amountsOf(measure),
      id: rowId(measure),
      proposalId: measure.proposalId,
      measureKey: measure.measureKey,
      title: measure.title,
      authorityCode: measure.authorityCode,
      year: measure.year,
      unassignedOre: oreOf(measure.unassigned),
      follows: measure.recommendationNumber,
      isOutdated: measure.recommendationOutdated,
      reason: measure.requestedToRecommended?.reason ?? '',
      priority: measure.priority,
      cells: measure.cells.map((cell, index) => ({
        ...amountsOf(cell),
        eligibility: cell.eligibility,
        isOpen: cell.withinUsePeriod && board.sources[index]?.isClosed !== true,
      })),
    })),
    unassignedOre: oreOf(board.unassigned),
    sum: amountsOf(board.sum),
  };
}
