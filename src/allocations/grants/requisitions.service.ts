/**
 * Asking for the money: started per source and year, given an agent, prepared by one and approved by another, handed in
 * at the deadline or before it. After the deadline there is only `expired`, by the timer and at the attempt.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type Actor, systemActor } from '../../kernel/actor.js';
import { conflict, type DomainError, invalid } from '../../kernel/errors.js';
import { dayInStockholm } from '../../kernel/day.js';
import type { Money } from '../../kernel/money.js';
import { step } from '../../kernel/transitions.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { moneyOf } from '../../platform/database/columns.js';
import { affected, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { grantSource } from './grant-source.js';
import { grantEvents } from './grants.events.js';
import { expiredRefusal, type SubmissionMoment, submissionInstant } from './submission.rules.js';
import {
  requireOtherEyes,
  requireWithinCeiling,
  requisitionMachine,
  type RequisitionStatus,
} from './requisition.rules.js';
import { type LockedRequisition, lockRequisition, writeStep } from './requisition.store.js';

export interface RequisitionState {
  id: string;
  status: RequisitionStatus;
  version: number;
}

/** What one run of a timer takes at most; the next run takes the rest. */
const batch = 200;

@Injectable()
export class Requisitions {
  constructor(private readonly events: Events) {}

  /**
   * @throws not-found, forbidden, state-conflict `no-grant` or `year-closed`, validation-failed `no-ceiling`, duplicate `requisition` when
   *   there is one for the source and year already
   */
  async start(tx: Tx, actor: Actor, sourceId: string, year: number): Promise<RequisitionState> {
    const source = await grantSource(tx, sourceId);
    requirePermit(actor, 'grant.handle');
    // Locked, so that a closing of the year or of the source is waited for and seen.
    const [sourceYear] = await rows<{ id: string; is_closed: boolean }>(
      tx,
      `select id, closed_at is not null as is_closed from source_year where source_id = $1 and year = $2 for share`,
      [sourceId, year],
    );
    if (sourceYear === undefined)
      throw invalid('/year', 'no-ceiling', `${source.name} har inget tak för ${year}; registrera ett först.`);
    if (sourceYear.is_closed)
      throw conflict('year-closed', `${source.name} är avräknad för ${year}; inget mer kan rekvireras det året.`);
    const id = uuidv7();
    await affected(tx, `insert into requisition (id, source_year_id, created_by) values ($1, $2, $3)`, [
      id,
      sourceYear.id,
      actor.personId,
    ]);
    await this.record(tx, actor, grantEvents.requisitionStarted, id, { sourceId, year });
    return { id, status: 'notStarted', version: 1 };
  }

  /** Takes the agent the grantor has approved. @throws as `prepare`, state-conflict `no-agent` */
  async recordAgent(tx: Tx, actor: Actor, id: string, expected: number): Promise<RequisitionState> {
    const requisition = await this.lock(tx, actor, id, expected);
    const edge = step(requisitionMachine, requisition.status, 'recordAgent');
    const [agent] = await rows<{ id: string; approved_day: string }>(
      tx,
      `select id, approved_day from grant_agent where lower(grantor) = lower($1) and status = 'approved' order by approved_day desc, id limit 1`,
      [requisition.grantor],
    );
    if (agent === undefined)
      throw conflict(
        'no-agent',
        `${requisition.grantor} har inte godkänt något ombud. Anmäl ett, och anteckna när det är godkänt.`,
      );
    await affected(tx, `update requisition set status = $2, agent_id = $3, version = version + 1 where id = $1`, [
      id,
      edge.to,
      agent.id,
    ]);
    return this.moved(tx, actor, requisition, edge, { agentId: agent.id });
  }

