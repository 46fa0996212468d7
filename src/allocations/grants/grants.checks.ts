/** Invariants of asking for grants, as queries that must return no rows. */
import type { Check } from '../../platform/checks.js';

export const grantChecks: Check[] = [
  {
    name: 'allocations/R08-requisitioned-in-time-and-within-the-ceiling',
    meaning:
      'A requisition was handed in after the deadline, or for more than the ceiling of that day as it was known when it was noted.',
    sql: `select r.id as requisition_id, r.submitted_at, r.deadline_at, r.amount_ore from requisition r
            left join requisition_step t on t.requisition_id = r.id and t.act = 'submit'
           where r.submitted_at is not null and (r.submitted_at > r.deadline_at or t.requisition_id is null
             or r.amount_ore > ceiling_ore(r.source_year_id, (r.submitted_at at time zone 'Europe/Stockholm')::date, t.recorded_at))`,
  },
  {
    name: 'allocations/D9-requisition-by-four-eyes',
    meaning: 'A requisition was handed in that nobody, or the one who prepared it, has approved.',
    sql: `select r.id as requisition_id, r.prepared_by, r.approved_by from requisition r
           where (r.submitted_at is not null and r.approved_by is null) or r.approved_by = r.prepared_by`,
  },
  {
    name: 'allocations/D1-requisition-stands-at-its-last-step',
    meaning:
      'A requisition says something else than its last step, or its steps have a gap or do not follow on each other.',
    sql: `select r.id as requisition_id, r.status from requisition r
           where r.status <> coalesce((select t.to_status from requisition_step t where t.requisition_id = r.id order by t.number desc limit 1), 'notStarted')
              or exists (select from (select t.number, t.from_status, row_number() over (order by t.number) as place,
                             lag(t.to_status, 1, 'notStarted') over (order by t.number) as before from requisition_step t where t.requisition_id = r.id) s
                   where s.number <> s.place or s.from_status <> s.before)`,
  },
  {
    name: 'allocations/R09-paid-claimed-and-repaid-are-the-steps',
    meaning: 'What a requisition keeps as asked for, paid, claimed or repaid is not what its steps say.',
    sql: `select r.id as requisition_id, r.amount_ore, r.paid_ore, r.claimed_ore, r.repaid_ore from requisition r
           cross join lateral (select sum(t.amount_ore) filter (where t.act = 'submit') as asked, sum(t.amount_ore) filter (where t.act = 'pay') as paid,
               sum(t.amount_ore) filter (where t.act = 'claimRecovery') as claimed, sum(t.amount_ore) filter (where t.act = 'repay') as repaid
             from requisition_step t where t.requisition_id = r.id) s
           where (r.submitted_at is not null and r.amount_ore is distinct from s.asked) or coalesce(r.paid_ore, 0) <> coalesce(s.paid, 0)
              or coalesce(r.claimed_ore, 0) <> coalesce(s.claimed, 0) or r.repaid_ore <> coalesce(s.repaid, 0)`,
  },
  {
    name: 'allocations/R08-requisition-through-an-approved-agent',
    meaning: 'A requisition was handed in through an agent the grantor had not approved.',
    sql: `select r.id as requisition_id, r.agent_id from requisition r left join grant_agent g on g.id = r.agent_id
           where r.submitted_at is not null and g.approved_day is null`,
  },
  {
    name: 'allocations/R08-one-agent-per-organisation-number',
    meaning: 'An organisation number has more than one agent with the same grantor.',
    sql: `select lower(grantor) as grantor, organisation_number, count(*) as agents from grant_agent where status <> 'ended'
           group by lower(grantor), organisation_number having count(*) > 1`,
  },
  {
    name: 'allocations/D4-reported-has-its-report',
    meaning: 'A requisition is reported or accepted without a report, or has one before it was paid.',
    sql: `select r.id as requisition_id, r.status from requisition r left join grant_report g on g.requisition_id = r.id
           where (r.status in ('reported', 'accepted') and g.requisition_id is null)
              or (g.requisition_id is not null and r.paid_ore is null)`,
  },
];
