/** Follow-up for reading: per measure of a source and year what was given, planned and used, and where it is heading. */
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { notFound } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import { reachOver } from '../../identity/reach.rules.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/config.token.js';
import { moneyOf } from '../../platform/database/columns.js';
import { paged } from '../../platform/database/paged.js';
import { rows } from '../../platform/database/sql.js';
import { only } from '../../platform/database/transaction.js';
import {
  comparedUntil,
  deviationsOf,
  isAboveShare,
  monthsEnded,
  noFundingNextYear,
  plannedUntil,
} from './follow-up.rules.js';

export interface ForecastView {
  id: string;
  number: number;
  forecastDay: Day;
  amount: Money;
  /** What stood when it was said. */
  allocated: Money;
  used: Money;
  planned: Money | null;
  comment: string | null;
  recordedBy: string | null;
  recordedByName: string | null;
  recordedAt: string;
}

export interface FollowUpMonth {
  month: number;
  planned: Money;
  used: Money;
}

export interface FollowUpLine {
  proposalId: string;
  measureKey: string;
  measureTitle: string | null;
  authorityId: string;
  authorityCode: string;
  allocated: Money;
  used: Money;
  /** null without a plan. */
  planNumber: number | null;
  months: FollowUpMonth[];
  /** The last one said. */
  forecast: ForecastView | null;
  /** What is given has changed since it was said. */
  forecastStale: boolean;
  /** Forecast against what is given now; null without a forecast. */
  deviationOfYear: Money | null;
  /** Use against the plan, of the months that have ended; null without a plan. */
  deviationSoFar: Money | null;
  /** A deviation above the configured share that no forecast has commented. */
  commentMissing: boolean;
  /** A-18, in words. */
  nextYearRisk: string | null;
}

export interface FollowUpView {
  sourceId: string;
  sourceCode: string;
  sourceName: string;
  year: number;
  reach: 'all' | 'own';
  deviationPercent: number;
  /** The last day of use that is compared with the plan; null before the first month has ended. */
  comparedUntilDay: Day | null;
  lines: FollowUpLine[];
  sum: { allocated: Money; used: Money; forecast: Money; withoutForecast: number };
}

interface ForecastRow {
  id: string;
  number: number;
  forecast_day: Day;
  amount_ore: string;
  allocated_ore: string;
  used_ore: string;
  planned_ore: string | null;
  comment: string | null;
  recorded_by: string | null;
  recorded_by_name: string | null;
  recorded_at: Date;
}

interface LineRow {
  proposal_id: string;
  measure_key: string;
  title: string | null;
  authority_id: string;
  code: string;
  allocated: string;
  plan_number: number | null;
  planned: Record<string, string> | null;
  used: Record<string, string> | null;
  needed_until: number | null;
  next_year: string;
  next_ceiling: boolean;
}

const forecastColumns = `f.id, f.number, f.forecast_day, f.amount_ore, f.allocated_ore, f.used_ore, f.planned_ore, f.comment, f.recorded_by,
  n.name as recorded_by_name, f.recorded_at`;

/** $1 source and year, $2 whether all are seen, $3 the authorities otherwise. */
const linesSql = `
  with given as (
    select e.proposal_id, e.measure_key, -sum(e.amount_ore) as allocated from ledger_entry e
     where e.source_year_id = $1 and e.account = 'allocated' group by e.proposal_id, e.measure_key)
  select g.proposal_id, g.measure_key, p.authority_id, a.code, g.allocated, l.number as plan_number,
      (select t.title from measure t join proposal_version v on v.id = t.version_id where v.proposal_id = g.proposal_id and t.measure_key = g.measure_key
          and v.frozen_at is not null order by v.number desc limit 1) as title,
      (select jsonb_object_agg(r.month, r.amount_ore::text) from month_plan_row r where r.plan_id = l.id) as planned,
      (select jsonb_object_agg(c.month, c.ore::text) from (select extract(month from cost_day)::integer as month, sum(amount_ore) as ore from actual_cost
          where source_year_id = $1 and proposal_id = g.proposal_id and measure_key = g.measure_key group by 1) c) as used,
      (select n.until_year from continuing_need n where n.proposal_id = g.proposal_id and n.measure_key = g.measure_key order by n.number desc limit 1) as needed_until,
      (select coalesce(sum(x.ore), 0) from (
          select -e.amount_ore as ore from ledger_entry e join source_year y on y.id = e.source_year_id
           where e.proposal_id = g.proposal_id and e.measure_key = g.measure_key and e.account in ('allocated', 'pending') and y.year = s.year + 1
          union all select c.amount_ore from conditional_entry c join source_year y on y.id = c.source_year_id
           where c.proposal_id = g.proposal_id and c.measure_key = g.measure_key and y.year = s.year + 1) x) as next_year,
      exists (select from source_year y where y.source_id = s.source_id and y.year = s.year + 1 and y.cap_ore > 0) as next_ceiling
    from given g join source_year s on s.id = $1 join proposal p on p.id = g.proposal_id join authority a on a.id = p.authority_id
      left join lateral (select id, number from month_plan m where m.source_year_id = $1 and m.proposal_id = g.proposal_id and m.measure_key = g.measure_key
        order by number desc limit 1) l on true
   where $2::boolean or p.authority_id = any($3::uuid[]) order by a.code, g.proposal_id, title, g.measure_key`;

const latestSql = `
  select distinct on (f.proposal_id, f.measure_key) f.proposal_id, f.measure_key, ${forecastColumns}
    from forecast f left join person n on n.id = f.recorded_by where f.source_year_id = $1 order by f.proposal_id, f.measure_key, f.number desc`;

