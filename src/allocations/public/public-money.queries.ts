/**
 * Who gets what from which source, for anybody. Starts from decisions in adjusted minutes and nowhere else, so nothing shows
 * that is not official, nor what was decided behind closed doors.
 */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Money } from '../../kernel/money.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import { moneyOf } from '../../platform/database/columns.js';
import { paged } from '../../platform/database/paged.js';
import { rows } from '../../platform/database/sql.js';
import { only } from '../../platform/database/transaction.js';
import type { PublicAllocation } from './open-data.rules.js';

export interface MoneyFilter {
  sourceCode?: string | undefined;
  year?: number | undefined;
  authorityCode?: string | undefined;
}

export interface PublicAllocationPage extends Page<PublicAllocation> {
  /** Of every row the filter lets through, not only of this page. */
  sum: Money;
}

export interface MoneyChoices {
  sources: { code: string; name: string }[];
  years: number[];
  authorities: { code: string; name: string }[];
}

type Row = Omit<PublicAllocation, 'amount'> & { amount: string };

/** Everything decided and public, before any filter. */
const decided = `published_decision p join decision d on d.id = p.decision_id and d.subject_kind = 'allocation' and d.outcome in ('approve', 'approveWithChanges')
    join allocation a on a.id = d.subject_id and a.status = 'decided'
    join allocation_row r on r.version_id = d.version_result_id join body b on b.id = p.body_id
    join source_year s on s.id = r.source_year_id join funding_source f on f.id = s.source_id join authority u on u.id = r.authority_id
  where not p.behind_closed_doors`;

/** $1 source, $2 year, $3 authority. */
const filtered = `${decided} and ($1::text is null or f.code = $1) and ($2::integer is null or s.year = $2) and ($3::text is null or u.code = $3)`;

const columns = `r.id as "rowId", p.decision_id as "decisionId", p.decision_day as "decisionDay", b.name as "bodyName", p.minute_item as "minuteItem",
  p.registration_number as "registrationNumber", f.code as "sourceCode", f.name as "sourceName", s.year, u.code as "authorityCode", u.name as "authorityName",
  coalesce((select m.title from measure m join proposal_version v on v.id = m.version_id
    where v.proposal_id = r.proposal_id and m.measure_key = r.measure_key and v.frozen_at is not null order by v.number desc limit 1), '') as "measureTitle",
  r.amount_ore as amount`;

const listing = { columns, from: filtered, orderBy: 's.year desc, f.code, u.code, p.decision_day, r.position, r.id' };

/** More than a municipality divides in a decade. */
const fileRowsMax = 100_000;

@Injectable()
export class PublicMoneyQueries {
  constructor(private readonly dataSource: DataSource) {}

  async allocations(filter: MoneyFilter, page: PageRequest): Promise<PublicAllocationPage> {
    const values = valuesOf(filter);
    const [found, summed] = await Promise.all([
      paged<Row>(this.dataSource, listing, values, page),
      rows<{ sum: string }>(
        this.dataSource,
        `select coalesce(sum(r.amount_ore), 0)::text as sum from ${filtered}`,
        values,
      ),
    ]);
    return { ...found, items: found.items.map(viewOf), sum: moneyOf(only(summed).sum) };
  }

  /** Every row, for the file. */
  async all(filter: MoneyFilter): Promise<PublicAllocation[]> {
    const found = await rows<Row>(
      this.dataSource,
      `select ${columns} from ${filtered} order by ${listing.orderBy} limit ${fileRowsMax}`,
      valuesOf(filter),
    );
    return found.map(viewOf);
  }

  /** What there is to choose among: only what some public row has. */
  async choices(): Promise<MoneyChoices> {
    const found = await rows<MoneyChoices>(
      this.dataSource,
      `select coalesce((select jsonb_agg(x order by x ->> 'name') from (select distinct jsonb_build_object('code', f.code, 'name', f.name) as x from ${decided}) n), '[]') as sources,
          coalesce((select jsonb_agg(x order by x desc) from (select distinct s.year as x from ${decided}) n), '[]') as years,
          coalesce((select jsonb_agg(x order by x ->> 'name') from (select distinct jsonb_build_object('code', u.code, 'name', u.name) as x from ${decided}) n), '[]') as authorities`,
      [],
    );
    return only(found);
  }
}

const valuesOf = ({ sourceCode, year, authorityCode }: MoneyFilter): unknown[] => [
  sourceCode ?? null,
  year ?? null,
  authorityCode ?? null,
];

const viewOf = (row: Row): PublicAllocation => ({ ...row, amount: moneyOf(row.amount) });
