/** The statements about payout lists and the rows they give. */
import type { Actor } from '../../kernel/actor.js';
import type { DecisionKind } from '../../decisions/execution.queries.js';
import { reachOver } from '../../identity/reach.rules.js';
import type { PaymentKind } from '../../proposals/association.rules.js';
import type { PayoutStatus } from './payout.rules.js';

export function maySee(actor: Actor, authorityId: string): boolean {
  const { everywhere, authorityIds } = reachOver('register', actor);
  return everywhere || authorityIds.includes(authorityId);
}

export interface DueRow {
  applicationId: string;
  name: string;
  paymentKind: PaymentKind | null;
  paymentNumber: string | null;
  proposalId: string;
  measureKey: string;
  sourceYearId: string;
  ore: string;
}
/** The years the call's grants stand in, shared and in ascending id: none of them is closed while a list is written. */
export const holdYears = `
  select 1 from source_year where id in (select e.source_year_id from application a join ledger_entry e on e.proposal_id = a.proposal_id
      where a.call_id = $1 and e.account = 'allocated') order by id for share`;

/**
 * What the ledger has given in the call and no living list holds, association by association. A grant that was paid and
 * whose cost was credited since stays paid, also when the next year has taken over what was left. Of a closed year
 * nothing can be paid any more.
 */
export const selectDue = `
  select a.id as "applicationId", s.name, s.payment_kind as "paymentKind", s.payment_number as "paymentNumber", e.proposal_id as "proposalId",
      e.measure_key as "measureKey", e.source_year_id as "sourceYearId", (-sum(e.amount_ore))::text as ore
    from application a join association s on s.id = a.association_id join ledger_entry e on e.proposal_id = a.proposal_id and e.account = 'allocated'
      join source_year y on y.id = e.source_year_id and y.closed_at is null
   where a.call_id = $1 and not exists (select from payout_row r where r.proposal_id = e.proposal_id and r.measure_key = e.measure_key and not r.is_released)
   group by a.id, s.name, s.payment_kind, s.payment_number, e.proposal_id, e.measure_key, e.source_year_id having -sum(e.amount_ore) > 0
   order by s.name, a.id, e.measure_key, e.source_year_id`;

export interface Giving {
  proposalId: string;
  name: string;
  kind: DecisionKind;
  decisionId: string;
}
/** $1 proposals. By which decisions associations were given what they were given. */
export const selectGiving = `
  select distinct e.proposal_id as "proposalId", s.name, case when g.decision_id is null then 'delegatedDecision' else 'decision' end as kind,
      coalesce(g.decision_id, g.delegated_decision_id) as "decisionId"
    from ledger_entry e join posting g on g.id = e.posting_id join application a on a.proposal_id = e.proposal_id join association s on s.id = a.association_id
   where e.proposal_id = any($1::uuid[]) and e.account = 'allocated' and g.settlement_id is null and num_nonnulls(g.decision_id, g.delegated_decision_id) = 1
   order by s.name, 4`;

export const selectListed = `select distinct proposal_id as id from payout_row where list_id = $1`;

export const insertList = `
  with l as (
    insert into payout_list (id, call_id, number, prepared_by)
      select $1, $2, coalesce(max(p.number), 0) + 1, $3 from payout_list p where p.call_id = $2 returning id, number),
  r as (
    insert into payout_row (id, list_id, position, application_id, proposal_id, measure_key, source_year_id, payment_kind, payment_number, amount_ore)
      select w.id, l.id, w.position, w.application_id, w.proposal_id, w.measure_key, w.source_year_id, w.payment_kind, w.payment_number, w.ore
        from l, unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::text[], $10::text[], $11::bigint[]) with ordinality
          as w (id, application_id, proposal_id, measure_key, source_year_id, payment_kind, payment_number, ore, position))
  select number from l`;

export interface FoundList {
  authorityId: string;
  matterId: string;
}
export const findList = `
  select m.authority_id as "authorityId", c.matter_id as "matterId" from payout_list l join call c on c.id = l.call_id join matter m on m.id = c.matter_id
   where l.id = $1`;

export interface LockedList {
  id: string;
  matterId: string;
  status: PayoutStatus;
  version: number;
  preparedBy: string;
}
export const lockList = `
  select id, status, version, prepared_by as "preparedBy" from payout_list where id = $1 for no key update`;

export const selectChangedAccounts = `
  select distinct s.name from payout_row r join application a on a.id = r.application_id join association s on s.id = a.association_id
   where r.list_id = $1 and (s.payment_kind, s.payment_number) is distinct from (r.payment_kind, r.payment_number) order by s.name`;

export interface PaidRow {
  id: string;
  proposalId: string;
  measureKey: string;
  sourceId: string;
  year: number;
}
export const selectPaid = `
  select r.id, r.proposal_id as "proposalId", r.measure_key as "measureKey", y.source_id as "sourceId", y.year
    from payout_row r join source_year y on y.id = r.source_year_id where r.list_id = $1 order by r.position`;

/** The last day on which something on the list was decided. */
export const selectDays = `
  select today_in_stockholm() as today, max(e.valid_day) as "decidedDay" from payout_row r
    join ledger_entry e on e.proposal_id = r.proposal_id and e.measure_key = r.measure_key and e.source_year_id = r.source_year_id and e.account = 'allocated'
   where r.list_id = $1`;

/** $2 rows, $3 their costs, $4 the day each counts. */
export const recordCosts = `
  with w as (select * from unnest($2::uuid[], $3::uuid[], $4::date[]) as w (row_id, cost_id, cost_day)),
  c as (
    insert into actual_cost (id, source_year_id, proposal_id, measure_key, authority_id, cost_day, booked_day, amount_ore, text, voucher, recorded_by)
      select w.cost_id, r.source_year_id, r.proposal_id, r.measure_key, p.authority_id, w.cost_day, $5, r.amount_ore, 'Föreningsbidrag till ' || s.name, $6, $7
        from w join payout_row r on r.id = w.row_id and r.list_id = $1 join proposal p on p.id = r.proposal_id
          join application a on a.id = r.application_id join association s on s.id = a.association_id)
  update payout_row r set actual_cost_id = w.cost_id from w where r.id = w.row_id and r.list_id = $1`;

export const cancelList = `
  with l as (update payout_list set status = 'cancelled', cancelled_reason = $2, version = version + 1 where id = $1 returning id)
  update payout_row r set is_released = true from l where r.list_id = l.id`;
