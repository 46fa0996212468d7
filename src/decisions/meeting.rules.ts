/** A meeting from the plan to the close, and how long before it the notice must go out. Pure. */
import { addDays, compareDays, type Day } from '../kernel/day.js';
import { conflict } from '../kernel/errors.js';
import { defineTransitions } from '../kernel/transitions.js';

export const meetingStates = ['planned', 'noticeSent', 'opened', 'adjourned', 'closed', 'cancelled'] as const;
export type MeetingStatus = (typeof meetingStates)[number];

export const itemStates = ['listed', 'introduced', 'claimsClosed', 'decided', 'postponed'] as const;
export type ItemStatus = (typeof itemStates)[number];

const secretary = ['committeeSecretary', 'chair'] as const;

export const meetingMachine = defineTransitions({
  name: 'meeting',
  initial: 'planned',
  terminal: ['closed', 'cancelled'],
  states: meetingStates,
  swedish: {
    planned: 'planerat',
    noticeSent: 'kallat till',
    opened: 'öppnat',
    adjourned: 'ajournerat',
    closed: 'avslutat',
    cancelled: 'inställt',
    sendNotice: 'sända kallelse',
    supplementNotice: 'komplettera kallelsen',
    open: 'öppna sammanträdet',
    adjourn: 'ajournera',
    resume: 'återuppta',
    close: 'avsluta sammanträdet',
    cancel: 'ställa in',
  },
  edges: [
    {
      from: 'planned',
      act: 'sendNotice',
      who: secretary,
      guard: 'In time by the bylaws; the council at least a week before. A late one says why.',
      to: 'noticeSent',
      event: 'meeting.noticeSent',
      source: 'KL 5:13–15; bylaws',
    },
    {
      from: 'noticeSent',
      act: 'supplementNotice',
      who: secretary,
      guard: 'Something has been listed since the last version.',
      to: 'noticeSent',
      event: 'meeting.noticeSupplemented',
    },
    {
      from: 'noticeSent',
      act: 'open',
      who: secretary,
      guard: 'It is the day of the meeting or later, and more than half of the members serve.',
      to: 'opened',
      event: 'meeting.opened',
      source: 'KL 5:45, 6:27',
    },
    { from: 'opened', act: 'adjourn', who: secretary, to: 'adjourned', event: 'meeting.adjourned' },
    { from: 'adjourned', act: 'resume', who: secretary, to: 'opened', event: 'meeting.resumed' },
    {
      from: 'opened',
      act: 'close',
      who: secretary,
      guard: 'Every item on the agenda is decided. Reservations are in before this.',
      to: 'closed',
      event: 'meeting.closed',
      source: 'KL 4:27',
    },
    {
      from: ['planned', 'noticeSent'],
      act: 'cancel',
      who: secretary,
      guard: 'Nothing stands on the agenda or is planned to it.',
      to: 'cancelled',
      event: 'meeting.cancelled',
    },
  ],
});

