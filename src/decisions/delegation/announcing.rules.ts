/** Which decisions by delegation are announced by themselves (KL 6:40, 7:8, 8:10 p 3, R-44). Pure. */
import { compareDays, type Day } from '../../kernel/day.js';
import { conflict, invalid } from '../../kernel/errors.js';
import type { Reporting } from './delegation.rules.js';

export interface ToAnnounce {
  reporting: Reporting;
  isAppealable: boolean;
}

/** One that is reported gets its announcement with the minutes of the meeting; one nobody can appeal needs none. */
export function isAnnounceable({ reporting, isAppealable }: ToAnnounce): boolean {
  return reporting === 'minuted' && isAppealable;
}

/** @throws DomainError state-conflict `is-reported`, `not-appealable`: the board holds only what the law names (KL 8:9-11, R-59) */
export function requireAnnounceable(decision: ToAnnounce): void {
  if (isAnnounceable(decision)) return;
  if (decision.reporting === 'nextMeeting')
    throw conflict(
      'is-reported',
      'Beslutet anmäls till organet och anslås med det sammanträdets protokoll. Bara det som protokollförs särskilt anslås för sig (KL 6 kap. 40 §, 7 kap. 8 §).',
    );
  throw conflict(
    'not-appealable',
    'Beslut enligt den punkten går enligt delegationsordningen inte att överklaga, så det anslås inte (KL 6 kap. 40 §, 8 kap. 10 §).',
  );
}

/**
 * The day the decision's own minutes were signed: not before it was made, and not to come.
 * @throws DomainError validation-failed `range` at `/minutedDay`
 */
export function requireMinutedDay(day: Day, { decidedDay, today }: { decidedDay: Day; today: Day }): Day {
  if (compareDays(day, decidedDay) >= 0 && compareDays(day, today) <= 0) return day;
  throw invalid(
    '/minutedDay',
    'range',
    `Beslutet fattades ${decidedDay} och kan ha protokollförts från den dagen till i dag, ${today}; angivet är ${day}.`,
  );
}
