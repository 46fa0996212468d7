/** Invariants of the money, as queries that must return no rows. Each is named with its number in docs/invariants.md. */
import type { Check } from '../platform/checks.js';
import { nowSql, replaySql } from './totals.queries.js';

const amounts = ['requested', 'recommended', 'approved', 'reserved', 'pending', 'conditional', 'ceiling'];

/** The dated ceiling of a source and year `s`, by what is known now. @param day an SQL expression */
const ceilingOn = (day: string): string => `ceiling_ore(s.id, ${day}, clock_timestamp())`;
const inForce = ceilingOn('today_in_stockholm()');
/**
 * A raise comes into force at midnight and is kept a moment later, when the timer runs or the first act needs it. Until
 * then the kept ceiling is yesterday's, the lower one, and that is no fault; nor is it one the whole day where nothing
 * runs. Any other difference is, and a raise of an earlier day.
 */
const awaitsTodaysRaise = `(s.cap_ore < ${inForce} and s.cap_ore = ${ceilingOn('today_in_stockholm() - 1')})`;

export const fundingChecks: Check[] = [
  {
    name: 'funding/M1-never-above-the-ceiling',
    meaning:
      'An entry that gave money passed the ceiling of that moment, or its running total is not the sum up to it.',
    sql: `select * from (
            select e.source_year_id, e.number, e.amount_ore, e.cap_at_entry_ore, e.running_total_ore,
                sum(e.amount_ore) over (partition by e.source_year_id order by e.number) as summed
              from ledger_entry e where e.account = 'source') running
           where summed <> running_total_ore or (amount_ore > 0 and summed > cap_at_entry_ore)`,
  },
  {
    name: 'funding/M2-reserved-is-the-sum-of-entries',
    meaning: 'What a source and year keeps as reserved is not the sum of its entries.',
    sql: `select s.id as source_year_id, s.reserved_ore, coalesce(sum(e.amount_ore), 0) as summed
            from source_year s left join ledger_entry e on e.source_year_id = s.id and e.account = 'source'
           group by s.id, s.reserved_ore having s.reserved_ore <> coalesce(sum(e.amount_ore), 0)`,
  },
  {
    name: 'funding/D4-nothing-lands-in-a-closed-year',
    meaning: 'An entry, a ceiling or a promise was recorded in a source and year after it was closed.',
    sql: `select s.id as source_year_id, s.closed_at, x.what, x.recorded_at from source_year s join (
            select source_year_id, 'entry' as what, recorded_at from ledger_entry
            union all select source_year_id, 'ceiling', recorded_at from ceiling
            union all select source_year_id, 'promise', recorded_at from conditional_entry) x on x.source_year_id = s.id
           where x.recorded_at > s.closed_at`,
  },
  {
    name: 'funding/M3-postings-balance',
    meaning: 'A posting has fewer than two legs, or its legs do not sum to zero within each source and year.',
    sql: `select p.id as posting_id, e.source_year_id, count(e.id) as legs, coalesce(sum(e.amount_ore), 0) as summed
            from posting p left join ledger_entry e on e.posting_id = p.id
           group by p.id, e.source_year_id having count(e.id) < 2 or sum(e.amount_ore) <> 0`,
  },
  {
    name: 'funding/M4-numbers-without-gaps',
    meaning: 'The entries of a source and year are not numbered 1, 2, 3 … up to its counter.',
    sql: `select s.id as source_year_id, s.last_number, count(e.id) as entries, min(e.number) as lowest, max(e.number) as highest
            from source_year s left join ledger_entry e on e.source_year_id = s.id and e.account = 'source'
           group by s.id, s.last_number
          having count(e.id) <> s.last_number or coalesce(max(e.number), 0) <> s.last_number
            or (s.last_number > 0 and min(e.number) <> 1)`,
  },
  {
    name: 'funding/M6-reversals-mirror-their-original',
    meaning: 'A reversal is not the exact opposite of what the posting it names gave, per source and measure.',
    sql: `select r.id as posting_id, r.reverses_id, e.source_year_id, e.account, e.measure_key, sum(e.amount_ore) as difference
            from posting r join ledger_entry e on e.posting_id in (r.id, r.reverses_id)
           where r.reverses_id is not null and e.account = 'allocated'
           group by r.id, r.reverses_id, e.source_year_id, e.account, e.proposal_id, e.measure_key having sum(e.amount_ore) <> 0`,
  },
  {
    name: 'funding/M8-money-is-whole-ore',
    meaning:
      'A column for money is not bigint, or a table of ours has a column that can hold fractions, NaN or infinity.',
    sql: `select c.table_name, c.column_name, c.data_type from information_schema.columns c
            join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
           where c.table_schema = 'public' and (c.data_type in ('numeric', 'real', 'double precision', 'money')
             or (c.column_name like '%\\_ore' and c.data_type <> 'bigint'))`,
  },
  {
    name: 'funding/M10-nothing-given-while-over-allocated',
    meaning:
      'An entry gave money above the ceiling that was in force when it was written, or above that of its own day.',
    sql: `select * from (
            select e.source_year_id, e.number, e.running_total_ore,
                least(ceiling_ore(e.source_year_id, (e.recorded_at at time zone 'Europe/Stockholm')::date, e.recorded_at),
                  ceiling_ore(e.source_year_id, e.valid_day, e.recorded_at)) as ceiling_in_force
              from ledger_entry e where e.account = 'source' and e.amount_ore > 0) given
           where running_total_ore > ceiling_in_force`,
  },
  {
    name: 'funding/M10-kept-ceiling-is-the-dated-one',
    meaning:
      'The ceiling kept on a source and year is not the dated ceiling in force today, nor waits for a raise of today.',
    sql: `select s.id as source_year_id, s.cap_ore, ${inForce} as in_force
            from source_year s where s.cap_ore <> ${inForce} and not ${awaitsTodaysRaise}`,
  },
  {
    name: 'funding/kept-amounts-are-the-sum-of-entries',
    meaning: 'A kept sum of what is requested, recommended or approved is not the sum of its entries.',
    sql: `select call_id, source_id, year, kind, sum(ore) as difference from (
            select call_id, source_id, year, kind, amount_ore as ore from amount_entry
            union all select call_id, source_id, year, 'requested', -requested_ore from amount_total
            union all select call_id, source_id, year, 'recommended', -recommended_ore from amount_total
            union all select call_id, source_id, year, 'approved', -approved_ore from amount_total) both_sides
           group by call_id, source_id, year, kind having sum(ore) <> 0`,
  },
  {
    name: 'funding/amounts-not-below-zero',
    meaning: 'What a proposal asks for a measure has become less than nothing.',
    sql: `select proposal_id, kind, measure_key, source_id, year, sum(amount_ore) as summed from amount_entry
           group by proposal_id, kind, measure_key, source_id, year having sum(amount_ore) < 0`,
  },
  {
    name: 'funding/M7-now-is-the-replay',
    meaning:
      'A total read from the kept counters, a raise of today counted, differs from the same total replayed from the entries.',
    sql: `select * from (
            select source_id, year, ${amounts.map((name) => `sum(sign * ${name}) as ${name}`).join(', ')} from (
              select 1 as sign, n.* from (${nowSql()}) n union all select -1, r.* from (${replaySql('null', 'null')}) r
              union all select 1, s.source_id, null, null, s.year, 0, 0, 0, 0, 0, 0, ${inForce} - s.cap_ore from source_year s where ${awaitsTodaysRaise}) both_ways
            group by source_id, year) difference
           where ${amounts.map((name) => `${name} <> 0`).join(' or ')}`,
  },
  {
    name: 'funding/pending-never-below-zero',
    meaning: 'On some day more had been released of what was reserved for a measure than had been reserved by then.',
    sql: `select source_year_id, proposal_id, measure_key, day, pending from (
            select source_year_id, proposal_id, measure_key, valid_day as day,
                -sum(amount_ore) over (partition by source_year_id, proposal_id, measure_key order by valid_day) as pending
              from ledger_entry where account = 'pending') history where pending < 0`,
  },
  {
    name: 'funding/R06-measure-never-below-zero',
    meaning: 'On some day a measure had given back more to a source than it had got from it by then.',
    sql: `select source_year_id, proposal_id, measure_key, day, given from (
            select source_year_id, proposal_id, measure_key, valid_day as day,
                -sum(amount_ore) over (partition by source_year_id, proposal_id, measure_key order by valid_day) as given
              from ledger_entry where account in ('allocated', 'pending')) history where given < 0`,
  },
];
