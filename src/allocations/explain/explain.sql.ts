/**
 * The records behind the totals, each as a statement that gives rows of one shape: what it adds (`ore`), and why it does
 * not (`ground`). Nothing here is read from the kept counters or from the statements that answer the totals, so the two can
 * disagree, and a test and `verify` would see it.
 *
 * Every statement reads the one row `s` of `scope`, which says what is asked about.
 */
import { ceilingBy, dayOf, type MomentSql, recordedBy, within } from '../moment.sql.js';
import { standingBy, versionDay } from '../scenarios/standing.sql.js';

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

/** What is asked for, recommended or approved. The decision is the one that was made of it, in the same transaction. */
export const amounts = (kind: 'requested' | 'recommended' | 'approved'): string =>
  record(
    {
      kind: `'amount'`,
      id: 'e.id',
      day: 'e.valid_day',
      recorded_at: 'e.recorded_at',
      ore: 'e.amount_ore',
      ground: `case ${timeGround('e')} when s.call_id is not null and e.call_id is distinct from s.call_id then 'otherCall'
        when s.source_id is not null and e.source_id is null then 'sourceOpen' end`,
      source_id: 'e.source_id',
      year: 'e.year',
      authority_id: 'p.authority_id',
      proposal_id: 'e.proposal_id',
      measure_key: 'e.measure_key',
      version_id: 'e.version_id',
      decision_id:
        kind === 'requested'
          ? `select v.decision_id from proposal_version v where v.id = e.version_id`
          : `select d.id from decision d where d.subject_id = e.proposal_id and d.body_id = e.body_id and d.recorded_at >= e.recorded_at
              order by d.recorded_at limit 1`,
    },
    `scope s cross join amount_entry e join proposal p on p.id = e.proposal_id
      where e.kind = '${kind}' and (s.year is null or e.year = s.year) and (s.unassigned is not true or e.source_id is null)
        and (s.source_id is null or e.source_id = s.source_id or e.source_id is null) and (s.authority_id is null or p.authority_id = s.authority_id)
        and (s.proposal_id is null or e.proposal_id = s.proposal_id) and (s.measure_key is null or e.measure_key = s.measure_key)
        and (s.authority_id is null or e.call_id is not distinct from s.call_id)`,
  );

/** A row of an allocation that the board has decided; one that waits is not on the way of the money yet. */
export const isGiven = (
  row: string,
): string => `exists (select from ledger_entry g where g.proposal_id = ${row}.proposal_id
  and g.measure_key = ${row}.measure_key and g.allocation_row_id = ${row}.id and g.account = 'allocated')`;

type Account = 'pending' | 'allocated';
/** By which index the ledger is read. */
const reach = {
  sourceYears: 'e.source_year_id = any(s.source_year_ids)',
  proposal: 'e.proposal_id = s.proposal_id',
  call: 'e.proposal_id in (select p.id from proposal p where p.call_id = s.call_id)',
} as const;

/**
 * The ledger's other side, per measure, with its sign turned: what a posting takes from the source and gives the measure.
 * Within one source and year the two sides are equal, which a check holds the ledger to.
 */
export const postings = (
  accounts: readonly Account[],
  {
    sign = 1,
    by = 'sourceYears',
    outside = '',
    only = 'true',
  }: { sign?: 1 | -1; by?: keyof typeof reach; outside?: string; only?: string } = {},
): string =>
  record(
    {
      kind: `'posting'`,
      id: 'e.id',
      day: 'e.valid_day',
      recorded_at: 'e.recorded_at',
      ore: sign === 1 ? '-e.amount_ore' : 'e.amount_ore',
      ground: `case ${timeGround('e')} ${accounts.length === 2 ? '' : `when e.account <> '${accounts[0]}' then 'notDecided'`} ${outside} else null end`,
      source_id: 'y.source_id',
      year: 'y.year',
      authority_id: 'e.authority_id',
      proposal_id: 'e.proposal_id',
      measure_key: 'e.measure_key',
      version_id: `select x.version_id from amount_entry x where x.kind = 'approved' and x.proposal_id = e.proposal_id and x.measure_key = e.measure_key
        and x.recorded_at <= e.recorded_at order by x.id desc limit 1`,
      decision_id: 'p.decision_id',
      posting_id: 'p.id',
      number: `select n.number from ledger_entry n where n.posting_id = e.posting_id and n.source_year_id = e.source_year_id and n.account = 'source'`,
      allocation_id: `select v.allocation_id from allocation_row r join allocation_version v on v.id = r.version_id where r.id = e.allocation_row_id`,
      allocation_row_id: `select r.id from allocation_row r where r.id = e.allocation_row_id and ${isGiven('r')}`,
      note: 'p.kind',
    },
    `scope s cross join ledger_entry e join posting p on p.id = e.posting_id join source_year y on y.id = e.source_year_id
      where ${reach[by]} and ${only} and e.account in (${accounts[0] === 'allocated' && accounts.length === 1 ? `'allocated', 'pending'` : accounts.map((one) => `'${one}'`).join(', ')})
        and (s.source_year_ids is null or e.source_year_id = any(s.source_year_ids)) and ${chosen('e')}`,
  );

