/** The first locks of every act on an allocation, in the order everybody takes them. */
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import { affected } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import * as store from './allocation.store.js';
import { visibleVersion } from './allocations.queries.js';

/** Matter before subject; what the person may not see is not there. @throws not-found */
export async function lockVisible(tx: Tx, actor: Actor, id: string): Promise<store.LockedAllocation> {
  if ((await visibleVersion(tx, actor, id)) === undefined) throw notFound('Fördelningen');
  await affected(
    tx,
    `select 1 from matter where id = (select matter_id from allocation where id = $1) for no key update`,
    [id],
  );
  const allocation = await store.lock(tx, id);
  if (allocation === undefined) throw notFound('Fördelningen');
  return allocation;
}
