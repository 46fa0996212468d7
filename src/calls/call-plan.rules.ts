/**
 * Can a call be answered, decided and drawn in time? From the requisition deadline back to the executive board's meeting,
 * and from what that meeting needs back to a meeting of every invited committee. Pure.
 */
import { addMonths, compareDays, type Day } from '../kernel/day.js';
import { invalid } from '../kernel/errors.js';
import type { LeadOutcome, PlanOutcome } from '../decisions/planner/plan.rules.js';

export const callVerdicts = ['inTime', 'inTimeIfImmediate', 'notInTime', 'unknown', 'noEnd'] as const;
/** `noEnd`: no source has a day after which its money cannot be drawn. */
export type CallVerdict = (typeof callVerdicts)[number];

export interface InvitedPlan {
  authorityId: string;
  authorityName: string;
  /** Null when the authority has no body that decides. */
  plan: PlanOutcome | null;
}

export interface CallPlan {
  verdict: CallVerdict;
  /** From the reply date through the executive board to the first requisition deadline; null when there is no such day. */
  board: PlanOutcome | null;
  /** Each invited committee's own decision, until the executive board's documents must be complete. */
  committees: readonly InvitedPlan[];
  /** What must be begun before the requisition, told from the day the call is judged on. */
  leads: readonly LeadOutcome[];
  summary: readonly string[];
}

/** The two ways: with the law's whole time for adjustment, and with every paragraph adjusted at once. */
export type Draft = Pick<CallPlan, 'board' | 'committees' | 'leads'>;

/**
 * A call that is to be sent out is judged from today. One that is recorded afterwards is judged from the day its matter was
 * opened, or, when that too was recorded afterwards, from a year before its reply date: then everything was still to be done.
 */
export function startOf({ today, openedDay, replyByDay }: { today: Day; openedDay: Day; replyByDay: Day }): Day {
  if (compareDays(replyByDay, today) >= 0) return today;
  return compareDays(openedDay, replyByDay) < 0 ? openedDay : addMonths(replyByDay, -12);
}

/** The ordinary way when it holds; otherwise the quick one, so that what fails then is what cannot be helped. */
export function judged(ordinary: Draft, immediate: Draft): CallPlan {
  const isQuickNeeded = fails(ordinary);
  const draft = isQuickNeeded ? immediate : ordinary;
  const verdict = verdictOf(draft, isQuickNeeded);
  return { ...draft, verdict, summary: [...sentences(draft), verdictTexts[verdict]] };
}

function plansOf({ board, committees }: Draft): PlanOutcome[] {
  return [board, ...committees.map(({ plan }) => plan)].filter((plan) => plan !== null);
}

function fails(draft: Draft): boolean {
  return plansOf(draft).some(({ isInTime }) => !isInTime);
}

function verdictOf(draft: Draft, isQuickNeeded: boolean): CallVerdict {
  if (draft.board === null) return 'noEnd';
  if (fails(draft)) return 'notInTime';
  const isGap = draft.committees.some(({ plan }) => plan === null);
  if (isGap || plansOf(draft).some(({ verdict }) => verdict === 'unknown')) return 'unknown';
  return isQuickNeeded ? 'inTimeIfImmediate' : 'inTime';
}

function sentences({ board, committees, leads }: Draft): string[] {
  if (board === null) return [];
  const [last] = board.steps.slice(-1);
  const met =
    last?.lastPossibleDay == null ? [] : [`Sista möjliga sammanträde med ${last.name} är ${last.lastPossibleDay}.`];
  const of = ({ authorityName, plan }: InvitedPlan): string[] => {
    if (plan === null) return [`${authorityName} har inget organ som kan besluta om svaret.`];
    if (plan.fault !== null) return [plan.fault.detail];
    const day = plan.steps.at(-1)?.lastPossibleDay;
    return day == null ? [] : [`${authorityName} behöver besluta senast vid sammanträdet ${day}.`];
  };
  return [
    ...met,
    `Underlaget till kommunstyrelsen ska vara komplett ${board.latestStartDay}.`,
    ...leads.map(({ text }) => text),
    ...(board.fault === null ? [] : [board.fault.detail]),
    ...committees.flatMap(of),
  ];
}

const verdictTexts: Readonly<Record<CallVerdict, string>> = {
  inTime: 'Tiden räcker.',
  inTimeIfImmediate: 'Tiden räcker bara om besluten justeras omedelbart.',
  notInTime: 'Tiden räcker inte.',
  unknown: 'Inget hindrar, men alla sammanträden på vägen är inte planerade.',
  noEnd: 'Ingen av källorna har en sista rekvisitionsdag, så det finns ingen slutdag att räkna från.',
};

/**
 * A call that cannot finish says so before it is issued. It is not forbidden: an extra meeting may be called (KL 6:23) or
 * the grantor give longer time; but then somebody says that, and it stands with the call.
 * @throws validation-failed `plan-not-in-time` with what fails
 */
export function requireTimeOrGround({ verdict, summary }: CallPlan, ground: string | null): void {
  if (verdict !== 'notInTime' || ground !== null) return;
  const way = 'Ändra svarstiden, planera ett sammanträde till, eller ange på utkastet varför begäran ändå lyses ut.';
  throw invalid('/planGround', 'plan-not-in-time', `${summary.join(' ')} ${way}`);
}
