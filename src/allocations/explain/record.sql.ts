/**
 * The records behind the totals, each as a statement that gives rows of one shape: what it adds (`ore`), and why it does
 * not (`ground`). Nothing here is read from the kept counters or from the statements that answer the totals, so the two can
 * disagree, and a test and `verify` would see it.
 *
 * Every statement reads the one row `s` of `scope`, which says what is asked about.
 */

/** The parameters of a question, as one JSON text in $1. A list or id left out binds nothing. */
export const scopeSql = `
  scope as materialized (
    select x.source_id, x.year, x.unassigned, x.call_id, x.authority_id, x.proposal_id, x.measure_key, x.source_year_ids, x.version_id,
        x.version_number, x.allocation_id, x.scenario_id, coalesce(x.only_frozen, true) as only_frozen, coalesce(x.is_paid, false) as is_paid,
        x.authority_ids, x.as_of,
        coalesce(x.known_at, clock_timestamp()) as known_at,
        coalesce(x.as_of, (coalesce(x.known_at, clock_timestamp()) at time zone 'Europe/Stockholm')::date) as ceiling_day
      from jsonb_to_record($1::jsonb) as x (source_id uuid, year integer, unassigned boolean, call_id uuid, authority_id uuid, proposal_id uuid,
        measure_key uuid, source_year_ids uuid[], version_id uuid, version_number integer, allocation_id uuid, scenario_id uuid, only_frozen boolean,
        is_paid boolean, authority_ids uuid[], as_of date, known_at timestamptz))`;

const shape = {
  kind: 'text',
  id: 'text',
  day: 'date',
  recorded_at: 'timestamptz',
  ore: 'bigint',
  ground: 'text',
  source_id: 'uuid',
  year: 'integer',
  authority_id: 'uuid',
  proposal_id: 'uuid',
  measure_key: 'uuid',
  version_id: 'uuid',
  decision_id: 'uuid',
  posting_id: 'uuid',
  number: 'bigint',
  allocation_id: 'uuid',
  allocation_row_id: 'uuid',
  requisition_id: 'uuid',
  note: 'text',
} as const;
type Column = keyof typeof shape;

/** The `select` of one record: columns that it does not have are null. */
export function record(columns: Partial<Record<Column, string>>, from: string): string {
  const list = (Object.keys(shape) as Column[]).map(
    (name) => `(${columns[name] ?? 'null'})::${shape[name]} as ${name}`,
  );
  return `select ${list.join(', ')} from ${from}`;
}

export const together = (...statements: readonly string[]): string => statements.join('\n  union all\n  ');

/** Both time axes, for what has them. */
export const timeGround = (row: string, day = 'valid_day'): string =>
  `when ${row}.recorded_at > s.known_at then 'recordedLater' when ${row}.${day} > s.as_of then 'validLater'`;
/** Narrowed to what is asked about, and to the authorities of somebody who sees only their own. */
export const chosen = (row: string): string =>
  `(s.authority_ids is null or ${row}.authority_id = any(s.authority_ids)) and (s.authority_id is null or ${row}.authority_id = s.authority_id) and (s.proposal_id is null or ${row}.proposal_id = s.proposal_id)
    and (s.measure_key is null or ${row}.measure_key = s.measure_key)`;
