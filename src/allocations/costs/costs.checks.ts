/** Invariants of use, as queries that must return no rows. */
import type { Check } from '../../platform/checks.js';

export const costChecks: Check[] = [
  {
    name: 'allocations/M6-cost-reversals-mirror-their-original',
    meaning: 'A correction is not the exact opposite of the cost it names, or corrects a correction.',
    sql: `select c.id as actual_cost_id, o.id as original_id from actual_cost c join actual_cost o on o.id = c.reverses_id
           where o.reverses_id is not null or (c.source_year_id, c.proposal_id, c.measure_key, c.authority_id, c.amount_ore)
             is distinct from (o.source_year_id, o.proposal_id, o.measure_key, o.authority_id, -o.amount_ore)`,
  },
  {
    name: 'allocations/R06-cost-in-the-year-of-its-work',
    meaning:
      'A cost counts in another year than the one its work was done in, or outside the use period of a grant (R-07).',
    sql: `select c.id as actual_cost_id, c.cost_day, s.year from actual_cost c join source_year s on s.id = c.source_year_id join funding_source f on f.id = s.source_id
           where extract(year from c.cost_day) <> s.year or (f.kind in ('stateGrant', 'eu') and c.cost_day not between f.use_from_day and f.use_to_day)`,
  },
  {
    name: 'allocations/R06-cost-where-something-was-given',
    meaning:
      'A cost stands on a measure and source that nothing was ever given to that year, or on another authority than the measure has.',
    sql: `select c.id as actual_cost_id from actual_cost c join proposal p on p.id = c.proposal_id
           where c.authority_id <> p.authority_id or not exists (select from ledger_entry e where e.source_year_id = c.source_year_id
             and e.proposal_id = c.proposal_id and e.measure_key = c.measure_key and e.account = 'allocated')`,
  },
  {
    name: 'allocations/M5-import-is-whole',
    meaning: 'An import has other lines, or another sum, than the file it took.',
    sql: `select i.id as cost_import_id, i.lines, count(c.id) as found, i.total_ore, sum(c.amount_ore) as summed from cost_import i
            left join actual_cost c on c.import_id = i.id group by i.id
          having count(c.id) <> i.lines or coalesce(sum(c.amount_ore), 0) <> i.total_ore`,
  },
  {
    name: 'allocations/M9-year-end-moves-what-was-left',
    meaning:
      'What left a closed year through the ledger, or came into the next one, is not what its settlement says was left; or a settlement moved money without a decision of the board or the council.',
    sql: `select coalesce(l.settlement_id, p.settlement_id) as settlement_id, coalesce(l.measure_key, p.measure_key) as measure_key, l.returned_ore, p.left_ore, p.came_ore
            from (select l.*, t.source_year_id, t.outcome from settlement_line l join settlement t on t.id = l.settlement_id where l.returned_ore <> 0) l
            full join (select t.id as settlement_id, t.outcome, g.kind, d.id as decision_id, e.proposal_id, e.measure_key,
                    coalesce(sum(e.amount_ore) filter (where e.source_year_id = t.source_year_id), 0) as left_ore,
                    coalesce(-sum(e.amount_ore) filter (where n.source_id = y.source_id and n.year = y.year + 1), 0) as came_ore, coalesce(sum(abs(e.amount_ore)), 0) as all_ore
                 from posting g join settlement t on t.id = g.settlement_id join source_year y on y.id = t.source_year_id
                   join ledger_entry e on e.posting_id = g.id and e.account = 'allocated' join source_year n on n.id = e.source_year_id
                   left join decision d on d.id = g.decision_id and d.id = t.decision_id and exists (select from body b where b.id = d.body_id and b.kind in ('executiveBoard', 'council'))
                group by t.id, t.outcome, g.kind, d.id, e.proposal_id, e.measure_key) p
              on p.settlement_id = l.settlement_id and p.proposal_id = l.proposal_id and p.measure_key = l.measure_key
           where l.returned_ore is distinct from p.left_ore or p.decision_id is null or p.kind <> p.outcome
              or p.came_ore <> case p.outcome when 'carry' then p.left_ore else 0 end or p.all_ore <> p.left_ore + p.came_ore`,
  },
  {
    name: 'allocations/D4-settled-year-is-closed',
    meaning: 'A year is settled and not closed, or closed while its source lives on and nobody settled it.',
    sql: `select s.id as source_year_id, s.year, s.closed_at, t.id as settlement_id from source_year s join funding_source f on f.id = s.source_id
            left join settlement t on t.source_year_id = s.id
           where (t.id is not null and s.closed_at is null) or (t.id is null and s.closed_at is not null and f.status not in ('settled', 'archived'))`,
  },
  {
    name: 'allocations/D4-settled-is-what-the-lines-say',
    meaning: 'A settled year has other figures than its costs and its allocations sum to, its own closing left out.',
    sql: `select coalesce(l.settlement_id, u.settlement_id) as settlement_id, coalesce(l.measure_key, u.measure_key) as measure_key, l.used_ore, u.used, l.allocated_ore, u.allocated
            from settlement_line l
            full join (select t.id as settlement_id, m.proposal_id, m.measure_key, sum(m.allocated) as allocated, sum(m.used) as used from settlement t
                join (select source_year_id, proposal_id, measure_key, -amount_ore as allocated, 0::bigint as used from ledger_entry e where account = 'allocated'
                      and not exists (select from posting g join settlement o on o.id = g.settlement_id where g.id = e.posting_id and o.source_year_id = e.source_year_id)
                      union all select source_year_id, proposal_id, measure_key, 0, amount_ore from actual_cost) m on m.source_year_id = t.source_year_id
               group by t.id, m.proposal_id, m.measure_key) u
              on u.settlement_id = l.settlement_id and u.proposal_id = l.proposal_id and u.measure_key = l.measure_key
           where l.used_ore is distinct from u.used or l.allocated_ore is distinct from u.allocated`,
  },
  {
    name: 'allocations/R09-closed-requisition-is-explained',
    meaning:
      'A closed requisition was paid more than eligible cost and what was paid back; or, without a claim for other reasons, less.',
    sql: `select r.id as requisition_id, r.paid_ore, r.repaid_ore, s.eligible from requisition r
           left join lateral (select sum(l.eligible_ore) as eligible from settlement t join settlement_line l on l.settlement_id = t.id
             where t.source_year_id = r.source_year_id) s on true
           where r.status = 'closed' and r.repaid_ore <> r.paid_ore
             and (r.paid_ore > coalesce(s.eligible, 0) + r.repaid_ore
               or (coalesce(r.claim_ground, 'unused') = 'unused' and r.paid_ore < coalesce(s.eligible, 0) + r.repaid_ore))`,
  },
];
