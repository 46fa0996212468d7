/** Days after which something can no longer be done, or ought to have been; told in time. Pure. */

/** How long before the day somebody is told. */
export const stopDates = {
  /** Last day to ask for an agent and still count on an answer: the grantor takes about a month. */
  agentLeadTime: { leadDays: 14, forCommittees: false },
  /** R-08; the day before it is told of again. */
  requisitionDeadline: { leadDays: 14, forCommittees: false },
  /** SFS 2025:1255 9 §: the grantor's day for the report. */
  reportDue: { leadDays: 30, forCommittees: true },
  /** */
  useEnd: { leadDays: 30, forCommittees: true },
  /** The books of the year are closed a month after it. */
  yearClosing: { leadDays: 31, forCommittees: true },
} as const satisfies Record<string, { leadDays: number; forCommittees: boolean }>;

export type StopKind = keyof typeof stopDates;
export const stopKinds = Object.keys(stopDates) as StopKind[];

/** Of January: the last day to settle the year before. */
export const yearClosingDay = 31;
