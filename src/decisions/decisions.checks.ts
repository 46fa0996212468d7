/** Invariants of deciding, as queries that must return no rows. */
import type { Check } from '../platform/checks.js';

export const decisionChecks: Check[] = [
  {
    name: 'decisions/D4-one-decision-per-decided-item',
    meaning: 'An agenda item is marked decided without a decision, or has a decision while still listed.',
    sql: `select a.id as agenda_item_id, a.status, d.id as decision_id from agenda_item a left join decision d on d.agenda_item_id = a.id
           where (a.status = 'decided') <> (d.id is not null)`,
  },
  {
    name: 'decisions/D5-tabled-items-appear-again',
    meaning: 'A tabled matter is on no later agenda.',
    sql: `select d.agenda_item_id from decision d
           where d.outcome = 'table' and not exists (select 1 from agenda_item a where a.tabled_from_id = d.agenda_item_id)`,
  },
  {
    name: 'decisions/D6-running-route-is-on-one-agenda',
    meaning: 'A running route waits on no agenda or on several, or a finished one still waits.',
    sql: `select r.id as route_id, r.status, count(a.id) as listed from route r
            left join agenda_item a on a.route_id = r.id and a.status = 'listed'
           group by r.id, r.status having count(a.id) <> case when r.status = 'running' then 1 else 0 end`,
  },
  {
    name: 'decisions/D6-no-step-skipped',
    meaning: 'A step of a route was reached although an earlier step never let the matter through.',
    sql: `select a.id as agenda_item_id, a.route_position from agenda_item a
           where a.route_position > 1 and not exists (
             select 1 from agenda_item earlier join decision d on d.agenda_item_id = earlier.id
              where earlier.route_id = a.route_id and earlier.route_position = a.route_position - 1
                and d.outcome in ('recommend', 'approve', 'approveWithChanges'))`,
  },
  {
    name: 'decisions/D8-minute-items-without-gaps',
    meaning: 'The paragraph numbers of a body and year have a gap, or the series counts further than the decisions.',
    sql: `select s.body_id, s.year, s.last_number, count(d.id) as decisions, max(d.minute_item) as highest
            from minute_item_series s left join decision d on d.body_id = s.body_id and d.year = s.year
           group by s.body_id, s.year, s.last_number
          having count(d.id) <> s.last_number or coalesce(max(d.minute_item), 0) <> s.last_number`,
  },
  {
    name: 'decisions/D1-decision-has-event',
    meaning: 'A decision stands without the event that tells of it.',
    sql: `select d.id as decision_id from decision d
           where not exists (select 1 from event e where e.type = 'decision.made' and e.subject_id = d.subject_id
             and e.payload ->> 'decisionId' = d.id::text)`,
  },
  {
    name: 'decisions/D5-nothing-waits-on-a-cancelled-meeting',
    meaning: 'A matter stands on the agenda of a meeting that will not be held.',
    sql: `select a.id as agenda_item_id, m.id as meeting_id from agenda_item a join meeting m on m.id = a.meeting_id
           where a.status = 'listed' and m.status = 'cancelled'`,
  },
];
