/** What every act on a consultee begins and ends with. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { conflict, notFound } from '../kernel/errors.js';
import type { Edge } from '../kernel/transitions.js';
import { affected } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { requireVersion } from '../platform/http/request-context.js';
import { Registry } from '../registry/registry.service.js';
import { mayBeSeen, takesReplies } from './consultation.rules.js';
import * as store from './consultation.store.js';
import type { ConsulteeStatus } from './consultee-states.rules.js';
import {
  findConsultee,
  type FoundConsultee,
  lockConsultee,
  type LockedConsultee,
  moveConsultee,
} from './consultee.store.js';

export interface ConsulteeState {
  id: string;
  consultationId: string;
  status: ConsulteeStatus;
  version: number;
}

@Injectable()
export class ConsulteeActs {
  constructor(
    private readonly registry: Registry,
    private readonly events: Events,
  ) {}

  /** @throws not-found, also where the consultation may not be seen */
  async visible(tx: Tx, actor: Actor, id: string): Promise<FoundConsultee> {
    const found = await findConsultee(tx, id);
    const consultation = found === undefined ? undefined : await store.find(tx, found.consultationId);
    if (found === undefined || consultation === undefined || !mayBeSeen(actor, consultation))
      throw notFound('Remissinstansen');
    return found;
  }

  /**
   * Locks the asker's matter, with it the consultee's own (ascending id), the consultation and the consultee. Whoever closes
   * or compiles holds the same matter, so an answer comes before it or after it, never beside it.
   * @param expected the version read; undefined for an act nobody has read a version for
   */
  async take(tx: Tx, _actor: Actor, found: FoundConsultee, expected: number | undefined): Promise<LockedConsultee> {
    const matters = [found.matterId, ...(found.ownMatterId === null ? [] : [found.ownMatterId])].sort();
    for (const matterId of matters) await this.registry.lockMatter(tx, matterId);
    const consultee = await lockConsultee(tx, found.id);
    if (consultee === undefined) throw notFound('Remissinstansen');
    if (expected !== undefined) requireVersion(expected, consultee.version);
    return consultee;
  }

  /**
   * Under the locks of `take`: of a closed consultation nobody is reminded, let in or read anew.
   * @throws state-conflict `consultation-not-open`
   */
  async requireOpen(tx: Tx, { consultationId }: Pick<LockedConsultee, 'consultationId'>): Promise<void> {
    const consultation = await store.find(tx, consultationId);
    if (consultation === undefined || takesReplies(consultation.status)) return;
    throw conflict('consultation-not-open', 'Remissen är avslutad; det som står i den ändras inte mer.');
  }

  async end(
    tx: Tx,
    actor: Actor,
    consultee: LockedConsultee,
    { from, to, event }: Pick<Edge<ConsulteeStatus, string>, 'from' | 'to' | 'event'>,
    payload: Record<string, unknown>,
    matterId: string,
  ): Promise<ConsulteeState> {
    const version = await moveConsultee(tx, consultee, to);
    await this.tell(tx, actor, consultee, event, { from, to, ...payload }, matterId);
    return { id: consultee.id, consultationId: consultee.consultationId, status: to, version };
  }

  tell(
    tx: Tx,
    actor: Actor,
    { id, consultationId, authorityId }: Pick<LockedConsultee, 'id' | 'consultationId' | 'authorityId'>,
    type: string,
    payload: Record<string, unknown>,
    matterId: string,
  ): Promise<void> {
    return this.events.record(tx, actor, {
      type,
      subjectKind: 'consultee',
      subjectId: id,
      matterId,
      payload: { consultationId, authorityIds: authorityId === null ? [] : [authorityId], ...payload },
    });
  }

  /** Whatever a compilation is made of has changed. */
  async answersChanged(tx: Tx, { consultationId }: Pick<LockedConsultee, 'consultationId'>): Promise<void> {
    await affected(tx, `update consultation set answers_revision = answers_revision + 1 where id = $1`, [
      consultationId,
    ]);
  }
}
