/**
 * What the database holds, as one mark per table, without what a refusal may leave: its record, the stored final answer,
 * and when a session or an account was last seen.
 */
import type { TestApplication } from '../app.js';

const refusals = `('act.refused', 'signIn.refused')`;

/** What is compared of a table where not everything is; the rest is compared whole. */
const compared: Readonly<Record<string, string>> = {
  event: `select xmin::text::bigint as x from event where type not in ${refusals}`,
  event_dispatch: `select xmin::text::bigint as x from event_dispatch where event_id not in (select id from event where type in ${refusals})`,
  idempotency_key: `select xmin::text::bigint as x from idempotency_key where status is distinct from 409`,
  session: `select extract(epoch from created_at) + extract(epoch from expires_at) + coalesce(extract(epoch from ended_at), 0) as x from session`,
  sign_in_failure: `select 0 as x where false`,
};

export type Snapshot = ReadonlyMap<string, string>;

const statements = new WeakMap<TestApplication, string>();

async function tablesOf(app: TestApplication): Promise<{ name: string }[]> {
  return app.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
}

async function statementFor(app: TestApplication): Promise<string> {
  const known = statements.get(app);
  if (known !== undefined) return known;
  const tables = await tablesOf(app);
  // Every write of a row gives it another xmin, so a count and the sum of those tell whether anything was written.
  const statement = tables
    .map(({ name }) => {
      const rows = compared[name] ?? `select xmin::text::bigint as x from "${name}"`;
      return `select '${name}' as name, count(*) || ' ' || coalesce(sum(x), 0) as hash from (${rows}) t`;
    })
    .join(' union all ');
  statements.set(app, statement);
  return statement;
}

export async function takeSnapshot(app: TestApplication): Promise<Snapshot> {
  const rows = await app.query<{ name: string; hash: string }>(await statementFor(app));
  return new Map(rows.map(({ name, hash }) => [name, hash]));
}

/** Names of the tables that differ. */
export function changedTables(before: Snapshot, after: Snapshot): string[] {
  return [...after].filter(([name, hash]) => before.get(name) !== hash).map(([name]) => name);
}

/** The next transaction: what it and those after it write is new. */
export async function markNow(app: TestApplication): Promise<string> {
  const [row] = await app.query<{ mark: string }>(`select pg_snapshot_xmax(pg_current_snapshot())::text as mark`);
  return row?.mark ?? '0';
}

const notSearched = ['event', 'idempotency_key'];

/** Every text of the rows written since the mark, outside the audit trail and stored answers, with how often. */
export async function textsWrittenSince(app: TestApplication, mark: string): Promise<Map<string, number>> {
  const searched = (await tablesOf(app)).filter(({ name }) => !notSearched.includes(name));
  const values = searched.map(
    ({ name }) =>
      `select jsonb_path_query(to_jsonb(t), 'strict $.**') as v from "${name}" t where t.xmin::text::bigint >= $1`,
  );
  const rows = await app.query<{ text: string; count: string }>(
    `select v #>> '{}' as text, count(*) as count from (${values.join(' union all ')}) x where jsonb_typeof(v) = 'string' group by 1`,
    [mark],
  );
  return new Map(rows.map(({ text, count }) => [text, Number(count)]));
}
