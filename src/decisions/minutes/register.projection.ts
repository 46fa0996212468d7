/** Names and parties of everybody the record mentions, as they were on the day of the meeting. Pure. */
import type { PersonRef } from './minutes.content.js';
import type { MinutesRecord } from './minutes.record.js';

export interface Register {
  /** @param party as the record of the act has it, which is asked first: a seat may change hands later */
  person(id: string, party?: string | null): PersonRef;
  title(id: string): string | null;
  /** § of an item of this document. */
  minuteItem(agendaItemId: string | null): number | null;
}

export function registerOf({ people, seats, items }: MinutesRecord): Register {
  const byId = new Map(people.map((person) => [person.id, person]));
  const seatById = new Map(seats.map((seat) => [seat.personId, seat]));
  const minuteItems = new Map(items.map(({ id, decision }) => [id, decision?.minuteItem ?? null]));
  return {
    person(id, party) {
      const name = byId.get(id)?.name ?? seatById.get(id)?.name;
      if (name === undefined) throw new Error(`the record names nobody with id ${id}`);
      return { id, name, party: party ?? seatById.get(id)?.party ?? null };
    },
    title: (id) => byId.get(id)?.title ?? null,
    minuteItem: (agendaItemId) => (agendaItemId === null ? null : (minuteItems.get(agendaItemId) ?? null)),
  };
}
