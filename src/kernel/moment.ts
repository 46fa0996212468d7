/** The two time axes of a question: the day something holds, and the instant it was known. Left out binds nothing. */
import type { Day } from './day.js';

export interface Moment {
  /** What holds on this day, facts of later days left out. */
  asOf?: Day | undefined;
  /** What had been recorded at this instant. */
  knownAt?: Date | undefined;
}

/** Nothing is asked about the past. */
export function isNow({ asOf, knownAt }: Moment): boolean {
  return asOf === undefined && knownAt === undefined;
}

/** As an answer says it. */
export function shownMoment({ asOf, knownAt }: Moment): { asOf: Day | null; knownAt: string | null } {
  return { asOf: asOf ?? null, knownAt: knownAt?.toISOString() ?? null };
}
