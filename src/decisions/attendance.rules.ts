/**
 * Who serves, computed from who came and went. A member who is present serves; an empty seat goes to the next substitute
 * in the order the body has set, and whoever has begun to serve goes on until the member comes (KL 4:22, 5:18-20, 6:17).
 * Nothing here is typed in by anybody, so the list in the minutes is always what the record says. Pure.
 */
import type { Seat } from '../identity/seats.rules.js';

export interface AttendanceEntry {
  number: number;
  personId: string;
  kind: 'arrives' | 'leaves';
  mode: 'onSite' | 'remote';
  /** One of those who were there when the meeting was opened. */
  isOpening: boolean;
  /** `HH:MM`, null when nobody noted the time. */
  atTime: string | null;
  /** The item that was being dealt with. */
  agendaItemId: string | null;
}

export interface Serving {
  personId: string;
  seat: 'member' | 'substitute';
  /** The member whose seat a substitute holds. */
  servesForId: string | null;
  party: string | null;
  mode: 'onSite' | 'remote';
}

export interface Roster {
  serving: Serving[];
  /** Substitutes in the room without a seat to hold, and members who came back and may not serve again. */
  notServing: string[];
  /** In the room without a seat in the body: officials, invited people. */
  attending: string[];
  /** Members whose seat nobody holds. */
  vacantForIds: string[];
}

export interface CallingRules {
  /** `party`: first a substitute of the absent member's party; `list`: the one calling order alone. */
  substituteOrder: 'party' | 'list';
  /** May somebody who left for another reason than disqualification serve again the same day? In the council never (KL 5:20). */
  mayServeAgain: boolean;
}

interface State {
  present: Map<string, 'onSite' | 'remote'>;
  /** Left earlier in the meeting and may not serve again today. */
  barred: Set<string>;
  /** Member's id to the substitute who holds the seat. */
  holders: Map<string, string>;
}

/**
 * @param entries in the order recorded; those of the opening happened together, each later one by itself
 * @param awayIds disqualified in the item: out of the room, their seats open to substitutes for this item only
 */
export function rosterAt(
  seats: readonly Seat[],
  entries: readonly AttendanceEntry[],
  rules: CallingRules,
  awayIds: ReadonlySet<string> = new Set(),
): Roster {
  const state: State = { present: new Map(), barred: new Set(), holders: new Map() };
  const opening = entries.filter(({ isOpening }) => isOpening);
  for (const entry of opening) move(seats, state, entry, rules);
  fillSeats(seats, state, rules, new Set());
  for (const entry of entries.slice(opening.length)) {
    move(seats, state, entry, rules);
    fillSeats(seats, state, rules, new Set());
  }
  if (awayIds.size > 0) fillSeats(seats, state, rules, awayIds);
  return rosterOf(seats, state, awayIds);
}

/** Only whoever held a seat has interrupted their service (KL 5:20); an idle substitute may come and go. */
function move(
  seats: readonly Seat[],
  { present, barred, holders }: State,
  entry: AttendanceEntry,
  { mayServeAgain }: CallingRules,
): void {
  if (entry.kind === 'arrives') present.set(entry.personId, entry.mode);
  else {
    const { personId } = entry;
    const isMember = seats.some((seat) => seat.personId === personId && seat.seat === 'member');
    const served = [...holders.values()].includes(personId) || (isMember && present.has(personId));
    present.delete(personId);
    if (served && !mayServeAgain) barred.add(personId);
  }
}

function fillSeats(seats: readonly Seat[], state: State, rules: CallingRules, away: ReadonlySet<string>): void {
  const { present, barred, holders } = state;
  const fit = (id: string): boolean => present.has(id) && !barred.has(id) && !away.has(id);
  for (const [memberId, holderId] of holders) if (fit(memberId) || !fit(holderId)) holders.delete(memberId);
  const empty = seats.filter(({ seat, personId }) => seat === 'member' && !fit(personId) && !holders.has(personId));
  const taken = new Set(holders.values());
  const callable = seats
    .filter(({ seat, personId }) => seat === 'substitute' && fit(personId) && !taken.has(personId))
    .sort((a, b) => (a.callingOrder ?? Infinity) - (b.callingOrder ?? Infinity));
  const seatIn = (member: Seat, suits: (substitute: Seat) => boolean): void => {
    const place = callable.findIndex(suits);
    const [substitute] = place < 0 ? [] : callable.splice(place, 1);
    if (substitute !== undefined) holders.set(member.personId, substitute.personId);
  };
  if (rules.substituteOrder === 'party')
    for (const member of empty)
      if (member.party !== null) seatIn(member, (substitute) => substitute.party === member.party);
  for (const member of empty) if (!holders.has(member.personId)) seatIn(member, () => true);
}

function rosterOf(seats: readonly Seat[], { present, barred, holders }: State, away: ReadonlySet<string>): Roster {
  const byId = new Map(seats.map((seat) => [seat.personId, seat]));
  const roster: Roster = { serving: [], notServing: [], attending: [], vacantForIds: [] };
  const holding = new Set(holders.values());
  for (const { personId, seat, party } of seats) {
    const mode = present.get(personId);
    if (seat === 'member') {
      const holder = holders.get(personId);
      if (mode !== undefined && !barred.has(personId) && !away.has(personId))
        roster.serving.push({ personId, seat, servesForId: null, party, mode });
      else if (holder === undefined) roster.vacantForIds.push(personId);
      else
        roster.serving.push({
          personId: holder,
          seat: 'substitute',
          servesForId: personId,
          party: byId.get(holder)?.party ?? null,
          mode: present.get(holder) ?? 'onSite',
        });
    } else if (mode !== undefined && !holding.has(personId) && !away.has(personId)) roster.notServing.push(personId);
    if (seat === 'member' && mode !== undefined && barred.has(personId) && !away.has(personId))
      roster.notServing.push(personId);
  }
  roster.attending = [...present.keys()].filter((id) => !byId.has(id) && !away.has(id));
  return roster;
}
