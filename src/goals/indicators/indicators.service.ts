/** Indicators: what they measure and from when, what is aimed at, and what came out, period by period. Nothing of it is overwritten. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { conflict, invalid, notFound } from '../../kernel/errors.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { goalEvents } from '../goals.events.js';
import { Goals } from '../goals.service.js';
import { goalSight, seesGoal } from '../goals.store.js';
import { requirePerson } from '../known.js';
import { type Definition, requireSoundDefinition } from './definition.rules.js';
import { requireSoundTarget, type Target } from './target.rules.js';

export interface IndicatorChange {
  name?: string | undefined;
  responsibleId?: string | null | undefined;
  availableFromDay?: Day | null | undefined;
}

export interface NewIndicator extends IndicatorChange {
  name: string;
  definition: Definition;
}

export interface NewTarget {
  year: number;
  kind: Target['kind'];
  direction: Target['direction'];
  value?: string | undefined;
  text: string;
}

export interface IndicatorState {
  id: string;
  version: number;
}

export interface LockedIndicator {
  id: string;
  goalId: string;
  authorityId: string;
  availableFromDay: Day | null;
  lastDefinition: number;
  version: number;
}

const clean = (text: string): string => text.trim().normalize('NFC');
const orNull = (text: string | undefined): string | null => (text === undefined ? null : clean(text) || null);

const lockStatement = `select i.id, i.goal_id as "goalId", g.authority_id as "authorityId", i.available_from_day as "availableFromDay",
    i.last_definition as "lastDefinition", i.version
  from indicator i join goal g on g.id = i.goal_id where i.id = $3 and ${seesGoal('$1', '$2')} for no key update of i`;

/** @throws not-found, also for an indicator of others' drafts */
export async function lockIndicator(tx: Tx, actor: Actor, id: string): Promise<LockedIndicator> {
  const [indicator] = await rows<LockedIndicator>(tx, lockStatement, [...goalSight(actor), id]);
  if (indicator === undefined) throw notFound('Indikatorn');
  return indicator;
}

@Injectable()
export class Indicators {
  constructor(
    private readonly goals: Goals,
    private readonly events: Events,
  ) {}

  /** @throws not-found, forbidden, state-conflict `goal-over`, validation-failed (`unknown-person` and as the definition) */
  async create(
    tx: Tx,
    actor: Actor,
    goalId: string,
    { name, responsibleId, availableFromDay, definition }: NewIndicator,
  ): Promise<IndicatorState> {
    await this.goals.begin(tx, actor, goalId);
    requireSoundDefinition(definition, 1);
    await requirePerson(tx, responsibleId, '/responsibleId');
    const id = uuidv7();
    await affected(
      tx,
      `insert into indicator (id, goal_id, name, responsible_id, available_from_day, created_by) values ($1, $2, $3, $4, $5, $6)`,
      [id, goalId, clean(name), responsibleId ?? null, availableFromDay ?? null, actor.personId],
    );
    await writeDefinition(tx, actor, id, 1, definition);
    await this.tell(tx, actor, goalEvents.indicatorDefined, id, { goalId, number: 1, fromDay: definition.fromDay });
    return { id, version: 1 };
  }

  /** What is left out stays as it is. @throws not-found, forbidden, precondition-failed, validation-failed */
  async change(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    { name, responsibleId, availableFromDay }: IndicatorChange,
  ): Promise<IndicatorState> {
    const indicator = await this.begin(tx, actor, id, expected);
    await requirePerson(tx, responsibleId, '/responsibleId');
    await affected(
      tx,
      `update indicator set name = coalesce($2, name), responsible_id = case when $3 then $4::uuid else responsible_id end,
           available_from_day = case when $5 then $6::date else available_from_day end where id = $1`,
      [
        id,
        name === undefined ? null : clean(name),
        responsibleId !== undefined,
        responsibleId ?? null,
        availableFromDay !== undefined,
        availableFromDay ?? null,
      ],
    );
    return this.bumped(tx, actor, indicator, goalEvents.indicatorChanged, {
      availableFromDay: availableFromDay ?? null,
    });
  }

  /** A new meaning from a day; what was measured before keeps the old one (C-45). @throws as `change` and as the definition */
  async define(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    definition: Definition,
  ): Promise<IndicatorState & { number: number }> {
    const indicator = await this.begin(tx, actor, id, expected);
    const number = indicator.lastDefinition + 1;
    const before = only(
      await rows<{ fromDay: Day }>(
        tx,
        `select from_day as "fromDay" from indicator_definition where indicator_id = $1 and number = $2`,
        [id, indicator.lastDefinition],
      ),
    );
    requireSoundDefinition(definition, number, before.fromDay);
    await writeDefinition(tx, actor, id, number, definition);
    await affected(tx, `update indicator set last_definition = $2 where id = $1`, [id, number]);
    const payload = { number, fromDay: definition.fromDay };
    return { ...(await this.bumped(tx, actor, indicator, goalEvents.indicatorDefined, payload)), number };
  }

