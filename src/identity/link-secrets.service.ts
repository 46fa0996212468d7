/**
 * Secrets of links that let somebody without an account in to one thing. What a link opens is its module's business; here
 * is how a secret is made, and how often it may be guessed.
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { affected, rows } from '../platform/database/sql.js';
import { Transactions } from '../platform/database/transaction.js';
import { hashOfAddress, requireFewFailures } from './attempts.js';
import { hashSecret, newSecret } from './secrets.js';
import { failuresPerAddressMax } from './sign-in.rules.js';

/** What a secret opened. */
export interface Opened<T> {
  what: T;
  /**
   * When the secret was shown, by the database's clock, with microseconds. Whatever is handed in with it has come then, however
   * long it has to wait afterwards (FL 22).
   */
  at: string;
}

/** Longer input is no secret anybody was given; it is not looked up. */
const secretLengthMax = 200;

@Injectable()
export class LinkSecrets {
  constructor(private readonly transactions: Transactions) {}

  /** The secret for the one who is to have it, and its hash for the database. */
  make(): { secret: string; hash: Buffer } {
    const secret = newSecret();
    return { secret, hash: hashSecret(secret) };
  }

  /**
   * Looks something up by its secret. A miss counts against the address it came from; a hit takes its own count back.
   * Opens its own short transactions.
   * @param address of the socket; undefined when it has closed
   * @throws 429 with the seconds until the oldest miss from that address no longer counts
   */
  async find<T>(
    secret: string,
    address: string | undefined,
    look: (hash: Buffer) => Promise<T | undefined>,
  ): Promise<Opened<T> | undefined> {
    const addressHash = hashOfAddress(address, 'link');
    const at = await this.transactions.run(async (tx) => {
      await requireFewFailures(tx, addressHash, failuresPerAddressMax);
      const [counted] = await rows<{ at: string }>(
        tx,
        `insert into sign_in_failure (username_hash, at) values ($1, clock_timestamp()) returning at::text as at`,
        [addressHash],
      );
      return counted?.at ?? '';
    });
    const what = secret.length > secretLengthMax ? undefined : await look(hashSecret(secret));
    if (what === undefined) return undefined;
    await this.transactions.run((tx) =>
      affected(tx, `delete from sign_in_failure where username_hash = $1 and at = $2::timestamptz`, [addressHash, at]),
    );
    return { what, at };
  }
}

/** Nobody the register knows: a machine that acts by this link, with no appointment anywhere. */
export function linkActor(linkId: string, requestId: string): Actor {
  return { kind: 'machine', personId: null, tokenId: linkId, appointments: [], scopes: null, requestId };
}
