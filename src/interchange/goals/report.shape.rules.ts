/** What reading a follow-up report gives. Pure. */
import type { CountRow } from './breakdown.rules.js';
import type { ReadStatus } from './cells.rules.js';
import type { NamedService, NamedThing } from './named.rules.js';
import type { GoalFinding, Passage, RichBlock } from './reading.rules.js';

export const reportPeriods = ['januaryApril', 'januaryJune', 'januaryAugust', 'year'] as const;
export type ReportPeriod = (typeof reportPeriods)[number];

export interface ReadCommitment extends Passage {
  status: ReadStatus;
  /** The shape the status was read from, when it was. */
  glyph: string | null;
  comment: RichBlock[];
}

export interface ReadIndicator extends Passage {
  /** As printed, `18%`; null when it was not measured. */
  outcome: string | null;
  /** What the report says instead of a figure. */
  notMeasuredReason: string | null;
  comment: RichBlock[];
  tables: CountRow[][];
  /** Why its figures are compared with care (C-45). */
  comparability: Passage | null;
}

export interface ReadGoal extends Passage {
  number: number;
  commitments: ReadCommitment[];
  indicators: ReadIndicator[];
}

export interface ReadFollowUpReport {
  kind: 'followUpReport';
  document: { title: string | null; committee: string | null; year: number | null; period: ReportPeriod | null };
  goals: ReadGoal[];
  /** Counted, so that a reader sees at once what was found. */
  counts: {
    goals: number;
    commitments: number;
    indicators: number;
    tables: number;
    statuses: Record<ReadStatus, number>;
  };
  services: NamedService[];
  programmes: NamedThing[];
  findings: GoalFinding[];
}
