/**
 * A delegate decides an application in the committee's name (KL 6:37): the administration has handed in its proposal, the
 * scheme in force names who may decide about grants, and that is not whoever wrote the proposal.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { conflict, invalid } from '../../kernel/errors.js';
import { DelegatedDecisions, type RecordedDecision } from '../../decisions/delegation/delegated-decisions.service.js';
import { requireOwnBody } from '../../identity/reach.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { keepApproved } from '../approved-measures.js';
import { ProposalActs, type ProposalState, requireEdge, stateAfter } from '../proposal.acts.js';
import * as sql from '../proposal.sql.js';
import * as store from '../proposal.store.js';
import { totalOf } from '../version.rules.js';
import { requireAfterReceipt, requireOtherHand } from './application.rules.js';
import { Awards } from './awards.service.js';

export const delegatedOutcomes = ['grant', 'reject'] as const;

export interface DelegatedAward {
  outcome: (typeof delegatedOutcomes)[number];
  bodyId: string;
  /** Of the scheme in force on the day, of the category `grants`. */
  ruleNumber: string;
  decidedDay: Day;
  /** Who decided; oneself unless the secretary records it for somebody. */
  decidedById?: string | undefined;
  /** Required when it is rejected (FL 32). */
  reasons?: string | undefined;
}

export interface DelegatedAwardState extends ProposalState {
  decision: RecordedDecision;
}

interface ApplicationOfProposal {
  associationName: string;
  receivedDay: string;
}

@Injectable()
export class DelegatedAwards {
  constructor(
    private readonly acts: ProposalActs,
    private readonly awards: Awards,
    private readonly decisions: DelegatedDecisions,
  ) {}

  /**
   * @throws not-found, forbidden (also `not-the-delegate`), precondition-failed, validation-failed (`required`, `unknown-body`,
   *   `before-application`, `future`, `unknown-rule`, `wrong-category`), state-conflict (`no-application`, `four-eyes`, `not-allowed-in-state`,
   *   `body-of-other-authority`, `no-scheme`, `above-applied`, `source-open`), `ceiling-exceeded`
   */
  async decide(
    tx: Tx,
    actor: Actor,
    proposalId: string,
    expected: number,
    command: DelegatedAward,
  ): Promise<DelegatedAwardState> {
    const proposal = await this.acts.begin(tx, actor, proposalId, expected, 'application.decide');
    const application = await applicationOf(tx, proposalId);
    const act = command.outcome === 'grant' ? 'grantByDelegation' : 'rejectByDelegation';
    requireEdge(proposal, act);
    if (command.outcome === 'reject' && (command.reasons ?? '').trim() === '')
      throw invalid('/reasons', 'required', 'Ett avslag ska motiveras (FL 32 §).');
    requireAfterReceipt(command.decidedDay, application.receivedDay);
    requireOwnBody(await bodyOf(tx, command.bodyId), proposal.authorityId, ['ansökan', 'den']);
    const writers = await rows<{ id: string }>(tx, sql.selectWriters, [proposalId]);
    const decidedById = command.decidedById ?? actor.personId;
    requireOtherHand(decidedById, [proposal.authorId, ...writers.map(({ id }) => id)]);

    const id = uuidv7();
    const { decidedDay, bodyId } = command;
    if (act === 'grantByDelegation') {
      await store.move(tx, proposalId, proposal.status, 'approved');
      await keepApproved(tx, proposalId, proposal.content.measures);
      await this.awards.give(tx, actor, proposal, { decisionId: null, delegatedDecisionId: id, decidedDay });
    } else await store.move(tx, proposalId, proposal.status, 'rejected');
    const total = totalOf(proposal.content.measures);
    const { versionId, versionNumber } = proposal;
    const payload = { versionId, versionNumber, delegatedDecisionId: id, bodyId, decidedDay, total: total.toString() };
    await this.acts.tell(tx, actor, proposal, act, payload);
    if (act === 'grantByDelegation')
      await this.acts.keep(tx, 'approved', proposal, proposal.content.measures, decidedDay, bodyId);
    else await this.acts.clear(tx, ['requested', 'recommended'], proposal, decidedDay);

    const { ruleNumber } = command;
    const reasons = command.reasons?.trim();
    if (reasons !== undefined)
      await affected(tx, sql.insertReason, [uuidv7(), versionId, 'delegated', reasons, decidedById]);
    const said =
      act === 'grantByDelegation'
        ? `${application.associationName} beviljas ${total.format()} enligt förslaget ”${proposal.content.title}”.`
        : `Ansökan från ${application.associationName} avslås (”${proposal.content.title}”).`;
    const text = [said, ...(reasons === undefined ? [] : [reasons])].join('\n');
    const decision = await this.decisions.decide(
      tx,
      actor,
      {
        bodyId,
        ruleNumber,
        category: 'grants',
        matterId: proposal.matterId,
        decidedDay,
        decidedById: command.decidedById,
        text,
      },
      id,
    );
    return { ...stateAfter(proposal, act), decision };
  }
}

async function applicationOf(tx: Tx, proposalId: string): Promise<ApplicationOfProposal> {
  const [application] = await rows<ApplicationOfProposal>(
    tx,
    `select s.name as "associationName", (a.received_at at time zone 'Europe/Stockholm')::date::text as "receivedDay"
       from application a join association s on s.id = a.association_id where a.proposal_id = $1`,
    [proposalId],
  );
  if (application === undefined)
    throw conflict(
      'no-application',
      'Förslaget gäller ingen förenings ansökan. Om det beslutar nämnden på sitt sammanträde.',
    );
  return application;
}

async function bodyOf(tx: Tx, bodyId: string): Promise<{ authorityId: string; name: string }> {
  const [body] = await rows<{ authorityId: string; name: string }>(
    tx,
    `select authority_id as "authorityId", name from body where id = $1`,
    [bodyId],
  );
  if (body === undefined) throw invalid('/bodyId', 'unknown-body', 'Organet finns inte.');
  return body;
}
