/** A personal access token made at the command line, for a machine client of somebody who is named by address. */
import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { addDays, type Day } from '../kernel/day.js';
import { DomainError, invalid, notFound } from '../kernel/errors.js';
import { rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Tokens } from './tokens.service.js';

export interface OperatorToken {
  email: string;
  name: string;
  scopes: readonly string[];
  /** Days it works after today. */
  days: number;
}

/** @returns the secret. @throws 404 unknown address, 422 scopes the person does not have or too long a life. */
export async function createTokenForPerson(
  app: INestApplicationContext,
  tx: Tx,
  actor: Actor,
  { email, name, scopes, days }: OperatorToken,
): Promise<string> {
  if (actor.kind !== 'system')
    throw new DomainError('forbidden', 'Bara driften kan göra nycklar åt andra.', { code: 'token.manage' });
  if (!Number.isInteger(days) || days < 0 || days > 366)
    throw invalid('/days', 'range', 'Ange ett helt antal dagar, 0 till 366.');
  const [person] = await rows<{ id: string; today: Day }>(
    tx,
    `select id, today_in_stockholm() as today from person where email = $1 and deactivated_at is null`,
    [email.trim().normalize('NFC').toLowerCase()],
  );
  if (person === undefined) throw notFound('Personen');
  const acts = scopes.map((scope) => scope.trim());
  const expiresDay = addDays(person.today, days);
  const { secret } = await app.get(Tokens).createFor(tx, person.id, { name, scopes: acts, expiresDay });
  return secret;
}
