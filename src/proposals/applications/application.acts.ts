/** What every act on an application begins and ends with. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { step } from '../../kernel/transitions.js';
import { rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { Registry } from '../../registry/registry.service.js';
import { type ApplicationAct, applicationMachine, type ApplicationStatus } from './application.rules.js';
import * as store from './application.store.js';

export interface ApplicationState {
  id: string;
  status: ApplicationStatus;
  version: number;
}

@Injectable()
export class ApplicationActs {
  constructor(
    private readonly registry: Registry,
    private readonly events: Events,
  ) {}

  /**
   * Locks matter before application, as everybody does; before it was received it has none.
   * @param expected undefined for the holder of a link, who has read no version
   * @throws precondition-failed, state-conflict `not-allowed-in-state`
   */
  async begin(
    tx: Tx,
    found: store.FoundApplication,
    expected: number | undefined,
    act: ApplicationAct,
  ): Promise<store.LockedApplication> {
    const [row] = await rows<{ matterId: string | null }>(
      tx,
      `select matter_id as "matterId" from application where id = $1`,
      [found.id],
    );
    if (row?.matterId != null) await this.registry.lockMatter(tx, row.matterId);
    const application = await store.lock(tx, found.id);
    if (expected !== undefined) requireVersion(expected, application.version);
    step(applicationMachine, application.status, act);
    return application;
  }

  /** Records the event of the edge that the act takes. */
  async tell(
    tx: Tx,
    actor: Actor,
    { id, status }: Pick<store.LockedApplication, 'id' | 'status'>,
    act: ApplicationAct,
    matterId: string | null,
    payload: Record<string, unknown>,
  ): Promise<void> {
    const { event, from, to } = step(applicationMachine, status, act);
    await this.record(tx, actor, event, id, matterId, { from, to, ...payload });
  }

  record(
    tx: Tx,
    actor: Actor,
    type: string,
    subjectId: string,
    matterId: string | null,
    payload: Record<string, unknown>,
  ): Promise<void> {
    return this.events.record(tx, actor, { type, subjectKind: 'application', subjectId, matterId, payload });
  }
}
