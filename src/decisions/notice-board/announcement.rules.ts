/** When adjusted minutes are announced, and until when a decision in them can be appealed. Pure. */
import { addDays, compareDays, type Day, daysBetween, shiftToWorkingDay, weeksAfter } from '../../kernel/day.js';
import { invalid } from '../../kernel/errors.js';

const daysToAnnounce = 2;
const appealWeeks = 3;

/**
 * KL 8:12, R-37: at latest the second day after the adjustment. Counted in calendar days, also over a weekend: whether
 * lag 1930:173 moves this day is not settled, and what is late is told, never refused.
 */
export function lastDayToAnnounce(adjustedDay: Day): Day {
  return addDays(adjustedDay, daysToAnnounce);
}

/** How many days after the last lawful one the minutes were announced; 0 when in time. */
export function daysLate(adjustedDay: Day, postedDay: Day): number {
  return Math.max(0, daysBetween(lastDayToAnnounce(adjustedDay), postedDay));
}

/**
 * KL 13:5, lag 1930:173 1-2 §§, R-38, R-39: the same weekday three weeks after the announcement; when that is a
 * Saturday, Sunday, holiday or one of the three eves, the next working day.
 */
export function appealEnd(postedDay: Day): Day {
  return shiftToWorkingDay(weeksAfter(postedDay, appealWeeks));
}

/** KL 8:12, 13:5: the notice stays up through the last day of the appeal time, so it comes down the day after. */
export function takeDownDay(appealEndDay: Day): Day {
  return addDays(appealEndDay, 1);
}

export interface Posting {
  adjustedDay: Day;
  postedDay: Day;
  today: Day;
  /** Where and how it was posted, when not here and today. */
  postedElsewhere: string | undefined;
}

/**
 * The appeal time runs from the day people could read the notice. A day that has not come cannot be told; an earlier one
 * only with an account of where the notice was up since then, or the time would be shortened on paper.
 * @throws DomainError validation-failed `future-day`, `before-adjustment` or `required` (postedElsewhere)
 */
export function requireSoundPosting({ adjustedDay, postedDay, today, postedElsewhere }: Posting): void {
  if (compareDays(postedDay, today) > 0)
    throw invalid('/postedDay', 'future-day', `Dagen ${postedDay} har inte kommit. I dag är det ${today}.`);
  if (compareDays(postedDay, adjustedDay) < 0)
    throw invalid(
      '/postedDay',
      'before-adjustment',
      `Protokollet justerades ${adjustedDay} och kan inte ha anslagits dessförinnan, ${postedDay}.`,
    );
  if (postedDay !== today && postedElsewhere === undefined)
    throw invalid(
      '/postedElsewhere',
      'required',
      `Anslaget sattes upp ${postedDay}, före i dag. Ange var och hur det har suttit uppe sedan dess.`,
    );
}
