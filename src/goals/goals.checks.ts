/** Invariants of goals and assignments, as queries that must return no rows. */
import type { Check } from '../platform/checks.js';
import { statusOffItsEvents } from '../platform/events/edges.sql.js';

export const goalChecks: Check[] = [
  {
    name: 'goals/D4-chain-without-cycle',
    meaning: 'A goal stands below itself in the chain of a year.',
    sql: `with recursive up as (
            select goal_id, year, parent_id from goal_placement where parent_id is not null
            union select u.goal_id, u.year, p.parent_id from up u join goal_placement p on p.goal_id = u.parent_id and p.year = u.year where p.parent_id is not null)
          select goal_id, year from up where goal_id = parent_id`,
  },
  {
    name: 'goals/D6-no-level-skipped',
    meaning:
      'A goal stands in a year whose chain does not have its level, or under one that is neither of its own level nor the one above.',
    sql: `select p.goal_id, p.year, g.level, above.level as parent_level from goal_placement p join goal g on g.id = p.goal_id
            left join goal above on above.id = p.parent_id
            cross join lateral (select coalesce((select c.levels from goal_chain c where c.year = p.year and (c.authority_id = g.authority_id or c.authority_id is null)
              order by c.authority_id nulls last limit 1), '{}') as levels) c
           where g.status <> 'withdrawn' and (array_position(c.levels, g.level) is null
             or (above.id is not null and above.level <> g.level and array_position(c.levels, above.level) is distinct from array_position(c.levels, g.level) - 1))`,
  },
  {
    name: 'goals/D1-goal-status-follows-the-events',
    meaning: 'A goal has a status that its last act did not lead to.',
    sql: statusOffItsEvents('goal', 'goal', 'draft'),
  },
  {
    name: 'goals/D1-assignment-stands-at-its-last-step',
    meaning:
      'An assignment says something else than its last step, or its steps have a gap or do not follow on each other.',
    sql: `select a.id as assignment_id, a.status from assignment a
           where a.last_step <> (select count(*) from assignment_step s where s.assignment_id = a.id)
              or a.status <> coalesce((select s.to_status from assignment_step s where s.assignment_id = a.id order by s.number desc limit 1), 'given')
              or exists (select from (select s.number, s.from_status, row_number() over (order by s.number) as place,
                             lag(s.to_status, 1, 'given') over (order by s.number) as before from assignment_step s where s.assignment_id = a.id) s
                   where s.number <> s.place or s.from_status <> s.before)`,
  },
];
