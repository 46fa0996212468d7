/** Indicators for reading: all they have meant, been aimed at and come to. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import { notFound } from '../../kernel/errors.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import { paged } from '../../platform/database/paged.js';
import { rows } from '../../platform/database/sql.js';
import { goalSight, seesGoal } from '../goals.store.js';
import type { Period } from '../period.rules.js';
import { seesOutcome, workSight } from '../work-sight.js';
import type { Definition } from './definition.rules.js';
import { outcomeColumns, type OutcomeRow, type OutcomeView, outcomeView } from './outcome.view.js';
import type { Target } from './target.rules.js';

export interface IndicatorItem {
  id: string;
  goalId: string;
  goalTitle: string;
  authorityId: string;
  name: string;
  responsibleId: string | null;
  availableFromDay: string | null;
  version: number;
}

export interface PeriodOutcome extends OutcomeView {
  year: number;
  period: Period;
  /** Of the definition it was measured by. */
  definitionNumber: number;
  /** How many times it has been entered; the last rules. */
  number: number;
}

export interface IndicatorView extends IndicatorItem {
  definitions: (Omit<Definition, 'fromDay'> & { number: number; fromDay: string })[];
  breaks: { fromDay: string; reason: string }[];
  /** The one that rules per year. */
  targets: (Target & { year: number; text: string })[];
  outcomes: PeriodOutcome[];
}

const itemColumns = `i.id, i.goal_id as "goalId", g.title as "goalTitle", g.authority_id as "authorityId", i.name,
  i.responsible_id as "responsibleId", i.available_from_day as "availableFromDay", i.version`;
const tables = `indicator i join goal g on g.id = i.goal_id`;

const selectDefinitions = `
  select number, from_day as "fromDay", kind, definition, numerator, denominator, unit, by_sex as "bySex", source_system as "sourceSystem", method,
      timing, responsibilities, is_comparable as "isComparable", comparability_reason as "comparabilityReason"
    from indicator_definition where indicator_id = $1 order by number`;

const selectTargets = `
  select distinct on (year) year, kind, direction, value, text from indicator_target where indicator_id = $1
   order by year desc, number desc`;

const selectOutcomes = `
  select distinct on (o.year, o.period) o.year, o.period, o.number, d.number as "definitionNumber", ${outcomeColumns('o')}
    from indicator_outcome o join indicator_definition d on d.id = o.definition_id join indicator i on i.id = o.indicator_id
      join goal g on g.id = i.goal_id where o.indicator_id = $1 and ${seesOutcome('$2', '$3')}
   order by o.year desc, o.period, o.number desc`;

@Injectable()
export class IndicatorsQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** By goal and in the order they were written. */
  list(
    actor: Actor,
    page: PageRequest,
    { goalId = null, authorityId = null }: { goalId?: string | null; authorityId?: string | null },
  ): Promise<Page<IndicatorItem>> {
    const from = `${tables} where ${seesGoal('$1', '$2')} and ($3::uuid is null or i.goal_id = $3) and ($4::uuid is null or g.authority_id = $4)`;
    const listing = { columns: itemColumns, from, orderBy: 'g.created_at, i.created_at, i.id' };
    return paged(this.dataSource, listing, [...goalSight(actor), goalId, authorityId], page);
  }

  /** Others see the outcomes of reports that are decided. @throws not-found, also for those of others' drafts */
  async one(actor: Actor, id: string): Promise<IndicatorView> {
    const [item] = await rows<IndicatorItem>(
      this.dataSource,
      `select ${itemColumns} from ${tables} where i.id = $3 and ${seesGoal('$1', '$2')}`,
      [...goalSight(actor), id],
    );
    if (item === undefined) throw notFound('Indikatorn');
    const { everywhere, authorityIds } = workSight(actor);
    const [definitions, breaks, targets, outcomes] = await Promise.all([
      rows<IndicatorView['definitions'][number]>(this.dataSource, selectDefinitions, [id]),
      rows<{ fromDay: string; reason: string }>(
        this.dataSource,
        `select from_day as "fromDay", reason from indicator_break where indicator_id = $1 order by from_day`,
        [id],
      ),
      rows<Target & { year: number; text: string }>(this.dataSource, selectTargets, [id]),
      rows<OutcomeRow & Pick<PeriodOutcome, 'year' | 'period' | 'number' | 'definitionNumber'>>(
        this.dataSource,
        selectOutcomes,
        [id, everywhere, authorityIds],
      ),
    ]);
    const shown = outcomes.map(({ year, period, number, definitionNumber, ...row }) => ({
      year,
      period,
      number,
      definitionNumber,
      ...outcomeView(row),
    }));
    return { ...item, definitions, breaks, targets, outcomes: shown };
  }
}
