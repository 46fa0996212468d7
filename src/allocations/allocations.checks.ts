/** Invariants of giving, as queries that must return no rows. */
import type { Check } from '../platform/checks.js';

export const allocationChecks: Check[] = [
  {
    name: 'allocations/M9-every-posting-has-a-board-decision',
    meaning:
      "Money was given or taken back without a decision of an executive board that approved an allocation; what associations get is its committee's to decide (applications/M9-given-is-what-was-decided).",
    sql: `select p.id as posting_id, p.kind, p.decision_id, b.kind as body_kind, d.outcome from posting p
            left join decision d on d.id = p.decision_id left join body b on b.id = d.body_id
           where p.kind in ('allocate', 'reduce', 'post')
             and (d.id is null or b.kind <> 'executiveBoard' or d.outcome not in ('approve', 'approveWithChanges') or d.subject_kind <> 'allocation')
             and not (p.kind = 'allocate' and exists (select from ledger_entry e where e.posting_id = p.id and e.proposal_id is not null)
               and not exists (select from ledger_entry e where e.posting_id = p.id and e.proposal_id is not null
                 and not exists (select from application a where a.proposal_id = e.proposal_id)))`,
  },
  {
    name: 'allocations/M9-no-more-posted-than-decided',
    meaning:
      'The postings of a decision are not the rows of the version it decided, those that still wait for their condition left out.',
    sql: `select coalesce(l.decision_id, r.decision_id) as decision_id, coalesce(l.allocation_row_id, r.id) as allocation_row_id,
              l.ore as posted, r.amount_ore as decided
            from (select p.decision_id, e.allocation_row_id, e.source_year_id, e.proposal_id, e.measure_key, e.authority_id, -sum(e.amount_ore) as ore
                    from posting p join ledger_entry e on e.posting_id = p.id
                   where p.kind in ('allocate', 'reduce', 'post') and e.account = 'allocated'
                     and not exists (select from application a where a.proposal_id = e.proposal_id)
                   group by p.decision_id, e.allocation_row_id, e.source_year_id, e.proposal_id, e.measure_key, e.authority_id) l
            full join (select d.id as decision_id, r.* from decision d join allocation_row r on r.version_id = d.version_result_id
                   where d.subject_kind = 'allocation' and d.outcome in ('approve', 'approveWithChanges')
                     and (r.condition is null or exists (select from conditional_entry c where c.allocation_row_id = r.id and c.kind = 'inForce'))) r
              on r.id = l.allocation_row_id and r.decision_id = l.decision_id and r.source_year_id = l.source_year_id
             and r.proposal_id = l.proposal_id and r.measure_key = l.measure_key and r.authority_id = l.authority_id
           where l.ore is distinct from r.amount_ore`,
  },
  {
    name: 'allocations/M6-undone-means-annulled',
    meaning:
      'A posting was undone although no court has annulled its decision, or an annulled allocation still gives money or holds a promise.',
    sql: `select r.id as posting_id, r.reverses_id, null::uuid as allocation_id from posting r join posting o on o.id = r.reverses_id
           where not exists (select from decision d join allocation a on a.id = d.subject_id and a.status = 'annulled'
               join appeal p on p.decision_id = d.id and p.status = 'annulled' where d.id = o.decision_id and d.id = r.decision_id)
          union all
          select o.id, null, a.id from allocation a join decision d on d.subject_id = a.id and d.version_result_id = a.current_version_id
              join posting o on o.decision_id = d.id and o.kind in ('allocate', 'reduce', 'post')
           where a.status = 'annulled' and not exists (select from posting r where r.reverses_id = o.id)
          union all
          select null, null, a.id from allocation a join allocation_row w on w.version_id = a.current_version_id join conditional_entry c on c.allocation_row_id = w.id
           where a.status = 'annulled' group by a.id, w.id having sum(c.amount_ore) <> 0`,
  },
  {
    name: 'allocations/conditional-is-what-was-decided',
    meaning:
      'A promise is not a conditional row of a decision, a conditional row was decided without its promise, or its answer is another amount or another posting than the promise.',
    sql: `select coalesce(p.allocation_row_id, r.id) as allocation_row_id, p.amount_ore as promised, r.amount_ore as decided, a.kind, a.amount_ore as answered
            from (select * from conditional_entry where kind = 'promised') p
            full join (select d.id as decision_id, r.* from decision d join allocation_row r on r.version_id = d.version_result_id
                   where d.subject_kind = 'allocation' and d.outcome in ('approve', 'approveWithChanges') and r.condition is not null) r
              on r.id = p.allocation_row_id and r.decision_id = p.decision_id and r.source_year_id = p.source_year_id
             and r.proposal_id = p.proposal_id and r.measure_key = p.measure_key
            left join conditional_entry a on a.allocation_row_id = p.allocation_row_id and a.kind <> 'promised'
           where p.amount_ore is distinct from r.amount_ore or a.amount_ore <> -p.amount_ore
             or (a.kind = 'inForce' and not exists (select from ledger_entry e where e.posting_id = a.posting_id and e.allocation_row_id = a.allocation_row_id))
          union all
          select a.allocation_row_id, null, null, a.kind, a.amount_ore from conditional_entry a
           where a.kind <> 'promised' and not exists (select from conditional_entry p where p.allocation_row_id = a.allocation_row_id and p.kind = 'promised')`,
  },
  {
    name: 'allocations/decided-means-decided',
    meaning:
      'An allocation is decided without a decision of the board on its current version, or has one without being decided.',
    sql: `select a.id as allocation_id, a.status, d.id as decision_id from allocation a
            left join decision d on d.subject_id = a.id and d.outcome in ('approve', 'approveWithChanges') and d.version_result_id = a.current_version_id
           where (a.status in ('decided', 'annulled')) <> (d.id is not null)`,
  },
  {
    name: 'allocations/R05-kept-allocated-is-the-ledger',
    meaning:
      'What is kept as allocated to a measure, or reserved for it, is not the sum of its ledger lines, or both are more than the committee approved.',
    sql: `select coalesce(m.proposal_id, l.proposal_id) as proposal_id, coalesce(m.measure_key, l.measure_key) as measure_key,
              m.approved_ore, m.allocated_ore, m.pending_ore, l.allocated, l.pending
            from approved_measure m
            full join (select proposal_id, measure_key, coalesce(-sum(amount_ore) filter (where account = 'allocated'), 0) as allocated,
                           coalesce(-sum(amount_ore) filter (where account = 'pending'), 0) as pending
                         from ledger_entry where account in ('allocated', 'pending') group by proposal_id, measure_key) l
              on l.proposal_id = m.proposal_id and l.measure_key = m.measure_key
           where coalesce(m.allocated_ore, 0) <> coalesce(l.allocated, 0) or coalesce(m.pending_ore, 0) <> coalesce(l.pending, 0)
             or m.allocated_ore + m.pending_ore > m.approved_ore`,
  },
  {
    name: 'allocations/R05-promised-within-approved',
    meaning: 'What is given to a measure, reserved and promised is together more than the committee approved.',
    sql: `select m.proposal_id, m.measure_key, m.approved_ore, m.allocated_ore, m.pending_ore, sum(c.amount_ore) as promised
            from approved_measure m join conditional_entry c on c.proposal_id = m.proposal_id and c.measure_key = m.measure_key
           group by m.proposal_id, m.measure_key having sum(c.amount_ore) <> 0 and m.allocated_ore + m.pending_ore + sum(c.amount_ore) > m.approved_ore`,
  },
  {
    name: 'allocations/reserved-is-what-the-board-sees',
    meaning:
      'What is reserved for an allocation is not what its current version gives, or money is reserved for one that no longer waits for the board.',
    sql: `select coalesce(p.allocation_id, w.allocation_id) as allocation_id, coalesce(p.source_year_id, w.source_year_id) as source_year_id,
              coalesce(p.measure_key, w.measure_key) as measure_key, p.ore as reserved, w.amount_ore as given
            from (select v.allocation_id, e.source_year_id, e.proposal_id, e.measure_key, -sum(e.amount_ore) as ore
                    from ledger_entry e join allocation_row r on r.id = e.allocation_row_id join allocation_version v on v.id = r.version_id
                   where e.account = 'pending' group by v.allocation_id, e.source_year_id, e.proposal_id, e.measure_key having sum(e.amount_ore) <> 0) p
            full join (select a.id as allocation_id, r.source_year_id, r.proposal_id, r.measure_key, r.amount_ore
                         from allocation a left join allocation_row r on r.version_id = a.current_version_id and r.amount_ore > 0 and r.condition is null
                          and a.status in ('drafting', 'proposed')
                        where a.is_reserved) w
              on w.allocation_id = p.allocation_id and w.source_year_id = p.source_year_id
             and w.proposal_id = p.proposal_id and w.measure_key = p.measure_key
           where p.ore is distinct from w.amount_ore or w.amount_ore is null`,
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
           where a.status in ('proposed', 'decided', 'annulled') and v.frozen_at is null`,
  },
];
