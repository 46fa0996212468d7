/**
 * Proposals: a memorandum with measures, from draft to what its committee has approved.
 * Owns versions and their sums. Does not own money: an approved measure is a limit for what may be allocated.
 *
 * The acts of managers stand in `approvals.service.ts`, those of the bodies in `proposal.subject.ts`.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { conflict } from '../kernel/errors.js';
import type { Money } from '../kernel/money.js';
import { Calls } from '../calls/calls.service.js';
import { requirePermit } from '../identity/permit.rules.js';
import { affected, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { Registry } from '../registry/registry.service.js';
import {
  type ApprovedMeasure,
  lockApproved,
  type MeasureMove,
  type MeasureOfProposal,
  lockProposals,
  moveAllocated,
  moveReserved,
} from './approved-measures.js';
import {
  type ContentInput,
  contentFrom,
  emptyContent,
  outsideTerms,
  referencesOf,
  refuse,
  requireKnown,
} from './draft.rules.js';
import { amountsIn, handOf, ProposalActs, type ProposalState, requireEdge, stateAfter } from './proposal.acts.js';
import type { PassageOfMeasure } from './passage.rules.js';
import * as sql from './proposal.sql.js';
import * as store from './proposal.store.js';
import { proposalCreated } from './proposals.events.js';
import { Readiness } from './readiness.service.js';
import { totalOf } from './version.rules.js';

export type { ApprovedMeasure } from './approved-measures.js';
export type { ProposalState } from './proposal.acts.js';

export interface NewProposal extends ContentInput {
  /** The call it answers, or null for an initiative of its own. */
  callId?: string | null | undefined;
  authorityId: string;
  title: string;
  /** It is the administration's word on an association's application, which the caller has judged. */
  answersApplication?: boolean | undefined;
  /** An open matter of the authority to use; otherwise one is opened. */
  matter?: { id: string; registrationNumber: string } | undefined;
  /** Registered document the draft was read from. */
  sourceDocumentId?: string | undefined;
  /** Day the matter was opened; today when left out. For matters taken over from elsewhere. */
  openedDay?: Day | undefined;
}

@Injectable()
export class Proposals {
  constructor(
    private readonly acts: ProposalActs,
    private readonly registry: Registry,
    private readonly calls: Calls,
    private readonly events: Events,
    private readonly readiness: Readiness,
  ) {}

  /**
   * Registers a matter and drafts version 1 in it.
   * @throws forbidden, validation-failed (unknown source, body, authority or call; outside the call's sources and years;
   *   a sum out of range), state-conflict when the call takes no answers or the authority is not invited.
   */
  async create(tx: Tx, actor: Actor, command: NewProposal): Promise<ProposalState & { registrationNumber: string }> {
    const { authorityId, callId = null } = command;
    requirePermit(actor, 'proposal.write', { authorityId });
    const createdBy = handOf(actor);
    const content = contentFrom(emptyContent, command, uuidv7);
    // Two questions that do not depend on each other travel together.
    const [, terms] = await Promise.all([
      this.requireKnown(tx, command),
      callId === null ? undefined : this.calls.requireOpen(tx, callId, authorityId),
    ]);
    if (terms?.kind === 'associationGrant' && command.answersApplication !== true)
      throw conflict(
        'needs-application',
        'Om föreningsbidrag skrivs förslaget från föreningens ansökan; börja bereda den.',
      );
    if (terms !== undefined) refuse(outsideTerms(content.measures, terms));
    const matter = command.matter ?? (await this.openMatter(tx, actor, command, content.title));
    const [id, versionId] = [uuidv7(), uuidv7()];
    const origin = command.sourceDocumentId === undefined ? 'drafted' : 'imported';
    await store.insert(
      tx,
      { id: versionId, proposalId: id, number: 1, origin, content, createdBy, decisionId: null },
      { matterId: matter.id, authorityId, callId, sourceDocumentId: command.sourceDocumentId ?? null },
    );
    const payload = {
      from: null,
      to: 'drafting',
      versionNumber: 1,
      callId,
      total: totalOf(content.measures).toString(),
    };
    await this.events.record(tx, actor, {
      type: proposalCreated,
      subjectKind: 'proposal',
      subjectId: id,
      matterId: matter.id,
      payload,
    });
    const state = { id, matterId: matter.id, status: 'drafting' as const, version: 1, versionNumber: 1 };
    return { ...state, registrationNumber: matter.registrationNumber, ...amountsIn(content.measures) };
  }

  /**
   * Keeps where in the registered memorandum each measure of a new draft was read.
   * @param passages in the order of the measures
   */
  async keepPassages(
    tx: Tx,
    proposalId: string,
    documentVersionId: string,
    passages: readonly PassageOfMeasure[],
  ): Promise<void> {
    await affected(tx, sql.insertPassages, [
      proposalId,
      documentVersionId,
      passages.map(({ section }) => section),
      passages.map(({ line }) => line),
      passages.map(({ start }) => start),
      passages.map(({ end }) => end),
      passages.map(({ quote }) => quote),
      passages.map(({ amount }) => amount.ore.toString()),
    ]);
  }

  /** Changes the draft; what is left out stays as it is. A submitted version is never changed: revise it first. */
  async edit(tx: Tx, actor: Actor, id: string, expected: number, change: ContentInput): Promise<ProposalState> {
    const proposal = await this.acts.begin(tx, actor, id, expected, 'proposal.write');
    requireEdge(proposal, 'edit');
    const content = contentFrom(proposal.content, change, uuidv7);
    await this.requireKnown(tx, change);
    await store.updateDraft(tx, proposal.versionId, content, change.measures !== undefined);
    const fields = Object.entries(change).flatMap(([field, value]) => (value === undefined ? [] : [field]));
    const { versionNumber } = proposal;
    await this.acts.tell(tx, actor, proposal, 'edit', {
      versionNumber,
      total: totalOf(content.measures).toString(),
      fields,
    });
    return stateAfter({ ...proposal, content }, 'edit');
  }

