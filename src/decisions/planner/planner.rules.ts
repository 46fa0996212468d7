/**
 * Can a matter be through in time? From an end day backwards over the bodies it must pass, with the law's clocks and the
 * calendar of meetings: the latest day of every step, what is left over, and which meeting is the last possible. Pure.
 *
 * It knows no grant and no consultation: whoever has an end day and a way to it asks here.
 */
import { addDays, addMonths, compareDays, type Day, daysBetween } from '../../kernel/day.js';
import { type Adjustment, lastDayToMeet, lastWorkingDay, type Need, reachedOn } from './clock.rules.js';
import type {
  Lead,
  LeadOutcome,
  MeetingStep,
  PathOutcome,
  PlanFault,
  PlanInput,
  PlanOutcome,
  PlanStep,
  StepOutcome,
  Verdict,
  WorkStep,
} from './plan.rules.js';
import { faultText, momentsOf, summaryOf } from './planner.texts.rules.js';

/** @throws DomainError validation-failed `range` when a day leaves 1900 to 2199. */
export function plan(input: PlanInput): PlanOutcome {
  const asked = walk(input);
  const path = (adjustment: Adjustment): PathOutcome =>
    walk({ ...input, steps: adjusting(input.steps, adjustment) }).path;
  const [ordinary, immediate] = [path('ordinary'), path('immediate')];
  const lastMeeting = asked.steps.findLast(({ kind }) => kind === 'meeting')?.day ?? null;
  const outcome: Omit<PlanOutcome, 'summary'> = {
    ...asked.path,
    verdict: verdictOf(asked.path, immediate, input.steps),
    end: input.end,
    startDay: input.startDay,
    daysFromLastMeeting: lastMeeting === null ? null : daysBetween(lastMeeting, input.end.day),
    ordinary,
    immediate,
    immediateBuysDays:
      ordinary.slackDays === null || immediate.slackDays === null ? null : immediate.slackDays - ordinary.slackDays,
    steps: asked.steps,
    leads: input.leads.map((lead) => leadOf(lead, input)),
  };
  return { ...outcome, summary: summaryOf(outcome) };
}

function adjusting(steps: readonly PlanStep[], adjustment: Adjustment): PlanStep[] {
  return steps.map((step) => (step.kind === 'meeting' ? { ...step, adjustment } : step));
}

function verdictOf(asked: PathOutcome, immediate: PathOutcome, steps: readonly PlanStep[]): Verdict {
  if (!asked.isInTime && !immediate.isInTime) return 'notInTime';
  if (steps.some((step) => step.kind === 'meeting' && step.day === undefined && step.calendar.length === 0))
    return 'unknown';
  return asked.isInTime ? 'inTime' : 'inTimeIfImmediate';
}

export function leadOf(lead: Lead, { end, startDay }: { end: { day: Day }; startDay: Day }): LeadOutcome {
  const latestDay = addDays(addMonths(end.day, -lead.months), -lead.days);
  const latestWorkingDay = lastWorkingDay(latestDay);
  const slackDays = daysBetween(startDay, latestDay);
  const passed = slackDays < 0 ? ` Den dagen har redan passerat.` : '';
  return { ...lead, latestDay, latestWorkingDay, slackDays, text: `${lead.name} senast ${latestDay}.${passed}` };
}

/** A step with what it must keep to, from the end backwards. */
interface Bound {
  step: PlanStep;
  needs: Need;
  isLast: boolean;
  dueDay: Day;
  latestDay: Day;
  lastPossibleDay: Day | null;
}

function walk(input: PlanInput): { path: PathOutcome; steps: StepOutcome[] } {
  const bounds = backwards(input);
  const steps = forwards(input.startDay, bounds);
  const fault = faultOf(input.startDay, bounds, steps);
  const first = bounds[0];
  const latestStartDay = first === undefined ? input.end.day : startOf(first);
  const path: PathOutcome = {
    isInTime: fault === null,
    slackDays: marginOf(steps),
    latestStartDay,
    latestStartWorkingDay: lastWorkingDay(latestStartDay),
    startSlackDays: daysBetween(input.startDay, latestStartDay),
    fault,
  };
  return { path, steps };
}

/** What is left at the end; where a step comes too late for the next one, by how much the worst does. */
function marginOf(steps: readonly StepOutcome[]): number | null {
  const late = steps.flatMap(({ slackDays }) => (slackDays !== null && slackDays < 0 ? slackDays : []));
  return late.length === 0 ? (steps.at(-1)?.slackDays ?? null) : Math.min(...late);
}

function backwards({ startDay, end, steps }: PlanInput): Bound[] {
  const bounds: Bound[] = [];
  let dueDay = end.day;
  for (const [index, step] of [...steps.entries()].reverse()) {
    const isLast = index === steps.length - 1;
    const stepNeeds = step.kind === 'meeting' && !isLast ? step.needs : end.needs;
    const bound = { ...boundOf(step, stepNeeds, dueDay, startDay), isLast };
    bounds.unshift(bound);
    dueDay = startOf(bound);
  }
  return bounds;
}