/** What the board has promised under a condition, and what became of each promise. */
export const promises = record(
  {
    kind: `'promise'`,
    id: 'e.id',
    day: 'e.valid_day',
    recorded_at: 'e.recorded_at',
    ore: 'e.amount_ore',
    ground: `case ${timeGround('e')} end`,
    source_id: 'y.source_id',
    year: 'y.year',
    authority_id: 'e.authority_id',
    proposal_id: 'e.proposal_id',
    measure_key: 'e.measure_key',
    version_id: 'o.approved_version_id',
    decision_id: 'e.decision_id',
    allocation_id: `select v.allocation_id from allocation_row r join allocation_version v on v.id = r.version_id where r.id = e.allocation_row_id`,
    note: `coalesce(e.ground, (select r.condition from allocation_row r where r.id = e.allocation_row_id))`,
  },
  `scope s join source_year y on y.id = any(s.source_year_ids) join conditional_entry e on e.source_year_id = y.id join proposal o on o.id = e.proposal_id
    where ${chosen('e')}`,
);

/** The dated ceilings; the one in force counts. */
export const ceilings = record(
  {
    kind: `'ceiling'`,
    id: 'c.id',
    day: 'c.effective_day',
    recorded_at: 'c.recorded_at',
    ore: 'c.amount_ore',
    ground: `case when c.recorded_at > s.known_at then 'recordedLater' when c.effective_day > s.ceiling_day then 'validLater'
      when exists (select from ceiling r where r.source_year_id = c.source_year_id and r.effective_day <= s.ceiling_day and r.recorded_at <= s.known_at
        and (r.recorded_at, r.id) > (c.recorded_at, c.id)) then 'superseded' end`,
    source_id: 'y.source_id',
    year: 'y.year',
    note: 'c.ground',
  },
  `scope s cross join ceiling c join source_year y on y.id = c.source_year_id where c.source_year_id = any(s.source_year_ids)`,
);

const measureColumns = {
  kind: `'measure'`,
  id: `v.id || '/' || m.measure_key`,
  day: `(v.frozen_at at time zone 'Europe/Stockholm')::date`,
  recorded_at: 'coalesce(v.frozen_at, v.created_at)',
  ore: 'm.requested_ore',
  source_id: 'm.source_id',
  year: 'm.year',
  authority_id: 'p.authority_id',
  proposal_id: 'p.id',
  measure_key: 'm.measure_key',
  version_id: 'v.id',
  decision_id: 'v.decision_id',
} as const;

/** The measures of one proposal: those of the version asked about, and for comparison those of the others one may see. */
export const measuresOfVersion = record(
  { ...measureColumns, ground: `case when v.id <> s.version_id then 'otherVersion' end` },
  `scope s join proposal p on p.id = s.proposal_id join proposal_version v on v.proposal_id = p.id join measure m on m.version_id = v.id
    where v.id = s.version_id or not s.only_frozen or v.frozen_at is not null`,
);

const gaveUp = `when p.status in ('withdrawn', 'rejected') then p.status`;

/** What a committee's answers to a call ask for, in the newest version others may see. */
export const measuresOfAnswers = record(
  { ...measureColumns, ground: `case ${gaveUp} end` },
  `scope s join proposal p on p.call_id = s.call_id and p.authority_id = s.authority_id join proposal_version v on v.id = p.submitted_version_id
    join measure m on m.version_id = v.id`,
);

const asked: MomentSql = { asOf: 's.as_of', knownAt: 's.known_at' };

