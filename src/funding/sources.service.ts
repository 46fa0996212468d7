/** Funding sources and their dated ceilings: register, change, announce, open, close, and lower or raise what may be given. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import type { LocalTime } from '../kernel/deadline.js';
import { invalid, notFound } from '../kernel/errors.js';
import { step } from '../kernel/transitions.js';
import { requirePermit } from '../identity/permit.rules.js';
import { affected, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { requireVersion } from '../platform/http/request-context.js';
import { appendCeiling, type CeilingEffect, type NewCeiling } from './ceilings.js';
import { fundingEvents } from './funding.events.js';
import {
  requireCeilingMayChange,
  requireCloseDue,
  requireFinancing,
  requireSoundUsePeriod,
  requireWithinUsePeriod,
  requisitionDeadline,
  type SourceAct,
  type SourceKind,
  sourceStates,
  type SourceStatus,
} from './source.rules.js';

export interface NewSource {
  /** Short and unique, e.g. `SOS-2023`. */
  code: string;
  name: string;
  kind: SourceKind;
  /** Other names for the same money. */
  aliases?: readonly string[] | undefined;
  grantor?: string | undefined;
  purposes?: readonly string[] | undefined;
  useFromDay: Day;
  useToDay: Day;
  requisitionDeadlineDay?: Day | undefined;
  requisitionDeadlineTime?: LocalTime | undefined;
  /** The grantor's or the budget's own reference. */
  reference?: string | undefined;
}

/** Left out is left as it is; a day of null takes the deadline away. */
export interface SourceChange {
  name?: string | undefined;
  aliases?: readonly string[] | undefined;
  requisitionDeadlineDay?: Day | null | undefined;
  requisitionDeadlineTime?: LocalTime | undefined;
}

export interface SourceYearPlace {
  sourceId: string;
  year: number;
  /** JSON Pointer of the object that names the two. */
  pointer?: string | undefined;
}

interface Moment {
  now: Date;
  today: Day;
}

type Nullable<T> = { [K in keyof T]: T[K] | null };

interface LockedSource {
  id: string;
  name: string;
  kind: SourceKind;
  aliases: string[];
  use_from_day: Day;
  use_to_day: Day;
  requisition_deadline_day: Day | null;
  requisition_deadline_time: string | null;
  status: SourceStatus;
  version: number;
}

@Injectable()
export class Sources {
  constructor(private readonly events: Events) {}

  /** @throws forbidden, validation-failed (use period, deadline), duplicate `source-code` */
  async create(tx: Tx, actor: Actor, source: NewSource): Promise<{ id: string; version: number }> {
    requirePermit(actor, 'source.manage');
    requireSoundUsePeriod(source.useFromDay, source.useToDay);
    const deadline = deadlineOf(source.requisitionDeadlineDay, source.requisitionDeadlineTime);
    const id = uuidv7();
    await affected(
      tx,
      `insert into funding_source (id, code, name, kind, aliases, grantor, purposes, use_from_day, use_to_day,
           requisition_deadline_day, requisition_deadline_time, reference)
         values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11, $12)`,
      [
        id,
        source.code.trim(),
        source.name.trim(),
        source.kind,
        trimmed(source.aliases),
        source.grantor?.trim() ?? null,
        JSON.stringify(trimmed(source.purposes)),
        source.useFromDay,
        source.useToDay,
        deadline?.day ?? null,
        deadline?.time ?? null,
        source.reference?.trim() ?? null,
      ],
    );
    await this.record(tx, actor, fundingEvents.sourceRegistered, id, {
      code: source.code.trim(),
      kind: source.kind,
      useFromDay: source.useFromDay,
      useToDay: source.useToDay,
    });
    return { id, version: 1 };
  }

  /** @throws not-found, forbidden, precondition-failed, validation-failed */
  async change(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    change: SourceChange,
  ): Promise<{ id: string; version: number }> {
    const source = await this.lock(tx, id);
    requirePermit(actor, 'source.manage');
    requireVersion(expected, source.version);
    const day =
      change.requisitionDeadlineDay === undefined ? source.requisition_deadline_day : change.requisitionDeadlineDay;
    // A new day without a time has the default time; the old day's time says nothing about it.
    const isSameDay = change.requisitionDeadlineDay === undefined;
    const keptTime = isSameDay ? (source.requisition_deadline_time?.slice(0, 5) as LocalTime | undefined) : undefined;
    const deadline = deadlineOf(day ?? undefined, change.requisitionDeadlineTime ?? keptTime);
    await affected(
      tx,
      `update funding_source set name = $2, aliases = $3, requisition_deadline_day = $4, requisition_deadline_time = $5,
           version = version + 1 where id = $1`,
      [
        id,
        change.name?.trim() ?? source.name,
        change.aliases === undefined ? source.aliases : trimmed(change.aliases),
        deadline?.day ?? null,
        deadline?.time ?? null,
      ],
    );
    const fields = Object.entries(change).filter(([, value]) => value !== undefined);
    await this.record(tx, actor, fundingEvents.sourceChanged, id, { fields: fields.map(([name]) => name) });
    return { id, version: source.version + 1 };
  }

