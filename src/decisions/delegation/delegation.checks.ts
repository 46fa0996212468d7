/** Invariants of delegation, as queries that must return no rows. */
import type { Check } from '../../platform/checks.js';
import { missedMeeting } from './delegations.queries.js';

export const delegationChecks: Check[] = [
  {
    name: 'decisions/R42-nothing-undelegable-delegated',
    meaning: 'A rule of a delegation scheme gives away what only the committee may decide (KL 6:38).',
    sql: `select r.id as rule_id, r.category from delegation_rule r
           where r.category in ('goals', 'direction', 'scope', 'quality', 'proposalToCouncil', 'opinionToCouncil', 'principalAuthority', 'citizenProposal')`,
  },
  {
    name: 'decisions/R43-decided-under-the-scheme-in-force',
    meaning: 'A decision by delegation rests on a rule that was not in force for the body on its day.',
    sql: `select d.id as delegated_decision_id, d.decided_day from delegated_decision d join delegation_rule r on r.id = d.rule_id
           where r.scheme_id is distinct from (select s.id from delegation_scheme s
             where s.body_id = d.body_id and s.from_day <= d.decided_day order by s.from_day desc limit 1)`,
  },
  {
    name: 'decisions/R44-urgent-decisions-reported-at-next-meeting',
    meaning:
      'The body has met after an urgent decision, and the decision was on no agenda up to that meeting (KL 6:39).',
    sql: `select d.id as delegated_decision_id, missed.id as meeting_id, missed.day from delegated_decision d cross join lateral (${missedMeeting}) missed`,
  },
  {
    name: 'decisions/D8-delegated-decisions-without-gaps',
    meaning: 'The numbers of a body and year have a gap, or the series counts further than the decisions.',
    sql: `select coalesce(s.body_id, d.body_id) as body_id, coalesce(s.year, d.year) as year, s.last_number, d.decisions, d.highest
            from delegation_series s full join (select body_id, year, count(*) as decisions, max(number) as highest
              from delegated_decision group by body_id, year) d on d.body_id = s.body_id and d.year = s.year
           where coalesce(s.last_number, -1) <> coalesce(d.decisions, 0) or coalesce(d.highest, 0) <> coalesce(s.last_number, -1)`,
  },
];
