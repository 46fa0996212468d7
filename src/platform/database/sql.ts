/**
 * SQL as it stands in the code, sent as a named prepared statement on the transaction's own connection: the statement in
 * review is the statement that runs, and PostgreSQL parses it once per connection.
 *
 * Only for constant texts. A text put together from input belongs in `dynamicRows`, or the names would pile up.
 */
import { createHash } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import type { Pool, PoolClient, QueryResult } from 'pg';
import { OpenTransaction } from './open-transaction.js';

/** A transaction for acts, the data source for reads that need no transaction. */
export type Db = EntityManager | DataSource;

const names = new Map<string, string>();

function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = `s${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    names.set(text, name);
  }
  return name;
}

async function connectionOf(db: Db): Promise<Pool | PoolClient> {
  if (!(db instanceof DataSource) && db.queryRunner !== undefined)
    return (await db.queryRunner.connect()) as PoolClient;
  const source = db instanceof DataSource ? db : db.dataSource;
  return (source.driver as unknown as { master: Pool }).master;
}

async function send<T extends object>(
  db: Db,
  text: string,
  values: readonly unknown[],
  name?: string,
): Promise<QueryResult<T>> {
  const query = name === undefined ? { text, values: [...values] } : { name, text, values: [...values] };
  const open = OpenTransaction.of(db);
  return open === undefined ? (await connectionOf(db)).query<T>(query) : open.send<T>(query);
}

/** The rows a constant statement gives. `int8` and `numeric` columns come as text; use `moneyOf` for öre. */
export async function rows<T extends object>(db: Db, text: string, values: readonly unknown[] = []): Promise<T[]> {
  return (await send<T>(db, text, values, nameOf(text))).rows;
}

/** How many rows a constant statement touched; zero on a conditional update means somebody else was first. */
export async function affected(db: Db, text: string, values: readonly unknown[] = []): Promise<number> {
  return (await send(db, text, values, nameOf(text))).rowCount ?? 0;
}

/**
 * Sends a constant statement whose result nobody needs, without waiting for the answer. The next statement sees its
 * effect; a failure surfaces there or at the commit, as the failure of the whole act.
 */
export async function later(tx: EntityManager, text: string, values: readonly unknown[] = []): Promise<void> {
  const open = OpenTransaction.of(tx);
  if (open === undefined) await send(tx, text, values, nameOf(text));
  else open.sendAside({ name: nameOf(text), text, values: [...values] });
}

/** The rows of a statement whose text depends on which filters are present. Values still go as parameters. */
export async function dynamicRows<T extends object>(
  db: Db,
  text: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  return (await send<T>(db, text, values)).rows;
}
