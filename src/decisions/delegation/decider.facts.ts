/** What the register says of those who may decide for a body: their seats and roles on the day. */
import type { Role } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { seatsOf } from '../../identity/seats.queries.js';
import type { Seat } from '../../identity/seats.rules.js';
import { type Db, rows } from '../../platform/database/sql.js';
import type { Decider } from './decider.rules.js';

export interface DecidingPlace {
  id: string;
  authority_id: string;
}

interface Held {
  personId: string;
  name: string;
  role: Role;
  bodyId: string | null;
}

/** Chair and vice chair are members too (KL 6:21); a substitute decides only when named. */
const memberRoles: ReadonlySet<Role> = new Set(['chair', 'viceChair', 'member']);

/** Of one person, whether or not they hold anything in the authority that day. */
export async function deciderFacts(db: Db, body: DecidingPlace, day: Day, personId: string): Promise<Decider> {
  const seats = await seatsOf(db, body.id, day);
  return factsOf(body, personId, seats, await heldOn(db, body, day, personId));
}

/** Of everybody with an appointment in the body's authority that day, by name. */
export async function everyDecider(db: Db, body: DecidingPlace, day: Day): Promise<(Decider & { name: string })[]> {
  const seats = await seatsOf(db, body.id, day);
  const held = await heldOn(db, body, day, null);
  const names = new Map(held.map(({ personId, name }) => [personId, name]));
  return [...names].map(([personId, name]) => {
    const theirs = held.filter((one) => one.personId === personId);
    return { ...factsOf(body, personId, seats, theirs), name };
  });
}

/** @param personId null for everybody */
function heldOn(db: Db, body: DecidingPlace, day: Day, personId: string | null): Promise<Held[]> {
  return rows<Held>(
    db,
    `select a.person_id as "personId", p.name, a.role, a.body_id as "bodyId" from appointment a join person p on p.id = a.person_id
      where a.authority_id = $1 and a.from_day <= $2 and (a.to_day is null or a.to_day >= $2) and ($3::uuid is null or a.person_id = $3)
      order by p.name, a.person_id`,
    [body.authority_id, day, personId],
  );
}

function factsOf(body: DecidingPlace, personId: string, seats: readonly Seat[], held: readonly Held[]): Decider {
  const seat = seats.find((one) => one.personId === personId);
  return {
    personId,
    seat: seat?.seat ?? null,
    presidium: seat?.presidium ?? null,
    memberOfBodyIds: held.flatMap(({ role, bodyId }) => (bodyId !== null && memberRoles.has(role) ? [bodyId] : [])),
    // A role given for another body of the authority is not one in this body.
    roles: held.filter(({ bodyId }) => bodyId === null || bodyId === body.id).map(({ role }) => role),
  };
}