function boundOf(step: PlanStep, stepNeeds: Need, dueDay: Day, startDay: Day): Omit<Bound, 'isLast'> {
  if (step.kind === 'work') return { step, needs: stepNeeds, dueDay, latestDay: dueDay, lastPossibleDay: dueDay };
  const latestDay = lastDayToMeet(addDays(dueDay, -step.dispatchDays), step.adjustment, stepNeeds);
  const days = step.day === undefined ? step.calendar : [step.day];
  const keeps = (day: Day): boolean =>
    compareDays(day, startDay) >= 0 && compareDays(reachedBy(step, day, stepNeeds), dueDay) <= 0;
  return { step, needs: stepNeeds, dueDay, latestDay, lastPossibleDay: days.findLast(keeps) ?? null };
}

/** The day by which what comes before must be there. */
function startOf({ step, lastPossibleDay, latestDay }: Bound): Day {
  if (step.kind === 'work') return addDays(latestDay, -step.days);
  return materialDay(step, step.day ?? lastPossibleDay ?? latestDay);
}

/** What stands on an agenda is there; otherwise it is handed in before the notice, and at latest the day before. */
function materialDay(step: MeetingStep, meetingDay: Day): Day {
  return addDays(meetingDay, step.isListed === true ? 0 : -Math.max(1, step.noticeDays + step.materialDays));
}

function reachedBy(step: MeetingStep, day: Day, stepNeeds: Need): Day {
  return addDays(reachedOn(day, step.adjustment, stepNeeds, step.known), step.dispatchDays);
}

function forwards(startDay: Day, bounds: readonly Bound[]): StepOutcome[] {
  let ready: Day | null = startDay;
  return bounds.map((bound) => {
    const { step } = bound;
    const outcome: StepOutcome = step.kind === 'work' ? worked(step, bound, ready) : met(step, bound, ready);
    // Without a meeting in the calendar one may still be called (KL 6:23): the rest is worked out as if it were.
    ready =
      outcome.reachedDay ?? (step.kind === 'meeting' && ready !== null ? assumed(step, bound.needs, ready) : null);
    return outcome;
  });
}

function assumed(step: MeetingStep, stepNeeds: Need, ready: Day): Day {
  return reachedBy(step, addDays(ready, daysBetween(materialDay(step, ready), ready)), stepNeeds);
}

function worked(step: WorkStep, { dueDay, latestDay, lastPossibleDay }: Bound, ready: Day | null): StepOutcome {
  const day = ready === null ? null : addDays(ready, step.days);
  const materialBy = addDays(dueDay, -step.days);
  return {
    kind: 'work',
    name: step.name,
    bodyId: null,
    day,
    lastPossibleDay,
    latestDay,
    materialBy,
    materialByWorkingDay: lastWorkingDay(materialBy),
    reachedDay: day,
    dueDay,
    slackDays: day === null ? null : daysBetween(day, dueDay),
    immediateBuysDays: 0,
    moments: momentsOf(step, { day: dueDay, materialBy, isFollowed: false }),
  };
}

function met(step: MeetingStep, bound: Bound, ready: Day | null): StepOutcome {
  const { dueDay, latestDay, lastPossibleDay } = bound;
  const fits = (day: Day): boolean => ready !== null && compareDays(materialDay(step, day), ready) >= 0;
  const day = step.day ?? step.calendar.find(fits) ?? null;
  const shown = day ?? lastPossibleDay ?? latestDay;
  const reachedDay = day === null ? null : reachedBy(step, day, bound.needs);
  const materialBy = materialDay(step, shown);
  const reached = (adjustment: Adjustment): Day => reachedOn(shown, adjustment, bound.needs, step.known);
  return {
    kind: 'meeting',
    name: step.name,
    bodyId: step.bodyId,
    day,
    lastPossibleDay,
    latestDay,
    materialBy,
    materialByWorkingDay: lastWorkingDay(materialBy),
    reachedDay,
    dueDay,
    slackDays: reachedDay === null ? null : daysBetween(reachedDay, dueDay),
    immediateBuysDays: daysBetween(reached('immediate'), reached('ordinary')),
    moments: momentsOf(step, { day: shown, materialBy, isFollowed: bound.isLast || bound.needs !== 'decided' }),
  };
}

/**
 * The step to change. Nearest the end first: one whose body has no meeting with which the end can be kept. Otherwise the
 * first that comes too late for the next one.
 */
function faultOf(startDay: Day, bounds: readonly Bound[], steps: readonly StepOutcome[]): PlanFault | null {
  const fault = (step: number, code: PlanFault['code']): PlanFault => ({
    step,
    code,
    detail: faultText(code, steps[step] as StepOutcome, steps[step + 1]?.name),
  });
  const closed = bounds.findLastIndex(
    ({ step, lastPossibleDay }, index) =>
      step.kind === 'meeting' &&
      lastPossibleDay === null &&
      (step.day === undefined ? step.calendar.length > 0 : index === bounds.length - 1),
  );
  if (closed >= 0) return fault(closed, 'no-meeting-in-time');
  const [first] = bounds;
  if (first?.step.kind === 'meeting' && first.step.day !== undefined && compareDays(startOf(first), startDay) < 0)
    return fault(0, 'too-late-to-begin');
  const late = steps.findIndex(({ slackDays }) => slackDays !== null && slackDays < 0);
  if (late >= 0) return fault(late, steps[late]!.kind === 'work' ? 'work-too-late' : 'too-late-for-next');
  const missing = steps.findIndex(({ day }, index) => day === null && hasCalendar(bounds[index]!.step));
  return missing >= 0 ? fault(missing, 'no-meeting-in-time') : null;
}

function hasCalendar(step: PlanStep): boolean {
  return step.kind === 'meeting' && (step.day !== undefined || step.calendar.length > 0);
}
