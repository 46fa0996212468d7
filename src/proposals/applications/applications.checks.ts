/** Invariants of associations' applications, as queries that must return no rows. */
import type { Check } from '../../platform/checks.js';
import { changesOffTheTable, statusOffItsEvents } from '../../platform/events/edges.sql.js';
import { applicationMachine } from './application.rules.js';

export const applicationChecks: Check[] = [
  {
    name: 'applications/D1-status-follows-the-events',
    meaning: 'An application is in a state that its last event did not lead to.',
    sql: statusOffItsEvents('application', 'application'),
  },
  {
    name: 'applications/D1-every-change-is-an-edge',
    meaning: 'An event tells of a change that the table of states does not have.',
    sql: changesOffTheTable('application', applicationMachine),
  },
  {
    name: 'applications/registered-where-it-was-applied',
    meaning:
      'An application is registered with another authority than the one whose call it answers, or its document or its proposal stands in another matter.',
    sql: `select a.id as application_id from application a join call c on c.id = a.call_id join matter o on o.id = c.matter_id
            join matter m on m.id = a.matter_id join document d on d.id = a.document_id left join proposal p on p.id = a.proposal_id
           where m.authority_id <> o.authority_id or d.matter_id <> a.matter_id or d.direction <> 'received' or c.kind <> 'associationGrant'
             or (p.id is not null and (p.matter_id <> a.matter_id or p.call_id is distinct from a.call_id or p.authority_id <> o.authority_id))`,
  },
  {
    name: 'applications/files-are-registered-with-the-application',
    meaning: 'A file of an application is registered in another matter, or as come in at another time.',
    sql: `select f.application_id, f.document_id from application_file f join application a on a.id = f.application_id join document d on d.id = f.document_id
           where d.matter_id is distinct from a.matter_id or d.direction <> 'received' or abs(extract(epoch from d.received_at - a.received_at)) > 1`,
  },
  {
    name: 'applications/M9-given-is-what-was-decided',
    meaning:
      'What the ledger gives to an association is not what its committee or a delegate approved, is more than was applied for, or stands on another decision.',
    sql: `select a.id as application_id, a.applied_ore, w.ore as approved, l.ore as given
            from application a join proposal p on p.id = a.proposal_id
            left join lateral (select sum(m.requested_ore) as ore from measure m where m.version_id = p.approved_version_id and p.status = 'approved') w on true
            left join lateral (select -sum(e.amount_ore) filter (where e.account = 'allocated' and g.settlement_id is null) as ore,
                bool_or(e.allocation_row_id is not null or (g.settlement_id is null and not exists (
                  select from decision d where d.id = g.decision_id and d.subject_kind = 'proposal' and d.subject_id = p.id and d.version_result_id = p.approved_version_id)
                  and not exists (select from delegated_decision r where r.id = g.delegated_decision_id and r.matter_id = p.matter_id))) as is_foreign
              from ledger_entry e join posting g on g.id = e.posting_id where e.proposal_id = p.id) l on true
           where coalesce(w.ore, 0) <> coalesce(l.ore, 0) or coalesce(w.ore, 0) > a.applied_ore or l.is_foreign`,
  },
  {
    name: 'applications/proposals-of-these-calls-answer-somebody',
    meaning: 'A proposal stands in a call to associations and answers no application.',
    sql: `select p.id as proposal_id from proposal p join call c on c.id = p.call_id and c.kind = 'associationGrant'
           where not exists (select from application a where a.proposal_id = p.id)`,
  },
  {
    name: 'applications/D9-delegates-decide-what-others-wrote',
    meaning: 'A delegate decided an application whose proposal they had written in.',
    sql: `select p.id as proposal_id, r.decided_by from application a join proposal p on p.id = a.proposal_id
            join event t on t.subject_id = p.id and t.type in ('proposal.grantedByDelegation', 'proposal.rejectedByDelegation')
            join delegated_decision r on r.id = (t.payload ->> 'delegatedDecisionId')::uuid
           where r.decided_by = p.author_id or exists (select from event e where e.subject_id = p.id and e.actor_person_id = r.decided_by and e.id < t.id
             and e.type in ('proposal.created', 'proposal.edited', 'proposal.submitted', 'proposal.revised'))`,
  },
];
