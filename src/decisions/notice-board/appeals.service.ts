/**
 * Appeals: registered, handed to the court, and what the court answered. Nothing here judges whether an appeal is late
 * or against something that can be appealed; that is told, and left to the court (KL 13:4-8, R-41).
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import type { LocalTime } from '../../kernel/deadline.js';
import { notFound } from '../../kernel/errors.js';
import { step } from '../../kernel/transitions.js';
import { may, requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { Registry } from '../../registry/registry.service.js';
import {
  type AppealAct,
  appealMachine,
  type AppealStatus,
  isReceivedLate,
  receiptInstant,
  requireSoundReceipt,
  requireSoundStepDay,
} from './appeal.rules.js';
import { belongsTo, decisionColumn, type DecisionPlace, type DecisionRef, visibleDecision } from './decision-place.js';
import { noticeBoardEvents } from './notice-board.events.js';

export interface NewAppeal {
  receivedDay: Day;
  /** Local time, when it was noted. */
  receivedTime?: LocalTime | undefined;
  appellant: string;
  grounds?: string | undefined;
  court?: string | undefined;
  courtReference?: string | undefined;
}

export interface RegisteredAppeal {
  id: string;
  /** Of the two that may be appealed, the one that was. */
  decisionId: string | null;
  delegatedDecisionId: string | null;
  status: AppealStatus;
  /** The received document in the matter. */
  documentId: string | null;
  receivedDay: Day;
  /** Null while the appeal time has not begun. */
  isLate: boolean | null;
  version: number;
}

export interface AppealStep {
  act: AppealAct;
  day: Day;
  courtReference?: string | undefined;
  note?: string | undefined;
}

interface LockedAppeal {
  id: string;
  decision: DecisionRef;
  status: AppealStatus;
  version: number;
  last_number: number;
  last_day: Day;
}

const insertStep = `insert into appeal_step (appeal_id, number, status, day, note, recorded_by) values ($1, $2, $3, $4, $5, $6)`;

@Injectable()
export class Appeals {
  constructor(
    private readonly registry: Registry,
    private readonly events: Events,
  ) {}

  /**
   * Registers an appeal, whatever day it came and whatever the decision is labelled, as a received document of the matter:
   * the registrar finds it there with the time it came, by which the authority that decided tells whether it came in time
   * (OSL 5:1, FL 45-46). The decision's final day is gone from now on, and somebody is asked whether it may still be
   * carried out (KL 13:14, R-40).
   * @throws not-found, forbidden, validation-failed (`future-day`, `before-decision`, `future` at receivedTime)
   */
  async register(tx: Tx, actor: Actor, ref: DecisionRef, appeal: NewAppeal): Promise<RegisteredAppeal> {
    const decision = await visibleDecision(tx, actor, ref);
    requireMayRegister(actor, decision);
    requireSoundReceipt(appeal.receivedDay, decision.decisionDay, decision.today);
    const matterId = await this.matterOf(tx, actor, decision);
    const documentId = await this.receive(tx, actor, { ...decision, matterId }, appeal);
    const id = uuidv7();
    await affected(
      tx,
      `insert into appeal (id, ${decisionColumn[ref.kind]}, received_day, appellant, grounds, court, court_reference, registered_by, document_id)
         values ($1, $2, $3, $4, $5, coalesce($6, 'Förvaltningsrätten'), $7, $8, $9)`,
      [
        id,
        ref.id,
        appeal.receivedDay,
        appeal.appellant.trim(),
        appeal.grounds?.trim() ?? null,
        appeal.court?.trim() ?? null,
        appeal.courtReference?.trim() ?? null,
        actor.personId,
        documentId,
      ],
    );
    await affected(tx, insertStep, [id, 1, appealMachine.initial, appeal.receivedDay, null, actor.personId]);
    const isLate = isReceivedLate(appeal.receivedDay, decision.appealEndDay);
    await this.events.record(
      tx,
      actor,
      {
        type: noticeBoardEvents.appealRegistered,
        subjectKind: 'appeal',
        subjectId: id,
        matterId,
        payload: {
          ...namedBy(ref),
          documentId,
          receivedDay: appeal.receivedDay,
          isLate,
          isAppealable: decision.isAppealable,
        },
      },
      {
        type: noticeBoardEvents.assessmentRequested,
        subjectKind: ref.kind,
        subjectId: ref.id,
        matterId,
        payload: { appealId: id, bodyId: decision.bodyId },
      },
    );
    const { receivedDay } = appeal;
    return { id, ...namedBy(ref), documentId, status: appealMachine.initial, receivedDay, isLate, version: 1 };
  }

