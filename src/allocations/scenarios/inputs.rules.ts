/** The figures a scenario stands on, frozen so that two scenarios differ only in what somebody chose. Pure. */

/** A source in one year. Amounts are öre as text: the checker counts them with nothing but bigint. */
export interface FrozenSource {
  sourceYearId: string;
  sourceId: string;
  code: string;
  name: string;
  year: number;
  /** Only a state grant is bound to its years. */
  boundToYears: boolean;
  useFromYear: number;
  useToYear: number;
  ceilingOre: string;
  reservedOre: string;
  /** Ceiling less reserved; below zero when the source is over-allocated. */
  remainingOre: string;
}

export interface FrozenMeasure {
  proposalId: string;
  measureKey: string;
  authorityId: string;
  authorityCode: string;
  title: string;
  versionId: string;
  versionNumber: number;
  year: number;
  requestedOre: string;
  /** At most this can be given: what the committee approved, or asks for, less what is given or reserved already. */
  limitOre: string;
  /** The source the committee wished for. */
  wishedSourceId: string | null;
  /** 1 comes first. */
  priority: number | null;
  recommended: { sourceYearId: string; amountOre: string }[];
  /** Sources whose checklist says yes. */
  eligibleSourceIds: string[];
}

export interface FrozenInputs {
  callId: string;
  sources: FrozenSource[];
  measures: FrozenMeasure[];
}

/** What a scenario gives: one measure, one source and year. */
export interface ScenarioRow {
  proposalId: string;
  measureKey: string;
  sourceYearId: string;
  amountOre: bigint;
}

export const measureId = ({ proposalId, measureKey }: { proposalId: string; measureKey: string }): string =>
  `${proposalId} ${measureKey}`;
