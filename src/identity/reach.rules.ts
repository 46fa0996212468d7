/**
 * How far somebody sees beyond the authorities they are appointed in. Pure, and the one place for it: an object's own
 * module says what may be seen there, and asks here who follows it.
 */
import type { Actor, Role } from '../kernel/actor.js';
import { conflict } from '../kernel/errors.js';

/** Follow the whole municipality. */
const municipal: readonly Role[] = ['controller', 'cityOffice', 'auditor'];
/** Prepare and preside at meetings, and therefore read what other authorities have put forward. */
const presiding: readonly Role[] = ['committeeSecretary', 'chair', 'viceChair'];

/** `register`: matters, and what has been submitted in them. `agendas`: what stands on a body's agenda. */
const followers = {
  register: [...municipal, ...presiding],
  agendas: municipal,
} as const satisfies Record<string, readonly Role[]>;

export interface Reach {
  /** In every authority. */
  everywhere: boolean;
  /** Authorities in which the actor holds some appointment, each once. */
  authorityIds: string[];
}

export function reachOver(what: keyof typeof followers, actor: Actor): Reach {
  const roles: readonly Role[] = followers[what];
  return {
    everywhere: actor.kind === 'system' || actor.appointments.some(({ role }) => roles.includes(role)),
    authorityIds: ownAuthorities(actor),
  };
}

/** Authorities in which the actor holds some appointment, each once. */
export function ownAuthorities(actor: Actor): string[] {
  return [...new Set(actor.appointments.flatMap(({ authorityId }) => (authorityId === null ? [] : [authorityId])))];
}

/**
 * A body decides only what belongs to its own authority.
 * @param subject as the refusal names it, in the definite form with its pronoun: `['förslaget', 'det']`
 * @throws state-conflict `body-of-other-authority`
 */
export function requireOwnBody(
  body: { authorityId: string; name: string },
  authorityId: string,
  [subject, pronoun]: readonly [subject: string, pronoun: 'den' | 'det'],
): void {
  if (body.authorityId === authorityId) return;
  throw conflict(
    'body-of-other-authority',
    `${body.name} hör till en annan myndighet än ${subject} och kan inte besluta om ${pronoun}.`,
  );
}
