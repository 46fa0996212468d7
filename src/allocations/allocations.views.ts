/** What an allocation looks like to whoever reads it. */
import type { Money } from '../kernel/money.js';
import type { AllocationStatus } from './allocation-states.rules.js';
import type { ConditionStatus } from './conditional/conditional.rules.js';

export interface AllocationItem {
  id: string;
  title: string;
  status: AllocationStatus;
  matterId: string;
  registrationNumber: string;
  callId: string | null;
  versionNumber: number;
  /** Of the rows that are money by the decision itself. */
  total: Money;
  conditional: Money;
  version: number;
}

export interface AllocationRowView {
  rowKey: string;
  position: number;
  proposalId: string;
  measureKey: string;
  measureTitle: string | null;
  authorityId: string;
  authorityCode: string;
  sourceId: string;
  sourceCode: string;
  year: number;
  amount: Money;
  reason: string | null;
  condition: string | null;
  conditionStatus: ConditionStatus | null;
}

export interface AllocationVersionView {
  number: number;
  origin: string;
  frozenAt: string | null;
  contentHash: string | null;
  decisionId: string | null;
}

/** What a part of an allocation gives, and beside it what it promises under a condition. */
export interface GroupSums {
  amount: Money;
  conditional: Money;
}

export interface AllocationView extends AllocationItem {
  /** The instant it is shown as known at; null for what stands now. */
  knownAt: string | null;
  possibleActs: string[];
  rows: AllocationRowView[];
  /** Their amounts add up to `total`, and their conditional ones to `conditional`. */
  perSource: ({ sourceId: string; sourceCode: string; year: number } & GroupSums)[];
  perCommittee: ({ authorityId: string; authorityCode: string } & GroupSums)[];
  versions: AllocationVersionView[];
}
