/** Whose agendas somebody may look into. Pure. */
import type { Actor } from '../kernel/actor.js';
import { type Reach, reachOver } from '../identity/reach.rules.js';

export function reachOf(actor: Actor): Reach {
  return reachOver('agendas', actor);
}

/** @param authorityIds of the body that meets and of the matter it meets about */
export function reaches(actor: Actor, authorityIds: readonly string[]): boolean {
  const reach = reachOf(actor);
  return reach.everywhere || authorityIds.some((id) => reach.authorityIds.includes(id));
}
