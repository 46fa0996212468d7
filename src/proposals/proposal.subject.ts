/**
 * How bodies decide about proposals: the drafting group and the subcommittee recommend, the committee decides. Runs in
 * the decision's own transaction, with matter and agenda item locked; what is refused here undoes the whole decision.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { conflict } from '../kernel/errors.js';
import type {
  DecisionOutcome,
  OutcomeOnSubject,
  PatchLine,
  Presentation,
  ResultingVersion,
  SubjectHandler,
  SubjectState,
} from '../decisions/subject-handler.js';
import { requireVersionSeen, resultingVersion } from '../decisions/subject-version.rules.js';
import { CallPlans } from '../calls/call-plans.queries.js';
import type { Lead, PlanEnd } from '../decisions/planner/plan.rules.js';
import { requireOwnBody } from '../identity/reach.rules.js';
import { type Db, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { amendablePaths, amended } from './amendment.rules.js';
import { requireGrantable } from './applications/application.rules.js';
import { Awards } from './applications/awards.service.js';
import { keepApproved } from './approved-measures.js';
import type { AmountKind } from '../funding/measure-amounts.service.js';
import { presentationOf } from './presentation.rules.js';
import { ProposalActs, requireEdge } from './proposal.acts.js';
import { outcomesOf, type ProposalAct, sightOf, visibilityOf } from './proposal.rules.js';
import * as sql from './proposal.sql.js';
import * as store from './proposal.store.js';
import { staleTotals } from './stated-totals.rules.js';
import { totalOf } from './version.rules.js';

/** What a body may answer about a proposal; the other outcomes are for subjects that are only passed on or noted. */
type ProposalOutcome = Exclude<DecisionOutcome, 'forward' | 'note'>;

interface SubjectRow {
  matter_id: string;
  authority_id: string;
  shown_title: string;
  title: string;
  current_version_id: string;
  current_version: number;
  submitted_version_id: string | null;
  submitted_version: number | null;
}

@Injectable()
export class ProposalSubject implements SubjectHandler {
  readonly kind = 'proposal';
  readonly amendablePaths = amendablePaths;
  readonly allowedOutcomes = outcomesOf;
  readonly readySql = `select s.id as subject_id, s.matter_id from proposal s where s.status = 'approvedByManagement'`;

  constructor(
    private readonly acts: ProposalActs,
    private readonly callPlans: CallPlans,
    private readonly awards: Awards,
  ) {}

  async state(tx: Tx, actor: Actor, subjectId: string): Promise<SubjectState | undefined> {
    const [row] = await rows<SubjectRow>(tx, sql.selectSubject, [subjectId]);
    if (row === undefined) return undefined;
    const submitted = row.submitted_version_id;
    const visibility = visibilityOf(sightOf(actor), { authorityId: row.authority_id, isSubmitted: submitted !== null });
    if (visibility === 'none') return undefined;
    const { matter_id: matterId, authority_id: authorityId } = row;
    if (visibility === 'submitted' && submitted !== null)
      return {
        matterId,
        authorityId,
        title: row.shown_title,
        versionId: submitted,
        versionNumber: row.submitted_version ?? 1,
      };
    return {
      matterId,
      authorityId,
      title: row.title,
      versionId: row.current_version_id,
      versionNumber: row.current_version,
    };
  }

  /** The managers have approved the version, so it is frozen since it was submitted; that is what the first body sees. */
  async scheduled(tx: Tx, actor: Actor, subjectId: string): Promise<SubjectState> {
    const proposal = await store.lock(tx, subjectId);
    requireEdge(proposal, 'schedule');
    await store.move(tx, subjectId, proposal.status, 'scheduled');
    const { matterId, authorityId, versionId, versionNumber, content } = proposal;
    await this.acts.tell(tx, actor, proposal, 'schedule', { versionId, versionNumber });
    return { matterId, authorityId, title: content.title, versionId, versionNumber };
  }

  async presentation(db: Db, subjectId: string, versionId: string): Promise<Presentation> {
    const { content, number, names } = await store.presented(db, subjectId, versionId);
    return presentationOf(content, number, (id) => names[id] ?? '');
  }

