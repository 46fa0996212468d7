/** Invariants of giving, as queries that must return no rows. */
import type { Check } from '../platform/checks.js';

export const allocationChecks: Check[] = [
  {
    name: 'allocations/M9-every-posting-has-a-board-decision',
    meaning: 'Money was given or taken back without a decision of an executive board that approved an allocation.',
    sql: `select p.id as posting_id, p.kind, p.decision_id, b.kind as body_kind, d.outcome from posting p
            left join decision d on d.id = p.decision_id left join body b on b.id = d.body_id
           where p.kind in ('allocate', 'reduce')
             and (d.id is null or b.kind <> 'executiveBoard' or d.outcome not in ('approve', 'approveWithChanges') or d.subject_kind <> 'allocation')`,
  },
  {
    name: 'allocations/M9-no-more-posted-than-decided',
    meaning: 'The postings of a decision are not the rows of the version it decided.',
    sql: `select coalesce(l.decision_id, r.decision_id) as decision_id, coalesce(l.allocation_row_id, r.id) as allocation_row_id,
              l.ore as posted, r.amount_ore as decided
            from (select p.decision_id, e.allocation_row_id, e.source_year_id, e.proposal_id, e.measure_key, e.authority_id, -sum(e.amount_ore) as ore
                    from posting p join ledger_entry e on e.posting_id = p.id
                   where p.kind in ('allocate', 'reduce') and e.account = 'allocated'
                   group by p.decision_id, e.allocation_row_id, e.source_year_id, e.proposal_id, e.measure_key, e.authority_id) l
            full join (select d.id as decision_id, r.* from decision d join allocation_row r on r.version_id = d.version_result_id
                   where d.subject_kind = 'allocation' and d.outcome in ('approve', 'approveWithChanges')) r
              on r.id = l.allocation_row_id and r.decision_id = l.decision_id and r.source_year_id = l.source_year_id
             and r.proposal_id = l.proposal_id and r.measure_key = l.measure_key and r.authority_id = l.authority_id
           where l.ore is distinct from r.amount_ore`,
  },
  {
    name: 'allocations/decided-means-decided',
    meaning:
      'An allocation is decided without a decision of the board on its current version, or has one without being decided.',
    sql: `select a.id as allocation_id, a.status, d.id as decision_id from allocation a
            left join decision d on d.subject_id = a.id and d.outcome in ('approve', 'approveWithChanges') and d.version_result_id = a.current_version_id
           where (a.status = 'decided') <> (d.id is not null)`,
  },
  {
    name: 'allocations/R05-kept-allocated-is-the-ledger',
    meaning:
      'What is kept as allocated to a measure is not the sum of its ledger lines, or is more than the committee approved.',
    sql: `select coalesce(m.proposal_id, l.proposal_id) as proposal_id, coalesce(m.measure_key, l.measure_key) as measure_key,
              m.approved_ore, m.allocated_ore, l.ore as in_ledger
            from approved_measure m
            full join (select proposal_id, measure_key, -sum(amount_ore) as ore from ledger_entry where account = 'allocated' group by proposal_id, measure_key) l
              on l.proposal_id = m.proposal_id and l.measure_key = m.measure_key
           where coalesce(m.allocated_ore, 0) <> coalesce(l.ore, 0) or m.allocated_ore > m.approved_ore`,
  },
  {
    name: 'allocations/R07-state-grants-inside-their-use-period',
    meaning: 'Money of a state grant was given in a year outside its use period.',
    sql: `select e.id as ledger_entry_id, f.code, s.year from ledger_entry e join source_year s on s.id = e.source_year_id
            join funding_source f on f.id = s.source_id
           where e.account = 'source' and e.amount_ore > 0 and f.kind = 'stateGrant'
             and s.year not between extract(year from f.use_from_day) and extract(year from f.use_to_day)`,
  },
  {
    name: 'allocations/proposed-versions-are-frozen',
    meaning: 'An allocation stands before a body, or is decided, in a version that can still change.',
    sql: `select a.id as allocation_id, a.status from allocation a join allocation_version v on v.id = a.current_version_id
           where a.status in ('proposed', 'decided') and v.frozen_at is null`,
  },
];
