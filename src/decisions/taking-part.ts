/** Who may take part in an item, and whether the item may be dealt with at all. */
import { addDays, compareDays, type Day, isWorkingDay } from '../kernel/day.js';
import { conflict, invalid } from '../kernel/errors.js';
import type { LockedItem } from './locks.js';
import { awayFrom, rosterOf, servingIn, type Situation } from './situation.js';

/** The last weekday before the meeting: what the council is told of by then is announced (KL 5:14). */
export function lastDayToAnnounce(meetingDay: Day): Day {
  let day = addDays(meetingDay, -1);
  while (!isWorkingDay(day)) day = addDays(day, -1);
  return day;
}

/** Was the item in a notice that went out in time? Other bodies than the council set that for themselves. */
export function isAnnounced({
  bodyKind,
  announcedDay,
  day,
}: Pick<LockedItem, 'bodyKind' | 'announcedDay' | 'day'>): boolean {
  if (bodyKind !== 'council') return true;
  return announcedDay !== null && compareDays(announcedDay as Day, lastDayToAnnounce(day as Day)) <= 0;
}

/** @throws state-conflict `not-announced` unless all who are present agree (KL 5:52; R-46); it can be tabled all the same. */
export function requireAnnounced(item: LockedItem, urgencyAgreed = false): void {
  if (isAnnounced(item) || urgencyAgreed || item.isUrgent) return;
  throw conflict(
    'not-announced',
    'Ärendet stod inte i den kungjorda kallelsen. Fullmäktige kan avgöra det bara om alla närvarande är överens (KL 5 kap. 52 §): ange urgencyAgreed när det tas upp, eller bordlägg det.',
  );
}

/** A disputed disqualification is settled at once, before anything else in the item (KL 6:30). */
export function requireTried(situation: Situation): void {
  const open = situation.disqualifications.find(({ status }) => status === 'disputed');
  if (open !== undefined)
    throw conflict('disqualification-disputed', 'En ifrågasatt jävsfråga ska avgöras först (KL 6 kap. 30 §).', {
      disqualificationId: open.id,
    });
}

/** Everybody in the room, whether they serve or not. */
export function isInTheRoom(situation: Situation, personId: string): boolean {
  const { serving, notServing, attending } = rosterOf(situation);
  return [...serving.map((one) => one.personId), ...notServing, ...attending].includes(personId);
}

/** @throws validation-failed `disqualified` or `not-serving` unless the person serves in the item. */
export function requireServing(situation: Situation, personId: string | undefined, pointer: string): void {
  if (personId !== undefined && awayFrom(situation.disqualifications).has(personId))
    throw invalid(pointer, 'disqualified', 'Personen är jävig i ärendet och får inte delta (KL 6 kap. 30 §).');
  if (!servingIn(situation).roster.serving.some((one) => one.personId === personId))
    throw invalid(
      pointer,
      'not-serving',
      'Personen tjänstgör inte i ärendet; bara den som tjänstgör yrkar, röstar och leder.',
    );
}

/** @throws state-conflict `chair-not-serving`: whoever presides takes part in the item (KL 6:30). */
export function requireChairServes(situation: Situation): void {
  const { chairId } = situation;
  if (chairId !== null && servingIn(situation).roster.serving.some((one) => one.personId === chairId)) return;
  throw conflict('chair-not-serving', 'Den som leder sammanträdet tjänstgör inte i ärendet; låt någon annan ta över.');
}
