/** Cost lines and project codes for reading. A committee sees its own; whoever follows the municipality sees all. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import type { Money } from '../../kernel/money.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import { reachOver } from '../../identity/reach.rules.js';
import { moneyOf } from '../../platform/database/columns.js';
import { paged } from '../../platform/database/paged.js';

export interface CostView {
  id: string;
  sourceId: string;
  sourceCode: string;
  year: number;
  proposalId: string;
  measureKey: string;
  /** As the latest frozen version calls it. */
  measureTitle: string | null;
  registrationNumber: string;
  authorityCode: string;
  costDay: Day;
  bookedDay: Day | null;
  amount: Money;
  text: string;
  voucher: string | null;
  importId: string | null;
  importRow: number | null;
  reversesId: string | null;
  reversedBy: string | null;
  reason: string | null;
  recordedBy: string | null;
  recordedAt: string;
  /** Its place on the way of the money. */
  trail: string;
}

export interface CostFilter {
  sourceId?: string | undefined;
  year?: number | undefined;
  proposalId?: string | undefined;
}

export interface ProjectCodeView {
  code: string;
  proposalId: string;
  measureKey: string;
  sourceId: string;
  sourceCode: string;
  authorityCode: string;
}

type CostRow = Omit<CostView, 'amount' | 'recordedAt' | 'trail'> & { amount: string; recordedAt: Date };

const costs = {
  columns: `c.id, f.id as "sourceId", f.code as "sourceCode", s.year, c.proposal_id as "proposalId", c.measure_key as "measureKey",
    (select m.title from measure m join proposal_version v on v.id = m.version_id where v.proposal_id = c.proposal_id and m.measure_key = c.measure_key
       and v.frozen_at is not null order by v.number desc limit 1) as "measureTitle",
    (select t.registration_number from proposal p join matter t on t.id = p.matter_id where p.id = c.proposal_id) as "registrationNumber", a.code as "authorityCode",
    c.cost_day as "costDay", c.booked_day as "bookedDay", c.amount_ore as amount, c.text, c.voucher, c.import_id as "importId", c.import_row as "importRow",
    c.reverses_id as "reversesId", r.id as "reversedBy", c.reason, c.recorded_by as "recordedBy", c.recorded_at as "recordedAt"`,
  from: `actual_cost c join source_year s on s.id = c.source_year_id join funding_source f on f.id = s.source_id join authority a on a.id = c.authority_id
    left join actual_cost r on r.reverses_id = c.id
    where ($1::boolean or c.authority_id = any($2::uuid[])) and ($3::uuid is null or s.source_id = $3) and ($4::integer is null or s.year = $4)
      and ($5::uuid is null or c.proposal_id = $5)`,
  orderBy: 'c.recorded_at, c.import_row, c.id',
};

const projectCodes = {
  columns: `p.code, p.proposal_id as "proposalId", p.measure_key as "measureKey", p.source_id as "sourceId", f.code as "sourceCode", a.code as "authorityCode"`,
  from: `project_code p join funding_source f on f.id = p.source_id join proposal o on o.id = p.proposal_id join authority a on a.id = o.authority_id
    where ($1::boolean or o.authority_id = any($2::uuid[]))`,
  orderBy: 'p.code',
};

@Injectable()
export class CostsQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** In the order they were recorded. */
  async list(actor: Actor, page: PageRequest, { sourceId, year, proposalId }: CostFilter): Promise<Page<CostView>> {
    const { everywhere, authorityIds } = reachOver('agendas', actor);
    const values = [everywhere, authorityIds, sourceId ?? null, year ?? null, proposalId ?? null];
    const found = await paged<CostRow>(this.dataSource, costs, values, page);
    return {
      ...found,
      items: found.items.map((row) => ({
        ...row,
        amount: moneyOf(row.amount),
        recordedAt: row.recordedAt.toISOString(),
        trail: `/api/v1/trail/cost/${row.id}`,
      })),
    };
  }

  async codes(actor: Actor, page: PageRequest): Promise<Page<ProjectCodeView>> {
    const { everywhere, authorityIds } = reachOver('agendas', actor);
    return paged<ProjectCodeView>(this.dataSource, projectCodes, [everywhere, authorityIds], page);
  }
}
