/** May this actor perform this act on something that belongs there? Pure; the table is the only source. */
import type { Actor } from '../kernel/actor.js';
import { DomainError } from '../kernel/errors.js';
import { type ActName, permissionOf } from './permissions.js';

/** Where the object of the act belongs. */
export interface Place {
  authorityId?: string;
  bodyId?: string;
}

/** True when some appointment in force gives the act here, and the token (if one is used) is scoped to it. */
export function may(actor: Actor, act: ActName, place: Place = {}): boolean {
  if (actor.kind === 'system') return true;
  const permission = permissionOf(act);
  if (permission === undefined) return false;
  if (actor.scopes !== null && !actor.scopes.includes(act)) return false;
  return actor.appointments.some((appointment) => {
    if (!permission.roles.includes(appointment.role)) return false;
    if (permission.scope === 'any') return true;
    if (permission.scope === 'body' && appointment.bodyId !== null) return appointment.bodyId === place.bodyId;
    return place.authorityId !== undefined && appointment.authorityId === place.authorityId;
  });
}

/** Coarse test at the door: could this actor perform the act anywhere at all? The service asks again with the place. */
export function mightEver(actor: Actor, act: string): boolean {
  if (actor.kind === 'system') return true;
  const permission = permissionOf(act);
  if (permission === undefined) return false;
  if (actor.scopes !== null && !actor.scopes.includes(act)) return false;
  return actor.appointments.some((appointment) => permission.roles.includes(appointment.role));
}

/** @throws DomainError `forbidden` naming the act. Ask about visibility first: what one may not see answers 404. */
export function requirePermit(actor: Actor, act: ActName, place: Place = {}): void {
  if (!may(actor, act, place))
    throw new DomainError('forbidden', `Du har inte behörighet till åtgärden (${act}) här.`, { code: act });
}

/**
 * Whose hand it is. Four eyes need two people; a job or a machine has none.
 * @param shown what the record shall show, as the refusal says it: `upprättade och attesterade`
 * @throws DomainError `forbidden` with code `person-required`
 */
export function personOf({ personId }: Actor, shown: string): string {
  if (personId !== null) return personId;
  throw new DomainError('forbidden', `Åtgärden ska göras av en person, så att det syns vem som ${shown}.`, {
    code: 'person-required',
  });
}
