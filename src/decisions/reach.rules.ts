/** Whose agendas somebody may look into. Pure. */
import type { Actor, Role } from '../kernel/actor.js';

/** Roles that follow matters in every authority. */
const followers: ReadonlySet<Role> = new Set(['controller', 'cityOffice', 'auditor']);

export interface Reach {
  everywhere: boolean;
  /** Authorities in which the actor holds some appointment. */
  authorityIds: string[];
}

export function reachOf(actor: Actor): Reach {
  return {
    everywhere: actor.kind === 'system' || actor.appointments.some(({ role }) => followers.has(role)),
    authorityIds: [
      ...new Set(actor.appointments.flatMap(({ authorityId }) => (authorityId === null ? [] : [authorityId]))),
    ],
  };
}

/** @param authorityIds of the body that meets and of the matter it meets about */
export function reaches(actor: Actor, authorityIds: readonly string[]): boolean {
  const reach = reachOf(actor);
  return reach.everywhere || authorityIds.some((id) => reach.authorityIds.includes(id));
}
