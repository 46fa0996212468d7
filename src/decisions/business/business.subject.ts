/**
 * How bodies decide about business: preparatory bodies recommend, pass on or note; the last body of the route settles it.
 * Runs in the decision's own transaction, with matter and agenda item locked; what is refused here undoes the decision.
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { notFound } from '../../kernel/errors.js';
import { requireOwnBody } from '../../identity/reach.rules.js';
import { type Db, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import type {
  BodyKind,
  DecisionOutcome,
  OutcomeOnSubject,
  PatchLine,
  Presentation,
  ResultingVersion,
  SubjectHandler,
  SubjectState,
} from '../subject-handler.js';
import { requireVersionSeen, resultingVersion } from '../subject-version.rules.js';
import { actOf, type BusinessKind, edgeOf, outcomesOf, requireCompetentBody } from './business.rules.js';
import * as store from './business.store.js';
import { visibleBusiness } from './businesses.queries.js';
import { amendablePaths, amended, presentationOf, requireSomethingToDecide } from './content.rules.js';

@Injectable()
export class BusinessSubject implements SubjectHandler {
  readonly kind = 'business';
  readonly amendablePaths = amendablePaths;
  readonly allowedOutcomes = outcomesOf;
  readonly readySql = `select s.id as subject_id, s.matter_id from business s join business_version v on v.id = s.current_version_id
     where s.status in ('drafting', 'referredBack') and jsonb_array_length(v.content -> 'decisionPoints') > 0
       and (s.kind <> 'election' or jsonb_array_length(v.content -> 'nominees') > 0)`;

  constructor(private readonly events: Events) {}

  async state(tx: Tx, actor: Actor, subjectId: string): Promise<SubjectState | undefined> {
    const visible = await visibleBusiness(tx, actor, subjectId);
    if (visible === undefined) return undefined;
    const { matterId, authorityId, title, versionId, versionNumber } = visible;
    return { matterId, authorityId, title, versionId, versionNumber };
  }

  /** Freezes what the first body will see. A version that was referred back and not changed is frozen already. */
  async scheduled(tx: Tx, actor: Actor, subjectId: string): Promise<SubjectState> {
    const business = await this.lock(tx, subjectId);
    const edge = edgeOf(business.status, 'schedule');
    requireSomethingToDecide(business.kind, business.content);
    if (!business.isFrozen) await store.freeze(tx, business.versionId);
    await store.move(tx, business, edge.to);
    const { matterId, authorityId, content, versionId, versionNumber } = business;
    await this.tell(tx, actor, business, edge.event, { versionNumber });
    return { matterId, authorityId, title: content.title, versionId, versionNumber };
  }

  async presentation(db: Db, subjectId: string, versionId: string): Promise<Presentation> {
    const { content } = await store.versionOf(db, subjectId, versionId);
    return presentationOf(content);
  }

  /** Only an election: its ballots are secret, and a claim bears the name of the one put forward. */
  async isElection(db: Db, subjectId: string): Promise<boolean> {
    const [business] = await rows<{ kind: string }>(db, `select kind from business where id = $1`, [subjectId]);
    return business?.kind === 'election';
  }

  /** @throws state-conflict `motion-answered-by-council` */
  async requireCompetence(
    db: Db,
    subjectId: string,
    body: { kind: BodyKind; name: string },
    outcome: DecisionOutcome,
    isLastStep: boolean,
  ): Promise<void> {
    const [business] = await rows<{ kind: BusinessKind }>(db, `select kind from business where id = $1`, [subjectId]);
    if (business !== undefined) requireCompetentBody(business.kind, body, actOf(outcome, isLastStep));
  }

  /** @throws as `amended` does */
  async requireFittingPatch(db: Db, subjectId: string, versionId: string, patch: readonly PatchLine[]): Promise<void> {
    const { content } = await store.versionOf(db, subjectId, versionId);
    amended(content, patch);
  }

  /**
   * @throws state-conflict: `not-allowed-in-state`, `version-changed`, `body-of-other-authority`, `patch-outdated`,
   *   `motion-answered-by-council` (KL 5:22); validation-failed for a patch that cannot be read
   */
  async recordOutcome(tx: Tx, actor: Actor, outcome: OutcomeOnSubject): Promise<ResultingVersion> {
    const business = await this.lock(tx, outcome.subjectId);
    requireOwnBody(outcome.body, business.authorityId, ['ärendet', 'det']);
    const act = actOf(outcome.outcome, outcome.isLastStep);
    const edge = edgeOf(business.status, act);
    requireCompetentBody(business.kind, outcome.body, act);
    requireVersionSeen(business, outcome);
    const result = await this.resultOf(tx, actor, business, outcome);
    // A tabled or passed on matter is as it was, so what others have read of it still holds.
    const isChanged = edge.to !== edge.from || result.versionResultId !== business.versionId;
    if (isChanged) await store.move(tx, business, edge.to);
    const { decisionId, body, outcome: answer, versionSeenNumber: versionSeen } = outcome;
    const payload = {
      decisionId,
      bodyId: body.id,
      outcome: answer,
      versionSeen,
      versionResult: result.versionResultNumber,
    };
    await this.tell(tx, actor, business, edge.event, payload);
    return result;
  }

  /** A body that recommends other words leaves the version as it was written; one that decides them makes its own. */
  private async resultOf(
    tx: Tx,
    actor: Actor,
    business: store.LockedBusiness,
    { outcome, patch, decisionId }: OutcomeOnSubject,
  ): Promise<ResultingVersion> {
    const content = amended(business.content, patch);
    if (outcome !== 'approveWithChanges') return resultingVersion(business);
    const next = { origin: 'amendment' as const, content, decisionId, createdBy: actor.personId };
    return resultingVersion(await store.insertVersion(tx, business, next));
  }

  private async lock(tx: Tx, id: string): Promise<store.LockedBusiness> {
    const business = await store.lock(tx, id);
    if (business === undefined) throw notFound('Ärendet');
    return business;
  }

  private tell(
    tx: Tx,
    actor: Actor,
    { id, matterId, kind }: store.LockedBusiness,
    type: string,
    payload: Record<string, unknown>,
  ): Promise<void> {
    return this.events.record(tx, actor, {
      type,
      subjectKind: 'business',
      subjectId: id,
      matterId,
      payload: { kind, ...payload },
    });
  }
}
