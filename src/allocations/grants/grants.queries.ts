/** A grant for reading: its conditions, the agent, and per year what was set aside, given, asked for, paid and paid back. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Day } from '../../kernel/day.js';
import { notFound } from '../../kernel/errors.js';
import { isNow, type Moment, shownMoment } from '../../kernel/moment.js';
import type { Money } from '../../kernel/money.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import { actsFrom } from '../../kernel/transitions.js';
import { moneyOf } from '../../platform/database/columns.js';
import { paged } from '../../platform/database/paged.js';
import { type Db, rows } from '../../platform/database/sql.js';
import { momentValues } from '../moment.sql.js';
import { agentMachine, isAskedLate, lastDayToAsk } from './agent.rules.js';
import { agentThen, conditionCounts, requisitionsThen, yearsThen } from './grant-moment.sql.js';
import { type GrantSource, grantSource } from './grant-source.js';
import type {
  AgentView,
  ConditionView,
  GrantView,
  GrantYearView,
  ReportView,
  RequisitionItem,
  RequisitionStepView,
  RequisitionView,
} from './grants.views.js';
import { requisitionMachine, type RequisitionStatus } from './requisition.rules.js';

interface RequisitionRow {
  id: string;
  source_id: string;
  year: number;
  status: RequisitionStatus;
  amount_ore: string | null;
  paid_ore: string | null;
  claimed_ore: string | null;
  claim_ground: string | null;
  repaid_ore: string;
  submitted_at: Date | null;
  submitted_elsewhere: string | null;
  deadline_at: Date | null;
  version: number;
  agent_id: string | null;
  prepared_by: string | null;
  approved_by: string | null;
  grantor_reference: string | null;
  withheld_reason: string | null;
}

type AgentRow = Omit<AgentView, 'possibleActs'>;

const requisitionColumns = `r.id, s.source_id, s.year, r.status, r.amount_ore, r.paid_ore, r.claimed_ore, r.claim_ground, r.repaid_ore, r.submitted_at,
  r.submitted_elsewhere, coalesce(r.deadline_at, requisition_deadline(r.source_year_id)) as deadline_at, r.version, r.agent_id, r.prepared_by,
  r.approved_by, r.grantor_reference, r.withheld_reason`;
const requisitions = `requisition r join source_year s on s.id = r.source_year_id`;

const agentColumns = `g.id, g.grantor, g.organisation_number as "organisationNumber", g.person_id as "personId", p.name as "personName", g.status,
  g.asked_day as "askedDay", g.approved_day as "approvedDay", g.ended_day as "endedDay", g.version`;
const agents = `grant_agent g join person p on p.id = g.person_id`;

type YearRow = Record<'cap' | 'reserved' | 'requisitioned' | 'paid' | 'withheld' | 'repaid', string> & { year: number };
const yearsNow = `
  select s.year, s.cap_ore as cap, s.reserved_ore as reserved, coalesce(sum(r.amount_ore) filter (where r.submitted_at is not null), 0) as requisitioned,
      coalesce(sum(r.paid_ore), 0) as paid, coalesce(sum(r.amount_ore - r.paid_ore), 0) as withheld, coalesce(sum(r.repaid_ore), 0) as repaid
    from source_year s left join requisition r on r.source_year_id = s.id where s.source_id = $1 group by s.id order by s.year`;
const requisitionsNow = `select ${requisitionColumns} from ${requisitions} where s.source_id = $1 order by s.year, r.created_at, r.id`;
const agentNow = `select ${agentColumns} from ${agents} where lower(g.grantor) = lower($1) and g.status <> 'ended'
  order by g.status, g.asked_day desc, g.id limit 1`;

@Injectable()
export class GrantsQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Now, of a day, or as known at an instant. @throws not-found, state-conflict `no-grant` */
  async grant(sourceId: string, at: Moment = {}): Promise<GrantView> {
    const db = this.dataSource;
    const source = await grantSource(db, sourceId);
    const [agent, years, items, deadline] = [
      await this.agentOf(db, source.grantor, at),
      await this.years(db, sourceId, at),
      await this.requisitionsOf(db, sourceId, at),
      await this.deadline(db, sourceId),
    ];
    return {
      sourceId,
      code: source.code,
      name: source.name,
      grantor: source.grantor,
      ...shownMoment(at),
      conditions: await this.conditions(db, sourceId, at),
      agent,
      deadlineAt: deadline?.at.toISOString() ?? null,
      warnings: isNow(at) ? warningsOf(source, agent, items, deadline) : [],
      years,
      requisitions: items,
    };
  }

  async agents(page: PageRequest): Promise<Page<AgentView>> {
    const listed = { columns: agentColumns, from: agents, orderBy: 'lower(g.grantor), g.asked_day desc, g.id' };
    const found = await paged<AgentRow>(this.dataSource, listed, [], page);
    return { ...found, items: found.items.map(agentView) };
  }

  /** @throws not-found */
  async requisition(id: string): Promise<RequisitionView> {
    const db = this.dataSource;
    const [row] = await rows<RequisitionRow>(db, `select ${requisitionColumns} from ${requisitions} where r.id = $1`, [
      id,
    ]);
    if (row === undefined) throw notFound('Rekvisitionen');
    const possible = actsFrom(requisitionMachine, row.status).filter(
      (act) => act !== (row.approved_by === null ? 'submit' : 'approve'),
    );
    return {
      ...itemOf(row),
      agentId: row.agent_id,
      preparedBy: row.prepared_by,
      approvedBy: row.approved_by,
      grantorReference: row.grantor_reference,
      withheldReason: row.withheld_reason,
      appealable: false,
      possibleActs: possible,
      report: await this.report(db, id),
      trail: `/api/v1/trail/requisition/${id}`,
      steps: await this.steps(db, id),
    };
  }

  private async agentOf(db: Db, grantor: string, at: Moment): Promise<AgentView | null> {
    const [row] = isNow(at)
      ? await rows<AgentRow>(db, agentNow, [grantor])
      : await rows<AgentRow>(db, agentThen, [grantor, ...momentValues(at)]);
    if (row === undefined) return null;
    return isNow(at) ? agentView(row) : { ...row, possibleActs: [] };
  }

  private async conditions(db: Db, sourceId: string, at: Moment): Promise<ConditionView[]> {
    const found = await rows<Omit<ConditionView, 'recordedAt'> & { recordedAt: Date }>(
      db,
      `select id, kind, text, valid_from_day as "validFromDay", due_day as "dueDay", reference, document_version_id as "documentVersionId",
           recorded_at as "recordedAt" from grant_condition where source_id = $1 and ${conditionCounts} order by valid_from_day, recorded_at, id`,
      [sourceId, ...momentValues(at)],
    );
    return found.map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() }));
  }

  private async years(db: Db, sourceId: string, at: Moment): Promise<GrantYearView[]> {
    const found = isNow(at)
      ? await rows<YearRow>(db, yearsNow, [sourceId])
      : await rows<YearRow>(db, yearsThen, [sourceId, ...momentValues(at)]);
    return found.map((row) => ({
      year: row.year,
      ceiling: moneyOf(row.cap),
      reserved: moneyOf(row.reserved),
      requisitioned: moneyOf(row.requisitioned),
      paid: moneyOf(row.paid),
      withheld: moneyOf(row.withheld),
      repaid: moneyOf(row.repaid),
    }));
  }

  private async requisitionsOf(db: Db, sourceId: string, at: Moment): Promise<RequisitionItem[]> {
    const found = isNow(at)
      ? await rows<RequisitionRow>(db, requisitionsNow, [sourceId])
      : await rows<RequisitionRow>(db, requisitionsThen, [sourceId, ...momentValues(at)]);
    return found.map(itemOf);
  }

  private async deadline(db: Db, sourceId: string): Promise<Deadline | null> {
    const [row] = await rows<Deadline>(
      db,
      `select f.requisition_deadline_day as day, (f.requisition_deadline_day + coalesce(f.requisition_deadline_time, time '23:59')) at time zone 'Europe/Stockholm' as at,
           f.requisition_deadline_day - today_in_stockholm() as "daysLeft", clock_timestamp() > (f.requisition_deadline_day + coalesce(f.requisition_deadline_time, time '23:59')) at time zone 'Europe/Stockholm' as passed
         from funding_source f where f.id = $1 and f.requisition_deadline_day is not null`,
      [sourceId],
    );
    return row ?? null;
  }

  private async report(db: Db, id: string): Promise<ReportView | null> {
    const [row] = await rows<ReportView>(
      db,
      `select reported_day as "reportedDay", due_day as "dueDay", reported_day > due_day as "isLate", use, results,
           results_against_purpose as "resultsAgainstPurpose", document_version_id as "documentVersionId" from grant_report where requisition_id = $1`,
      [id],
    );
    return row ?? null;
  }

  private async steps(db: Db, id: string): Promise<RequisitionStepView[]> {
    const found = await rows<
      Omit<RequisitionStepView, 'amount' | 'recordedAt'> & { amount: string | null; recordedAt: Date }
    >(
      db,
      `select number, act, from_status as "from", to_status as "to", day, amount_ore as amount, ground, note, recorded_by as "recordedBy",
           recorded_at as "recordedAt" from requisition_step where requisition_id = $1 order by number`,
      [id],
    );
    return found.map((row) => ({
      ...row,
      amount: row.amount === null ? null : moneyOf(row.amount),
      recordedAt: row.recordedAt.toISOString(),
    }));
  }
}

