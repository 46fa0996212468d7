/**
 * How long a decision is on its way after the meeting, and from that how late the meeting may be. Pure.
 *
 * The days are the last lawful ones: whoever plans counts on the time the law allows, not on people being quick.
 */
import { addDays, compareDays, type Day, isWorkingDay } from '../../kernel/day.js';
import { adjustBy } from '../minutes/minutes.rules.js';
import { appealEnd, lastDayToAnnounce, takeDownDay } from '../notice-board/announcement.rules.js';

/** What whoever comes next waits for: the decision itself, its adjustment, its announcement, or that it is final. */
export const needs = ['decided', 'adjusted', 'announced', 'final'] as const;
export type Need = (typeof needs)[number];

export const adjustments = ['ordinary', 'immediate'] as const;
export type Adjustment = (typeof adjustments)[number];

/** Days that are no longer plans but have been. */
export interface KnownDays {
  adjustedDay?: Day | undefined;
  announcedDay?: Day | undefined;
}

export interface Clock {
  /** KL 5:69, R-36; the meeting's own day when the paragraph is adjusted at once. */
  adjustedBy: Day;
  /** KL 8:12, R-37. */
  announcedBy: Day;
  /** KL 13:5, R-38: the last day of the appeal time if the announcement goes up on its last day. */
  appealEndDay: Day;
  /** First day the decision cannot be appealed any more, if nobody has. */
  finalDay: Day;
}

export function clockOf(meetingDay: Day, adjustment: Adjustment, known: KnownDays = {}): Clock {
  const adjustedBy = known.adjustedDay ?? (adjustment === 'immediate' ? meetingDay : adjustBy(meetingDay));
  const announcedBy = known.announcedDay ?? lastDayToAnnounce(adjustedBy);
  const appealEndDay = appealEnd(announcedBy);
  return { adjustedBy, announcedBy, appealEndDay, finalDay: takeDownDay(appealEndDay) };
}

/** The day the need is met at the latest, after a meeting on that day. */
export function reachedOn(meetingDay: Day, adjustment: Adjustment, need: Need, known: KnownDays = {}): Day {
  const clock = clockOf(meetingDay, adjustment, known);
  return { decided: meetingDay, adjusted: clock.adjustedBy, announced: clock.announcedBy, final: clock.finalDay }[need];
}

/** The last day a meeting can be held so that the need is met by the day given. Whether any is held then is for the calendar. */
export function lastDayToMeet(by: Day, adjustment: Adjustment, need: Need): Day {
  let day = by;
  while (compareDays(reachedOn(day, adjustment, need), by) > 0) day = addDays(day, -1);
  return day;
}

/** The day itself or the nearest working day before it: what an office must have done by a Sunday it does on the Friday. */
export function lastWorkingDay(day: Day): Day {
  let shifted = day;
  while (!isWorkingDay(shifted)) shifted = addDays(shifted, -1);
  return shifted;
}
