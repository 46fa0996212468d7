/** Who was there, from when to when, and in which paragraphs they took part (KL 5:66, R-35). Pure. */
import type { AttendanceEntry } from '../attendance.rules.js';
import type { Attendee, Guest, Interval, MinutesContent, PersonRef } from './minutes.content.js';
import type { MinutesRecord } from './minutes.record.js';
import type { Register } from './register.projection.js';

interface Part {
  minuteItem: number;
  servesForId: string | null;
}

/** Those with a seat, in the order of the seats. Who served is read from the decisions: that is who took part. */
export function attendeesOf(
  record: MinutesRecord,
  register: Register,
): { members: Attendee[]; substitutes: Attendee[]; absent: PersonRef[] } {
  const came = new Map<string, Interval[]>(intervalsByPerson(record.attendance, register));
  const parts = partsByPerson(record);
  const there = record.seats.filter(({ personId }) => came.has(personId) || parts.has(personId));
  const attendees = there.map(({ personId, seat, presidium }) => ({
    seat,
    attendee: {
      ...register.person(personId),
      presidium,
      intervals: came.get(personId) ?? [],
      ...partOf(parts.get(personId) ?? [], register),
    },
  }));
  const of = (asked: 'member' | 'substitute'): Attendee[] =>
    attendees.filter(({ seat }) => seat === asked).map(({ attendee }) => attendee);
  return {
    members: of('member'),
    substitutes: of('substitute'),
    absent: record.seats
      .filter((seat) => seat.seat === 'member' && !there.includes(seat))
      .map(({ personId }) => register.person(personId)),
  };
}

/** Officials and invited people, in the order they came. */
export function guestsOf({ attendance, seats, meeting }: MinutesRecord, register: Register): Guest[] {
  const seated = new Set(seats.map(({ personId }) => personId));
  return [...intervalsByPerson(attendance, register)]
    .filter(([id]) => !seated.has(id) && id !== meeting.secretaryId && id !== meeting.chairId)
    .map(([id, intervals]) => ({ id, name: register.person(id).name, title: register.title(id), intervals }));
}

function partOf(parts: readonly Part[], register: Register): Pick<Attendee, 'minuteItems' | 'servedFor'> {
  const seats = new Map<string, number[]>();
  for (const { minuteItem, servesForId } of parts)
    if (servesForId !== null) seats.set(servesForId, [...(seats.get(servesForId) ?? []), minuteItem]);
  return {
    minuteItems: parts.map(({ minuteItem }) => minuteItem),
    servedFor: [...seats].map(([id, minuteItems]) => ({ member: register.person(id), minuteItems })),
  };
}

function partsByPerson({ items }: MinutesRecord): Map<string, Part[]> {
  const parts = new Map<string, Part[]>();
  const decided = items.flatMap(({ decision }) => (decision === null ? [] : [decision]));
  for (const { minuteItem, participants } of decided.sort((a, b) => a.minuteItem - b.minuteItem))
    for (const { personId, servesForId } of participants)
      parts.set(personId, [...(parts.get(personId) ?? []), { minuteItem, servesForId }]);
  return parts;
}

function intervalsByPerson(entries: readonly AttendanceEntry[], register: Register): Map<string, Interval[]> {
  const people = new Map<string, Interval[]>();
  for (const { personId, kind, atTime, agendaItemId, mode } of entries) {
    const intervals = people.get(personId) ?? [];
    people.set(personId, intervals);
    const last = intervals.at(-1);
    const during = register.minuteItem(agendaItemId);
    if (kind === 'arrives')
      intervals.push({ arrivedAt: atTime, leftAt: null, arrivedDuring: during, leftDuring: null, mode, isOver: false });
    else if (last !== undefined && !last.isOver)
      Object.assign(last, { leftAt: atTime, leftDuring: during, isOver: true });
  }
  return people;
}

/**
 * What the head of a document tells of the paragraphs asked for: who presided and took part, and who came and went. Of the
 * other paragraphs it tells nothing, for who was missing there would tell who stood aside.
 */
export function attendanceIn(
  { chairs, members, substitutes, others }: MinutesContent,
  isTold: (minuteItem: number) => boolean,
): Pick<MinutesContent, 'chairs' | 'members' | 'substitutes' | 'others'> {
  const moment = (minuteItem: number | null): number | null =>
    minuteItem !== null && isTold(minuteItem) ? minuteItem : null;
  const told = <T extends { intervals: Interval[] }>(one: T): T => ({
    ...one,
    intervals: one.intervals.map((interval) => ({
      ...interval,
      arrivedDuring: moment(interval.arrivedDuring),
      leftDuring: moment(interval.leftDuring),
    })),
  });
  const attendee = (one: Attendee): Attendee => ({
    ...told(one),
    minuteItems: one.minuteItems.filter(isTold),
    servedFor: one.servedFor
      .map(({ member, minuteItems }) => ({ member, minuteItems: minuteItems.filter(isTold) }))
      .filter(({ minuteItems }) => minuteItems.length > 0),
  });
  return {
    chairs: chairs.map((chair) => ({ ...chair, minuteItems: chair.minuteItems.filter(isTold) })),
    members: members.map(attendee),
    substitutes: substitutes.map(attendee),
    others: others.map(told),
  };
}
