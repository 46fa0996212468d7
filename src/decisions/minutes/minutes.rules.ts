/**
 * A document of minutes from draft to the notice board: who may sign, in which time, and what is refused. Pure.
 *
 * The notice board (announcement, appeal time) takes the two last steps of the table.
 */
import { addDays, compareDays, type Day, daysBetween } from '../../kernel/day.js';
import { conflict, DomainError, invalid } from '../../kernel/errors.js';
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

export interface Signers {
  /** Whoever presided over something in the document. */
  chairIds: readonly string[];
  adjusterIds: readonly string[];
  secretaryId: string | null;
}

export type SignerRole = 'chair' | 'adjuster';

/**
 * Who must sign: the chair of the meeting and everybody chosen to adjust with the chair (KL 5:69).
 * @throws state-conflict `no-chair`, `no-adjuster`; `four-eyes` when the secretary is one of them (D9).
 */
export function requireSigners({ chairIds, adjusterIds, secretaryId }: Signers): Map<string, SignerRole> {
  if (chairIds.length === 0) throw conflict('no-chair', 'Sammanträdet har ingen ordförande i protokollet.');
  const signers = signersOf({ chairIds, adjusterIds });
  if (![...signers.values()].includes('adjuster'))
    throw conflict('no-adjuster', 'Ingen justerare är utsedd. Protokollet justeras av ordföranden och minst en till.');
  if (secretaryId !== null && signers.has(secretaryId)) throw fourEyes();
  return signers;
}

/** An adjuster who also presided signs once, as chair. */
export function signersOf({
  chairIds,
  adjusterIds,
}: Pick<Signers, 'chairIds' | 'adjusterIds'>): Map<string, SignerRole> {
  return new Map<string, SignerRole>([
    ...adjusterIds.map((id) => [id, 'adjuster'] as const),
    ...chairIds.map((id) => [id, 'chair'] as const),
  ]);
}

/**
 * @throws state-conflict `four-eyes` for whoever wrote the minutes (D9), `not-an-adjuster` for everybody else who is not
 *   to sign, `already-signed`.
 */
export function requireSigner(
  personId: string,
  signers: ReadonlyMap<string, SignerRole>,
  { secretaryId, signedIds }: { secretaryId: string | null; signedIds: readonly string[] },
): SignerRole {
  if (personId === secretaryId) throw fourEyes();
  const role = signers.get(personId);
  if (role === undefined)
    throw conflict('not-an-adjuster', 'Protokollet justeras av sammanträdets ordförande och de valda justerarna.');
  if (signedIds.includes(personId)) throw conflict('already-signed', 'Personen har redan justerat protokollet.');
  return role;
}

const fourEyes = () =>
  conflict('four-eyes', 'Den som har fört protokollet kan inte också justera det. Utse en annan justerare.');

export interface ChosenAdjusters {
  adjusterIds: readonly string[];
  chairId: string | null;
  secretaryId: string | null;
  /** Those who serve at the meeting; nobody else can vouch for what was decided. */
  servingIds: ReadonlySet<string>;
}

/**
 * Whom the body may choose to adjust with the chair (KL 5:69), when the meeting is opened and afterwards.
 * @param pointer the list in the request
 * @throws validation-failed with the place in the list: `duplicate`, `is-chair`, `is-secretary` (D9), `not-serving`.
 */
export function requireFitAdjusters(
  { adjusterIds, chairId, secretaryId, servingIds }: ChosenAdjusters,
  pointer: string,
): void {
  adjusterIds.forEach((id, index) => {
    const at = `${pointer}/${index}`;
    if (adjusterIds.indexOf(id) !== index) throw invalid(at, 'duplicate', 'Justeraren är vald två gånger.');
    if (id === chairId) throw invalid(at, 'is-chair', 'Ordföranden justerar alltid; utse någon annan.');
    if (id === secretaryId)
      throw invalid(at, 'is-secretary', 'Den som för protokollet kan inte också justera det. Utse någon annan.');
    if (!servingIds.has(id)) throw invalid(at, 'not-serving', 'En justerare ska tjänstgöra vid sammanträdet.');
  });
}

export interface SigningCommand {
  method: 'signedIn' | 'paper';
  personId?: string | undefined;
  signedDay?: Day | undefined;
}

export interface SigningSituation {
  actorId: string | null;
  actorKind: 'person' | 'machine' | 'system';
  meetingDay: Day;
  today: Day;
}

/**
 * Whose signature it is and which day it carries. Signed in, somebody signs for themselves, today; what was signed on
 * paper is recorded by the secretary with the day that stands there.
 * @throws forbidden `not-own-signature`, `sign-in-required` (a token is no signature); validation-failed `required`,
 *   `not-applicable`, `range`.
 */
export function signatureOf(
  command: SigningCommand,
  situation: SigningSituation,
): { personId: string; signedDay: Day } {
  const { actorId, actorKind, meetingDay, today } = situation;
  if (command.method === 'signedIn') {
    if (actorKind !== 'person' || actorId === null)
      throw new DomainError('forbidden', 'Den som justerar ska själv vara inloggad; en åtkomstnyckel räcker inte.', {
        code: 'sign-in-required',
      });
    if (command.personId !== undefined && command.personId !== actorId)
      throw new DomainError('forbidden', 'Inloggad skriver man under bara för sig själv.', {
        code: 'not-own-signature',
      });
    if (command.signedDay !== undefined && command.signedDay !== today)
      throw invalid('/signedDay', 'not-applicable', `Inloggad skriver man under i dag, ${today}.`);
    return { personId: actorId, signedDay: today };
  }
  if (command.personId === undefined)
    throw invalid('/personId', 'required', 'Ange vem som har skrivit under på papper.');
  return { personId: command.personId, signedDay: requireSignedDay(command.signedDay ?? today, { meetingDay, today }) };
}

/** @throws validation-failed `range` for a day before the meeting or after today. */
export function requireSignedDay(day: Day, { meetingDay, today }: { meetingDay: Day; today: Day }): Day {
  if (compareDays(day, meetingDay) < 0 || compareDays(day, today) > 0)
    throw invalid(
      '/signedDay',
      'range',
      `Underskriften är från sammanträdet ${meetingDay} eller senare, till i dag ${today}.`,
    );
  return day;
}

/** The day of the last signature is the day of adjustment; null while somebody has not signed. */
export function adjustedDayOf(
  signers: ReadonlyMap<string, SignerRole>,
  signatures: readonly { personId: string; signedDay: Day }[],
): Day | null {
  const days = new Map(signatures.map(({ personId, signedDay }) => [personId, signedDay]));
  if ([...signers.keys()].some((id) => !days.has(id))) return null;
  return [...days.values()].sort(compareDays).at(-1) ?? null;
}

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