  /**
   * States the amount. An approval of an earlier amount falls with it.
   * @throws not-found, forbidden, precondition-failed, state-conflict `not-allowed-in-state`, ceiling-exceeded
   */
  async prepare(tx: Tx, actor: Actor, id: string, expected: number, amount: Money): Promise<RequisitionState> {
    const requisition = await this.lock(tx, actor, id, expected);
    const edge = step(requisitionMachine, requisition.status, 'prepare');
    const { ceiling_ore } = only(
      await rows<{ ceiling_ore: string }>(tx, `select ceiling_ore($1, $2, clock_timestamp()) as ceiling_ore`, [
        requisition.source_year_id,
        requisition.today,
      ]),
    );
    requireWithinCeiling(amount, moneyOf(ceiling_ore), requisition.today);
    await affected(
      tx,
      `update requisition set status = $2, amount_ore = $3, prepared_by = $4, approved_by = null, version = version + 1 where id = $1`,
      [id, edge.to, amount.ore, actor.personId],
    );
    return this.moved(tx, actor, requisition, edge, { amount: amount.toString() }, amount);
  }

  /** Four eyes. @throws as `prepare`, state-conflict `four-eyes` or `already-approved` */
  async approve(tx: Tx, actor: Actor, id: string, expected: number): Promise<RequisitionState> {
    const requisition = await this.lock(tx, actor, id, expected);
    const edge = step(requisitionMachine, requisition.status, 'approve');
    if (requisition.approved_by !== null) throw conflict('already-approved', 'Rekvisitionen är redan godkänd.');
    requireOtherEyes(requisition.prepared_by, actor.personId);
    await affected(tx, `update requisition set approved_by = $2, version = version + 1 where id = $1`, [
      id,
      actor.personId,
    ]);
    return this.moved(tx, actor, requisition, edge, {}, moneyOf(requisition.amount_ore));
  }

  /**
   * Notes that it is handed in: now, or at the earlier moment it was done elsewhere. Later than the deadline it
   * expires, and that stays: the refusal is returned and not thrown, so that the caller commits.
   * @throws not-found, forbidden, precondition-failed, state-conflict (`not-allowed-in-state`, `not-approved`),
   *   ceiling-exceeded by the ceiling of that day, validation-failed
   */
  async submit(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    moment: SubmissionMoment,
  ): Promise<RequisitionState | DomainError> {
    const requisition = await this.lock(tx, actor, id, expected);
    const edge = step(requisitionMachine, requisition.status, 'submit');
    if (requisition.approved_by === null)
      throw conflict('not-approved', 'Rekvisitionen är inte godkänd av någon annan än den som förberedde den.');
    const elsewhere = moment.submittedElsewhere?.trim();
    const given = submissionInstant({ ...moment, submittedElsewhere: elsewhere }, requisition);
    // The row everybody locks, before the ceiling is read: a lowering on its way is waited for.
    await rows(tx, `select 1 from source_year where id = $1 for no key update`, [requisition.source_year_id]);
    const at = await this.judged(tx, requisition, given);
    if (!at.in_time) {
      await this.expire(tx, actor, requisition);
      return expiredRefusal(at.deadline_at as Date, at.at);
    }
    const amount = moneyOf(requisition.amount_ore);
    requireWithinCeiling(amount, moneyOf(at.ceiling_ore), dayInStockholm(at.at));
    await affected(
      tx,
      `update requisition set status = $2, submitted_at = $3::timestamptz, submitted_by = $4, submitted_elsewhere = $5, version = version + 1 where id = $1`,
      [id, edge.to, at.exact, actor.personId, elsewhere ?? null],
    );
    const payload = { submittedAt: at.at.toISOString(), amount: amount.toString(), recordedLater: given !== null };
    return this.moved(tx, actor, requisition, edge, payload, amount, dayInStockholm(at.at));
  }

  /**
   * Expires what was waiting when its deadline passed. What was registered after the deadline is history being noted, and
   * tells itself when it was handed in. Run by the timer; a second run finds nothing.
   */
  async expireDue(tx: Tx): Promise<void> {
    const due = await rows<{ id: string }>(
      tx,
      `select id from requisition where status in ('notStarted', 'agentApproved', 'prepared')
          and requisition_deadline(source_year_id) < clock_timestamp() and created_at <= requisition_deadline(source_year_id)
        order by id limit $1 for update skip locked`,
      [batch],
    );
    for (const { id } of due) await this.expire(tx, systemActor, await lockRequisition(tx, id));
  }

