/**
 * The city office's way with a call: issue, extend, close, compile, decide, cancel. Whoever is silent is counted as silent, and
 * a reply date that moves stays visible where it was.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { instantOf, type LocalTime } from '../kernel/deadline.js';
import { conflict, invalid } from '../kernel/errors.js';
import { step } from '../kernel/transitions.js';
import { requisitionDeadline } from '../funding/source.rules.js';
import { affected, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { requireTimeOrGround } from './call-plan.rules.js';
import { CallPlans } from './call-plans.queries.js';
import { CallActs, type CallState } from './call.acts.js';
import { type CallAct, callMachine, requireTimeToRequisition } from './call.rules.js';
import * as sql from './call.sql.js';

@Injectable()
export class Issuing {
  constructor(
    private readonly acts: CallActs,
    private readonly plans: CallPlans,
  ) {}

  /**
   * Invites.
   * @throws not-found, forbidden, precondition-failed, state-conflict, validation-failed `after-requisition-deadline`, or
   *   `plan-not-in-time` when the calendar leaves no time and nobody has said why it is issued all the same
   */
  async issue(tx: Tx, actor: Actor, id: string, expected: number): Promise<CallState> {
    const call = await this.acts.begin(tx, actor, id, expected, 'issue');
    await this.requireTime(tx, id, call.reply_by_at);
    const plan = await this.planOf(tx, call);
    await affected(tx, sql.insertDeadline, [
      uuidv7(),
      id,
      call.reply_by_day,
      call.reply_by_time,
      call.reply_by_at,
      'Ursprunglig svarstid',
      actor.personId,
    ]);
    return this.move(tx, actor, call, 'issue', { replyByAt: call.reply_by_at.toISOString(), ...plan });
  }

  /** Moves the reply date for everybody; whoever was late for the old one and in time for the new one is in time. */
  async extend(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    to: { replyByDay: Day; replyByTime: LocalTime; reason: string },
  ): Promise<CallState> {
    const replyByAt = instantOf({ day: to.replyByDay, time: to.replyByTime }, undefined, '/replyByTime');
    const call = await this.acts.begin(tx, actor, id, expected, 'extend');
    if (replyByAt <= call.reply_by_at)
      throw invalid(
        '/replyByDay',
        'not-later',
        `Svarstiden gäller redan till ${call.reply_by_day} kl. ${call.reply_by_time}; ange en senare.`,
      );
    await this.requireTime(tx, id, replyByAt);
    await affected(tx, sql.extendCall, [
      id,
      to.replyByDay,
      to.replyByTime,
      replyByAt,
      uuidv7(),
      to.reason.trim(),
      actor.personId,
    ]);
    const { event } = step(callMachine, call.status, 'extend');
    const payload = {
      from: call.status,
      to: call.status,
      oldReplyByAt: call.reply_by_at.toISOString(),
      replyByAt: replyByAt.toISOString(),
    };
    await this.acts.tell(tx, actor, event, call, payload);
    return { id, matterId: call.matter_id, status: call.status, version: call.version + 1 };
  }

  /** @throws state-conflict `deadline-not-passed` while somebody still has time to answer. */
  async close(tx: Tx, actor: Actor, id: string, expected: number): Promise<CallState> {
    const call = await this.acts.begin(tx, actor, id, expected, 'close');
    if (!call.is_due && call.kind === 'associationGrant')
      throw conflict(
        'deadline-not-passed',
        `Ansökningstiden går ut ${call.reply_by_day} kl. ${call.reply_by_time}; föreningar kan ansöka till dess.`,
      );
    if (!call.is_due && call.waiting > 0)
      throw conflict(
        'deadline-not-passed',
        `Svarstiden går ut ${call.reply_by_day} kl. ${call.reply_by_time} och ${call.waiting} inbjudna har inte svarat.`,
      );
    await affected(tx, sql.markSilent, [id]);
    return this.move(tx, actor, call, 'close', { noReply: call.waiting });
  }

  async compile(tx: Tx, actor: Actor, id: string, expected: number): Promise<CallState> {
    return this.move(tx, actor, await this.acts.begin(tx, actor, id, expected, 'compile'), 'compile');
  }

  /**
   * The question is settled. What that takes is known where the money is divided, in a later module.
   * @param requireSettled asked under the lock of the matter and the call; throws when something is left
   */
  async decide(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    requireSettled: () => Promise<void>,
  ): Promise<CallState> {
    const call = await this.acts.begin(tx, actor, id, expected, 'decide');
    await requireSettled();
    return this.move(tx, actor, call, 'decide');
  }

  async cancel(tx: Tx, actor: Actor, id: string, expected: number): Promise<CallState> {
    return this.move(tx, actor, await this.acts.begin(tx, actor, id, expected, 'cancel'), 'cancel');
  }

  /** Of committees' answers the executive board's calendar is the measure; what associations apply for is never put before it. */
  private async planOf(tx: Tx, { id, kind, plan_ground }: sql.LockedCall): Promise<{ plan?: string }> {
    if (kind === 'associationGrant') return {};
    const plan = await this.plans.ofLocked(tx, id);
    requireTimeOrGround(plan, plan_ground);
    return { plan: plan.verdict };
  }

  private async requireTime(tx: Tx, id: string, replyByAt: Date): Promise<void> {
    const sources = await rows<{ name: string; day: Day | null; time: LocalTime | null }>(tx, sql.selectRequisitions, [
      id,
    ]);
    const deadlines = sources.map(({ name, day, time }) => ({
      name,
      requisitionAt: day === null ? null : requisitionDeadline(day, time ?? undefined).at,
    }));
    requireTimeToRequisition(replyByAt, deadlines);
  }

  private async move(
    tx: Tx,
    actor: Actor,
    call: sql.LockedCall,
    act: CallAct,
    payload: Record<string, unknown> = {},
  ): Promise<CallState> {
    const edge = step(callMachine, call.status, act);
    const moved = await affected(tx, sql.moveCall, [call.id, call.status, edge.to]);
    if (moved !== 1) throw conflict('not-allowed-in-state', 'Någon annan hann före. Läs om och försök igen.');
    await this.acts.tell(tx, actor, edge.event, call, { from: edge.from, to: edge.to, ...payload });
    return { id: call.id, matterId: call.matter_id, status: edge.to, version: call.version + 1 };
  }
}
