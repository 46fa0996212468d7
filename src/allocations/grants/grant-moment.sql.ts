/** A grant as it stood on a day, or as it was known at an instant: ceilings, entries and the steps of its requisitions, told again. */
import { ceilingBy, countedBy, dayOf, type MomentSql, reservedBy, wasKnown, within } from '../moment.sql.js';

/** $1 source, $2 day, $3 instant. */
const moment: MomentSql = { asOf: '$2', knownAt: '$3' };
const day = `coalesce($2::date, ${dayOf('coalesce($3::timestamptz, clock_timestamp())')})`;

const amountOf = (act: string): string => `sum(t.amount_ore) filter (where t.act = '${act}')`;

/** Withheld is what was asked for and not paid, of the requisitions that had been paid. */
export const yearsThen = `
  select s.year, ${ceilingBy('s.id', moment)} as cap, ${reservedBy('s.id', moment)} as reserved, coalesce(sum(q.submitted), 0) as requisitioned,
      coalesce(sum(q.paid), 0) as paid, coalesce(sum(q.submitted - q.paid), 0) as withheld, coalesce(sum(q.repaid), 0) as repaid
    from source_year s left join (
        select r.source_year_id, ${amountOf('submit')} as submitted, ${amountOf('pay')} as paid, ${amountOf('repay')} as repaid
          from requisition r join requisition_step t on t.requisition_id = r.id where ${within('t', 'day', moment)} group by r.id) q on q.source_year_id = s.id
   where s.source_id = $1 and ${wasKnown('s.id', moment)} group by s.id order by s.year`;

const last = (act: string, column = 'amount_ore'): string =>
  `(array_agg(t.${column} order by t.number desc) filter (where t.act = '${act}'))[1]`;

/** Those begun by then, each as its last step left it. */
export const requisitionsThen = `
  select r.id, s.source_id, s.year, coalesce(q.status, 'notStarted') as status, q.amount_ore, q.paid_ore, q.claimed_ore, q.claim_ground,
      coalesce(q.repaid_ore, 0) as repaid_ore, case when q.is_submitted then r.submitted_at end as submitted_at,
      case when q.is_submitted then r.submitted_elsewhere end as submitted_elsewhere,
      coalesce(r.deadline_at, requisition_deadline(r.source_year_id)) as deadline_at, r.version
    from requisition r join source_year s on s.id = r.source_year_id left join lateral (
        select (array_agg(t.to_status order by t.number desc))[1] as status, ${last('prepare')} as amount_ore, ${last('pay')} as paid_ore,
            ${last('claimRecovery')} as claimed_ore, ${last('claimRecovery', 'ground')} as claim_ground, ${amountOf('repay')} as repaid_ore,
            bool_or(t.act = 'submit') as is_submitted
          from requisition_step t where t.requisition_id = r.id and ${within('t', 'day', moment)}) q on true
   where s.source_id = $1 and (q.status is not null or ${countedBy(dayOf('r.created_at'), 'r.created_at', moment)}) order by s.year, r.created_at, r.id`;

/** By the days of the grantor's dealings with the agent; $1 is the grantor. */
export const agentThen = `
  select g.id, g.grantor, g.organisation_number as "organisationNumber", g.person_id as "personId", p.name as "personName",
      case when g.approved_day <= ${day} then 'approved' else 'asked' end as status, g.asked_day as "askedDay",
      case when g.approved_day <= ${day} then g.approved_day end as "approvedDay", null::date as "endedDay", g.version
    from grant_agent g join person p on p.id = g.person_id
   where lower(g.grantor) = lower($1) and g.asked_day <= ${day} and (g.ended_day is null or g.ended_day > ${day})
     and ($3::timestamptz is null or g.recorded_at <= $3::timestamptz)
   order by 6, g.asked_day desc, g.id limit 1`;

export const conditionCounts = within('grant_condition', 'valid_from_day', moment);
