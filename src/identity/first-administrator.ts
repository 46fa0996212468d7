/** The way into an installation without example data; run by the operator, who holds the database anyway. */
import type { INestApplicationContext } from '@nestjs/common';
import { systemActor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { conflict } from '../kernel/errors.js';
import { rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { Organisation } from './organisation.service.js';
import { SignIn } from './sign-in.service.js';

/**
 * @returns the secret of a one-time sign-in link; a second run for the same address makes a new one.
 * @throws 409 `administrator-exists` when somebody else is administrator already.
 */
export async function createFirstAdministrator(
  app: INestApplicationContext,
  tx: Tx,
  { name, email }: { name: string; email: string },
): Promise<{ secret: string }> {
  const signIn = app.get(SignIn);
  // Two operators at once must not both be first.
  await rows(tx, `select pg_advisory_xact_lock(hashtext('anslag first administrator'))`);
  const address = email.trim().normalize('NFC').toLowerCase();
  const administrators = await rows<{ personId: string; email: string | null }>(
    tx,
    `select p.id as "personId", p.email from appointment a join person p on p.id = a.person_id
      where a.role = 'admin' and p.deactivated_at is null and (a.to_day is null or a.to_day >= today_in_stockholm())`,
  );
  const same = administrators.find((administrator) => administrator.email === address);
  if (same !== undefined) return signIn.createLink(tx, systemActor, same.personId);
  if (administrators.length > 0)
    throw conflict(
      'administrator-exists',
      'Det finns redan en administratör, som kan lägga till fler personer i tjänsten.',
    );
  const { today } = only(await rows<{ today: Day }>(tx, `select today_in_stockholm() as today`));
  const organisation = app.get(Organisation);
  const { id } = await organisation.createPerson(tx, systemActor, { name, email: address });
  await organisation.appoint(tx, systemActor, { personId: id, role: 'admin', fromDay: today });
  return signIn.createLink(tx, systemActor, id);
}