@Injectable()
export class FollowUpQueries {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws not-found for a source or year without a ceiling */
  async one(actor: Actor, sourceId: string, year: number): Promise<FollowUpView> {
    const db = this.dataSource;
    const [head] = await rows<{ id: string; code: string; name: string; today: Day }>(
      db,
      `select s.id, f.code, f.name, today_in_stockholm() as today from source_year s join funding_source f on f.id = s.source_id
        where s.source_id = $1 and s.year = $2`,
      [sourceId, year],
    );
    if (head === undefined) throw notFound('Källan det året');
    const { everywhere, authorityIds } = reachOver('agendas', actor);
    const found = await rows<LineRow>(db, linesSql, [head.id, everywhere, authorityIds]);
    const latest = await rows<ForecastRow & { proposal_id: string; measure_key: string }>(db, latestSql, [head.id]);
    const forecasts = new Map(latest.map((row) => [`${row.proposal_id} ${row.measure_key}`, forecastOf(row)]));
    const at = { year, today: head.today, percent: this.config.deviationPercent };
    const lines = found.map((row) => lineOf(row, forecasts.get(`${row.proposal_id} ${row.measure_key}`) ?? null, at));
    return {
      sourceId,
      sourceCode: head.code,
      sourceName: head.name,
      year,
      reach: everywhere ? 'all' : 'own',
      deviationPercent: at.percent,
      comparedUntilDay: comparedUntil(year, head.today),
      lines,
      sum: {
        allocated: Money.sum(lines.map((line) => line.allocated)),
        used: Money.sum(lines.map((line) => line.used)),
        forecast: Money.sum(lines.flatMap(({ forecast }) => (forecast === null ? [] : [forecast.amount]))),
        withoutForecast: lines.filter(({ forecast }) => forecast === null).length,
      },
    };
  }

  /** Every version of a measure's forecasts, the last one first. @throws not-found also for what others use */
  async forecasts(
    actor: Actor,
    page: PageRequest,
    of: { proposalId: string; measureKey: string; sourceId: string; year: number },
  ): Promise<Page<ForecastView>> {
    const { everywhere, authorityIds } = reachOver('agendas', actor);
    const seen = only(
      await rows<{ seen: boolean }>(
        this.dataSource,
        `select exists (select from proposal where id = $1 and ($2::boolean or authority_id = any($3::uuid[]))) as seen`,
        [of.proposalId, everywhere, authorityIds],
      ),
    );
    if (!seen.seen) throw notFound('Insatsen');
    const listed = {
      columns: forecastColumns,
      from: `forecast f join source_year s on s.id = f.source_year_id left join person n on n.id = f.recorded_by
             where f.proposal_id = $1 and f.measure_key = $2 and s.source_id = $3 and s.year = $4`,
      orderBy: 'f.number desc',
    };
    const values = [of.proposalId, of.measureKey, of.sourceId, of.year];
    const found = await paged<ForecastRow>(this.dataSource, listed, values, page);
    return { ...found, items: found.items.map(forecastOf) };
  }
}

function lineOf(
  row: LineRow,
  forecast: ForecastView | null,
  { year, today, percent }: { year: number; today: Day; percent: number },
): FollowUpLine {
  const allocated = moneyOf(row.allocated);
  const months = Array.from({ length: 12 }, (_, index) => ({
    month: index + 1,
    planned: moneyOf(row.planned?.[index + 1]),
    used: moneyOf(row.used?.[index + 1]),
  }));
  const ended = monthsEnded(year, today);
  const usedSoFar = Money.sum(months.slice(0, ended).map(({ used }) => used));
  const planned =
    row.plan_number === null
      ? null
      : plannedUntil(
          months.map(({ month, planned: amount }) => ({ month, amount })),
          ended,
        );
  const soFar = planned === null ? null : usedSoFar.subtract(planned);
  const foreseen = forecast === null ? null : { allocated, forecast: forecast.amount, used: usedSoFar, planned };
  const large =
    foreseen === null
      ? soFar !== null && planned !== null && isAboveShare(soFar, planned, percent)
      : deviationsOf(foreseen, percent).large.length > 0;
  const until = comparedUntil(year, today);
  const isCommented =
    forecast !== null && forecast.comment !== null && (until === null || forecast.forecastDay >= until);
  return {
    proposalId: row.proposal_id,
    measureKey: row.measure_key,
    measureTitle: row.title,
    authorityId: row.authority_id,
    authorityCode: row.code,
    allocated,
    used: Money.sum(months.map(({ used }) => used)),
    planNumber: row.plan_number,
    months,
    forecast,
    forecastStale: forecast !== null && !forecast.allocated.equals(allocated),
    deviationOfYear: forecast === null ? null : forecast.amount.subtract(allocated),
    deviationSoFar: soFar,
    commentMissing: large && !isCommented,
    nextYearRisk: noFundingNextYear({
      neededUntil: row.needed_until,
      year,
      nextYearMoney: moneyOf(row.next_year),
      hasCeiling: row.next_ceiling,
    }),
  };
}

function forecastOf(row: ForecastRow): ForecastView {
  return {
    id: row.id,
    number: row.number,
    forecastDay: row.forecast_day,
    amount: moneyOf(row.amount_ore),
    allocated: moneyOf(row.allocated_ore),
    used: moneyOf(row.used_ore),
    planned: row.planned_ore === null ? null : moneyOf(row.planned_ore),
    comment: row.comment,
    recordedBy: row.recorded_by,
    recordedByName: row.recorded_by_name,
    recordedAt: row.recorded_at.toISOString(),
  };
}
