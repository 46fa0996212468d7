/** When a requisition was handed in, and what is said of one that came too late. Pure. */
import type { Day } from '../../kernel/day.js';
import { compareDays } from '../../kernel/day.js';
import { instantOf, type LocalTime } from '../../kernel/deadline.js';
import { DomainError, invalid } from '../../kernel/errors.js';

export interface SubmissionMoment {
  submittedDay?: Day | undefined;
  submittedTime?: LocalTime | undefined;
  /** Where and how it was handed in; demanded for an earlier moment. */
  submittedElsewhere?: string | undefined;
}

/**
 * When it was handed in. Now, unless it was done elsewhere before and is only noted here; then the moment that counts is
 * that one, with where and how (docs/decisions/0029). A day without a time is the day's last minute: nobody gains by
 * leaving the time out.
 * @returns null for now: the database's clock has microseconds, and cutting them would let a late one in
 * @throws DomainError validation-failed `future-day`, `required` or `not-applicable`
 */
export function submissionInstant(
  { submittedDay, submittedTime, submittedElsewhere }: SubmissionMoment,
  { now, today }: { now: Date; today: Day },
): Date | null {
  if (submittedDay === undefined) {
    if (submittedTime !== undefined)
      throw invalid('/submittedTime', 'not-applicable', 'Ett klockslag förutsätter en dag.');
    return null;
  }
  if (compareDays(submittedDay, today) > 0)
    throw invalid('/submittedDay', 'future-day', `Dagen ${submittedDay} har inte kommit. I dag är det ${today}.`);
  if (submittedElsewhere === undefined)
    throw invalid(
      '/submittedElsewhere',
      'required',
      'Ange var och hur rekvisitionen skickades in, när det skedde före den här anteckningen.',
    );
  const at = instantOf({ day: submittedDay, time: submittedTime ?? '23:59' }, undefined, '/submittedTime');
  if (at <= now) return at;
  if (submittedTime === undefined) return null;
  throw invalid('/submittedTime', 'future-day', `Klockan är inte ${submittedTime} än.`);
}

/** R-08, scenario 1: what comes later than the deadline is not handed in; it has expired. */
export function expiredRefusal(deadlineAt: Date, at: Date): DomainError {
  return new DomainError(
    'deadline-passed',
    `Sista tidpunkt att rekvirera var ${inStockholm(deadlineAt)}; det här är från ${inStockholm(at)}. Rekvisitionen är för sent och pengarna kan inte begäras.`,
    { code: 'requisition-expired', members: { deadlineAt: deadlineAt.toISOString(), state: 'expired' } },
  );
}

const localFormat = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  dateStyle: 'short',
  timeStyle: 'short',
});
const inStockholm = (instant: Date): string => localFormat.format(instant).replace(' ', ' kl. ');
