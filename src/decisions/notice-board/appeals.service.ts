/**
 * Appeals: registered, handed to the court, and what the court answered. Nothing here judges whether an appeal is late
 * or against something that can be appealed; that is told, and left to the court (KL 13:4-8, R-41).
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { notFound } from '../../kernel/errors.js';
import { step } from '../../kernel/transitions.js';
import { may, requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import {
  type AppealAct,
  appealMachine,
  type AppealStatus,
  isReceivedLate,
  requireSoundReceipt,
  requireSoundStepDay,
} from './appeal.rules.js';
import { belongsTo, type DecisionPlace, visibleDecision } from './decision-place.js';
import { noticeBoardEvents } from './notice-board.events.js';

export interface NewAppeal {
  receivedDay: Day;
  appellant: string;
  grounds?: string | undefined;
  court?: string | undefined;
  courtReference?: string | undefined;
}

export interface RegisteredAppeal {
  id: string;
  decisionId: string;
  status: AppealStatus;
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
  decision_id: string;
  status: AppealStatus;
  version: number;
  last_number: number;
  last_day: Day;
}

const insertStep = `insert into appeal_step (appeal_id, number, status, day, note, recorded_by) values ($1, $2, $3, $4, $5, $6)`;

@Injectable()
export class Appeals {
  constructor(private readonly events: Events) {}

  /**
   * Registers an appeal, whatever day it came and whatever the decision is labelled. The decision's final day is gone
   * from now on, and somebody is asked whether it may still be carried out (KL 13:14, R-40).
   * @throws not-found, forbidden, validation-failed (`future-day`, `before-decision`)
   */
  async register(tx: Tx, actor: Actor, decisionId: string, appeal: NewAppeal): Promise<RegisteredAppeal> {
    const decision = await visibleDecision(tx, actor, decisionId);
    requireMayRegister(actor, decision);
    requireSoundReceipt(appeal.receivedDay, decision.decisionDay, decision.today);
    const id = uuidv7();
    await affected(
      tx,
      `insert into appeal (id, decision_id, received_day, appellant, grounds, court, court_reference, registered_by)
         values ($1, $2, $3, $4, $5, coalesce($6, 'Förvaltningsrätten'), $7, $8)`,
      [
        id,
        decisionId,
        appeal.receivedDay,
        appeal.appellant.trim(),
        appeal.grounds?.trim() ?? null,
        appeal.court?.trim() ?? null,
        appeal.courtReference?.trim() ?? null,
        actor.personId,
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
        matterId: decision.matterId,
        payload: { decisionId, receivedDay: appeal.receivedDay, isLate, isAppealable: decision.isAppealable },
      },
      {
        type: noticeBoardEvents.assessmentRequested,
        subjectKind: 'decision',
        subjectId: decisionId,
        matterId: decision.matterId,
        payload: { appealId: id, bodyId: decision.bodyId },
      },
    );
    return { id, decisionId, status: appealMachine.initial, receivedDay: appeal.receivedDay, isLate, version: 1 };
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
    const decision = await visibleDecision(tx, actor, appeal.decision_id);
    if (!belongsTo(actor, decision)) throw notFound('Överklagandet');
    requireMayRegister(actor, decision);
    requireVersion(expectedVersion, appeal.version);
    const edge = step(appealMachine, appeal.status, next.act);
    requireSoundStepDay(next.day, appeal.last_day, decision.today);
    const moved = await rows<{ version: number; received_day: Day }>(
      tx,
      `update appeal set status = $3, court_reference = coalesce($4, court_reference), version = version + 1
        where id = $1 and status = $2 returning version, received_day`,
      [appealId, appeal.status, edge.to, next.courtReference?.trim() ?? null],
    );
    const { version, received_day } = only(moved);
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
      payload: { decisionId: appeal.decision_id, from: appeal.status, to: edge.to, day: next.day },
    });
    const isLate = isReceivedLate(received_day, decision.appealEndDay);
    return { id: appealId, decisionId: decision.id, status: edge.to, receivedDay: received_day, isLate, version };
  }

  private async lock(tx: Tx, appealId: string): Promise<LockedAppeal> {
    const [appeal] = await rows<Omit<LockedAppeal, 'last_number' | 'last_day'>>(
      tx,
      `select id, decision_id, status, version from appeal where id = $1 for update`,
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

/** The authority that decided keeps the appeals; so may the one whose matter it is. */
function requireMayRegister(actor: Actor, decision: DecisionPlace): void {
  if (may(actor, 'appeal.register', { authorityId: decision.matterAuthorityId })) return;
  requirePermit(actor, 'appeal.register', { authorityId: decision.authorityId, bodyId: decision.bodyId });
}