  /** The day before the deadline, once per source, year and deadline, while nothing is handed in. */
  async remindDue(tx: Tx): Promise<void> {
    const due = await rows<{ source_id: string; source_year_id: string; year: number; deadline_day: string }>(
      tx,
      `insert into requisition_reminder (source_year_id, deadline_day)
         select s.id, f.requisition_deadline_day from source_year s join funding_source f on f.id = s.source_id
          where f.kind in ('stateGrant', 'eu') and s.cap_ore > 0 and f.requisition_deadline_day <= today_in_stockholm() + 1
            and requisition_deadline(s.id) >= clock_timestamp()
            and not exists (select from requisition r where r.source_year_id = s.id and r.submitted_at is not null)
          order by s.id limit $1
         on conflict on constraint pk_requisition_reminder do nothing
       returning source_year_id, deadline_day, (select source_id from source_year where id = source_year_id) as source_id,
         (select year from source_year where id = source_year_id) as year`,
      [batch],
    );
    if (due.length === 0) return;
    await this.events.record(
      tx,
      systemActor,
      ...due.map(({ source_id, year, deadline_day }) => ({
        type: grantEvents.requisitionDeadlineNear,
        subjectKind: 'fundingSource',
        subjectId: source_id,
        payload: { year, deadlineDay: deadline_day },
      })),
    );
  }

  private async expire(tx: Tx, actor: Actor, requisition: LockedRequisition): Promise<RequisitionState> {
    const edge = step(requisitionMachine, requisition.status, 'expire');
    await affected(tx, `update requisition set status = $2, version = version + 1 where id = $1`, [
      requisition.id,
      edge.to,
    ]);
    return this.moved(tx, actor, requisition, edge, {});
  }

  private async judged(tx: Tx, requisition: LockedRequisition, given: Date | null) {
    return only(
      await rows<{ at: Date; exact: string; deadline_at: Date | null; in_time: boolean; ceiling_ore: string }>(
        tx,
        `select m.at, m.at::text as exact, d.at as deadline_at, coalesce(m.at <= d.at, true) as in_time,
             ceiling_ore($1, (m.at at time zone 'Europe/Stockholm')::date, clock_timestamp()) as ceiling_ore
           from (select coalesce($2::timestamptz, clock_timestamp()) as at) m, (select requisition_deadline($1) as at) d`,
        [requisition.source_year_id, given],
      ),
    );
  }

  private async lock(tx: Tx, actor: Actor, id: string, expected: number): Promise<LockedRequisition> {
    const requisition = await lockRequisition(tx, id);
    requirePermit(actor, 'grant.handle');
    requireVersion(expected, requisition.version);
    return requisition;
  }

  private async moved(
    tx: Tx,
    actor: Actor,
    requisition: LockedRequisition,
    edge: { from: RequisitionStatus; act: string; to: RequisitionStatus; event: string },
    payload: Record<string, unknown>,
    amount?: Money,
    day = requisition.today,
  ): Promise<RequisitionState> {
    await writeStep(tx, actor, requisition, edge, { day, amount });
    await this.record(tx, actor, edge.event, requisition.id, {
      sourceId: requisition.source_id,
      year: requisition.year,
      from: edge.from,
      to: edge.to,
      ...payload,
    });
    return { id: requisition.id, status: edge.to, version: requisition.version + 1 };
  }

  private async record(
    tx: Tx,
    actor: Actor,
    type: string,
    id: string,
    payload: Record<string, unknown>,
  ): Promise<void> {
    await this.events.record(tx, actor, { type, subjectKind: 'requisition', subjectId: id, payload });
  }
}