  /** An appeal against a delegated decision outside every matter opens one, once: the next appeal follows it there. */
  private async matterOf(tx: Tx, actor: Actor, decision: DecisionPlace): Promise<string> {
    if (decision.matterId !== null) return decision.matterId;
    await rows(tx, `select id from delegated_decision where id = $1 for update`, [decision.id]);
    const { matterId } = await visibleDecision(tx, actor, decision);
    if (matterId !== null) return matterId;
    const title = `Överklagande av ${nameOf(decision)}`;
    return (await this.registry.openMatter(tx, actor, { authorityId: decision.authorityId, title })).id;
  }

  /** The matter is the first lock of the act. */
  private async receive(
    tx: Tx,
    actor: Actor,
    decision: DecisionPlace & { matterId: string },
    appeal: NewAppeal,
  ): Promise<string> {
    const { now } = only(await rows<{ now: Date }>(tx, `select clock_timestamp() as now`));
    const receivedAt = receiptInstant(appeal, { today: decision.today, now });
    const { documentId } = await this.registry.registerDocument(tx, actor, {
      matterId: decision.matterId,
      kind: 'appeal',
      title: `Överklagande av ${nameOf(decision)}`,
      direction: 'received',
      counterpart: appeal.appellant,
      receivedAt,
    });
    return documentId;
  }

  /**
   * Records what happened next.
   * @throws not-found, forbidden, precondition-failed, state-conflict `not-allowed-in-state`, validation-failed
   */
  async step(
    tx: Tx,
    actor: Actor,
    appealId: string,
    expectedVersion: number,
    next: AppealStep,
  ): Promise<RegisteredAppeal> {
    const appeal = await this.lock(tx, appealId);
    const decision = await visibleDecision(tx, actor, appeal.decision);
    if (!belongsTo(actor, decision)) throw notFound('Överklagandet');
    requireMayRegister(actor, decision);
    requireVersion(expectedVersion, appeal.version);
    const edge = step(appealMachine, appeal.status, next.act);
    requireSoundStepDay(next.day, appeal.last_day, decision.today);
    const moved = await rows<{ version: number; received_day: Day; document_id: string | null }>(
      tx,
      `update appeal set status = $3, court_reference = coalesce($4, court_reference), version = version + 1
        where id = $1 and status = $2 returning version, received_day, document_id`,
      [appealId, appeal.status, edge.to, next.courtReference?.trim() ?? null],
    );
    const { version, received_day, document_id: documentId } = only(moved);
    await affected(tx, insertStep, [
      appealId,
      appeal.last_number + 1,
      edge.to,
      next.day,
      next.note?.trim() ?? null,
      actor.personId,
    ]);
    await this.events.record(tx, actor, {
      type: edge.event,
      subjectKind: 'appeal',
      subjectId: appealId,
      matterId: decision.matterId,
      payload: { ...namedBy(decision), from: appeal.status, to: edge.to, day: next.day },
    });
    const isLate = isReceivedLate(received_day, decision.appealEndDay);
    const named = namedBy(decision);
    return { id: appealId, ...named, documentId, status: edge.to, receivedDay: received_day, isLate, version };
  }

  private async lock(tx: Tx, appealId: string): Promise<LockedAppeal> {
    const [appeal] = await rows<Omit<LockedAppeal, 'last_number' | 'last_day'>>(
      tx,
      `select id, case when decision_id is null then jsonb_build_object('kind', 'delegatedDecision', 'id', delegated_decision_id)
          else jsonb_build_object('kind', 'decision', 'id', decision_id) end as decision, status, version
         from appeal where id = $1 for update`,
      [appealId],
    );
    if (appeal === undefined) throw notFound('Överklagandet');
    // Asked after the lock: a step that another has just written is seen.
    const last = await rows<{ last_number: number; last_day: Day }>(
      tx,
      `select number as last_number, day as last_day from appeal_step where appeal_id = $1 order by number desc limit 1`,
      [appealId],
    );
    return { ...appeal, ...only(last) };
  }
}

const namedBy = ({ kind, id }: DecisionRef): { decisionId: string | null; delegatedDecisionId: string | null } => ({
  decisionId: kind === 'decision' ? id : null,
  delegatedDecisionId: kind === 'delegatedDecision' ? id : null,
});

/** As the title of what came in says it. */
function nameOf({ kind, minuteItem, bodyName, decisionDay }: DecisionPlace): string {
  const number = kind === 'decision' ? `§ ${minuteItem}` : `delegationsbeslut ${minuteItem}/${decisionDay.slice(0, 4)}`;
  return `${number}, ${bodyName} ${decisionDay}`;
}

/** The authority that decided keeps the appeals; so may the one whose matter it is. */
function requireMayRegister(actor: Actor, decision: DecisionPlace): void {
  if (may(actor, 'appeal.register', { authorityId: decision.matterAuthorityId })) return;
  requirePermit(actor, 'appeal.register', { authorityId: decision.authorityId, bodyId: decision.bodyId });
}
