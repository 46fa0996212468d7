/**
 * Who sees figures and judgements while they are being worked on: the authority itself, and controllers, who review them,
 * everywhere. To others they are working notes until a body has decided the report they belong to.
 */
import type { Actor } from '../kernel/actor.js';
import { ownAuthorities } from '../identity/reach.rules.js';

export interface WorkSight {
  everywhere: boolean;
  authorityIds: string[];
}

export function workSight(actor: Actor): WorkSight {
  const everywhere = actor.kind === 'system' || actor.appointments.some(({ role }) => role === 'controller');
  return { everywhere, authorityIds: ownAuthorities(actor) };
}

export function seesWork(actor: Actor, authorityId: string): boolean {
  const { everywhere, authorityIds } = workSight(actor);
  return everywhere || authorityIds.includes(authorityId);
}

/** For what is put together inside an act and judged there. */
export const allWork: WorkSight = { everywhere: true, authorityIds: [] };

/** `o` is the outcome, `g` its goal. */
export const seesOutcome = (everywhere: string, own: string): string =>
  `(${everywhere}::boolean or g.authority_id = any(${own}::uuid[]) or exists (select from period_report r where r.authority_id = g.authority_id
     and r.year = o.year and r.period = o.period and r.status = 'decided'))`;
