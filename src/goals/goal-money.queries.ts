/**
 * What did the money do? Beside what was asked for, decided and used in a year for the measures a goal is linked to stand
 * the outcomes of its indicators. The amounts are the funding and allocation modules' own rows; nothing is kept twice.
 */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import { Money } from '../kernel/money.js';
import { requirePermit } from '../identity/permit.rules.js';
import { reachOver } from '../identity/reach.rules.js';
import { moneyOf } from '../platform/database/columns.js';
import { rows } from '../platform/database/sql.js';
import { Transactions } from '../platform/database/transaction.js';
import { goalSight, seenGoal, seesGoal } from './goals.store.js';
import { type IndicatorFigures, indicatorFigures } from './indicators/indicator-figures.js';
import { moneySight, seesAllocation, seesProposal } from './known.js';
import type { Period } from './period.rules.js';
import { workSight } from './work-sight.js';

export interface GoalAmounts {
  requested: Money;
  approved: Money;
  /** Decided by the executive board. */
  allocated: Money;
  /** Null where somebody else's costs, which this person does not follow, are in it. */
  used: Money | null;
}

export interface MeasureMoney extends GoalAmounts {
  proposalId: string;
  measureKey: string;
  title: string;
  authorityId: string;
  /** The goals it is linked to; its amounts are counted once all the same. */
  goalIds: string[];
  /** Only the rows of these allocations are counted; null when the measure or its proposal is linked. */
  allocationIds: string[] | null;
}

export interface GoalMoneyView {
  goalId: string;
  year: number;
  period: Period;
  measures: MeasureMoney[];
  sum: GoalAmounts;
  indicators: (IndicatorFigures & { goalId: string })[];
}

/**
 * $1 … $3 what may be known of proposals and allocations, $4 the goal, $5 the year, $6 the system, $7
 * follows every authority's costs. A measure that is reached
 * in several ways is one row; amounts of an allocation alone are counted only where the measure itself is not linked.
 */
const moneyOfGoal = `
  with recursive below as (
    select $4::uuid as id
    union select p.goal_id from below b join goal_placement p on p.parent_id = b.id and p.year = $5 join goal g on g.id = p.goal_id
      and ${seesGoal('$1', '$6')}),
  linked as (
    select l.goal_id, p.id as proposal_id, me.measure_key, null::uuid as allocation_id
      from goal_link l join below b on b.id = l.goal_id join proposal p on p.id = l.proposal_id and ${seesProposal}
        join measure me on me.version_id = coalesce(p.approved_version_id, p.submitted_version_id)
     where l.kind in ('proposal', 'measure') and (l.measure_key is null or l.measure_key = me.measure_key)
    union
    select l.goal_id, p.id, r.measure_key, a.id from goal_link l join below b on b.id = l.goal_id join allocation a on a.id = l.allocation_id
        join matter am on am.id = a.matter_id and ${seesAllocation} join allocation_version v on v.allocation_id = a.id and v.frozen_at is not null
        join allocation_row r on r.version_id = v.id join proposal p on p.id = r.proposal_id and ${seesProposal}),
  measures as (
    select proposal_id, measure_key, array_agg(distinct goal_id order by goal_id) as goal_ids,
        case when bool_or(allocation_id is null) then null else array_agg(distinct allocation_id order by allocation_id) end as allocation_ids
      from linked group by 1, 2)
  select m.proposal_id as "proposalId", m.measure_key as "measureKey", m.goal_ids as "goalIds", m.allocation_ids as "allocationIds",
      p.authority_id as "authorityId",
      (select me.title from measure me join proposal_version v on v.id = me.version_id where v.proposal_id = p.id and me.measure_key = m.measure_key
         and v.frozen_at is not null order by v.number desc limit 1) as title,
      (select sum(e.amount_ore) from amount_entry e where e.kind = 'requested' and e.proposal_id = m.proposal_id and e.measure_key = m.measure_key
         and e.year = $5) as requested,
      (select sum(e.amount_ore) from amount_entry e where e.kind = 'approved' and e.proposal_id = m.proposal_id and e.measure_key = m.measure_key
         and e.year = $5) as approved,
      (select -sum(e.amount_ore) from ledger_entry e join source_year s on s.id = e.source_year_id and s.year = $5
         where e.account = 'allocated' and e.proposal_id = m.proposal_id and e.measure_key = m.measure_key
           and (m.allocation_ids is null or e.allocation_row_id in (select r.id from allocation_row r join allocation_version v on v.id = r.version_id
             where v.allocation_id = any(m.allocation_ids)))) as allocated,
      case when $7::boolean or p.authority_id = any($1::uuid[]) then (select coalesce(sum(c.amount_ore), 0) from actual_cost c join source_year s on s.id = c.source_year_id and s.year = $5
         where c.proposal_id = m.proposal_id and c.measure_key = m.measure_key
           and (m.allocation_ids is null or c.source_year_id in (select r.source_year_id from allocation_row r join allocation_version v on v.id = r.version_id
             where v.allocation_id = any(m.allocation_ids) and r.proposal_id = m.proposal_id and r.measure_key = m.measure_key))) end as used
    from measures m join proposal p on p.id = m.proposal_id order by p.authority_id, p.id, m.measure_key`;

type MoneyRow = Omit<MeasureMoney, keyof GoalAmounts> & Record<keyof GoalAmounts, string | null>;

@Injectable()
export class GoalMoneyQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** Of the goal and of what stands below it in the year. @throws not-found, forbidden */
  async of(actor: Actor, goalId: string, year: number, period: Period): Promise<GoalMoneyView> {
    const goal = await seenGoal(this.dataSource, actor, goalId);
    if (goal === undefined) throw notFound('Målet');
    requirePermit(actor, 'goalMoney.read');
    return this.transactions.snapshot(async (tx) => {
      const [, system] = goalSight(actor);
      const found = await rows<MoneyRow>(tx, moneyOfGoal, [
        ...moneySight(actor),
        goalId,
        year,
        system,
        reachOver('agendas', actor).everywhere,
      ]);
      const measures = found.map((row) => ({ ...row, ...amountsOf(row) }));
      const goals = await rows<{ id: string }>(tx, belowSql, [...goalSight(actor), goalId, year]);
      const figures = await indicatorFigures(
        tx,
        goals.map(({ id }) => id),
        year,
        period,
        workSight(actor),
      );
      const indicators = [...figures].flatMap(([id, own]) => own.map((one) => ({ goalId: id, ...one })));
      return { goalId, year, period, measures, sum: sumOf(measures), indicators };
    });
  }
}

const belowSql = `
  with recursive below as (
    select $3::uuid as id
    union select p.goal_id from below b join goal_placement p on p.parent_id = b.id and p.year = $4 join goal g on g.id = p.goal_id
      and ${seesGoal('$1', '$2')})
  select id from below`;

function amountsOf(row: MoneyRow): GoalAmounts {
  return {
    requested: moneyOf(row.requested),
    approved: moneyOf(row.approved),
    allocated: moneyOf(row.allocated),
    used: row.used === null ? null : moneyOf(row.used),
  };
}

function sumOf(measures: readonly GoalAmounts[]): GoalAmounts {
  const used = measures.flatMap((measure) => measure.used ?? []);
  return {
    requested: Money.sum(measures.map(({ requested }) => requested)),
    approved: Money.sum(measures.map(({ approved }) => approved)),
    allocated: Money.sum(measures.map(({ allocated }) => allocated)),
    used: used.length === measures.length ? Money.sum(used) : null,
  };
}
