/** What an appointment may be: where each role stands, which ones exclude each other, and for how long. */
import type { Role } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { conflict, invalid } from '../kernel/errors.js';

export const bodyKinds = ['council', 'executiveBoard', 'committee', 'subcommittee', 'draftingGroup'] as const;
export type BodyKind = (typeof bodyKinds)[number];

/** Seats in a body; they always name the body. */
export const seatRoles: readonly Role[] = ['chair', 'viceChair', 'member', 'substitute'];

/** Roles that hold for the whole municipality and need no authority. */
const municipalRoles: readonly Role[] = ['admin', 'auditor'];

/** Bodies in which a seat is a seat in the committee itself or is filled from it (KL 6:1, 6:42). */
const committeeKinds: readonly BodyKind[] = ['executiveBoard', 'committee', 'subcommittee'];

/** Both days are included; null has no end. */
export interface Period {
  fromDay: Day;
  toDay: Day | null;
}

export interface AppointmentTerms extends Period {
  role: Role;
  authorityId: string | null;
  bodyId: string | null;
  /** Kind of the body, null without one. */
  bodyKind: BodyKind | null;
}

/** Do the two periods share a day? */
export function overlaps(a: Period, b: Period): boolean {
  return (b.toDay === null || a.fromDay <= b.toDay) && (a.toDay === null || b.fromDay <= a.toDay);
}

/** @throws 422 when the period ends before it begins. */
export function requirePeriod({ fromDay, toDay }: Period, pointer = '/toDay'): void {
  if (toDay !== null && toDay < fromDay)
    throw invalid(pointer, 'range', `Slutdagen ${toDay} kommer före den första dagen ${fromDay}.`);
}

/** @throws 422 when the role lacks the place it must name. */
export function requirePlace({ role, authorityId, bodyId }: AppointmentTerms): void {
  if (seatRoles.includes(role) && bodyId === null)
    throw invalid('/bodyId', 'required', 'En plats i ett organ ska ange vilket organ det gäller.');
  if (authorityId === null && !municipalRoles.includes(role))
    throw invalid('/authorityId', 'required', 'Rollen ska ange vilken myndighet den gäller.');
}

/**
 * Party and calling order of a seat. `(m)`, `M` and `(M)` are one party: the normalised form is for counting and calling,
 * what was written stands beside it (B-55).
 * @throws 422 for a party or calling order where there is no seat, or one that cannot be read.
 */
export function requireSeatTerms(terms: {
  role: Role;
  party?: string | null | undefined;
  callingOrder?: number | null | undefined;
}): { party: string | null; partyAsWritten: string | null; callingOrder: number | null } {
  const written = terms.party?.trim() ?? '';
  const callingOrder = terms.callingOrder ?? null;
  if (!seatRoles.includes(terms.role) && (written !== '' || callingOrder !== null))
    throw invalid('/party', 'not-applicable', 'Parti och turordning hör till en plats i ett organ.');
  if (callingOrder !== null && terms.role !== 'substitute')
    throw invalid('/callingOrder', 'not-applicable', 'Turordning har bara ersättare.');
  if (written === '') return { party: null, partyAsWritten: null, callingOrder };
  const party = written.replaceAll(/[()\s]/g, '').toLocaleUpperCase('sv');
  if (!/^[A-ZÅÄÖ]{1,10}$/.test(party))
    throw invalid(
      '/party',
      'format',
      `${written} är ingen partibeteckning. Skriv den med bokstäver, till exempel S eller (MP).`,
    );
  return { party, partyAsWritten: written, callingOrder };
}

/** @throws 422 when the appointment reaches outside the time its body exists. */
export function requireWithin(period: Period, body: Period & { name: string }): void {
  if (period.fromDay < body.fromDay)
    throw invalid(
      '/fromDay',
      'range',
      `${body.name} finns från ${body.fromDay}; uppdraget kan inte börja ${period.fromDay}.`,
    );
  if (body.toDay !== null && (period.toDay === null || period.toDay > body.toDay))
    throw invalid('/toDay', 'range', `${body.name} upphör ${body.toDay}; uppdraget ska sluta senast den dagen.`);
}

/**
 * Can this be held beside what the person already holds?
 * @throws 409 `appointment-overlaps` for the same role in the same place at the same time, and 409
 * `director-not-electable` when the head of an administration would sit in its own committee (KL 7:3, R-49).
 */
export function requireCompatible(planned: AppointmentTerms, held: readonly AppointmentTerms[]): void {
  for (const other of held.filter((appointment) => overlaps(planned, appointment))) {
    if (isSamePost(planned, other)) {
      const days = `${other.fromDay} till ${other.toDay ?? 'tills vidare'}`;
      throw conflict('appointment-overlaps', `Personen har redan samma roll där (${days}). Avsluta den först.`);
    }
    if (isDirectorInOwnCommittee(planned, other) || isDirectorInOwnCommittee(other, planned))
      throw conflict(
        'director-not-electable',
        'En förvaltningschef kan inte vara ledamot eller ersättare i den nämnd som förvaltningen lyder under (KL 7 kap. 3 §).',
      );
  }
}

function isSamePost(a: AppointmentTerms, b: AppointmentTerms): boolean {
  return a.role === b.role && a.authorityId === b.authorityId && a.bodyId === b.bodyId;
}

function isDirectorInOwnCommittee(director: AppointmentTerms, seat: AppointmentTerms): boolean {
  return (
    director.role === 'administrationDirector' &&
    seatRoles.includes(seat.role) &&
    seat.bodyKind !== null &&
    committeeKinds.includes(seat.bodyKind) &&
    director.authorityId === seat.authorityId
  );
}
