/** Funding sources for reading: what may be given per year, what is given, what remains, and every ceiling with its date. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Day } from '../kernel/day.js';
import type { LocalTime } from '../kernel/deadline.js';
import { notFound } from '../kernel/errors.js';
import type { Money } from '../kernel/money.js';
import type { Page, PageRequest } from '../kernel/page.js';
import { actsFrom } from '../kernel/transitions.js';
import { moneyOf } from '../platform/database/columns.js';
import { paged } from '../platform/database/paged.js';
import { type Db, rows } from '../platform/database/sql.js';
import {
  type RequisitionDeadline,
  requisitionDeadline,
  type SourceKind,
  sourceStates,
  type SourceStatus,
} from './source.rules.js';

export interface SourceYearView {
  id: string;
  year: number;
  ceiling: Money;
  reserved: Money;
  /** Below zero when the source is over-allocated. */
  remaining: Money;
  overAllocated: boolean;
  /** When the year was settled; nothing more lands in it. */
  closedAt: string | null;
  /** Where the way of its money begins. */
  trail: string;
}

export interface CeilingView {
  id: string;
  year: number;
  amount: Money;
  validFromDay: Day;
  effectiveDay: Day;
  ground: string;
  documentVersionId: string | null;
  /** */
  financing: string | null;
  recordedBy: string | null;
  recordedByName: string | null;
  recordedAt: string;
}

export interface SourceView {
  id: string;
  code: string;
  name: string;
  kind: SourceKind;
  aliases: string[];
  grantor: string | null;
  purposes: string[];
  useFromDay: Day;
  useToDay: Day;
  requisitionDeadline: RequisitionDeadline | null;
  reference: string | null;
  status: SourceStatus;
  version: number;
  years: SourceYearView[];
}

export interface SourceWithHistory extends SourceView {
  possibleActs: string[];
  /** In the order they were recorded. */
  ceilings: CeilingView[];
}

interface SourceRow {
  id: string;
  code: string;
  name: string;
  kind: SourceKind;
  aliases: string[];
  grantor: string | null;
  purposes: string[];
  use_from_day: Day;
  use_to_day: Day;
  requisition_deadline_day: Day | null;
  requisition_deadline_time: string | null;
  reference: string | null;
  status: SourceStatus;
  version: number;
}

interface YearRow {
  id: string;
  source_id: string;
  year: number;
  cap_ore: string;
  reserved_ore: string;
  closed_at: Date | null;
}

interface CeilingRow {
  id: string;
  year: number;
  amount_ore: string;
  valid_from_day: Day;
  effective_day: Day;
  ground: string;
  document_version_id: string | null;
  financing: string | null;
  recorded_by: string | null;
  recorded_by_name: string | null;
  recorded_at: Date;
}

const columns = `id, code, name, kind, aliases, grantor, purposes, use_from_day, use_to_day, requisition_deadline_day,
  requisition_deadline_time, reference, status, version`;

@Injectable()
export class SourcesQueries {
  constructor(private readonly dataSource: DataSource) {}

  async list(page: PageRequest, status: SourceStatus | undefined): Promise<Page<SourceView>> {
    const listed = { columns, from: 'funding_source where $1::text is null or status = $1', orderBy: 'code, id' };
    const found = await paged<SourceRow>(this.dataSource, listed, [status ?? null], page);
    const years = await this.years(
      this.dataSource,
      found.items.map((row) => row.id),
    );
    return { ...found, items: found.items.map((row) => viewOf(row, years)) };
  }

  /** @throws not-found */
  async one(id: string): Promise<SourceWithHistory> {
    const db = this.dataSource;
    const [row] = await rows<SourceRow>(db, `select ${columns} from funding_source where id = $1`, [id]);
    if (row === undefined) throw notFound('Finansieringskällan');
    const ceilings = await rows<CeilingRow>(
      db,
      `select c.id, s.year, c.amount_ore, c.valid_from_day, c.effective_day, c.ground, c.document_version_id, c.financing, c.recorded_by, p.name as recorded_by_name, c.recorded_at
         from ceiling c join source_year s on s.id = c.source_year_id left join person p on p.id = c.recorded_by where s.source_id = $1 order by c.recorded_at, c.id`,
      [id],
    );
    return {
      ...viewOf(row, await this.years(db, [id])),
      possibleActs: actsFrom(sourceStates, row.status),
      ceilings: ceilings.map(ceilingOf),
    };
  }

  private years(db: Db, sourceIds: readonly string[]): Promise<YearRow[]> {
    return rows<YearRow>(
      db,
      `select id, source_id, year, cap_ore, reserved_ore, closed_at from source_year where source_id = any($1::uuid[]) order by year, id`,
      [[...sourceIds]],
    );
  }
}

function viewOf(row: SourceRow, years: readonly YearRow[]): SourceView {
  const time = row.requisition_deadline_time?.slice(0, 5) as LocalTime | undefined;
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    kind: row.kind,
    aliases: row.aliases,
    grantor: row.grantor,
    purposes: row.purposes,
    useFromDay: row.use_from_day,
    useToDay: row.use_to_day,
    requisitionDeadline:
      row.requisition_deadline_day === null ? null : requisitionDeadline(row.requisition_deadline_day, time),
    reference: row.reference,
    status: row.status,
    version: row.version,
    years: years.filter((year) => year.source_id === row.id).map(yearOf),
  };
}

function yearOf(row: YearRow): SourceYearView {
  const [ceiling, reserved] = [moneyOf(row.cap_ore), moneyOf(row.reserved_ore)];
  const remaining = ceiling.subtract(reserved);
  return {
    id: row.id,
    year: row.year,
    ceiling,
    reserved,
    remaining,
    overAllocated: remaining.isNegative(),
    closedAt: row.closed_at?.toISOString() ?? null,
    trail: `/api/v1/trail/sourceYear/${row.id}`,
  };
}

function ceilingOf(row: CeilingRow): CeilingView {
  return {
    id: row.id,
    year: row.year,
    amount: moneyOf(row.amount_ore),
    validFromDay: row.valid_from_day,
    effectiveDay: row.effective_day,
    ground: row.ground,
    documentVersionId: row.document_version_id,
    financing: row.financing,
    recordedBy: row.recorded_by,
    recordedByName: row.recorded_by_name,
    recordedAt: row.recorded_at.toISOString(),
  };
}
