/**
 * A document of minutes from draft to the notice board: its states, its time, and what may be adjusted at once. Pure.
 *
 * The notice board (announcement, appeal time) takes the two last steps of the table.
 */
import { addDays, type Day, daysBetween } from '../../kernel/day.js';
import { conflict, invalid } from '../../kernel/errors.js';
import { defineTransitions } from '../../kernel/transitions.js';

export const minutesStatuses = ['draft', 'signing', 'adjusted', 'announced', 'announcementDown'] as const;
export type MinutesStatus = (typeof minutesStatuses)[number];

const secretary = ['committeeSecretary'] as const;

export const minutesMachine = defineTransitions({
  name: 'minutes',
  initial: 'draft',
  terminal: ['announcementDown'],
  states: minutesStatuses,
  swedish: {
    draft: 'utkast',
    signing: 'på justering',
    adjusted: 'justerat',
    announced: 'anslaget',
    announcementDown: 'anslaget nedtaget',
    write: 'skriva i protokollet',
    sendForSigning: 'sända till justering',
    returnToDraft: 'ta tillbaka till utkast',
    nameStandIn: 'utse någon som justerar i stället',
    sign: 'skriva under',
    adjust: 'justera',
    announce: 'anslå',
    takeDown: 'ta ned anslaget',
    correct: 'rätta',
  },
  edges: [
    {
      from: 'draft',
      act: 'write',
      who: secretary,
      guard: 'the text block is the one the writer has read',
      to: 'draft',
      event: 'minutes.textWritten',
    },
    {
      from: 'draft',
      act: 'sendForSigning',
      who: secretary,
      guard:
        'every item is decided; ordinary minutes: the meeting is closed; there is a chair and an adjuster, and neither is the secretary',
      to: 'signing',
      event: 'minutes.sentForSigning',
      source: 'KL 5:65–69, 6:35',
    },
    {
      from: 'signing',
      act: 'returnToDraft',
      who: secretary,
      guard: 'nobody has signed',
      to: 'draft',
      event: 'minutes.returnedToDraft',
    },
    {
      from: 'signing',
      act: 'nameStandIn',
      who: secretary,
      guard:
        'whoever is hindered has not signed; the other took part in the meeting, did not keep the minutes and does not sign already',
      to: 'signing',
      event: 'minutes.standInNamed',
      source: 'KL 5:69, 6:35',
    },
    {
      from: 'signing',
      act: 'sign',
      who: ['chair', 'viceChair', 'member', 'substitute'],
      guard: 'the chair of the meeting or one of its adjusters, once; on paper it is recorded by the secretary',
      to: 'signing',
      event: 'minutes.signed',
      source: 'KL 5:69',
    },
    {
      from: 'signing',
      act: 'adjust',
      who: ['chair', 'viceChair', 'member', 'substitute'],
      guard: 'the last signature; more than 14 days after the meeting is told, not refused',
      to: 'adjusted',
      event: 'minutes.adjusted',
      source: 'KL 5:69, R-36',
    },
    {
      from: 'adjusted',
      act: 'announce',
      who: secretary,
      guard: 'after the second day it is late, and that is told',
      to: 'announced',
      event: 'minutes.announced',
      source: 'KL 8:12, R-37',
    },
    {
      from: 'announced',
      act: 'takeDown',
      who: ['system'],
      guard: 'the time to appeal has ended',
      to: 'announcementDown',
      event: 'minutes.announcementTakenDown',
      source: 'KL 13:5',
    },
    ...(['adjusted', 'announced', 'announcementDown'] as const).map((from) => ({
      from,
      act: 'correct' as const,
      who: secretary,
      guard: 'what stood remains readable; when and by whom is told',
      to: from,
      event: 'minutes.corrected',
      source: 'FL 36 §, R-15',
    })),
  ],
});

/** Adjusted minutes are official documents and for everybody; a draft is for the body's own authority (TF 2:10, R-50, R-51). */
export function isOfficial(status: MinutesStatus): boolean {
  return status !== 'draft' && status !== 'signing';
}

/** KL 5:69, R-36. */
export const adjustmentDays = 14;

/** The last day to adjust: 2023-04-26 gives 2023-05-10. */
export function adjustBy(meetingDay: Day): Day {
  return addDays(meetingDay, adjustmentDays);
}

/** Days past the last one; 0 in time. For minutes not yet adjusted the day is today. */
export function lateDays(meetingDay: Day, day: Day): number {
  return Math.max(0, daysBetween(adjustBy(meetingDay), day));
}

/** Where the secretary's own words stand: some once per meeting, some once per item. */
export const meetingSlots = ['opening', 'closing'] as const;
export const itemSlots = ['background', 'deliberation'] as const;
export type MeetingSlot = (typeof meetingSlots)[number];
export type ItemSlot = (typeof itemSlots)[number];

export interface ItemToAdjust {
  id: string;
  isDecided: boolean;
  /** Number of the immediate document it already stands in. */
  inDocument: number | null;
}

/**
 * May these items be adjusted at once? The written item is presented at the meeting, so it must be decided and stand in
 * no document yet.
 * @throws validation-failed `unknown-item`; state-conflict `item-not-decided`, `already-in-minutes`.
 */
export function requireAdjustableItems(asked: readonly string[], found: readonly ItemToAdjust[]): void {
  const byId = new Map(found.map((item) => [item.id, item]));
  asked.forEach((id, index) => {
    const item = byId.get(id);
    if (item === undefined)
      throw invalid(
        `/agendaItemIds/${index}`,
        'unknown-item',
        'Ärendet står inte på det här sammanträdets dagordning.',
      );
    if (item.inDocument !== null)
      throw conflict('already-in-minutes', `Ärendet står redan i protokollets dokument ${item.inDocument}.`, {
        agendaItemId: id,
      });
    if (!item.isDecided)
      throw conflict('item-not-decided', 'Bara ett avgjort ärende kan justeras omedelbart.', { agendaItemId: id });
  });
}
