/** Every grant and year with where its requisition stands: what is given, what is asked for, and whether the two agree. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Day } from '../../kernel/day.js';
import type { Money } from '../../kernel/money.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import { moneyOf } from '../../platform/database/columns.js';
import { paged } from '../../platform/database/paged.js';
import type { AgentStatus } from './agent.rules.js';
import { lastDayToAsk } from './agent.rules.js';
import type { RequisitionStatus } from './requisition.rules.js';

export interface GrantYearItem {
  sourceId: string;
  sourceCode: string;
  sourceName: string;
  grantor: string;
  year: number;
  deadlineAt: string | null;
  deadlineHasPassed: boolean;
  /** The last day to ask for an agent and still count on an answer; null without a deadline. */
  lastDayToAskAgent: Day | null;
  agentStatus: AgentStatus | null;
  agentName: string | null;
  /** Of the condition that asks for a report. */
  reportDueDay: Day | null;
  useToDay: Day | null;
  /** The one in hand, otherwise the latest that expired. */
  requisitionId: string | null;
  status: RequisitionStatus | null;
  /** What its figure says, submitted or not. */
  prepared: Money | null;
  ceiling: Money;
  reserved: Money;
  requisitioned: Money;
  paid: Money;
  repaid: Money;
  /** Given to measures, or on its way to them, and not asked for. Below zero more is asked for than is given. */
  outstanding: Money;
  /** What is prepared or submitted is what is given; null while nothing is prepared. */
  tallies: boolean | null;
}

type Amounts = 'ceiling' | 'reserved' | 'requisitioned' | 'paid' | 'repaid';
type Row = Omit<GrantYearItem, Amounts | 'prepared' | 'deadlineAt' | 'lastDayToAskAgent' | 'outstanding' | 'tallies'> &
  Record<Amounts, string> & { prepared: string | null; deadlineAt: Date | null; deadlineDay: Day | null };

const listed = {
  columns: `f.id as "sourceId", f.code as "sourceCode", f.name as "sourceName", coalesce(f.grantor, f.name) as grantor, s.year,
    coalesce(r.deadline_at, requisition_deadline(s.id)) as "deadlineAt", f.requisition_deadline_day as "deadlineDay",
    coalesce(clock_timestamp() > coalesce(r.deadline_at, requisition_deadline(s.id)), false) as "deadlineHasPassed",
    g.status as "agentStatus", g.name as "agentName",
    (select min(c.due_day) from grant_condition c where c.source_id = f.id and c.kind = 'report') as "reportDueDay", f.use_to_day as "useToDay",
    r.id as "requisitionId", r.status, r.amount_ore as prepared, s.cap_ore as ceiling, s.reserved_ore as reserved,
    m.requisitioned, m.paid, m.repaid`,
  from: `source_year s join funding_source f on f.id = s.source_id and f.kind in ('stateGrant', 'eu')
    left join lateral (select q.* from requisition q where q.source_year_id = s.id order by q.status = 'expired', q.created_at desc, q.id limit 1) r on true
    left join lateral (select a.status, p.name from grant_agent a join person p on p.id = a.person_id
      where lower(a.grantor) = lower(coalesce(f.grantor, f.name)) and a.status <> 'ended' order by a.status, a.asked_day desc, a.id limit 1) g on true
    cross join lateral (select coalesce(sum(q.amount_ore) filter (where q.submitted_at is not null), 0) as requisitioned,
      coalesce(sum(q.paid_ore), 0) as paid, coalesce(sum(q.repaid_ore), 0) as repaid from requisition q where q.source_year_id = s.id) m`,
  orderBy: `(r.submitted_at is not null or r.status is not distinct from 'expired'), f.requisition_deadline_day nulls last, f.code, s.year, s.id`,
};

@Injectable()
export class GrantListQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Those still to be asked for first, the nearest deadline first of them. */
  async list(page: PageRequest): Promise<Page<GrantYearItem>> {
    const found = await paged<Row>(this.dataSource, listed, [], page);
    return { ...found, items: found.items.map(itemOf) };
  }
}

function itemOf({ deadlineDay, deadlineAt, prepared, ...row }: Row): GrantYearItem {
  const reserved = moneyOf(row.reserved);
  const requisitioned = moneyOf(row.requisitioned);
  const asked = prepared === null || row.status === 'expired' ? null : moneyOf(prepared);
  return {
    ...row,
    deadlineAt: deadlineAt?.toISOString() ?? null,
    lastDayToAskAgent: deadlineDay === null ? null : lastDayToAsk(deadlineDay),
    prepared: prepared === null ? null : moneyOf(prepared),
    ceiling: moneyOf(row.ceiling),
    reserved,
    requisitioned,
    paid: moneyOf(row.paid),
    repaid: moneyOf(row.repaid),
    outstanding: reserved.subtract(requisitioned),
    tallies: asked === null ? null : asked.equals(reserved),
  };
}
