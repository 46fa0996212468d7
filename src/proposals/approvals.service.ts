/**
 * The administration's own approval before a proposal leaves it: unit head, then administration director, of one
 * version and by two people who have not written in it (A-19, D9).
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { may } from '../identity/permit.rules.js';
import { affected, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { handOf, ProposalActs, type ProposalState, requireEdge, stateAfter } from './proposal.acts.js';
import { approvalSteps, nextApproval } from './proposal.rules.js';
import * as sql from './proposal.sql.js';
import * as store from './proposal.store.js';

@Injectable()
export class Approvals {
  constructor(private readonly acts: ProposalActs) {}

  /**
   * Gives the next of the two approvals to the current version, the one the caller has read.
   * @throws not-found, forbidden, precondition-failed, state-conflict (`not-allowed-in-state`, `four-eyes`,
   *   `approval-order`, `already-approved`).
   */
  async approve(tx: Tx, actor: Actor, id: string, expected: number): Promise<ProposalState> {
    const proposal = await this.acts.begin(tx, actor, id, expected, 'proposal.approve');
    requireEdge(proposal, 'approveAsUnitHead');
    const approverId = handOf(actor);
    const { versionId, versionNumber, authorityId, authorId } = proposal;
    const writers = await rows<{ id: string }>(tx, sql.selectWriters, [id]);
    const approval = nextApproval({
      approverId,
      writerIds: [authorId, ...writers.map((writer) => writer.id)],
      approvals: await store.approvalsOf(tx, versionId),
      mayAsUnitHead: may(actor, 'proposal.approveAsUnitHead', { authorityId }),
      mayAsDirector: may(actor, 'proposal.approveAsDirector', { authorityId }),
    });
    const act = approvalSteps[approval];
    await affected(tx, sql.insertApproval, [uuidv7(), versionId, approval, authorId, approverId]);
    const state = stateAfter(proposal, act);
    await store.move(tx, id, proposal.status, state.status);
    await this.acts.tell(tx, actor, proposal, act, { versionId, versionNumber, step: approval });
    return state;
  }

  /** Sends the version back to the case officer, who answers with a new one. */
  async sendBack(tx: Tx, actor: Actor, id: string, expected: number, reason: string): Promise<ProposalState> {
    const proposal = await this.acts.begin(tx, actor, id, expected, 'proposal.approve');
    requireEdge(proposal, 'sendBack');
    const { versionId, versionNumber } = proposal;
    const state = stateAfter(proposal, 'sendBack');
    await affected(tx, sql.insertReason, [uuidv7(), versionId, 'sentBack', reason.trim(), actor.personId]);
    await store.move(tx, id, proposal.status, state.status);
    await this.acts.tell(tx, actor, proposal, 'sendBack', { versionId, versionNumber });
    return state;
  }
}
