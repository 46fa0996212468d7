/** Invariants of the board and its scenarios, as queries that must return no rows. The certificate is checked here a second time, in SQL. */
import type { Check } from '../../platform/checks.js';

const row = `jsonb_to_recordset(s.certificate::jsonb -> 'rows') as w ("proposalId" uuid, "measureKey" uuid, "sourceYearId" uuid, "amountOre" bigint)`;

export const scenarioChecks: Check[] = [
  {
    name: 'scenarios/certificate-is-of-its-rows',
    meaning: 'A scenario has other rows than its certificate was given for.',
    sql: `select coalesce(c.id, r.scenario_id) as scenario_id, c."measureKey", r.measure_key, c."amountOre" as certified, r.amount_ore as stands
            from (select s.id, w.* from scenario s cross join lateral ${row} where s.certificate is not null) c
            full join (select r.* from scenario_row r join scenario s on s.id = r.scenario_id where s.certificate is not null) r
              on r.scenario_id = c.id and r.proposal_id = c."proposalId" and r.measure_key = c."measureKey" and r.source_year_id = c."sourceYearId"
           where c."amountOre" is distinct from r.amount_ore`,
  },
  {
    name: 'scenarios/certified-fits-its-figures',
    meaning: 'A certified scenario gives more out of a source and year than its frozen figures say remained.',
    sql: `select s.id as scenario_id, r.source_year_id, sum(r.amount_ore) as given, f."remainingOre" as remaining
            from scenario s join scenario_inputs i on i.id = s.inputs_id join scenario_row r on r.scenario_id = s.id
              left join lateral jsonb_to_recordset(i.content::jsonb -> 'sources') as f ("sourceYearId" uuid, "remainingOre" bigint)
                on f."sourceYearId" = r.source_year_id
           where s.certificate is not null group by s.id, r.source_year_id, f."remainingOre"
          having f."remainingOre" is null or sum(r.amount_ore) > f."remainingOre"`,
  },
  {
    name: 'scenarios/promoted-is-what-was-put-forward',
    meaning: 'The allocation a scenario was put forward as began with other rows than the scenario has.',
    sql: `select coalesce(s.scenario_id, a.scenario_id) as scenario_id, s.measure_key, a.measure_key as in_allocation, s.amount_ore, a.amount_ore as in_allocation_ore
            from (select r.* from scenario s join scenario_row r on r.scenario_id = s.id where s.status = 'promoted') s
            full join (select s.id as scenario_id, r.* from scenario s join allocation_version v on v.allocation_id = s.allocation_id and v.number = 1
                         join allocation_row r on r.version_id = v.id) a
              on a.scenario_id = s.scenario_id and a.proposal_id = s.proposal_id and a.measure_key = s.measure_key and a.source_year_id = s.source_year_id
           where s.amount_ore is distinct from a.amount_ore`,
  },
  {
    name: 'scenarios/recommendation-is-the-sum-of-its-rows',
    meaning:
      'What the city office recommends for a measure is not the sum of its rows, or its judgements are not numbered 1, 2, 3 ….',
    sql: `select r.id as recommendation_id, r.total_ore, coalesce(w.ore, 0) as summed, r.number, r.place from (
            select r.*, row_number() over (partition by call_id, proposal_id, measure_key order by number) as place from recommendation r) r
            left join (select recommendation_id, sum(amount_ore) as ore from recommendation_row group by recommendation_id) w on w.recommendation_id = r.id
           where r.total_ore <> coalesce(w.ore, 0) or r.number <> r.place`,
  },
];
