/** Whose drafts somebody may read: those of authorities one is appointed in, and no others, whatever one may follow. */
import type { Actor } from '../../kernel/actor.js';
import { reachOf } from '../reach.rules.js';

export function isOwn(actor: Actor, authorityId: string): boolean {
  return actor.kind === 'system' || reachOf(actor).authorityIds.includes(authorityId);
}
