/**
 * The way of the money, as steps from one record to the next. A step is said once and walked both ways, so that whoever is
 * led down can always go back up.
 */

export const trailKinds = [
  'sourceYear',
  'decision',
  'delegatedDecision',
  'proposal',
  'allocation',
  'allocationRow',
  'award',
  'requisition',
  'payout',
  'payoutList',
  'cost',
  'repayment',
] as const;
export type TrailKind = (typeof trailKinds)[number];

interface Step {
  from: TrailKind;
  to: TrailKind;
  /** Gives `parent` and `child`. */
  sql: string;
}

/**
 * What was given to an association: by its committee or a delegate, straight out of the source and through no allocation. One
 * posting, whatever sources it draws on.
 */
const awards = `
  select p.id, p.decision_id, p.delegated_decision_id, p.valid_day, a.id as application_id, e.proposal_id, e.measure_key, e.source_year_id, -e.amount_ore as ore
    from posting p join ledger_entry e on e.posting_id = p.id and e.account = 'allocated' and e.amount_ore < 0 and e.allocation_row_id is null
      join application a on a.proposal_id = e.proposal_id where p.settlement_id is null`;
const paidOf =
  'r.proposal_id = w.proposal_id and r.measure_key = w.measure_key and r.source_year_id = w.source_year_id';

const steps: readonly Step[] = [
  {
    from: 'sourceYear',
    to: 'decision',
    sql: `select distinct e.source_year_id as parent, p.decision_id as child from ledger_entry e join posting p on p.id = e.posting_id
            where e.account = 'allocated' and p.decision_id is not null`,
  },
  {
    from: 'sourceYear',
    to: 'delegatedDecision',
    sql: `select distinct w.source_year_id as parent, w.delegated_decision_id as child from (${awards}) w where w.delegated_decision_id is not null`,
  },
  {
    from: 'delegatedDecision',
    to: 'proposal',
    sql: `select distinct w.delegated_decision_id as parent, w.proposal_id as child from (${awards}) w where w.delegated_decision_id is not null`,
  },
  {
    from: 'delegatedDecision',
    to: 'award',
    sql: `select distinct w.delegated_decision_id as parent, w.id as child from (${awards}) w where w.delegated_decision_id is not null`,
  },
  {
    from: 'decision',
    to: 'award',
    sql: `select distinct w.decision_id as parent, w.id as child from (${awards}) w where w.decision_id is not null`,
  },
  {
    from: 'proposal',
    to: 'award',
    sql: `select distinct w.proposal_id as parent, w.id as child from (${awards}) w`,
  },
  {
    from: 'award',
    to: 'payoutList',
    sql: `select distinct w.id as parent, r.list_id as child from (${awards}) w join payout_row r on ${paidOf} and not r.is_released`,
  },
  {
    from: 'award',
    to: 'cost',
    sql: `select distinct w.id as parent, r.id as child from (${awards}) w join actual_cost r on ${paidOf}`,
  },
  {
    from: 'payoutList',
    to: 'cost',
    sql: `select r.list_id as parent, r.actual_cost_id as child from payout_row r where r.actual_cost_id is not null`,
  },
  {
    from: 'decision',
    to: 'allocation',
    sql: `select d.id as parent, d.subject_id as child from decision d where d.subject_kind = 'allocation'
            and exists (select from posting p where p.decision_id = d.id)`,
  },
  {
    from: 'decision',
    to: 'proposal',
    sql: `select d.id as parent, d.subject_id as child from decision d where d.subject_kind = 'proposal' and d.outcome in ('approve', 'approveWithChanges')`,
  },
  {
    from: 'allocation',
    to: 'allocationRow',
    sql: `select v.allocation_id as parent, r.id as child from allocation_row r join allocation_version v on v.id = r.version_id
            where exists (select from ledger_entry e where e.allocation_row_id = r.id and e.proposal_id = r.proposal_id and e.measure_key = r.measure_key
              and e.account = 'allocated')`,
  },
  {
    from: 'proposal',
    to: 'allocationRow',
    sql: `select distinct e.proposal_id as parent, e.allocation_row_id as child from ledger_entry e where e.account = 'allocated' and e.allocation_row_id is not null`,
  },
  {
    from: 'allocationRow',
    to: 'requisition',
    sql: `select distinct e.allocation_row_id as parent, q.id as child from ledger_entry e join requisition q on q.source_year_id = e.source_year_id
            where e.account = 'allocated' and e.allocation_row_id is not null`,
  },
  {
    from: 'allocationRow',
    to: 'cost',
    sql: `select distinct e.allocation_row_id as parent, c.id as child from ledger_entry e join actual_cost c on c.source_year_id = e.source_year_id
            and c.proposal_id = e.proposal_id and c.measure_key = e.measure_key where e.account = 'allocated' and e.allocation_row_id is not null`,
  },
  {
    from: 'requisition',
    to: 'payout',
    sql: `select q.id as parent, q.id as child from requisition q where q.paid_ore is not null`,
  },
  {
    from: 'requisition',
    to: 'cost',
    sql: `select q.id as parent, c.id as child from requisition q join actual_cost c on c.source_year_id = q.source_year_id`,
  },
  {
    from: 'requisition',
    to: 'repayment',
    sql: `select q.id as parent, q.id as child from requisition q where q.repaid_ore > 0`,
  },
  {
    from: 'cost',
    to: 'repayment',
    sql: `select c.id as parent, q.id as child from actual_cost c join requisition q on q.source_year_id = c.source_year_id where q.repaid_ore > 0`,
  },
];

