/**
 * What one act writes, table by table. The comparison is worth nothing if the yardstick writes less than the product, so
 * this is counted in the database and not believed.
 */
import { grants } from '../dist/src/platform/database/grants.js';

const tables = Object.keys(grants).filter((name) => name !== 'migration' && name !== 'session');

/**
 * Runs the act alone and counts the rows it inserted and the older rows it changed, by the transaction that wrote them.
 * @param {import('pg').Client} owner
 * @param {() => Promise<unknown>} act
 * @returns {Promise<Record<string, string>>} e.g. `{ measure: '+5', registration_series: '~1' }`
 */
export async function rowsWrittenBy(owner, act) {
  const { rows: begin } = await owner.query('select pg_current_xact_id()::text as xact');
  const before = await count(owner, begin[0].xact);
  await act();
  const after = await count(owner, begin[0].xact);
  return Object.fromEntries(
    tables.flatMap((name) => {
      const inserted = after[name].total - before[name].total;
      const changed = after[name].touched - inserted;
      const told = [inserted === 0 ? '' : `+${inserted}`, changed === 0 ? '' : `~${changed}`]
        .filter((part) => part !== '')
        .join(' ');
      return told === '' ? [] : [[name, told]];
    }),
  );
}

async function count(owner, xact) {
  const { rows } = await owner.query(
    tables
      .map(
        (name) =>
          `select '${name}' as name, count(*)::int as total, count(*) filter (where xmin::text::bigint >= ${Number(xact)})::int as touched from ${name}`,
      )
      .join(' union all '),
  );
  return Object.fromEntries(rows.map(({ name, total, touched }) => [name, { total, touched }]));
}

/**
 * @param {Record<string, string>} ours
 * @param {Record<string, string>} theirs
 * @returns {string[]} one line per table that differs
 */
export function differences(ours, theirs) {
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])]
    .filter((name) => ours[name] !== theirs[name])
    .map((name) => `${name}: ours ${ours[name] ?? 'none'}, yardstick ${theirs[name] ?? 'none'}`);
}
