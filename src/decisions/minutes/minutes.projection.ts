/**
 * Minutes as a projection of the record: record in, content out, nothing typed twice and nothing remembered. It may be
 * asked at any time while the meeting goes on; the secretary's own words are read and set in their places, and nothing
 * here writes them. Pure: the same record gives the same content.
 */
import { Money } from '../../kernel/money.js';
import { outcomeWords } from '../decision.rules.js';
import type { PatchLine, Presentation } from '../subject-handler.js';
import { attendeesOf, guestsOf } from './attendance.projection.js';
import type {
  Addition,
  Change,
  MinutesContent,
  MinutesDecision,
  MinutesItem,
  PersonRef,
  Reservation,
  Statement,
} from './minutes.content.js';
import type { ItemRecord, MinutesRecord, ReservationRecord, StatementRecord } from './minutes.record.js';
import { claimsOf, puttingOf } from './putting.projection.js';
import { type Register, registerOf } from './register.projection.js';

/** The content of one document of minutes (KL 5:65-67, 6:35; ). */
export function project(record: MinutesRecord): MinutesContent {
  const register = registerOf(record);
  const items = [...record.items].sort(inOrder).map((item) => itemOf(item, record, register));
  const { document, meeting } = record;
  return {
    format: 1,
    kind: document.kind,
    number: document.number,
    body: {
      id: meeting.bodyId,
      name: meeting.bodyName,
      kind: meeting.bodyKind,
      authorityId: meeting.authorityId,
      authorityName: meeting.authorityName,
    },
    meeting: {
      id: meeting.id,
      day: meeting.day,
      place: meeting.place,
      openedAt: meeting.openedAt,
      closedAt: meeting.closedAt,
      pauses: meeting.pauses.map(({ from, to }) => ({ from, to })),
    },
    minuteItems: items.flatMap(({ minuteItem }) => (minuteItem === null ? [] : [minuteItem])),
    chairs: chairsOf(record, register),
    secretary: refOrNull(register, meeting.secretaryId),
    adjusters: record.adjusterIds.map((id) => register.person(id)),
    ...attendeesOf(record, register),
    others: guestsOf(record, register),
    opening: textIn(record, null, 'opening'),
    // What is said at the end belongs to the whole meeting, and an item adjusted before it has not heard it.
    closing: document.kind === 'ordinary' ? textIn(record, null, 'closing') : '',
    items,
    additions: record.elsewhere.flatMap((item) => additionOf(item, register)),
  };
}

/**
 * Who presided over what. The chair of the meeting answers for ordinary minutes also where somebody else presided (KL
 * 5:65); for an item adjusted at once it is whoever presided over it.
 */
function chairsOf({ document, meeting, items }: MinutesRecord, register: Register): MinutesContent['chairs'] {
  const decided = items.flatMap(({ decision }) => (decision === null ? [] : [decision]));
  const chairs = new Map<string, number[]>();
  if (meeting.chairId !== null && (document.kind === 'ordinary' || decided.length === 0))
    chairs.set(meeting.chairId, []);
  for (const { chairId, minuteItem } of decided.sort((a, b) => a.minuteItem - b.minuteItem)) {
    const id = chairId ?? meeting.chairId;
    if (id !== null) chairs.set(id, [...(chairs.get(id) ?? []), minuteItem]);
  }
  return [...chairs].map(([id, minuteItems]) => ({ person: register.person(id), minuteItems }));
}

/** In the order of their paragraphs; what is not decided yet stands last, as it stands on the agenda. */
function inOrder(a: ItemRecord, b: ItemRecord): number {
  const [first, second] = [a, b].map(({ decision }) => decision?.minuteItem ?? Infinity) as [number, number];
  return first === second ? a.position - b.position : first - second;
}

