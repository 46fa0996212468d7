/** The shapes of a plan: what the planner is asked, and what it answers. Pure. */
import type { Day } from '../../kernel/day.js';
import type { Adjustment, KnownDays, Need } from './clock.rules.js';

export interface PlanEnd {
  day: Day;
  /** In the definite form, as a sentence goes on: `rekvisitionen stänger`, `svarstiden går ut`. */
  what: string;
  /** What the last body's decision must have reached by then. */
  needs: Need;
  /** Who has said so. */
  source: string;
}

/** Work of an office between two meetings or before the first: writing, compiling, sending. */
export interface WorkStep {
  kind: 'work';
  name: string;
  /** Calendar days. */
  days: number;
  source: string;
}

export interface MeetingStep {
  kind: 'meeting';
  name: string;
  bodyId: string | null;
  /** Days the body meets, ascending; none when its calendar is not made. */
  calendar: readonly Day[];
  /** The meeting that is planned, when it is no longer open which. */
  day?: Day | undefined;
  /** Days between the notice and the meeting, and the rule that says so. */
  noticeDays: number;
  noticeSource: string;
  /** Days the secretary has the material before the notice goes out. */
  materialDays: number;
  /** It stands on the agenda already, so nothing has to be handed in any more. */
  isListed?: boolean | undefined;
  adjustment: Adjustment;
  /** What the next step waits for; of the last step the end says it. */
  needs: Need;
  /** Days it takes until what was decided is with whoever comes next. */
  dispatchDays: number;
  known?: KnownDays | undefined;
}

export type PlanStep = WorkStep | MeetingStep;

/** Something that must be begun a certain time before the end, whatever way the matter takes. */
export interface Lead {
  name: string;
  months: number;
  days: number;
  source: string;
}

export interface PlanInput {
  /** Nothing can be done before this day. */
  startDay: Day;
  end: PlanEnd;
  steps: readonly PlanStep[];
  leads: readonly Lead[];
}

/** `unknown`: nothing stands in the way, but a body on it has no meeting in the calendar. */
export const verdicts = ['inTime', 'inTimeIfImmediate', 'notInTime', 'unknown'] as const;
export type Verdict = (typeof verdicts)[number];

export const faultCodes = ['no-meeting-in-time', 'too-late-to-begin', 'too-late-for-next', 'work-too-late'] as const;

export interface PlanFault {
  /** Place among the steps, from 0. */
  step: number;
  code: (typeof faultCodes)[number];
  detail: string;
}

/** One day of a step: what happens at the latest then, and by which rule. */
export interface Moment {
  kind: (typeof momentKinds)[number];
  day: Day;
  text: string;
  source: string;
}

export const momentKinds = [
  'begin',
  'material',
  'notice',
  'meeting',
  'adjustment',
  'announcement',
  'appealEnd',
  'final',
] as const;

export interface StepOutcome {
  kind: PlanStep['kind'];
  name: string;
  bodyId: string | null;
  /** The planned or the first possible meeting; of work the day it can be done. Null when the calendar has none. */
  day: Day | null;
  /** The last meeting in the calendar with which the end can be kept; of work the last day it can be done. */
  lastPossibleDay: Day | null;
  /** The same by the clocks alone, whether or not there is a meeting then. */
  latestDay: Day;
  /** What comes before must be handed in by this day for the meeting of `day`, or the last possible one. */
  materialBy: Day;
  materialByWorkingDay: Day;
  /** When whoever comes next has what they need, at the latest the law allows; null when there is no meeting. */
  reachedDay: Day | null;
  /** When they must have it. */
  dueDay: Day;
  /** Days from `reachedDay` to `dueDay`; negative when it comes too late. */
  slackDays: number | null;
  /** Days earlier that an immediate adjustment lets whoever comes next begin. */
  immediateBuysDays: number;
  moments: readonly Moment[];
}

export interface PathOutcome {
  isInTime: boolean;
  /** What is left at the end; where steps come too late for the next one, by how much the worst does. Null without a meeting. */
  slackDays: number | null;
  /** The last day to begin, and the last working day not after it. */
  latestStartDay: Day;
  latestStartWorkingDay: Day;
  /** From the start day to the last day to begin; negative when that has passed. */
  startSlackDays: number;
  fault: PlanFault | null;
}

export interface LeadOutcome extends Lead {
  latestDay: Day;
  latestWorkingDay: Day;
  /** From the start day; negative when it has passed. Told, never refused: others may be quicker than they say. */
  slackDays: number;
  text: string;
}

export interface PlanOutcome extends PathOutcome {
  verdict: Verdict;
  end: PlanEnd;
  startDay: Day;
  /** From the last body's meeting to the end. */
  daysFromLastMeeting: number | null;
  ordinary: PathOutcome;
  immediate: PathOutcome;
  /** How much more slack there is when every body adjusts at once instead of within the fourteen days. */
  immediateBuysDays: number | null;
  steps: readonly StepOutcome[];
  leads: readonly LeadOutcome[];
  /** The whole in Swedish sentences. */
  summary: readonly string[];
}
