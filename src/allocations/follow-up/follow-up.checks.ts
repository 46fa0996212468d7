/** Invariants of following up, as queries that must return no rows. */
import type { Check } from '../../platform/checks.js';

const numbered = (table: string, place: string): string =>
  `select '${table}' as what, id, number from (select id, number, row_number() over (partition by ${place} order by number) as place from ${table}) n where number <> place`;

export const followUpChecks: Check[] = [
  {
    name: 'allocations/R15-plans-and-forecasts-in-every-version',
    meaning: 'Plans, forecasts or needs of a measure are not numbered 1, 2, 3 …, so one of them has been lost.',
    sql: [
      numbered('month_plan', 'source_year_id, proposal_id, measure_key'),
      numbered('forecast', 'source_year_id, proposal_id, measure_key'),
      numbered('continuing_need', 'proposal_id, measure_key'),
    ].join(' union all '),
  },
  {
    name: 'allocations/month-plan-is-the-sum-of-its-months',
    meaning: 'A plan has another total than its months sum to.',
    sql: `select p.id as month_plan_id, p.total_ore, coalesce(sum(r.amount_ore), 0) as summed from month_plan p
            left join month_plan_row r on r.plan_id = p.id group by p.id having p.total_ore <> coalesce(sum(r.amount_ore), 0)`,
  },
  {
    name: 'allocations/follow-up-of-the-right-committee',
    meaning: 'A plan or a forecast stands on another authority than its measure has.',
    sql: `select x.id from (select id, proposal_id, authority_id from month_plan union all select id, proposal_id, authority_id from forecast) x
            join proposal p on p.id = x.proposal_id where p.authority_id <> x.authority_id`,
  },
];