  /** From the day figures are compared with care, and why (C-45). @throws as `change`; duplicate */
  async breakComparison(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    { fromDay, reason }: { fromDay: Day; reason: string },
  ): Promise<IndicatorState> {
    const indicator = await this.begin(tx, actor, id, expected);
    await affected(
      tx,
      `insert into indicator_break (id, indicator_id, from_day, reason, recorded_by) values ($1, $2, $3, $4, $5)`,
      [uuidv7(), id, fromDay, clean(reason), actor.personId],
    );
    return this.bumped(tx, actor, indicator, goalEvents.comparisonBroken, { fromDay });
  }

  /** Sets the year's target; an earlier one can still be read. @throws as `change`; validation-failed as the target */
  async aim(tx: Tx, actor: Actor, id: string, expected: number, target: NewTarget): Promise<IndicatorState> {
    const indicator = await this.begin(tx, actor, id, expected);
    const { year, kind, direction, text } = target;
    const value = target.value ?? null;
    requireSoundTarget({ kind, direction, value });
    await requireOpenYear(tx, indicator, year);
    await affected(
      tx,
      `insert into indicator_target (id, indicator_id, year, number, kind, direction, value, text, recorded_by)
         select $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6, $7, $8 from indicator_target where indicator_id = $2 and year = $3`,
      [uuidv7(), id, year, kind, direction, value, clean(text), actor.personId],
    );
    return this.bumped(tx, actor, indicator, goalEvents.targetSet, { year, kind, direction });
  }

  private async begin(tx: Tx, actor: Actor, id: string, expected: number): Promise<LockedIndicator> {
    const indicator = await lockIndicator(tx, actor, id);
    requirePermit(actor, 'goal.write', { authorityId: indicator.authorityId });
    requireVersion(expected, indicator.version);
    return indicator;
  }

  private async bumped(
    tx: Tx,
    actor: Actor,
    { id, version }: LockedIndicator,
    type: string,
    payload: Record<string, unknown>,
  ): Promise<IndicatorState> {
    await affected(tx, `update indicator set version = version + 1 where id = $1`, [id]);
    await this.tell(tx, actor, type, id, payload);
    return { id, version: version + 1 };
  }

  private tell(tx: Tx, actor: Actor, type: string, id: string, payload: Record<string, unknown>): Promise<void> {
    return this.events.record(tx, actor, { type, subjectKind: 'indicator', subjectId: id, payload });
  }
}

/** What was aimed at is not rewritten when the year has been reported; the report is shared, so that none is put on an agenda meanwhile. */
async function requireOpenYear(tx: Tx, { authorityId }: LockedIndicator, year: number): Promise<void> {
  const [report] = await rows<{ status: string }>(
    tx,
    `select status from period_report where authority_id = $1 and year = $2 and period = 'year' and status not in ('rejected', 'withdrawn') for share`,
    [authorityId, year],
  );
  if (report?.status === 'scheduled' || report?.status === 'decided')
    throw conflict(
      'period-reported',
      `Rapporten för ${year} är lagd fram eller beslutad; målvärdet för året ändras inte.`,
    );
}

const insertDefinition = `
  insert into indicator_definition (id, indicator_id, number, from_day, kind, definition, numerator, denominator, unit, by_sex, source_system,
      method, timing, responsibilities, is_comparable, comparability_reason, recorded_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::jsonb, $15, $16, $17)`;

async function writeDefinition(tx: Tx, actor: Actor, id: string, number: number, one: Definition): Promise<void> {
  const responsibilities = (one.responsibilities ?? []).map(({ who, task }) => ({
    who: clean(who),
    task: clean(task),
  }));
  await affected(tx, insertDefinition, [
    uuidv7(),
    id,
    number,
    one.fromDay,
    one.kind,
    clean(one.definition),
    orNull(one.numerator),
    orNull(one.denominator),
    clean(one.unit),
    one.bySex,
    orNull(one.sourceSystem),
    orNull(one.method),
    orNull(one.timing),
    JSON.stringify(responsibilities),
    one.isComparable ?? true,
    orNull(one.comparabilityReason),
    actor.personId,
  ]);
}

/** @throws validation-failed `unknown-definition` when no definition was in force */
export async function definitionOn(
  tx: Tx,
  indicatorId: string,
  day: Day,
): Promise<{ id: string; kind: Definition['kind']; bySex: boolean; number: number }> {
  const [definition] = await rows<{ id: string; kind: Definition['kind']; bySex: boolean; number: number }>(
    tx,
    `select id, kind, by_sex as "bySex", number from indicator_definition where indicator_id = $1 and from_day <= $2 order by number desc limit 1`,
    [indicatorId, day],
  );
  if (definition === undefined)
    throw invalid('/year', 'unknown-definition', `Indikatorn har ingen definition som gällde ${day}.`);
  return definition;
}
