/**
 * Plans by month, forecasts and needs that go on: said by the administration that uses the money, each time anew, so that
 * what was thought at any moment can be read. The year is locked shared, so that a settlement waits; of two who say the same
 * number at once the database takes one.
 */
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { conflict, invalid } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import { requirePermit } from '../../identity/permit.rules.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/config.token.js';
import { moneyOf } from '../../platform/database/columns.js';
import { affected, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { type AskedPlace, type FoundPlace, placesOf } from '../costs/cost.store.js';
import { followUpEvents } from './follow-up.events.js';
import {
  comparedUntil,
  deviationsOf,
  type MonthAmount,
  monthsEnded,
  plannedUntil,
  requireExplained,
  requireSoundForecastDay,
  requireSoundPlan,
} from './follow-up.rules.js';

export interface NewPlan extends AskedPlace {
  months: readonly MonthAmount[];
  /** Why it is changed; demanded from the second plan on. */
  reason?: string | undefined;
}

export interface NewForecast extends AskedPlace {
  /** Today when left out. */
  forecastDay?: Day | undefined;
  /** What will be used of the source in the whole year. */
  amount: Money;
  comment?: string | undefined;
}

export interface NewNeed {
  proposalId: string;
  measureKey: string;
  untilYear: number;
  note: string;
}

export interface Numbered {
  id: string;
  number: number;
}

export interface RecordedForecast extends Numbered {
  deviationOfYear: Money;
  deviationSoFar: Money | null;
}

/** A place that something was given in, and the authority it belongs to. */
interface OpenPlace extends FoundPlace {
  sourceYearId: string;
  authorityId: string;
}

@Injectable()
export class Forecasts {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly events: Events,
  ) {}

  /** @throws forbidden, state-conflict `year-settled`, validation-failed (`unknown-measure`, `not-allocated`, `required`, `duplicate-month`, `plan-above-allocated`) */
  async plan(tx: Tx, actor: Actor, plan: NewPlan): Promise<Numbered> {
    const place = await this.placeOf(tx, actor, plan);
    const { allocated } = await this.figures(tx, place, null);
    requireSoundPlan(plan.months, allocated);
    const number = await this.next(tx, 'month_plan', place);
    const reason = plan.reason?.trim() || null;
    if (number > 1 && reason === null)
      throw invalid('/reason', 'required', 'Det finns redan en plan; ange varför den ändras.');
    const id = uuidv7();
    const total = Money.sum(plan.months.map(({ amount }) => amount));
    await affected(
      tx,
      `insert into month_plan (id, source_year_id, proposal_id, measure_key, authority_id, number, total_ore, reason, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        place.sourceYearId,
        place.proposalId,
        place.measureKey,
        place.authorityId,
        number,
        total.ore,
        reason,
        actor.personId,
      ],
    );
    await affected(
      tx,
      `insert into month_plan_row (plan_id, month, amount_ore) select $1, * from unnest($2::integer[], $3::bigint[])`,
      [id, plan.months.map(({ month }) => month), plan.months.map(({ amount }) => amount.ore.toString())],
    );
    await this.tell(tx, actor, followUpEvents.planned, place, { planId: id, number, total: total.toString() });
    return { id, number };
  }

  /**
   * @throws forbidden, state-conflict `year-settled`, validation-failed (`unknown-measure`, `not-allocated`, `future-day`,
   *   `outside-year`, `before-last`, `comment-required` when it deviates more than the configured share)
   */
  async foresee(tx: Tx, actor: Actor, forecast: NewForecast): Promise<RecordedForecast> {
    const place = await this.placeOf(tx, actor, forecast);
    const day = forecast.forecastDay ?? place.today;
    const number = await this.next(tx, 'forecast', place);
    requireSoundForecastDay(day, place.year, place.today, await this.lastDay(tx, place));
    const figures = { ...(await this.figures(tx, place, day)), forecast: forecast.amount };
    const percent = this.config.deviationPercent;
    const deviations = deviationsOf(figures, percent);
    requireExplained(deviations, forecast.comment, percent);
    const id = uuidv7();
    await affected(
      tx,
      `insert into forecast (id, source_year_id, proposal_id, measure_key, authority_id, number, forecast_day, amount_ore, allocated_ore, used_ore,
           planned_ore, comment, recorded_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        id,
        place.sourceYearId,
        place.proposalId,
        place.measureKey,
        place.authorityId,
        number,
        day,
        forecast.amount.ore,
        figures.allocated.ore,
        figures.used.ore,
        figures.planned?.ore ?? null,
        forecast.comment?.trim() || null,
        actor.personId,
      ],
    );
    const large = deviations.large.length > 0;
    await this.tell(tx, actor, followUpEvents.foreseen, place, {
      forecastId: id,
      number,
      forecastDay: day,
      amount: forecast.amount.toString(),
      isLarge: large,
    });
    return { id, number, deviationOfYear: deviations.ofYear, deviationSoFar: deviations.soFar };
  }

  /** @throws forbidden, validation-failed `unknown-measure` or `range` */
  async need(tx: Tx, actor: Actor, need: NewNeed): Promise<Numbered> {
    const [measure] = await rows<{ authority_id: string; year: number | null }>(
      tx,
      `select p.authority_id, (select max(m.year) from measure m where m.version_id = p.approved_version_id and m.measure_key = a.measure_key) as year
         from proposal p join approved_measure a on a.proposal_id = p.id where p.id = $1 and a.measure_key = $2 for no key update of p`,
      [need.proposalId, need.measureKey],
    );
    if (measure === undefined)
      throw invalid('/measureKey', 'unknown-measure', 'Förslaget har ingen godkänd insats med den nyckeln.');
    requirePermit(actor, 'forecast.write', { authorityId: measure.authority_id });
    if (measure.year !== null && need.untilYear < measure.year)
      throw invalid(
        '/untilYear',
        'range',
        `Insatsen är för ${measure.year}; behovet kan inte ta slut ${need.untilYear}.`,
      );
    const id = uuidv7();
    const { number } = only(
      await rows<{ number: number }>(
        tx,
        `insert into continuing_need (id, proposal_id, measure_key, number, until_year, note, recorded_by)
           select $1, $2, $3, 1 + coalesce((select max(n.number) from continuing_need n where n.proposal_id = $2 and n.measure_key = $3), 0), $4, $5, $6
         returning number`,
        [id, need.proposalId, need.measureKey, need.untilYear, need.note.trim(), actor.personId],
      ),
    );
    await this.events.record(tx, actor, {
      type: followUpEvents.needNoted,
      subjectKind: 'proposal',
      subjectId: need.proposalId,
      payload: { needId: id, number, measureKey: need.measureKey, untilYear: need.untilYear },
    });
    return { id, number };
  }

  private async placeOf(tx: Tx, actor: Actor, asked: AskedPlace): Promise<OpenPlace> {
    const [place] = await placesOf(tx, [asked]);
    if (place === undefined || place.authorityId === null || place.measureTitle === null)
      throw invalid('/measureKey', 'unknown-measure', 'Insatsen eller källan finns inte.');
    requirePermit(actor, 'forecast.write', { authorityId: place.authorityId });
    if (place.sourceYearId === null || !place.isAllocated)
      throw invalid(
        '/sourceId',
        'not-allocated',
        `Ur ${place.sourceName} är inget fördelat till ”${place.measureTitle}” för ${place.year}.`,
      );
    if (place.isSettled) throw conflict('year-settled', `${place.sourceName} är avräknad för ${place.year}.`);
    return { ...place, sourceYearId: place.sourceYearId, authorityId: place.authorityId };
  }

  /** What was given, and what was used and planned of the months that have ended by the day. */
  private async figures(
    tx: Tx,
    place: OpenPlace,
    day: Day | null,
  ): Promise<{ allocated: Money; used: Money; planned: Money | null }> {
    const found = only(
      await rows<{ allocated: string; used: string }>(
        tx,
        `select (select coalesce(-sum(e.amount_ore), 0) from ledger_entry e where e.source_year_id = $1 and e.proposal_id = $2 and e.measure_key = $3
               and e.account = 'allocated') as allocated,
             (select coalesce(sum(c.amount_ore), 0) from actual_cost c where c.source_year_id = $1 and c.proposal_id = $2 and c.measure_key = $3
               and c.cost_day <= $4::date) as used`,
        [place.sourceYearId, place.proposalId, place.measureKey, day === null ? null : comparedUntil(place.year, day)],
      ),
    );
    const months = day === null ? [] : await this.months(tx, place);
    const planned = day === null || months.length === 0 ? null : plannedUntil(months, monthsEnded(place.year, day));
    return { allocated: moneyOf(found.allocated), used: moneyOf(found.used), planned };
  }

  private async months(tx: Tx, place: OpenPlace): Promise<MonthAmount[]> {
    const found = await rows<{ month: number; amount: string }>(
      tx,
      `select r.month, r.amount_ore as amount from month_plan_row r where r.plan_id = (
           select id from month_plan where source_year_id = $1 and proposal_id = $2 and measure_key = $3 order by number desc limit 1) order by r.month`,
      [place.sourceYearId, place.proposalId, place.measureKey],
    );
    return found.map(({ month, amount }) => ({ month, amount: moneyOf(amount) }));
  }

  private async next(tx: Tx, table: 'month_plan' | 'forecast', place: OpenPlace): Promise<number> {
    const texts = {
      month_plan: `select coalesce(max(number), 0) + 1 as number from month_plan where source_year_id = $1 and proposal_id = $2 and measure_key = $3`,
      forecast: `select coalesce(max(number), 0) + 1 as number from forecast where source_year_id = $1 and proposal_id = $2 and measure_key = $3`,
    };
    const found = await rows<{ number: number }>(tx, texts[table], [
      place.sourceYearId,
      place.proposalId,
      place.measureKey,
    ]);
    return only(found).number;
  }

  private async lastDay(tx: Tx, place: OpenPlace): Promise<Day | null> {
    const found = await rows<{ day: Day | null }>(
      tx,
      `select max(forecast_day)::text as day from forecast where source_year_id = $1 and proposal_id = $2 and measure_key = $3`,
      [place.sourceYearId, place.proposalId, place.measureKey],
    );
    return only(found).day;
  }

  private async tell(
    tx: Tx,
    actor: Actor,
    type: string,
    { sourceId, year, proposalId, measureKey }: OpenPlace,
    payload: Record<string, unknown>,
  ): Promise<void> {
    await this.events.record(tx, actor, {
      type,
      subjectKind: 'proposal',
      subjectId: proposalId,
      payload: { sourceId, year, measureKey, ...payload },
    });
  }
}
