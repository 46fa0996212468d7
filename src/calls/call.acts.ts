/** What every act on a call begins and ends with. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import { step } from '../kernel/transitions.js';
import { requirePermit } from '../identity/permit.rules.js';
import { rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { requireVersion } from '../platform/http/request-context.js';
import { Registry } from '../registry/registry.service.js';
import { type CallAct, callMachine, type CallStatus, mayBeSeen, requireIssuer } from './call.rules.js';
import * as sql from './call.sql.js';

export interface CallState {
  id: string;
  matterId: string;
  status: CallStatus;
  version: number;
}

@Injectable()
export class CallActs {
  constructor(
    private readonly registry: Registry,
    private readonly events: Events,
  ) {}

  /** @throws not-found also for another office's draft. */
  async visible(tx: Tx, actor: Actor, id: string): Promise<sql.FoundCall> {
    const [call] = await rows<sql.FoundCall>(tx, sql.findCall, [id]);
    const isVisible =
      call !== undefined && mayBeSeen({ authorityId: call.authority_id, isIssued: call.issued_at !== null }, actor);
    if (!isVisible) throw notFound('Begäran om underlag');
    return call;
  }

  /** Visibility, permission, lock (matter before call), version, and the edge; in that order. */
  async begin(tx: Tx, actor: Actor, id: string, expected: number, act: CallAct): Promise<sql.LockedCall> {
    const found = await this.visible(tx, actor, id);
    requirePermit(actor, 'call.manage', { authorityId: found.authority_id });
    requireIssuer(actor, { kind: found.kind, authorityId: found.authority_id });
    await this.registry.lockMatter(tx, found.matter_id);
    const call = only(await rows<sql.LockedCall>(tx, sql.lockCall, [id]));
    requireVersion(expected, call.version);
    step(callMachine, call.status, act);
    return call;
  }

  async tell(
    tx: Tx,
    actor: Actor,
    type: string,
    call: { id: string; matter_id: string },
    payload: Record<string, unknown>,
  ): Promise<void> {
    await this.events.record(tx, actor, {
      type,
      subjectKind: 'call',
      subjectId: call.id,
      matterId: call.matter_id,
      payload,
    });
  }
}
