/** Reads the ledger past the product: the tables themselves, in one snapshot. */
import pg from 'pg';
import type { LedgerRecord, Snapshot } from './format.js';

const micros = (column: string): string => `(extract(epoch from ${column}) * 1000000)::bigint::text`;

async function inSnapshot<T>(url: string, read: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'anslag-history' });
  // A server that dies under the reader is told by the query.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read, read only');
    return await read(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

type Row = Record<string, string>;

/** @param ownerUrl an address that may read everything */
export async function readLedger(ownerUrl: string, sourceIds: readonly string[]): Promise<LedgerRecord> {
  return inSnapshot(ownerUrl, async (client): Promise<LedgerRecord> => {
    const all = async (sql: string): Promise<Row[]> => (await client.query<Row>(sql, [sourceIds])).rows;
    const own = `from source_year s where s.source_id = any($1::uuid[])`;
    const sources = await all(
      `select s.source_id, (select code from funding_source f where f.id = s.source_id) as code, s.reserved_ore, s.cap_ore, s.last_number ${own}`,
    );
    const entries = await all(
      `select e.posting_id, s.source_id, e.account, e.amount_ore, e.number, e.cap_at_entry_ore, e.running_total_ore,
           e.proposal_id || ' ' || e.measure_key as measure, e.valid_day::text as day, ${micros('e.recorded_at')} as at
         from ledger_entry e join source_year s on s.id = e.source_year_id where s.source_id = any($1::uuid[]) order by e.id`,
    );
    const postings = await all(
      `select p.id, d.agenda_item_id as item from posting p left join decision d on d.id = p.decision_id
        where exists (select from ledger_entry e join source_year s on s.id = e.source_year_id
                       where e.posting_id = p.id and s.source_id = any($1::uuid[]))`,
    );
    const ceilings = await all(
      `select s.source_id, c.amount_ore, c.valid_from_day::text as from_day, c.effective_day::text as effective_day, c.ground, ${micros('c.recorded_at')} as at,
           ((c.recorded_at at time zone 'Europe/Stockholm')::date)::text as today
         from ceiling c join source_year s on s.id = c.source_year_id where s.source_id = any($1::uuid[])`,
    );
    return {
      type: 'ledger',
      sources: sources.map((row) => ({
        sourceId: row['source_id']!,
        code: row['code']!,
        reservedOre: row['reserved_ore']!,
        capOre: row['cap_ore']!,
        lastNumber: Number(row['last_number']),
      })),
      postings: postings.map((row) => ({ id: row['id']!, item: row['item'] ?? null })),
      entries: entries
        .filter((row) => row['account'] === 'source')
        .map((row) => ({
          posting: row['posting_id']!,
          sourceId: row['source_id']!,
          number: Number(row['number']),
          ore: row['amount_ore']!,
          capOre: row['cap_at_entry_ore']!,
          runningOre: row['running_total_ore']!,
          day: row['day']!,
          at: Number(row['at']),
        })),
      legs: entries
        .filter((row) => row['account'] !== 'source')
        .map((row) => ({
          posting: row['posting_id']!,
          sourceId: row['source_id']!,
          account: row['account']!,
          measure: row['measure']!,
          ore: row['amount_ore']!,
          day: row['day']!,
        })),
      ceilings: ceilings.map((row) => ({
        sourceId: row['source_id']!,
        ore: row['amount_ore']!,
        fromDay: row['from_day']!,
        effectiveDay: row['effective_day']!,
        ground: row['ground']!,
        at: Number(row['at']),
        today: row['today']!,
      })),
    };
  });
}

/** M2, M3 and M4 of one moment, while everybody writes. */
export async function readDifferences(ownerUrl: string): Promise<Snapshot['differences']> {
  return inSnapshot(ownerUrl, async (client) => {
    const { rows: sums } = await client.query<Row>(
      `select s.source_id, s.reserved_ore, s.last_number, coalesce(sum(e.amount_ore), 0) as summed, count(e.id) as entries
         from source_year s left join ledger_entry e on e.source_year_id = s.id and e.account = 'source'
        group by s.id having s.reserved_ore <> coalesce(sum(e.amount_ore), 0) or s.last_number <> count(e.id)`,
    );
    const { rows: postings } = await client.query<Row>(
      `select posting_id, sum(amount_ore) as summed from ledger_entry group by posting_id having sum(amount_ore) <> 0`,
    );
    return [
      ...sums.map((row) => ({
        sourceId: row['source_id']!,
        what: `${row['reserved_ore']} kept and ${row['summed']} summed, number ${row['last_number']} of ${row['entries']} entries`,
      })),
      ...postings.map((row) => ({ sourceId: '', what: `posting ${row['posting_id']} sums to ${row['summed']}` })),
    ];
  });
}
