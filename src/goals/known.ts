/** Whether what a command names is there, and whether this person may know it: asked before it is written. */
import type { Actor } from '../kernel/actor.js';
import { invalid } from '../kernel/errors.js';
import { may } from '../identity/permit.rules.js';
import { ownAuthorities, reachOver } from '../identity/reach.rules.js';
import { type Db, rows } from '../platform/database/sql.js';

/** @throws DomainError validation-failed `unknown-person` */
export async function requirePerson(db: Db, id: string | null | undefined, pointer: string): Promise<void> {
  if (id == null) return;
  const found = await rows(db, `select 1 from person where id = $1 and deactivated_at is null`, [id]);
  if (found.length === 0) throw invalid(pointer, 'unknown-person', 'Personen finns inte, eller är avslutad.');
}

/** @throws DomainError validation-failed `unknown-authority` */
export async function requireAuthority(db: Db, id: string | null | undefined, pointer: string): Promise<void> {
  if (id == null) return;
  const found = await rows(db, `select 1 from authority where id = $1`, [id]);
  if (found.length === 0) throw invalid(pointer, 'unknown-authority', 'Myndigheten finns inte.');
}

/** @throws DomainError validation-failed `unknown-decision` */
export async function requireDecision(db: Db, id: string | null | undefined, pointer: string): Promise<void> {
  if (id == null) return;
  const found = await rows(db, `select 1 from decision where id = $1`, [id]);
  if (found.length === 0) throw invalid(pointer, 'unknown-decision', 'Beslutet finns inte.');
}

/**
 * What of proposals and allocations somebody may know of, as parameters of the two conditions below: own authorities,
 * follows the register, follows what is given.
 */
export function moneySight(actor: Actor): [string[], boolean, boolean] {
  return [ownAuthorities(actor), reachOver('register', actor).everywhere, may(actor, 'allocation.read')];
}

/** $1, $2 of `moneySight`; `p` is the proposal. A draft stays in its authority. */
export const seesProposal = `(p.authority_id = any($1::uuid[]) or ($2::boolean and p.submitted_version_id is not null))`;
/** $1 … $3; `a` is the allocation, `am` its matter. */
export const seesAllocation = `(am.authority_id = any($1::uuid[]) or ($3::boolean and exists (
  select from allocation_version av where av.allocation_id = a.id and av.frozen_at is not null)))`;
