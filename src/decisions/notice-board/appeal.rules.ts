/** What becomes of an appeal. The municipality registers and forwards; only the court answers it (KL 13:4, 13:8). Pure. */
import { compareDays, type Day } from '../../kernel/day.js';
import { instantOf, type LocalTime } from '../../kernel/deadline.js';
import { invalid } from '../../kernel/errors.js';
import { defineTransitions } from '../../kernel/transitions.js';

export const appealStatuses = ['registered', 'forwarded', 'dismissed', 'rejected', 'annulled', 'withdrawn'] as const;
export type AppealStatus = (typeof appealStatuses)[number];

export const appealActs = ['forward', 'dismiss', 'reject', 'annul', 'withdraw'] as const;
export type AppealAct = (typeof appealActs)[number];

/** There is no edge by which the municipality itself turns an appeal down, late or against a preparatory decision. */
export const appealMachine = defineTransitions({
  name: 'appeal',
  initial: 'registered',
  terminal: ['dismissed', 'rejected', 'annulled', 'withdrawn'],
  states: appealStatuses,
  swedish: {
    registered: 'registrerat',
    forwarded: 'hos domstolen',
    dismissed: 'avvisat',
    rejected: 'avslaget',
    annulled: 'bifallet',
    withdrawn: 'återkallat',
    forward: 'överlämna till domstolen',
    dismiss: 'anteckna att domstolen avvisade',
    reject: 'anteckna att domstolen avslog',
    annul: 'anteckna att domstolen upphävde beslutet',
    withdraw: 'anteckna återkallelse',
  },
  edges: [
    {
      from: 'registered',
      act: 'forward',
      who: ['registrar', 'committeeSecretary'],
      guard: 'Whatever day it came and whatever it is about: the court judges that.',
      to: 'forwarded',
      event: 'appeal.forwarded',
      source: 'KL 13:5, R-41',
    },
    {
      from: 'forwarded',
      act: 'dismiss',
      who: ['registrar', 'committeeSecretary'],
      guard: 'The court did not try it, and that ruling is final.',
      to: 'dismissed',
      event: 'appeal.dismissed',
      source: 'KL 13:5',
    },
    {
      from: 'forwarded',
      act: 'reject',
      who: ['registrar', 'committeeSecretary'],
      guard: 'The court found the decision lawful, and that ruling is final.',
      to: 'rejected',
      event: 'appeal.rejected',
      source: 'KL 13:8',
    },
    {
      from: 'forwarded',
      act: 'annul',
      who: ['registrar', 'committeeSecretary'],
      guard: 'The court annulled the decision, and that ruling is final. It may not put another one in its place.',
      to: 'annulled',
      event: 'appeal.annulled',
      source: 'KL 13:8',
    },
    {
      from: ['registered', 'forwarded'],
      act: 'withdraw',
      who: ['registrar', 'committeeSecretary'],
      guard: 'The appellant says so.',
      to: 'withdrawn',
      event: 'appeal.withdrawn',
    },
  ],
});

export function isOpen(status: AppealStatus): boolean {
  return !appealMachine.terminal.some((each) => each === status);
}

/**
 * The one thing that can be wrong with the day an appeal came: that it has not come, or that there was nothing to appeal.
 * @throws DomainError validation-failed `future-day` or `before-decision`
 */
export function requireSoundReceipt(receivedDay: Day, decisionDay: Day, today: Day): void {
  if (compareDays(receivedDay, today) > 0)
    throw invalid('/receivedDay', 'future-day', `Dagen ${receivedDay} har inte kommit. I dag är det ${today}.`);
  if (compareDays(receivedDay, decisionDay) < 0)
    throw invalid(
      '/receivedDay',
      'before-decision',
      `Beslutet fattades ${decisionDay} och kan inte ha överklagats dessförinnan, ${receivedDay}.`,
    );
}

/**
 * The instant the appeal counts as received. Without a time the day is what is known: its beginning stands for it, or now
 * when it came today.
 * @returns undefined for now
 * @throws DomainError validation-failed at `/receivedTime`: `future`, or a time that day did not have
 */
export function receiptInstant(
  { receivedDay, receivedTime }: { receivedDay: Day; receivedTime?: LocalTime | undefined },
  { today, now }: { today: Day; now: Date },
): Date | undefined {
  if (receivedTime === undefined)
    return receivedDay === today ? undefined : instantOf({ day: receivedDay, time: '00:00' });
  const received = instantOf({ day: receivedDay, time: receivedTime }, undefined, '/receivedTime');
  if (received > now)
    throw invalid('/receivedTime', 'future', `Klockan ${receivedTime} den ${receivedDay} har inte varit.`);
  return received;
}

/** Steps are told in the order they were taken. @throws DomainError validation-failed `future-day` or `before-last-step` */
export function requireSoundStepDay(day: Day, lastDay: Day, today: Day): void {
  if (compareDays(day, today) > 0)
    throw invalid('/day', 'future-day', `Dagen ${day} har inte kommit. I dag är det ${today}.`);
  if (compareDays(day, lastDay) < 0)
    throw invalid('/day', 'before-last-step', `Det förra steget togs ${lastDay}; det här kan inte vara från ${day}.`);
}

/** came after the last day. Told, never a reason to refuse; null while nobody knows the last day. */
export function isReceivedLate(receivedDay: Day, appealEndDay: Day | null): boolean | null {
  return appealEndDay === null ? null : compareDays(receivedDay, appealEndDay) > 0;
}
