/** Accounts of the example municipality. A person who signs in elsewhere never gets one, so no password can work for them. */
import { affected } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';

/** User names are told apart without regard to case. */
export function accountName(username: string): string {
  return username.trim().normalize('NFC').toLowerCase();
}

/** @param passwordHash made by `hashPassword`; it is slow on purpose, and accounts that share a password may share the hash */
export async function createLocalAccount(
  tx: Tx,
  personId: string,
  username: string,
  passwordHash: string,
): Promise<void> {
  await affected(tx, `insert into local_account (person_id, username, password_hash) values ($1, $2, $3)`, [
    personId,
    accountName(username),
    passwordHash,
  ]);
}
