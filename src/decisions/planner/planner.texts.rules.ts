/** What the planner says to people, in Swedish, and which rule each day comes from. Pure. */
import { addDays, compareDays, type Day } from '../../kernel/day.js';
import { clockOf, lastWorkingDay } from './clock.rules.js';
import type { MeetingStep, Moment, PlanFault, PlanOutcome, PlanStep, StepOutcome } from './plan.rules.js';

/** What an office does itself it cannot do on a Sunday. */
function officeDay(day: Day): string {
  const working = lastWorkingDay(day);
  return working === day ? day : `${day} (helgdag; sista arbetsdag före är ${working})`;
}

/** @param isFollowed somebody waits for more than the decision itself, so the clocks after the meeting matter */
export function momentsOf(
  step: PlanStep,
  { day, materialBy, isFollowed }: { day: Day; materialBy: Day; isFollowed: boolean },
): Moment[] {
  const practice = 'Kommunens egen rutin';
  if (step.kind === 'work') {
    const text = `${step.name} påbörjas senast ${officeDay(materialBy)} och är klart senast ${day}.`;
    return [{ kind: 'begin', day: materialBy, text, source: step.source }];
  }
  const noticeDay = addDays(day, -step.noticeDays);
  const at = (kind: Moment['kind'], on: Day, text: string, source: string): Moment => ({ kind, day: on, text, source });
  const before = [
    at('material', materialBy, `Underlaget hos sekreteraren senast ${officeDay(materialBy)}.`, practice),
    ...(step.noticeDays === 0
      ? []
      : [at('notice', noticeDay, `Kallelse senast ${officeDay(noticeDay)}.`, step.noticeSource)]),
  ];
  return [
    ...(step.isListed === true ? [] : before),
    at('meeting', day, `${step.name} sammanträder ${day}.`, 'KL 6 kap. 23 §'),
    ...(isFollowed ? clocksOf(step, day) : []),
  ];
}

/** What the law lets follow on the meeting. */
function clocksOf(step: MeetingStep, day: Day): Moment[] {
  const { adjustedBy, announcedBy, appealEndDay, finalDay } = clockOf(day, step.adjustment, step.known);
  const law = 'KL 5 kap. 69 §, 6 kap. 35 §';
  return [
    step.adjustment === 'immediate'
      ? { kind: 'adjustment', day: adjustedBy, text: `Paragrafen justeras omedelbart, ${adjustedBy}.`, source: law }
      : { kind: 'adjustment', day: adjustedBy, text: `Justering senast ${adjustedBy}.`, source: `${law} (R-36)` },
    { kind: 'announcement', day: announcedBy, text: `Anslag senast ${announcedBy}.`, source: 'KL 8 kap. 12 § (R-37)' },
    {
      kind: 'appealEnd',
      day: appealEndDay,
      text: `Överklagandetiden går ut ${appealEndDay}, om anslaget sätts upp sin sista dag.`,
      source: 'KL 13 kap. 5 §, lag 1930:173 (R-38)',
    },
    { kind: 'final', day: finalDay, text: `Laga kraft ${finalDay}, om ingen överklagar.`, source: 'KL 13 kap. 14 §' },
  ];
}

export function faultText(code: PlanFault['code'], step: StepOutcome, next: string | undefined): string {
  const to = next ?? 'slutdagen';
  if (code === 'work-too-late')
    return `${step.name} är klart först ${step.reachedDay} men behövs ${step.dueDay} för ${to}.`;
  if (code === 'too-late-to-begin')
    return `Underlaget till ${step.name} ${step.day} skulle ha lämnats senast ${step.materialBy}.`;
  if (code === 'too-late-for-next')
    return `Det ${step.name} beslutar ${step.day} kan dröja till ${step.reachedDay} men behövs senast ${step.dueDay} för ${to}.`;
  const found = step.day === null ? '' : ` Beslutet ${step.day} kan dröja till ${step.reachedDay}.`;
  return `${step.name} har inget sammanträde i kalendern som hinner: det behöver hållas senast ${step.latestDay} för att vara framme ${step.dueDay}.${found}`;
}

const days = (count: number): string => `${count} ${Math.abs(count) === 1 ? 'dag' : 'dagar'}`;

export function summaryOf(outcome: Omit<PlanOutcome, 'summary'>): string[] {
  const { end, ordinary, immediate, immediateBuysDays, daysFromLastMeeting, leads, verdict, fault } = outcome;
  const last = outcome.steps.findLast(({ kind }) => kind === 'meeting');
  const found: string[] = [];
  if (last !== undefined && daysFromLastMeeting !== null)
    found.push(`${days(daysFromLastMeeting)} mellan ${last.name} ${last.day} och att ${end.what} ${end.day}.`);
  if (ordinary.slackDays !== null) found.push(`Vid ordinarie justering är marginalen ${days(ordinary.slackDays)}.`);
  if (immediate.slackDays !== null && immediateBuysDays !== null)
    found.push(
      immediateBuysDays === 0
        ? 'Omedelbar justering ger ingen tid.'
        : `Omedelbar justering ger ${days(immediateBuysDays)} till: marginalen blir ${days(immediate.slackDays)}.`,
    );
  if (compareDays(outcome.latestStartDay, outcome.startDay) >= 0)
    found.push(`Arbetet påbörjas senast ${officeDay(outcome.latestStartDay)}.`);
  else found.push(`Arbetet skulle ha påbörjats senast ${officeDay(outcome.latestStartDay)}.`);
  found.push(...leads.map(({ text }) => text));
  if (fault !== null) found.push(fault.detail);
  found.push(verdictTexts[verdict]);
  return found;
}

const verdictTexts: Readonly<Record<PlanOutcome['verdict'], string>> = {
  inTime: 'Planen håller.',
  inTimeIfImmediate: 'Planen håller bara om besluten justeras omedelbart.',
  notInTime: 'Planen håller inte.',
  unknown: 'Inget hindrar, men minst ett organ på vägen har inget sammanträde i kalendern. Planera ett.',
};
