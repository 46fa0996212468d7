/** Invariants of indicators, as queries that must return no rows. */
import type { Check } from '../../platform/checks.js';

/** A stated percent with the decimals it has, against its count: half up, as R-31 says. */
const wrongPercent = (group: string): string => `(o.stated_${group} is not null and o.total_${group} is not null and
  o.stated_${group}::numeric is distinct from round(o.count_${group}::numeric * 100 / nullif(o.total_${group}, 0), scale(o.stated_${group}::numeric)))`;

export const indicatorChecks: Check[] = [
  {
    name: 'goals/R31-all-is-women-plus-men',
    meaning: 'Counts of women and men do not add up to all, or are more than the whole they are of.',
    sql: `select id as outcome_id, indicator_id from indicator_outcome
           where count_all <> count_women + count_men or total_all <> total_women + total_men or count_all > total_all or count_women > total_women or count_men > total_men`,
  },
  {
    name: 'goals/R31-percent-is-the-count',
    meaning: 'A percent that was stated is not its count of its total, rounded half up.',
    sql: `select o.id as outcome_id, o.indicator_id from indicator_outcome o where ${['all', 'women', 'men'].map(wrongPercent).join(' or ')}`,
  },
  {
    name: 'goals/D7-measured-by-the-definition-in-force',
    meaning:
      'An outcome was measured by a definition of another indicator, of another kind, or from a later day than the end of its period, or before it could be.',
    sql: `select o.id as outcome_id, o.definition_id from indicator_outcome o join indicator_definition d on d.id = o.definition_id
            cross join lateral (select make_date(o.year, case o.period when 'januaryApril' then 4 when 'januaryJune' then 6 when 'januaryAugust' then 8 else 12 end, 1)
              + interval '1 month' - interval '1 day' as day) e
           where d.indicator_id <> o.indicator_id or d.kind <> o.kind or d.from_day > e.day or (o.is_measured and d.by_sex and o.kind <> 'value' and o.count_women is null)`,
  },
  {
    name: 'goals/D8-definitions-without-gaps',
    meaning: 'The definitions of an indicator are not numbered 1, 2, 3 …, or do not follow each other in time.',
    sql: `select i.id as indicator_id from indicator i
           where i.last_definition is distinct from (select count(*)::integer from indicator_definition d where d.indicator_id = i.id)
              or exists (select from (select number, from_day, row_number() over (order by number) as place, lag(from_day) over (order by number) as before
                     from indicator_definition d where d.indicator_id = i.id) d where d.number <> d.place or d.from_day <= d.before)`,
  },
];