  /** What the call asks of an answer: to be decided by its reply date, and to be readable when the money is drawn. */
  async planEnds(db: Db, subjectId: string): Promise<{ ends: PlanEnd[]; leads: Lead[] }> {
    const [row] = await rows<{ call_id: string | null }>(db, `select call_id from proposal where id = $1`, [subjectId]);
    if (row?.call_id == null) return { ends: [], leads: [] };
    const { replyBy, requisitions, leads } = await this.callPlans.endsOf(db, row.call_id);
    return { ends: [...(replyBy === null ? [] : [replyBy]), ...requisitions], leads };
  }

  /** @throws as an amended decision: `patch-outdated`, or validation-failed for a patch that cannot be read or a sum out of range. */
  async requireFittingPatch(db: Db, subjectId: string, versionId: string, patch: readonly PatchLine[]): Promise<void> {
    const { content } = await store.presented(db, subjectId, versionId);
    const measures = amended(content.measures, patch);
    totalOf(measures);
    const applied = await this.awards.appliedFor(db, subjectId);
    if (applied !== undefined) requireGrantable(measures, applied);
  }

  /**
   * @throws state-conflict: `not-allowed-in-state` (e.g. withdrawn meanwhile), `version-changed`, `body-of-other-authority`,
   *   `patch-outdated`, `above-approved`; validation-failed for a patch that cannot be read.
   */
  async recordOutcome(tx: Tx, actor: Actor, outcome: OutcomeOnSubject): Promise<ResultingVersion> {
    const proposal = await store.lock(tx, outcome.subjectId);
    requireOwnBody(outcome.body, proposal.authorityId, ['förslaget', 'det']);
    const answer = requireOwnOutcome(outcome);
    requireEdge(proposal, answer);
    requireVersionSeen(proposal, outcome);
    const handle: Record<ProposalOutcome, () => Promise<ResultingVersion>> = {
      recommend: () => this.recommend(tx, actor, proposal, outcome),
      approve: () => this.approve(tx, actor, proposal, outcome),
      approveWithChanges: () => this.approveWithChanges(tx, actor, proposal, outcome),
      referBack: () => this.referBack(tx, actor, proposal, outcome),
      table: () => this.table(tx, actor, proposal, outcome),
      reject: () => this.reject(tx, actor, proposal, outcome),
    };
    return handle[answer]();
  }

  /** With a patch the body recommends other amounts; the version stays as the administration wrote it. */
  private async recommend(
    tx: Tx,
    actor: Actor,
    proposal: store.LockedProposal,
    outcome: OutcomeOnSubject,
  ): Promise<ResultingVersion> {
    const measures = amended(proposal.content.measures, outcome.patch);
    await this.tell(tx, actor, proposal, outcome, 'recommend', { total: totalOf(measures).toString() });
    await this.acts.keep(tx, 'recommended', proposal, measures, outcome.decisionDay, outcome.body.id);
    return resultingVersion(proposal);
  }

  private async approve(
    tx: Tx,
    actor: Actor,
    proposal: store.LockedProposal,
    outcome: OutcomeOnSubject,
  ): Promise<ResultingVersion> {
    await this.settle(tx, actor, proposal, outcome);
    await this.tell(tx, actor, proposal, outcome, 'approve', { total: totalOf(proposal.content.measures).toString() });
    await this.keep(tx, ['approved'], proposal, outcome);
    return resultingVersion(proposal);
  }