interface Deadline {
  day: Day;
  at: Date;
  daysLeft: number;
  passed: boolean;
}

function warningsOf(
  { code }: GrantSource,
  agent: AgentView | null,
  items: readonly RequisitionItem[],
  deadline: Deadline | null,
): string[] {
  if (deadline === null) return [];
  const warnings: string[] = [];
  if (agent !== null && isAskedLate(agent.askedDay, deadline.day))
    warnings.push(
      `Ombudet anmäldes ${agent.askedDay}, senare än en månad före sista dag att rekvirera (${lastDayToAsk(deadline.day)}).`,
    );
  if (items.some(({ submittedAt }) => submittedAt !== null)) return warnings;
  if (deadline.passed) warnings.push(`Sista dag att rekvirera ur ${code} var ${deadline.day}; inget är rekvirerat.`);
  else if (deadline.daysLeft <= 1) warnings.push(`Sista dag att rekvirera ur ${code} är ${deadline.day}.`);
  if (agent === null && !deadline.passed)
    warnings.push(`Inget ombud är anmält; anmäl ett senast ${lastDayToAsk(deadline.day)}.`);
  return warnings;
}

function agentView(row: AgentRow): AgentView {
  return { ...row, possibleActs: actsFrom(agentMachine, row.status) };
}

function itemOf(row: RequisitionRow): RequisitionItem {
  const orNull = (ore: string | null): Money | null => (ore === null ? null : moneyOf(ore));
  return {
    id: row.id,
    sourceId: row.source_id,
    year: row.year,
    status: row.status,
    requisitioned: orNull(row.amount_ore),
    paid: orNull(row.paid_ore),
    claimed: orNull(row.claimed_ore),
    claimGround: row.claim_ground,
    repaid: moneyOf(row.repaid_ore),
    submittedAt: row.submitted_at?.toISOString() ?? null,
    submittedElsewhere: row.submitted_elsewhere,
    deadlineAt: row.deadline_at?.toISOString() ?? null,
    version: row.version,
  };
}