/** One item on one agenda. A tabled or postponed matter is a new item on a later agenda. */
export const agendaItemMachine = defineTransitions({
  name: 'agendaItem',
  initial: 'listed',
  terminal: ['decided', 'postponed'],
  states: itemStates,
  swedish: {
    listed: 'uppfört på dagordningen',
    introduced: 'föredraget',
    claimsClosed: 'överläggningen avslutad',
    decided: 'avgjort',
    postponed: 'uppskjutet',
    introduce: 'föredra',
    claim: 'yrka',
    closeClaims: 'avsluta överläggningen',
    put: 'ställa proposition',
    decide: 'besluta',
    postpone: 'skjuta upp',
  },
  edges: [
    {
      from: ['listed', 'introduced'],
      act: 'introduce',
      who: secretary,
      guard: 'The meeting is open. In the council the notice told of it, or all present agree.',
      to: 'introduced',
      event: 'agendaItem.introduced',
      source: 'KL 5:52',
    },
    {
      from: ['listed', 'introduced'],
      act: 'claim',
      who: ['member', 'substitute', 'committeeSecretary'],
      guard: 'The mover serves in the item and is not disqualified; the claim could become a decision.',
      to: 'introduced',
      event: 'claim.made',
      source: 'KL 5:57, 6:30',
    },
    {
      from: ['listed', 'introduced'],
      act: 'closeClaims',
      who: secretary,
      to: 'claimsClosed',
      event: 'agendaItem.claimsClosed',
    },
    {
      from: ['listed', 'introduced', 'claimsClosed'],
      act: 'put',
      who: secretary,
      guard: 'Quorum. Formal claims first, add-ons last; a ballot on one member’s demand.',
      to: 'claimsClosed',
      event: 'claims.put',
      source: 'KL 5:53–56, 6:33',
    },
    {
      from: ['listed', 'introduced', 'claimsClosed'],
      act: 'decide',
      who: ['committeeSecretary'],
      guard: 'Quorum, no open ballot, no disputed disqualification; with claims the outcome is computed.',
      to: 'decided',
      event: 'decision.made',
      source: 'KL 5:45, 6:27',
    },
    {
      from: ['listed', 'introduced', 'claimsClosed'],
      act: 'postpone',
      who: secretary,
      guard: 'Too few serve to decide it.',
      to: 'postponed',
      event: 'agendaItem.postponed',
      source: 'KL 6:27',
    },
  ],
});

export type ItemAct = (typeof agendaItemMachine.edges)[number]['act'];

/** @throws state-conflict `notice-after-meeting`, for the first notice and every supplement. */
export function requireBeforeMeeting(meetingDay: Day, sentDay: Day): void {
  if (compareDays(sentDay, meetingDay) > 0)
    throw conflict('notice-after-meeting', `Kallelsen kan inte sändas ${sentDay}, efter sammanträdet ${meetingDay}.`);
}

/**
 * @throws state-conflict `notice-too-late` when fewer days are left than the body has set (the council: KL 5:15) and
 *   nobody says why it could not be sooner.
 */
export function requireNoticeInTime(
  meetingDay: Day,
  sentDay: Day,
  noticeDays: number,
  lateGround: string | undefined,
  isCouncil: boolean,
): void {
  const lastDay = addDays(meetingDay, -noticeDays);
  if (compareDays(sentDay, lastDay) <= 0) return;
  // The council's week is the law's and not its own to shorten (KL 5:13-15); what comes later is a supplement.
  if (isCouncil)
    throw conflict(
      'notice-too-late',
      `Fullmäktiges kallelse skulle ha kungjorts senast ${lastDay} (KL 5 kap. 13–15 §§). Planera ett senare sammanträde.`,
      { lastDay, noticeDays },
    );
  if ((lateGround ?? '').trim() === '')
    throw conflict(
      'notice-too-late',
      `Kallelsen skulle ha sänts senast ${lastDay} (${noticeDays} dagar före). Ange lateGround om den ändå ska gå ut.`,
      { lastDay, noticeDays },
    );
}

/** @throws state-conflict unless the meeting is going on: `meeting-not-opened`, `meeting-adjourned`, `meeting-closed`, `meeting-cancelled`. */
export function requireOpened(status: MeetingStatus): void {
  if (status === 'opened') return;
  const [code, text] = {
    planned: ['meeting-not-opened', 'Sammanträdet är inte öppnat. Sänd kallelsen och öppna det först.'],
    noticeSent: ['meeting-not-opened', 'Sammanträdet är inte öppnat. För in vilka som är närvarande och öppna det.'],
    adjourned: ['meeting-adjourned', 'Sammanträdet är ajournerat; återuppta det först.'],
    closed: ['meeting-closed', 'Sammanträdet är avslutat.'],
    cancelled: ['meeting-cancelled', 'Sammanträdet är inställt.'],
  }[status] as [string, string];
  throw conflict(code, text);
}
