/** Invariants of proposals, as queries that must return no rows. */
import type { Check } from '../platform/checks.js';
import { edgesOf } from '../platform/events/edges.sql.js';
import { proposalMachine } from './proposal.rules.js';

/** What the entries say stands, per proposal, kind and measure. */
const standing = `select proposal_id, kind, measure_key, sum(amount_ore) as ore from amount_entry group by proposal_id, kind, measure_key`;

export const proposalChecks: Check[] = [
  {
    name: 'proposals/D1-status-follows-the-events',
    meaning: 'A proposal is in a state that its last event did not lead to.',
    sql: `select p.id as proposal_id, p.status, last.payload ->> 'to' as told from proposal p
            left join lateral (select e.payload from event e where e.subject_id = p.id and e.type like 'proposal.%' and e.payload ? 'to'
                order by e.id desc limit 1) last on true
           where last.payload ->> 'to' is distinct from p.status`,
  },
  {
    name: 'proposals/D1-every-change-is-an-edge',
    meaning:
      'An event tells of a change that the table of states does not have, or of one that did not begin where the last one ended.',
    sql: `select * from (
            select e.id as event_id, e.subject_id as proposal_id, e.type, e.payload ->> 'from' as "from", e.payload ->> 'to' as "to",
                lag(e.payload ->> 'to') over (partition by e.subject_id order by e.id) as before
              from event e where e.subject_kind = 'proposal' and e.type like 'proposal.%') told
           where told."from" is distinct from told.before
              or (told."from" is not null and (told."from", told.type, told."to") not in (values ${edgesOf(proposalMachine)}))`,
  },
  {
    name: 'proposals/D9-four-eyes',
    meaning:
      'A version was approved by somebody who had written in the proposal, or by one person twice, or the second step before the first.',
    sql: `select a.version_id, a.step, a.approver_id from proposal_approval a
            join proposal_version v on v.id = a.version_id join proposal p on p.id = v.proposal_id
           where a.approver_id = p.author_id or a.author_id <> p.author_id
              or exists (select 1 from event e where e.subject_id = p.id and e.actor_person_id = a.approver_id and e.at < a.at
                   and e.type in ('proposal.created', 'proposal.edited', 'proposal.submitted', 'proposal.revised'))
              or (a.step = 2 and not exists (select 1 from proposal_approval first
                   where first.version_id = a.version_id and first.step = 1 and first.approver_id <> a.approver_id and first.at < a.at))`,
  },
  {
    name: 'proposals/D9-approvals-belong-to-the-version-that-goes-on',
    meaning:
      'A proposal stands as approved by its management although the current version lacks one of the two approvals.',
    sql: `select p.id as proposal_id, p.status, p.current_version from proposal p
           where p.status in ('approvedByManagement', 'scheduled')
             and (select count(*) from proposal_approval a where a.version_id = p.current_version_id) <> 2`,
  },
  {
    name: 'proposals/R16-submitted-versions-are-frozen',
    meaning: 'A version that others have seen, that was approved or stood on an agenda is not frozen, or has no hash.',
    sql: `select v.id as version_id, v.proposal_id, v.number from proposal_version v
           where (v.frozen_at is null or octet_length(v.content_hash) <> 32)
             and v.id in (select unnest(array[submitted_version_id, approved_version_id]) from proposal
               union all select version_id from proposal_approval union all select subject_version_id from agenda_item)`,
  },
  {
    name: 'proposals/R01-total-is-the-sum-of-the-measures',
    meaning: 'The total of a version is not the sum of its measures.',
    sql: `select v.id as version_id, v.total_ore, coalesce(sum(m.requested_ore), 0) as measures_ore
            from proposal_version v left join measure m on m.version_id = v.id
           group by v.id, v.total_ore having coalesce(sum(m.requested_ore), 0) <> v.total_ore`,
  },
  {
    name: 'proposals/R50-list-shows-the-submitted-version',
    meaning:
      'Title or total of a proposal is not that of the version others may see (or, before there is one, of the draft).',
    sql: `select p.id as proposal_id, p.total_ore, v.total_ore as version_ore from proposal p
            join proposal_version v on v.id = coalesce(p.submitted_version_id, p.current_version_id)
           where p.total_ore <> v.total_ore or p.title <> v.title or v.proposal_id <> p.id`,
  },
  {
    name: 'proposals/current-version-is-the-last',
    meaning: 'The current version of a proposal is not its highest number.',
    sql: `select p.id as proposal_id, p.current_version, max(v.number) as last from proposal p join proposal_version v on v.proposal_id = p.id
           group by p.id, p.current_version, p.current_version_id
          having max(v.number) <> p.current_version or not bool_or(v.id = p.current_version_id and v.number = p.current_version)`,
  },
  {
    name: 'proposals/passage-stands-in-the-proposals-document',
    meaning: 'A passage is said to stand in a file that is not the memorandum its proposal was read from.',
    sql: `select g.proposal_id, g.measure_key from measure_passage g join proposal p on p.id = g.proposal_id
            join document_version f on f.id = g.document_version_id join document d on d.id = f.document_id
           where d.id is distinct from p.source_document_id or d.matter_id <> p.matter_id`,
  },
  {
    name: 'proposals/requested-is-what-was-submitted',
    meaning:
      'What stands as requested for a measure is not what the submitted version asks for, or something withdrawn or rejected still counts.',
    sql: `with wanted as (
            select p.id as proposal_id, m.measure_key, m.requested_ore as ore from proposal p join measure m on m.version_id = p.submitted_version_id
             where p.status not in ('withdrawn', 'rejected') and m.requested_ore <> 0),
          kept as (select * from (${standing}) s where kind = 'requested' and ore <> 0)
          select proposal_id, measure_key, wanted.ore as wanted_ore, kept.ore as kept_ore
            from wanted full join kept using (proposal_id, measure_key) where wanted.ore is distinct from kept.ore`,
  },
  {
    name: 'proposals/approved-is-what-the-committee-approved',
    meaning:
      'The approved amounts, in the entries or as the limit of allocation, are not those of the approved version.',
    sql: `with wanted as (
            select p.id as proposal_id, m.measure_key, m.requested_ore as ore from proposal p join measure m on m.version_id = p.approved_version_id
             where p.status = 'approved' and m.requested_ore <> 0),
          limits as (select proposal_id, measure_key, approved_ore as ore from approved_measure where approved_ore <> 0),
          kept as (select * from (${standing}) s where kind = 'approved' and ore <> 0)
          select proposal_id, measure_key, wanted.ore as wanted_ore, limits.ore as limit_ore, kept.ore as kept_ore
            from wanted full join limits using (proposal_id, measure_key) full join kept using (proposal_id, measure_key)
           where wanted.ore is distinct from limits.ore or wanted.ore is distinct from kept.ore`,
  },
];
