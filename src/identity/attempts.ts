/** Wrong guesses are counted before the guess is looked at; counted afterwards, a hundred at once would all be let through. */
import { DomainError } from '../kernel/errors.js';
import { affected, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { hashSecret } from './secrets.js';
import { addressGroup, attemptWindowSeconds } from './sign-in.rules.js';

/** @throws 429 with the seconds until the oldest failure no longer counts. */
export async function requireFewFailures(tx: Tx, hash: Buffer, max: number): Promise<void> {
  await rows(tx, `select pg_advisory_xact_lock($1)`, [hash.readBigInt64BE(0).toString()]);
  await affected(
    tx,
    `delete from sign_in_failure where username_hash = $1 and at < clock_timestamp() - make_interval(secs => $2)`,
    [hash, attemptWindowSeconds],
  );
  const { failures, wait } = only(
    await rows<{ failures: number; wait: number }>(
      tx,
      `select count(*)::int as failures, coalesce(ceil(extract(epoch from min(at) - clock_timestamp()) + $2::int), 0)::int as wait
         from sign_in_failure where username_hash = $1`,
      [hash, attemptWindowSeconds],
    ),
  );
  if (failures < max) return;
  throw new DomainError('rate-limited', 'För många försök. Vänta en stund och försök igen.', {
    retryAfterSeconds: Math.max(wait, 1),
  });
}

/** Beside the names in one table: no name begins with a null character. The address itself is not kept. */
export function hashOfAddress(address: string | undefined, kind = 'address'): Buffer {
  return hashSecret(`\0${kind} ${addressGroup(address)}`);
}
