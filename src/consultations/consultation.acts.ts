/** What every act on a consultation begins and ends with. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { conflict, notFound } from '../kernel/errors.js';
import { requirePermit } from '../identity/permit.rules.js';
import type { Tx } from '../platform/database/transaction.js';
import { affected } from '../platform/database/sql.js';
import { Events } from '../platform/events/events.service.js';
import { requireVersion } from '../platform/http/request-context.js';
import { Registry } from '../registry/registry.service.js';
import type { ConsultationAct, ConsultationStatus } from './consultation-states.rules.js';
import { edgeOf, mayBeSeen } from './consultation.rules.js';
import * as store from './consultation.store.js';

export interface ConsultationState {
  id: string;
  matterId: string;
  status: ConsultationStatus;
  /** Of the content the act left as the current one. */
  versionNumber: number;
  version: number;
}

@Injectable()
export class ConsultationActs {
  constructor(
    private readonly registry: Registry,
    private readonly events: Events,
  ) {}

  /** Visibility, permission, lock (matter first), version. @throws not-found, forbidden, precondition-failed, state-conflict `matter-closed` */
  async take(tx: Tx, actor: Actor, id: string, expected: number): Promise<store.LockedConsultation> {
    const found = await store.find(tx, id);
    if (found === undefined || !mayBeSeen(actor, found)) throw notFound('Remissen');
    requirePermit(actor, 'consultation.write', { authorityId: found.authorityId });
    const matter = await this.registry.lockMatter(tx, found.matterId);
    const consultation = await store.lock(tx, id);
    if (consultation === undefined) throw notFound('Remissen');
    requireVersion(expected, consultation.version);
    if (matter.status !== 'open') throw conflict('matter-closed', `Ärendet ${matter.registrationNumber} är avslutat.`);
    return consultation;
  }

  /** The same, and the edge of the table of states. */
  async begin(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    act: ConsultationAct,
  ): Promise<store.LockedConsultation> {
    const consultation = await this.take(tx, actor, id, expected);
    edgeOf(consultation.status, act);
    return consultation;
  }

  async end(
    tx: Tx,
    actor: Actor,
    consultation: store.LockedConsultation,
    act: ConsultationAct,
    payload: Record<string, unknown>,
  ): Promise<ConsultationState> {
    const { from, to, event } = edgeOf(consultation.status, act);
    const version = await store.move(tx, consultation, to);
    await this.tell(tx, actor, consultation, event, { from, to, ...payload });
    const { id, matterId, versionNumber } = consultation;
    return { id, matterId, status: to, versionNumber, version };
  }

  /** Whatever a compilation is made of has changed. */
  async answersChanged(tx: Tx, consultationId: string): Promise<void> {
    await affected(tx, `update consultation set answers_revision = answers_revision + 1 where id = $1`, [
      consultationId,
    ]);
  }

  tell(
    tx: Tx,
    actor: Actor,
    { id, matterId }: { id: string; matterId: string },
    type: string,
    payload: Record<string, unknown>,
  ): Promise<void> {
    return this.events.record(tx, actor, { type, subjectKind: 'consultation', subjectId: id, matterId, payload });
  }
}
