/** The indicators of goals in one period, beside the same period the year before, with target and what to mind when comparing. */
import type { Day } from '../../kernel/day.js';
import { type Db, rows } from '../../platform/database/sql.js';
import { lastDayOf, type Period } from '../period.rules.js';
import { seesOutcome, type WorkSight } from '../work-sight.js';
import type { IndicatorKind } from './outcome.rules.js';
import { measuredOf, outcomeColumns, type OutcomeRow, type OutcomeView, outcomeView } from './outcome.view.js';
import { changeOf, figureOf, type Target, type Verdict, verdictOf } from './target.rules.js';

export interface IndicatorFigures {
  id: string;
  name: string;
  kind: IndicatorKind;
  unit: string;
  sourceSystem: string | null;
  /** Null while nothing has been entered: that is not the same as not measured. */
  outcome: OutcomeView | null;
  previous: OutcomeView | null;
  /** From the same period the year before; of a share in percentage points. */
  change: string | null;
  isComparable: boolean;
  /** Why the comparison is made with care, or not at all (C-45). */
  cautions: string[];
  target: (Target & { text: string; verdict: Verdict }) | null;
}

interface IndicatorRow {
  id: string;
  goal_id: string;
  name: string;
  kind: IndicatorKind;
  unit: string;
  source_system: string | null;
  number: number;
  target_kind: Target['kind'] | null;
  target_direction: Target['direction'] | null;
  target_value: string | null;
  target_text: string | null;
}

/** $1: goals, $2: year, $3: last day of the period. The definition in force then, or the first there will be. */
const selectIndicators = `
  select i.id, i.goal_id, i.name, d.kind, d.unit, d.source_system, d.number, t.kind as target_kind, t.direction as target_direction,
      t.value as target_value, t.text as target_text
    from indicator i
      cross join lateral (select * from indicator_definition d where d.indicator_id = i.id
        order by (d.from_day <= $3::date) desc, case when d.from_day <= $3::date then -d.number else d.number end limit 1) d
      left join lateral (select * from indicator_target t where t.indicator_id = i.id and t.year = $2 order by t.number desc limit 1) t on true
   where i.goal_id = any($1::uuid[]) order by i.created_at, i.id`;

const selectOutcomes = `
  select distinct on (o.indicator_id, o.year) o.indicator_id, o.year, d.number, ${outcomeColumns('o')}
    from indicator_outcome o join indicator_definition d on d.id = o.definition_id
     join indicator i on i.id = o.indicator_id join goal g on g.id = i.goal_id
   where o.indicator_id = any($1::uuid[]) and o.year in ($2::integer, $2::integer - 1) and o.period = $3 and ${seesOutcome('$4', '$5')}
   order by o.indicator_id, o.year, o.number desc`;

/** Later definitions and breaks, with the day they hold from. */
const selectCautions = `
  select d.indicator_id, d.from_day, d.number, d.is_comparable, d.comparability_reason as reason from indicator_definition d
   where d.indicator_id = any($1::uuid[]) and d.number > 1
  union all select b.indicator_id, b.from_day, null, true, b.reason from indicator_break b
   where b.indicator_id = any($1::uuid[]) and b.from_day > $2::date and b.from_day <= $3::date
  order by 2, 3 nulls last`;

interface Caution {
  indicator_id: string;
  from_day: Day;
  /** Of a definition. */
  number: number | null;
  is_comparable: boolean;
  reason: string;
}

type OutcomeFound = OutcomeRow & { indicator_id: string; year: number; number: number };

/** By goal, in the order the indicators were written; outcomes others still work on are as if not entered. */
export async function indicatorFigures(
  db: Db,
  goalIds: readonly string[],
  year: number,
  period: Period,
  { everywhere, authorityIds }: WorkSight,
): Promise<Map<string, IndicatorFigures[]>> {
  const lastDay = lastDayOf(year, period);
  const indicators = await rows<IndicatorRow>(db, selectIndicators, [goalIds, year, lastDay]);
  const ids = indicators.map(({ id }) => id);
  const outcomes = await rows<OutcomeFound>(db, selectOutcomes, [ids, year, period, everywhere, authorityIds]);
  const cautions = await rows<Caution>(db, selectCautions, [ids, lastDayOf(year - 1, period), lastDay]);
  const byGoal = new Map<string, IndicatorFigures[]>();
  for (const indicator of indicators) {
    const own = outcomes.filter((outcome) => outcome.indicator_id === indicator.id);
    const [now, previous] = [year, year - 1].map((one) => own.find((outcome) => outcome.year === one));
    const mind = cautions.filter((caution) => caution.indicator_id === indicator.id);
    byGoal.set(indicator.goal_id, [
      ...(byGoal.get(indicator.goal_id) ?? []),
      figuresOf(indicator, now, previous, mind),
    ]);
  }
  return byGoal;
}

function figuresOf(
  indicator: IndicatorRow,
  now: OutcomeFound | undefined,
  previous: OutcomeFound | undefined,
  cautions: readonly Caution[],
): IndicatorFigures {
  const { id, name, unit, source_system: sourceSystem } = indicator;
  const kind = now?.kind ?? indicator.kind;
  // Between two outcomes stand the definitions that came after the earlier one and up to the later one.
  const between = cautions.filter(({ number }) =>
    number === null ? previous !== undefined : number > (previous?.number ?? Infinity) && number <= (now?.number ?? 0),
  );
  const isComparable = between.every(({ is_comparable }) => is_comparable) && (previous?.kind ?? kind) === kind;
  const [figure, earlier] = [now && figureOf(kind, measuredOf(now)), previous && figureOf(kind, measuredOf(previous))];
  return {
    id,
    name,
    kind,
    unit,
    sourceSystem,
    outcome: now === undefined ? null : outcomeView(now),
    previous: previous === undefined ? null : outcomeView(previous),
    change: isComparable ? changeOf(kind, figure, earlier) : null,
    isComparable,
    cautions: between.map(({ reason }) => reason),
    target: targetOf(indicator, (target) => verdictOf(target, figure, earlier, isComparable)),
  };
}

function targetOf(
  { target_kind: kind, target_direction: direction, target_value: value, target_text: text }: IndicatorRow,
  judge: (target: Target) => Verdict,
): IndicatorFigures['target'] {
  if (kind === null || direction === null || text === null) return null;
  const target = { kind, direction, value };
  return { ...target, text, verdict: judge(target) };
}
