/** What a grant and its requisitions look like to whoever reads them. */
import type { Day } from '../../kernel/day.js';
import type { Money } from '../../kernel/money.js';
import type { AgentStatus } from './agent.rules.js';
import type { RequisitionStatus } from './requisition.rules.js';

export interface ConditionView {
  id: string;
  kind: string;
  text: string;
  validFromDay: Day;
  dueDay: Day | null;
  reference: string;
  documentVersionId: string | null;
  recordedAt: string;
}

export interface AgentView {
  id: string;
  grantor: string;
  organisationNumber: string;
  personId: string;
  personName: string;
  status: AgentStatus;
  askedDay: Day;
  approvedDay: Day | null;
  endedDay: Day | null;
  possibleActs: string[];
  version: number;
}

export interface RequisitionItem {
  id: string;
  sourceId: string;
  year: number;
  status: RequisitionStatus;
  requisitioned: Money | null;
  paid: Money | null;
  claimed: Money | null;
  claimGround: string | null;
  repaid: Money;
  submittedAt: string | null;
  submittedElsewhere: string | null;
  deadlineAt: string | null;
  version: number;
}

export interface RequisitionView extends RequisitionItem {
  agentId: string | null;
  preparedBy: string | null;
  approvedBy: string | null;
  grantorReference: string | null;
  withheldReason: string | null;
  /** Never: the grantor's decisions about it cannot be appealed (SFS 2025:1255 14 §). */
  appealable: false;
  possibleActs: string[];
  report: ReportView | null;
  /** Its place on the way of the money. */
  trail: string;
  steps: RequisitionStepView[];
}

export interface ReportView {
  reportedDay: Day;
  dueDay: Day | null;
  isLate: boolean | null;
  use: string;
  results: string;
  resultsAgainstPurpose: string;
  documentVersionId: string | null;
}

export interface RequisitionStepView {
  number: number;
  act: string;
  from: string;
  to: string;
  day: Day;
  amount: Money | null;
  ground: string | null;
  note: string | null;
  recordedBy: string | null;
  recordedAt: string;
}

export interface GrantYearView {
  year: number;
  ceiling: Money;
  reserved: Money;
  requisitioned: Money;
  paid: Money;
  /** Requisitioned and not paid, of what has been paid at all. */
  withheld: Money;
  repaid: Money;
}

export interface GrantView {
  sourceId: string;
  code: string;
  name: string;
  grantor: string;
  conditions: ConditionView[];
  agent: AgentView | null;
  deadlineAt: string | null;
  /** The day and the instant it is told of; null binds nothing. */
  asOf: Day | null;
  knownAt: string | null;
  /** Things somebody must know today; each a sentence. None of a past moment. */
  warnings: string[];
  years: GrantYearView[];
  requisitions: RequisitionItem[];
}
