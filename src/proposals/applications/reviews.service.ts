/** The administration begins to review an application: from there its own proposal goes the way of every proposal. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { step } from '../../kernel/transitions.js';
import { Calls } from '../../calls/calls.service.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import type { ProposalState } from '../proposal.acts.js';
import { Proposals } from '../proposals.service.js';
import { ApplicationActs, type ApplicationState } from './application.acts.js';
import { applicationMachine, sourceOfCall } from './application.rules.js';
import * as store from './application.store.js';

@Injectable()
export class Reviews {
  constructor(
    private readonly acts: ApplicationActs,
    private readonly proposals: Proposals,
    private readonly calls: Calls,
  ) {}

  /**
   * Begins the administration's proposal about it, in the application's own matter. The amount begins as applied for and is
   * the officer's to lower; the application itself is never changed.
   * @throws not-found, forbidden, precondition-failed, state-conflict, validation-failed `/sourceId`, and as `Proposals.create`
   */
  async begin(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    { sourceId }: { sourceId?: string | undefined },
  ): Promise<ApplicationState & { proposal: ProposalState }> {
    const found = await store.visible(tx, actor, id);
    requirePermit(actor, 'proposal.write', { authorityId: found.authorityId });
    const application = await this.acts.begin(tx, found, expected, 'review');
    const { to } = step(applicationMachine, application.status, 'review');
    const { matterId, registrationNumber, title, applied, year, documentNumber } = application;
    if (matterId === null || applied === null || year === null)
      throw new Error(`application ${id} was received without its matter`);
    const { sourceIds } = await this.calls.requireOpen(tx, found.callId, found.authorityId);
    const proposal = await this.proposals.create(tx, actor, {
      callId: found.callId,
      authorityId: found.authorityId,
      title: `Bidrag till ${found.associationName}: ${title ?? ''}`,
      matter: { id: matterId, registrationNumber: registrationNumber ?? '' },
      answersApplication: true,
      measures: [
        {
          title: title ?? '',
          requestedAmount: applied,
          year,
          sourceId: sourceOfCall(sourceId, sourceIds),
        },
      ],
      sections: [
        {
          kind: 'background',
          text: `${found.associationName} har ansökt om bidrag (${registrationNumber}, handling ${documentNumber}).`,
        },
      ],
    });
    await affected(tx, `update application set status = $2, proposal_id = $3, version = version + 1 where id = $1`, [
      id,
      to,
      proposal.id,
    ]);
    await this.acts.tell(tx, actor, application, 'review', matterId, { proposalId: proposal.id });
    return { id, status: to, version: application.version + 1, proposal };
  }
}
