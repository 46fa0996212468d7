/** May a decision be carried out before it is final? Somebody says so, with reasons, and it stays on record. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import { conflict } from '../../kernel/errors.js';
import { may, requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { decisionColumn, type DecisionRef, visibleDecision } from './decision-place.js';
import { noticeBoardEvents } from './notice-board.events.js';

export interface NewAssessment {
  mayExecute: boolean;
  reasons: string;
}

@Injectable()
export class Executions {
  constructor(private readonly events: Events) {}

  /**
   * KL 13:14, R-40: a decision may be carried out before it is final, unless special reasons speak against it. The
   * latest assessment stands; the earlier ones are kept.
   * @throws not-found, forbidden, state-conflict `annulled`
   */
  async assess(
    tx: Tx,
    actor: Actor,
    ref: DecisionRef,
    { mayExecute, reasons }: NewAssessment,
  ): Promise<{ id: string; mayExecute: boolean }> {
    const decision = await visibleDecision(tx, actor, ref);
    if (!may(actor, 'execution.assess', { authorityId: decision.matterAuthorityId }))
      requirePermit(actor, 'execution.assess', { authorityId: decision.authorityId, bodyId: decision.bodyId });
    const { annulled } = only(
      await rows<{ annulled: boolean }>(
        tx,
        `select exists (select 1 from appeal where ${decisionColumn[ref.kind]} = $1 and status = 'annulled') as annulled`,
        [ref.id],
      ),
    );
    if (annulled) throw conflict('annulled', 'Domstolen har upphävt beslutet. Det finns inget kvar att verkställa.');
    const id = uuidv7();
    await affected(
      tx,
      `insert into execution_assessment (id, ${decisionColumn[ref.kind]}, may_execute, reasons, assessed_by) values ($1, $2, $3, $4, $5)`,
      [id, ref.id, mayExecute, reasons.trim(), actor.personId],
    );
    await this.events.record(tx, actor, {
      type: noticeBoardEvents.executionAssessed,
      subjectKind: ref.kind,
      subjectId: ref.id,
      matterId: decision.matterId,
      payload: { assessmentId: id, mayExecute },
    });
    return { id, mayExecute };
  }
}