/**
 * What is told of a record, and to whom. $2: follows the whole municipality; $3: own authorities; $4: reads what others have
 * submitted. `is_open` says whether the person may open `href`;
 * `matter` is the registration number of the matter it is dealt with in, where that is one.
 */
const records: Readonly<Record<TrailKind, string>> = {
  sourceYear: `select y.id, f.code || ' ' || y.year as label, null::date as day, y.cap_ore as ore, '/api/v1/funding-sources/' || f.id as href,
      null::text as matter, true as is_seen, true as is_open from source_year y join funding_source f on f.id = y.source_id`,
  decision: `select d.id, b.name || ' § ' || d.minute_item as label, d.decision_day as day, null::bigint as ore, '/api/v1/agenda-items/' || d.agenda_item_id as href,
      t.registration_number as matter, true as is_seen, $2::boolean or b.authority_id = any($3::uuid[]) or t.authority_id = any($3::uuid[]) as is_open
    from decision d join body b on b.id = d.body_id join matter t on t.id = d.matter_id`,
  delegatedDecision: `select d.id, b.name || ', delegationsbeslut ' || d.number || '/' || d.year as label, d.decided_day as day, null::bigint as ore,
      '/api/v1/delegated-decisions/' || d.id as href, t.registration_number as matter, $2::boolean or b.authority_id = any($3::uuid[]) as is_seen, true as is_open
    from delegated_decision d join body b on b.id = d.body_id left join matter t on t.id = d.matter_id`,
  proposal: `select p.id, t.registration_number || ' ' || p.title as label, null::date as day, p.total_ore as ore, '/api/v1/proposals/' || p.id as href,
      t.registration_number as matter, ($4::boolean and p.submitted_version_id is not null) or p.authority_id = any($3::uuid[]) as is_seen, true as is_open
    from proposal p join matter t on t.id = p.matter_id`,
  allocation: `select a.id, a.title as label, null::date as day, null::bigint as ore, '/api/v1/allocations/' || a.id as href, t.registration_number as matter,
      a.status in ('decided', 'annulled') as is_seen, true as is_open
    from allocation a join matter t on t.id = a.matter_id`,
  allocationRow: `select r.id, c.code || ', ' || f.code || ' ' || y.year as label, null::date as day, r.amount_ore as ore, '/api/v1/allocations/' || v.allocation_id as href,
      (select t.registration_number from matter t where t.id = a.matter_id) as matter, a.status in ('decided', 'annulled') as is_seen, true as is_open
    from allocation_row r join allocation_version v on v.id = r.version_id join allocation a on a.id = v.allocation_id join authority c on c.id = r.authority_id
      join source_year y on y.id = r.source_year_id join funding_source f on f.id = y.source_id`,
  award: `select w.id, s.name || ', ' || string_agg(distinct f.code || ' ' || y.year, ', ') as label, w.valid_day as day, sum(w.ore)::bigint as ore,
      '/api/v1/applications/' || a.id as href, t.registration_number as matter, $4::boolean or t.authority_id = any($3::uuid[]) as is_seen, true as is_open
    from (${awards}) w join application a on a.id = w.application_id join association s on s.id = a.association_id join matter t on t.id = a.matter_id
      join source_year y on y.id = w.source_year_id join funding_source f on f.id = y.source_id
   group by w.id, w.valid_day, s.name, a.id, t.registration_number, t.authority_id`,
  requisition: `select q.id, 'Rekvisition ' || f.code || ' ' || y.year as label, (q.submitted_at at time zone 'Europe/Stockholm')::date as day, q.amount_ore as ore,
      '/api/v1/requisitions/' || q.id as href, null::text as matter, true as is_seen, true as is_open
    from requisition q join source_year y on y.id = q.source_year_id join funding_source f on f.id = y.source_id`,
  payout: `select q.id, 'Utbetalning ' || f.code || ' ' || y.year as label, (select max(s.day) from requisition_step s where s.requisition_id = q.id and s.act = 'pay') as day,
      q.paid_ore as ore, '/api/v1/requisitions/' || q.id as href, null::text as matter, q.paid_ore is not null as is_seen, true as is_open
    from requisition q join source_year y on y.id = q.source_year_id join funding_source f on f.id = y.source_id`,
  payoutList: `select l.id, 'Utbetalningslista ' || l.number || ', ' || t.registration_number as label, l.paid_day as day,
      (select sum(r.amount_ore)::bigint from payout_row r where r.list_id = l.id) as ore, '/api/v1/payout-lists/' || l.id as href, t.registration_number as matter,
      l.status <> 'cancelled' and ($4::boolean or t.authority_id = any($3::uuid[])) as is_seen, true as is_open
    from payout_list l join call c on c.id = l.call_id join matter t on t.id = c.matter_id`,
  cost: `select c.id, c.text as label, c.cost_day as day, c.amount_ore as ore,
      '/api/v1/actual-costs?sourceId=' || y.source_id || '&year=' || y.year || '&proposalId=' || c.proposal_id as href,
      null::text as matter, $2::boolean or c.authority_id = any($3::uuid[]) as is_seen, true as is_open
    from actual_cost c join source_year y on y.id = c.source_year_id`,
  repayment: `select q.id, 'Återbetalning ' || f.code || ' ' || y.year as label, (select max(s.day) from requisition_step s where s.requisition_id = q.id and s.act = 'repay') as day,
      q.repaid_ore as ore, '/api/v1/requisitions/' || q.id as href, null::text as matter, q.repaid_ore > 0 as is_seen, true as is_open
    from requisition q join source_year y on y.id = q.source_year_id join funding_source f on f.id = y.source_id`,
};