  /**
   * Announces, opens, closes, settles or archives a source.
   * @param require what else must hold, asked under the lock by a module that knows more
   * @throws not-found, forbidden, precondition-failed, state-conflict `not-allowed-in-state`, or `not-due` for a closing
   */
  async act(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    act: SourceAct,
    require?: () => Promise<void>,
  ): Promise<{ id: string; status: SourceStatus; version: number }> {
    const source = await this.lock(tx, id);
    requirePermit(actor, 'source.manage');
    requireVersion(expected, source.version);
    const edge = step(sourceStates, source.status, act);
    if (act === 'close') {
      const moment = only(await rows<Moment>(tx, `select clock_timestamp() as now, today_in_stockholm() as today`));
      requireCloseDue({ ...periodOf(source), requisition: requisitionOf(source) }, moment);
    }
    await require?.();
    const moved = await affected(
      tx,
      `update funding_source set status = $3, version = version + 1 where id = $1 and status = $2`,
      [id, edge.from, edge.to],
    );
    if (moved !== 1) throw new Error(`source ${id} changed status under its lock`);
    await this.record(tx, actor, edge.event, id, { from: edge.from, to: edge.to });
    return { id, status: edge.to, version: source.version + 1 };
  }

  /**
   * Appends a ceiling and says what it did. Nothing already given is cut: when more is given than the new ceiling, the
   * source is over-allocated and new allocations wait for a decision.
   * @throws not-found, forbidden, state-conflict when the books or the year are closed, validation-failed
   *   `outside-use-period`, `unknown-document` or `financing-required`
   */
  async setCeiling(tx: Tx, actor: Actor, sourceId: string, ceiling: NewCeiling): Promise<CeilingEffect> {
    const source = await this.lock(tx, sourceId);
    requirePermit(actor, 'ceiling.set');
    requireCeilingMayChange(source.status);
    requireWithinUsePeriod(periodOf(source), ceiling.year, '/year');
    await this.requireDocument(tx, ceiling.documentVersionId);
    const effect = await appendCeiling(tx, actor, sourceId, ceiling, (before) =>
      requireFinancing(source.kind, {
        year: ceiling.year,
        validFromDay: ceiling.validFromDay,
        isRaise: ceiling.amount.compare(before) > 0,
        financing: ceiling.financing,
      }),
    );
    await this.record(tx, actor, fundingEvents.ceilingSet, sourceId, {
      ceilingId: effect.id,
      year: ceiling.year,
      amount: ceiling.amount.toString(),
      validFromDay: ceiling.validFromDay,
      effectiveDay: effect.effectiveDay,
      ceiling: effect.ceiling.toString(),
      reserved: effect.reserved.toString(),
      overAllocated: effect.overAllocated,
    });
    return effect;
  }

  /**
   * The rows everybody locks, one per source and year asked for, in the order asked.
   * @throws validation-failed at the pointer: `unknown-source`, `outside-use-period`, or `no-ceiling` when nothing
   *   has been said about what the source holds that year
   */
  async sourceYearIds(tx: Tx, places: readonly SourceYearPlace[]): Promise<string[]> {
    const found = await rows<Nullable<LockedSource> & { source_year_id: string | null }>(
      tx,
      `select f.*, s.id as source_year_id from unnest($1::uuid[], $2::integer[]) with ordinality as w (source_id, year, place)
           left join funding_source f on f.id = w.source_id left join source_year s on s.source_id = f.id and s.year = w.year
         order by w.place`,
      [places.map((place) => place.sourceId), places.map((place) => place.year)],
    );
    return places.map(({ year, pointer = '' }, index) => {
      const source = found[index];
      if (source === undefined || source.id === null)
        throw invalid(`${pointer}/sourceId`, 'unknown-source', 'Finansieringskällan finns inte.');
      requireWithinUsePeriod(periodOf(source as LockedSource), year, `${pointer}/year`);
      if (source.source_year_id !== null) return source.source_year_id;
      throw invalid(`${pointer}/year`, 'no-ceiling', `${source.name} har inget tak för ${year}; registrera ett först.`);
    });
  }

  private async lock(tx: Tx, id: string): Promise<LockedSource> {
    const [source] = await rows<LockedSource>(
      tx,
      `select id, name, kind, aliases, use_from_day, use_to_day, requisition_deadline_day, requisition_deadline_time, status, version
         from funding_source where id = $1 for no key update`,
      [id],
    );
    if (source === undefined) throw notFound('Finansieringskällan');
    return source;
  }

  private async requireDocument(tx: Tx, versionId: string | undefined): Promise<void> {
    if (versionId === undefined) return;
    const [found] = await rows(tx, `select 1 from document_version where id = $1`, [versionId]);
    if (found === undefined)
      throw invalid('/documentVersionId', 'unknown-document', 'Handlingen finns inte i diariet.');
  }

  private async record(
    tx: Tx,
    actor: Actor,
    type: string,
    id: string,
    payload: Record<string, unknown>,
  ): Promise<void> {
    await this.events.record(tx, actor, { type, subjectKind: 'fundingSource', subjectId: id, payload });
  }
}

function periodOf(source: LockedSource) {
  return { kind: source.kind, name: source.name, useFromDay: source.use_from_day, useToDay: source.use_to_day };
}

function requisitionOf({ requisition_deadline_day: day, requisition_deadline_time: time }: LockedSource) {
  return day === null ? null : requisitionDeadline(day, time?.slice(0, 5) as LocalTime | undefined);
}

function deadlineOf(day: Day | undefined, time: LocalTime | undefined) {
  if (day !== undefined) return requisitionDeadline(day, time);
  if (time === undefined) return undefined;
  throw invalid('/requisitionDeadlineTime', 'not-applicable', 'Ett klockslag förutsätter en dag.');
}

/** In the order given, without surrounding space and without repeats. */
function trimmed(list: readonly string[] = []): string[] {
  return [...new Set(list.map((text) => text.trim()))];
}