function itemOf(item: ItemRecord, record: MinutesRecord, register: Register): MinutesItem {
  const { presentation } = item;
  return {
    agendaItemId: item.id,
    minuteItem: item.decision?.minuteItem ?? null,
    position: item.position,
    matterId: item.matterId,
    registrationNumber: item.registrationNumber,
    title: presentation.title,
    subjectKind: item.subjectKind,
    versionSeen: item.subjectVersion,
    isLate: item.agendaVersion !== 1,
    isUrgent: item.isUrgent,
    postponedDay: item.postponedDay,
    behindClosedDoors: item.behindClosedDoors,
    disqualifications: item.disqualifications.map(({ personId, status }) => ({
      person: register.person(personId),
      status,
    })),
    summary: presentation.summary,
    background: textIn(record, item.id, 'background'),
    deliberation: textIn(record, item.id, 'deliberation'),
    proposal: presentation.decisionPoints.map(({ number, type, text }) => ({ number, type, text })),
    decisionBasis: [...presentation.decisionBasis],
    total: presentation.total === null ? null : presentation.total.toJSON(),
    claims: claimsOf(item, register, (patch) => changesOf(patch, presentation, register)),
    putting: puttingOf(item, record.seats, register),
    decision: decisionOf(item, record, register),
    reservations: item.reservations.map((reservation) => reservationOf(reservation, register)),
    statements: item.statements.map((statement) => statementOf(statement, register)),
    dispatchList: presentation.dispatchList.map(({ authorityId, name }) => ({ authorityId, name })),
  };
}

function decisionOf(
  { decision, claims, presentation }: ItemRecord,
  { seats }: MinutesRecord,
  register: Register,
): MinutesDecision | null {
  if (decision === null) return null;
  const place = new Map(seats.map(({ personId }, index) => [personId, index]));
  const bySeat = [...decision.participants].sort(
    (a, b) => (place.get(a.personId) ?? seats.length) - (place.get(b.personId) ?? seats.length),
  );
  return {
    id: decision.id,
    day: decision.day,
    outcome: decision.outcome,
    outcomeWord: outcomeWords[decision.outcome],
    restated: decision.restated,
    preparation: decision.preparation,
    added: decision.added,
    reasons: decision.reasons,
    claimNumber: claims.find(({ id }) => id === decision.claimId)?.number ?? null,
    settledBy: decision.settledBy,
    changes: changesOf(decision.patch, presentation, register),
    isMinority: decision.isMinority,
    isAppealable: decision.isAppealable,
    appealableGround: decision.appealableGround,
    quorum: decision.quorum,
    participants: bySeat.map(({ personId, seat, servesForId, party, mode }) => ({
      ...register.person(personId, party),
      seat,
      servesFor: refOrNull(register, servesForId),
      mode,
    })),
  };
}

/** A patch in words: what the place is called in the version seen, what stood there, and what shall stand. */
function changesOf(patch: readonly PatchLine[] | null, presentation: Presentation, register: Register): Change[] {
  return (patch ?? []).map((line) => {
    const known = presentation.amendable?.find(({ path }) => path === line.path);
    return {
      path: line.path,
      label: known?.label ?? line.path,
      old: line.old,
      new: line.new,
      isAmount: /amount$/i.test(line.path) && [line.old, line.new].every(isAmount),
      mover: refOrNull(register, line.moverId ?? null),
    };
  });
}

function isAmount(text: string): boolean {
  try {
    Money.parse(text, '', { allowZero: true, allowNegative: true });
    return true;
  } catch {
    return false;
  }
}

function additionOf(
  { minuteItem, title, inDocument, reservations, statements }: MinutesRecord['elsewhere'][number],
  register: Register,
): Addition[] {
  if (reservations.length === 0 && statements.length === 0) return [];
  return [
    {
      minuteItem,
      title,
      inDocument,
      reservations: reservations.map((reservation) => reservationOf(reservation, register)),
      statements: statements.map((statement) => statementOf(statement, register)),
    },
  ];
}

const reservationOf = (
  { id, personId, reasons, areReasonsDue }: ReservationRecord,
  register: Register,
): Reservation => ({
  id,
  person: register.person(personId),
  reasons,
  lacksReasons: areReasonsDue && reasons === null,
});

const statementOf = ({ id, personId, party, text }: StatementRecord, register: Register): Statement => ({
  id,
  person: register.person(personId, party),
  text,
});

const refOrNull = (register: Register, id: string | null): PersonRef | null =>
  id === null ? null : register.person(id);

function textIn({ texts }: MinutesRecord, agendaItemId: string | null, slot: string): string {
  return texts.find((text) => text.agendaItemId === agendaItemId && text.slot === slot)?.text ?? '';
}