/** Names every parameter, so that PostgreSQL knows the type of those that a record does not ask for. */
const parameters = `($2::boolean is not null and $3::uuid[] is not null and $4::boolean is not null)`;

/** $1: the record asked about. */
export const recordOf = (kind: TrailKind): string =>
  `select n.* from (${records[kind]}) n where n.id = $1::uuid and n.is_seen and ${parameters}`;

/** $1: the record asked about. Its neighbours, as the parts of a listing; those that this person may not see are left out. */
export function neighboursOf(kind: TrailKind): { columns: string; from: string; orderBy: string } {
  const branch = (direction: 'up' | 'down', neighbour: TrailKind, sql: string): string => {
    const [own, other] = direction === 'down' ? ['parent', 'child'] : ['child', 'parent'];
    return `select '${direction}' as direction, ${trailKinds.indexOf(neighbour)} as place, '${neighbour}' as kind, n.*
      from (${sql}) e join (${records[neighbour]}) n on n.id = e.${other} where e.${own} = $1::uuid and n.is_seen`;
  };
  const branches = steps.flatMap(({ from, to, sql }) => [
    ...(to === kind ? [branch('up', from, sql)] : []),
    ...(from === kind ? [branch('down', to, sql)] : []),
  ]);
  return {
    columns: 'n.*',
    from: `(${branches.join('\n union all ')}) n where ${parameters}`,
    orderBy: 'n.direction desc, n.place, n.day nulls first, n.id',
  };
}