  /**
   * Hands the draft in: freezes the version, answers the call and records what is asked for.
   * @throws validation-failed with every fault at once: `section-missing`, `total-mismatch` (R-01, with the member
   *   `statedTotals`), `untyped-decision-point`, `no-measures`, `plan-order`.
   */
  async submit(tx: Tx, actor: Actor, id: string, expected: number): Promise<ProposalState> {
    const proposal = await this.acts.begin(tx, actor, id, expected, 'proposal.write');
    requireEdge(proposal, 'submit');
    await this.requireSound(tx, proposal);
    const { content, callId, authorityId, versionId, versionNumber } = proposal;
    const hash = await store.freeze(tx, versionId, content);
    await store.move(tx, id, 'drafting', 'managerReview');
    const reply = callId === null ? undefined : await this.calls.recordReply(tx, actor, { callId, authorityId });
    await this.acts.tell(tx, actor, proposal, 'submit', {
      versionId,
      versionNumber,
      total: totalOf(content.measures).toString(),
      contentHash: hash.toString('hex'),
      ...(reply === undefined ? {} : { isLate: reply.isLate }),
    });
    await this.acts.keep(tx, 'requested', proposal, content.measures, proposal.today);
    return stateAfter(proposal, 'submit');
  }

  /** Makes the next version, a copy to change. Approvals stay with the version they were given. */
  async revise(tx: Tx, actor: Actor, id: string, expected: number): Promise<ProposalState> {
    const proposal = await this.acts.begin(tx, actor, id, expected, 'proposal.write');
    requireEdge(proposal, 'revise');
    const number = proposal.versionNumber + 1;
    const next = { id: uuidv7(), proposalId: id, number, origin: 'revised' as const, content: proposal.content };
    await store.insertNext(tx, { ...next, createdBy: handOf(actor), decisionId: null }, proposal.status, 'drafting');
    await this.acts.tell(tx, actor, proposal, 'revise', { versionId: next.id, versionNumber: number });
    return { ...stateAfter(proposal, 'revise'), versionNumber: number };
  }

  /** Takes the proposal back; nothing of it counts any longer. Not while it stands on an agenda, nor once decided. */
  async withdraw(tx: Tx, actor: Actor, id: string, expected: number, reason: string): Promise<ProposalState> {
    const proposal = await this.acts.begin(tx, actor, id, expected, 'proposal.write');
    requireEdge(proposal, 'withdraw');
    await store.move(tx, id, proposal.status, 'withdrawn');
    await affected(tx, sql.insertReason, [uuidv7(), proposal.versionId, 'withdrawn', reason.trim(), actor.personId]);
    await this.acts.tell(tx, actor, proposal, 'withdraw', { versionNumber: proposal.versionNumber });
    await this.acts.clear(tx, ['requested'], proposal, proposal.today);
    return stateAfter(proposal, 'withdraw');
  }

  /**
   * Locks the proposals of these measures in ascending id, and says what is approved and already allocated of each.
   * @throws state-conflict `proposal-not-approved`, validation-failed `unknown-measure` at the row.
   */
  async forAllocation(tx: Tx, wanted: readonly MeasureOfProposal[]): Promise<ApprovedMeasure[]> {
    return lockApproved(tx, wanted);
  }

  /** Locks the proposals in ascending id, for money that leaves their measures whatever status they have by then. */
  async hold(tx: Tx, proposalIds: readonly string[]): Promise<void> {
    return lockProposals(tx, proposalIds);
  }

  /**
   * Moves what is allocated to measures, up or down; the caller holds the locks of `forAllocation`.
   * @throws state-conflict `above-approved` or `below-zero`, by constraint.
   */
  async allocate(tx: Tx, changes: readonly (MeasureOfProposal & { amount: Money })[]): Promise<void> {
    return moveAllocated(tx, changes);
  }

  /**
   * Moves what is reserved for measures and what is allocated to them, in one step.
   * @throws state-conflict `above-approved` when both together are more than the committee approved, by constraint.
   */
  async settle(tx: Tx, moves: readonly MeasureMove[]): Promise<void> {
    return moveReserved(tx, moves);
  }

  private async openMatter(
    tx: Tx,
    actor: Actor,
    { authorityId, openedDay }: NewProposal,
    title: string,
  ): Promise<{ id: string; registrationNumber: string }> {
    const day = openedDay === undefined ? {} : { openedDay };
    return this.registry.openMatter(tx, actor, { authorityId, title, caseOfficerId: actor.personId, ...day });
  }

  private async requireKnown(tx: Tx, input: ContentInput): Promise<void> {
    const { sourceIds, bodyIds, authorityIds } = referencesOf(input);
    if (sourceIds.length + bodyIds.length + authorityIds.length === 0) return;
    const known = await rows<{ id: string }>(tx, sql.selectKnown, [sourceIds, bodyIds, authorityIds]);
    requireKnown(input, new Set(known.map(({ id }) => id)));
  }

  private async requireSound(tx: Tx, proposal: store.LockedProposal): Promise<void> {
    const { faults, statedTotals } = await this.readiness.of(tx, proposal);
    refuse(faults, statedTotals.length === 0 ? undefined : { statedTotals });
  }
}