  /**
   * The amendment is a version of its own, frozen at once; what is asked for follows it. The texts stand as they were
   * written, so a total in them that no longer holds is told in the event and shown in the version diff.
   */
  private async approveWithChanges(
    tx: Tx,
    actor: Actor,
    seen: store.LockedProposal,
    outcome: OutcomeOnSubject,
  ): Promise<ResultingVersion> {
    const content = { ...seen.content, measures: amended(seen.content.measures, outcome.patch) };
    const proposal = { ...seen, content, versionId: uuidv7(), versionNumber: seen.versionNumber + 1 };
    const { versionId: id, versionNumber: number } = proposal;
    const version = { id, proposalId: seen.id, number, origin: 'amendment' as const, content };
    await store.insertNext(
      tx,
      { ...version, createdBy: actor.personId, decisionId: outcome.decisionId },
      seen.status,
      seen.status,
    );
    const hash = await store.freeze(tx, id, content);
    await this.settle(tx, actor, proposal, outcome);
    await this.tell(tx, actor, proposal, outcome, 'approveWithChanges', {
      total: totalOf(content.measures).toString(),
      contentHash: hash.toString('hex'),
      staleTexts: staleTotals(content).map(({ pointer }) => pointer),
    });
    await this.keep(tx, ['requested', 'approved'], proposal, outcome);
    return resultingVersion(proposal);
  }

  /** The current version is the approved one, and its amounts the limit of what may be allocated; to an association it is given at once. */
  private async settle(
    tx: Tx,
    actor: Actor,
    proposal: store.LockedProposal,
    { decisionId, decisionDay: decidedDay }: OutcomeOnSubject,
  ): Promise<void> {
    await store.move(tx, proposal.id, proposal.status, 'approved');
    await keepApproved(tx, proposal.id, proposal.content.measures);
    await this.awards.give(tx, actor, proposal, { decisionId, decidedDay });
  }

  private async keep(
    tx: Tx,
    kinds: readonly AmountKind[],
    proposal: store.LockedProposal,
    { decisionDay, body }: OutcomeOnSubject,
  ): Promise<void> {
    for (const kind of kinds)
      await this.acts.keep(
        tx,
        kind,
        proposal,
        proposal.content.measures,
        decisionDay,
        kind === 'requested' ? null : body.id,
      );
  }

  private async referBack(
    tx: Tx,
    actor: Actor,
    proposal: store.LockedProposal,
    outcome: OutcomeOnSubject,
  ): Promise<ResultingVersion> {
    await store.move(tx, proposal.id, proposal.status, 'referredBack');
    await this.tell(tx, actor, proposal, outcome, 'referBack');
    await this.acts.clear(tx, ['recommended'], proposal, outcome.decisionDay);
    return resultingVersion(proposal);
  }

  /** Nothing in the documents changes (KL 5:50-51); only the trail grows. */
  private async table(
    tx: Tx,
    actor: Actor,
    proposal: store.LockedProposal,
    outcome: OutcomeOnSubject,
  ): Promise<ResultingVersion> {
    await this.tell(tx, actor, proposal, outcome, 'table');
    return resultingVersion(proposal);
  }

  private async reject(
    tx: Tx,
    actor: Actor,
    proposal: store.LockedProposal,
    outcome: OutcomeOnSubject,
  ): Promise<ResultingVersion> {
    await store.move(tx, proposal.id, proposal.status, 'rejected');
    await this.tell(tx, actor, proposal, outcome, 'reject');
    await this.acts.clear(tx, ['requested', 'recommended'], proposal, outcome.decisionDay);
    return resultingVersion(proposal);
  }

  private async tell(
    tx: Tx,
    actor: Actor,
    proposal: store.LockedProposal,
    { decisionId, body, decisionDay }: OutcomeOnSubject,
    act: ProposalAct,
    extra: Record<string, unknown> = {},
  ): Promise<void> {
    const { versionId, versionNumber } = proposal;
    await this.acts.tell(tx, actor, proposal, act, {
      versionId,
      versionNumber,
      decisionId,
      bodyId: body.id,
      decisionDay,
      ...extra,
    });
  }
}

/** Decisions asks `allowedOutcomes` first; here it holds whoever calls. */
function requireOwnOutcome({ outcome, body }: OutcomeOnSubject): ProposalOutcome {
  if (outcome !== 'forward' && outcome !== 'note') return outcome;
  throw conflict(
    'outcome-not-allowed',
    `${body.name} kan inte besluta så om ett förslag; det bifalls, ändras eller avslås.`,
  );
}