/** In the versions and states of the moment; the rest, earlier and later, for comparison. */
export const measuresOnBoard = record(
  {
    ...measureColumns,
    day: versionDay('v'),
    ground: `case when v.frozen_at > s.known_at then 'recordedLater' when ${versionDay('v')} > s.as_of then 'validLater'
      when n.status in ('withdrawn', 'rejected') then n.status when v.id is distinct from n.version_id then 'otherVersion'
      when s.source_id is not null and m.source_id is null then 'sourceOpen' end`,
  },
  `scope s join proposal p on p.call_id = s.call_id left join lateral (${standingBy('p.id', asked)}) n on true
    join proposal_version v on v.proposal_id = p.id and v.frozen_at is not null join measure m on m.version_id = v.id
    where (s.year is null or m.year = s.year) and (s.source_id is null or m.source_id = s.source_id or m.source_id is null)
      and (s.unassigned is not true or not exists (select from source_year y where y.id = any(s.source_year_ids) and y.source_id = m.source_id and y.year = m.year))
      and (s.proposal_id is null or p.id = s.proposal_id) and (s.measure_key is null or m.measure_key = s.measure_key)`,
);

const onBoard = (
  row: string,
): string => `exists (select from (${standingBy(`${row}.proposal_id`, asked)}) n join measure m on m.version_id = n.version_id
  where m.measure_key = ${row}.measure_key and n.status not in ('withdrawn', 'rejected'))`;
export const notOnBoard = `when not ${onBoard('e')} then 'notOnBoard'`;

/** Room under the ceiling of a closed year: it stays there, and is offered to nobody. */
export const lockedIn = (sign: '' | '-' = ''): string =>
  record(
    {
      kind: `'closedYear'`,
      id: 'y.id',
      day: dayOf('y.closed_at'),
      recorded_at: 'y.closed_at',
      ore: `${sign}greatest(${ceilingBy('y.id', asked)} + (select coalesce(sum(e.amount_ore), 0) from ledger_entry e
        where e.source_year_id = y.id and e.account in ('pending', 'allocated') and ${within('e', 'valid_day', asked)}), 0)`,
      ground: `case when y.closed_at > s.known_at then 'recordedLater' when ${dayOf('y.closed_at')} > s.as_of then 'validLater' end`,
      source_id: 'y.source_id',
      year: 'y.year',
      note: `'Året är avräknat.'`,
    },
    `scope s join source_year y on y.id = any(s.source_year_ids) where y.closed_at is not null`,
  );

/** What the city office would give; of its judgements about a measure the last one counts. */
export const recommendations = record(
  {
    kind: `'recommendation'`,
    id: `r.id || '/' || w.source_year_id`,
    day: dayOf('r.recorded_at'),
    recorded_at: 'r.recorded_at',
    ore: 'w.amount_ore',
    ground: `case when r.recorded_at > s.known_at then 'recordedLater' when ${dayOf('r.recorded_at')} > s.as_of then 'validLater'
      when exists (select from recommendation n where n.call_id = r.call_id and n.proposal_id = r.proposal_id and n.measure_key = r.measure_key
        and n.number > r.number and ${recordedBy('n.recorded_at', asked)}) then 'superseded' when not ${onBoard('r')} then 'notOnBoard' end`,
    source_id: 'y.source_id',
    year: 'y.year',
    authority_id: 'o.authority_id',
    proposal_id: 'r.proposal_id',
    measure_key: 'r.measure_key',
    version_id: 'r.proposal_version_id',
    number: 'r.number',
    note: 'r.reason',
  },
  `scope s join recommendation r on r.call_id = s.call_id join proposal o on o.id = r.proposal_id join recommendation_row w on w.recommendation_id = r.id
    join source_year y on y.id = w.source_year_id
    where w.source_year_id = any(s.source_year_ids) and (s.proposal_id is null or r.proposal_id = s.proposal_id)
      and (s.measure_key is null or r.measure_key = s.measure_key)`,
);

/** Recommended and neither reserved nor decided yet, measure by measure; what is already given more than recommended takes nothing. */
export const stillRecommended = record(
  {
    kind: `'stillRecommended'`,
    id: `q.proposal_id || '/' || q.measure_key`,
    ore: '-greatest(q.recommended - q.given, 0)',
    source_id: 'q.source_id',
    year: 'q.year',
    authority_id: 'q.authority_id',
    proposal_id: 'q.proposal_id',
    measure_key: 'q.measure_key',
    version_id: 'q.version_id',
    number: 'q.number',
  },
  `(select b.source_id, b.year, b.authority_id, b.proposal_id, b.measure_key, b.version_id, b.number, b.ore as recommended,
        (select -coalesce(sum(e.amount_ore), 0) from ledger_entry e join source_year y on y.id = e.source_year_id where e.proposal_id = b.proposal_id
          and e.measure_key = b.measure_key and y.source_id = b.source_id and y.year = b.year and e.account in ('pending', 'allocated')
            and ${within('e', 'valid_day', asked)}) as given
      from scope s cross join (${recommendations}) b where b.ground is null) q`,
);
