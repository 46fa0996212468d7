/** The records of what is asked for, may be given and is given: amounts, postings, promises, ceilings and the measures of versions. */
import { chosen, record, timeGround } from './record.sql.js';

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
/** What counts against a ceiling: given, or put aside for a decision. */
export const held: readonly Account[] = ['allocated', 'pending'];
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

export const measureColumns = {
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
