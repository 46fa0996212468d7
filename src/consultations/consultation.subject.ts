/**
 * How a body decides about a consultation: that it is sent out, that its deadline is moved for all, that its answers are
 * reported. Runs in the decision's own transaction, with matter and agenda item locked.
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { conflict, notFound } from '../kernel/errors.js';
import type {
  BodyKind,
  DecisionOutcome,
  OutcomeOnSubject,
  PatchLine,
  Presentation,
  ResultingVersion,
  SubjectHandler,
  SubjectState,
} from '../decisions/subject-handler.js';
import { requireVersionSeen, resultingVersion } from '../decisions/subject-version.rules.js';
import { requireOwnBody } from '../identity/reach.rules.js';
import { affected, type Db, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import type { ConsultationAct } from './consultation-states.rules.js';
import {
  actOf,
  edgeOf,
  mayBeSeen,
  outcomesOf,
  replyByText,
  requireDecider,
  requireLater,
  type Stage,
  stageBeforeBody,
} from './consultation.rules.js';
import * as store from './consultation.store.js';
import { consultationEvents } from './consultations.events.js';
import { amendablePaths, amended, type Content, presentationOf, requireWhole } from './content.rules.js';
import { gather } from './compilation.queries.js';
import { reportText } from './compilation.rules.js';
import { tellConsultees } from './consultee.store.js';

@Injectable()
export class ConsultationSubject implements SubjectHandler {
  readonly kind = 'consultation';
  readonly amendablePaths = amendablePaths;
  readonly allowedOutcomes = outcomesOf;
  /** A deadline that is to move is put before the body when somebody asks for it, so what is sent is not waiting for an agenda. */
  readonly readySql = `select s.id as subject_id, s.matter_id from consultation s where s.status in ('proposed', 'compiled')`;

  constructor(private readonly events: Events) {}

  async state(tx: Tx, actor: Actor, subjectId: string): Promise<SubjectState | undefined> {
    const found = await store.find(tx, subjectId);
    if (found === undefined || !mayBeSeen(actor, found)) return undefined;
    const consultation = await this.read(tx, subjectId);
    return stateOf(consultation);
  }

  /**
   * Freezes what the first body will see. What the answers say is written as the compilation stands.
   * @throws validation-failed for what FL 26 asks for, state-conflict `no-deadline-proposed`
   */
  async scheduled(tx: Tx, actor: Actor, subjectId: string): Promise<SubjectState> {
    const consultation = await this.lock(tx, subjectId);
    const edge = edgeOf(consultation.status, 'schedule');
    const put = await this.versionToPut(tx, actor, consultation, stageBeforeBody(edge.to));
    await store.freeze(tx, put.versionId);
    await store.move(tx, consultation, edge.to);
    await this.tell(tx, actor, put, edge.event, {
      from: edge.from,
      to: edge.to,
      versionNumber: put.versionNumber,
      stage: put.stage,
    });
    return stateOf(put);
  }

  async presentation(db: Db, subjectId: string, versionId: string): Promise<Presentation> {
    const { content, stage } = await store.versionOf(db, subjectId, versionId);
    return presentationOf(content, stage);
  }

  /** @throws state-conflict `other-body-decided` */
  async requireCompetence(
    db: Db,
    subjectId: string,
    body: { kind: BodyKind; name: string },
    outcome: DecisionOutcome,
    isLastStep: boolean,
  ): Promise<void> {
    const consultation = await this.read(db, subjectId);
    const settles = isLastStep && outcome !== 'table' && outcome !== 'referBack';
    if (!settles || (consultation.status !== 'sent' && consultation.status !== 'deadlineScheduled')) return;
    const [named] = await rows<{ id: string }>(
      db,
      `select b.id from body b where b.name = $1 and b.kind = $2 and b.authority_id = $3`,
      [body.name, body.kind, consultation.authorityId],
    );
    requireDecider({ id: named?.id ?? '', ...body }, consultation.decidedBy);
  }

  /** @throws as `amended`, and validation-failed `not-later` for a deadline that would come earlier than the one in force */
  async requireFittingPatch(db: Db, subjectId: string, versionId: string, patch: readonly PatchLine[]): Promise<void> {
    const { content, stage } = await store.versionOf(db, subjectId, versionId);
    requireDeadline(amended(content, stage, patch), stage, await this.read(db, subjectId));
  }

  /**
   * @throws state-conflict: `not-allowed-in-state`, `version-changed`, `body-of-other-authority`, `other-body-decided`,
   *   `patch-outdated`; validation-failed for a patch that cannot be read
   */
  async recordOutcome(tx: Tx, actor: Actor, outcome: OutcomeOnSubject): Promise<ResultingVersion> {
    const consultation = await this.lock(tx, outcome.subjectId);
    requireOwnBody(outcome.body, consultation.authorityId, ['remissen', 'den']);
    const stage = stageBeforeBody(consultation.status);
    const act = actOf(outcome.outcome, outcome.isLastStep, stage);
    const edge = edgeOf(consultation.status, act);
    requireVersionSeen(consultation, outcome);
    const content = amended(consultation.content, stage, outcome.patch);
    const result = await this.resultOf(tx, actor, consultation, content, outcome);
    if (act === 'decide') await this.decide(tx, actor, consultation, { stage, content, result, outcome });
    if (edge.to !== edge.from) await store.move(tx, consultation, edge.to);
    // A deadline that was not moved leaves the decided version as the one that holds.
    if (stage === 'deadline' && (act === 'reject' || act === 'referBack'))
      await affected(tx, `update consultation set current_version_id = decided_version_id where id = $1`, [
        consultation.id,
      ]);
    const { decisionId, body, versionSeenNumber: versionSeen } = outcome;
    await this.tell(tx, actor, consultation, edge.event, {
      from: edge.from,
      to: edge.to,
      decisionId,
      bodyId: body.id,
      outcome: outcome.outcome,
      versionSeen,
      versionResult: result.versionResultNumber,
      ...(await this.toldOf(tx, consultation.id, act, stage)),
    });
    return result;
  }

  /** Whose notice a moved deadline becomes. */
  private async toldOf(tx: Tx, id: string, act: ConsultationAct, stage: Stage): Promise<Record<string, unknown>> {
    if (act !== 'decide' || stage !== 'deadline') return {};
    return { authorityIds: (await store.find(tx, id))?.consulteeAuthorityIds ?? [] };
  }

  private async versionToPut(
    tx: Tx,
    actor: Actor,
    consultation: store.LockedConsultation,
    stage: Stage,
  ): Promise<store.LockedConsultation> {
    const { id, content } = consultation;
    if (stage === 'dispatch') {
      const texts = await store.newestTexts(tx, id);
      requireWhole(content, new Map([...texts].map(([key, { number }]) => [key, number])));
      await this.proposeDeadline(tx, actor, consultation, `Förslag, version ${consultation.versionNumber}`);
      return consultation;
    }
    if (stage === 'deadline') {
      if (consultation.stage !== 'deadline' || consultation.versionId === consultation.decidedVersionId)
        throw conflict('no-deadline-proposed', 'Föreslå den nya svarstiden först.');
      await this.proposeDeadline(tx, actor, consultation, content.reason);
      return consultation;
    }
    const decided = await store.versionOf(tx, id, consultation.decidedVersionId ?? consultation.versionId);
    const report = { ...decided.content, report: reportText((await gather(tx, id)).content) };
    const version = await store.insertVersion(tx, id, {
      stage,
      origin: 'written',
      content: report,
      decisionId: null,
      createdBy: actor.personId,
    });
    return { ...consultation, ...version, stage, content: report };
  }

  /** Of a version that no body has seen before; one that was referred back and not changed has proposed its deadline already. */
  private async proposeDeadline(
    tx: Tx,
    actor: Actor,
    { id, content, isFrozen }: store.LockedConsultation,
    ground: string,
  ): Promise<void> {
    if (isFrozen) return;
    const replyBy = { day: content.replyByDay, time: content.replyByTime };
    await store.addDeadline(tx, id, { origin: 'proposed', replyBy, decisionId: null, ground, setBy: actor.personId });
  }

  private async resultOf(
    tx: Tx,
    actor: Actor,
    consultation: store.LockedConsultation,
    content: Content,
    { outcome, decisionId }: OutcomeOnSubject,
  ): Promise<ResultingVersion> {
    const { id, stage } = consultation;
    if (outcome !== 'approveWithChanges') return resultingVersion(consultation);
    const amendment = { stage, origin: 'amendment' as const, content, decisionId, createdBy: actor.personId };
    return resultingVersion(await store.insertVersion(tx, id, amendment));
  }

  /** The deadline is bound to this very decision. A moved one judges the answers there are anew, and everybody is told. */
  private async decide(
    tx: Tx,
    actor: Actor,
    consultation: store.LockedConsultation,
    decided: { stage: Stage; content: Content; result: ResultingVersion; outcome: OutcomeOnSubject },
  ): Promise<void> {
    const { stage, content, result, outcome } = decided;
    const { id } = consultation;
    if (stage === 'report') return;
    requireDeadline(content, stage, consultation);
    if (stage === 'deadline') requireDecider(outcome.body, consultation.decidedBy);
    const replyBy = { day: content.replyByDay, time: content.replyByTime };
    const at = await store.addDeadline(tx, id, {
      origin: 'decision',
      replyBy,
      decisionId: outcome.decisionId,
      ground: `Beslut av ${outcome.body.name} ${outcome.decisionDay}`,
      setBy: actor.personId,
    });
    await store.putInForce(tx, id, { versionId: result.versionResultId, bodyId: outcome.body.id });
    if (stage === 'deadline') {
      await affected(
        tx,
        `update consultation_reply r set is_late = false from consultee e
          where e.id = r.consultee_id and e.consultation_id = $1 and r.is_late and r.received_at <= greatest($2::timestamptz, e.extended_to_at)`,
        [id, at],
      );
      await affected(tx, `update consultation set answers_revision = answers_revision + 1 where id = $1`, [id]);
      await tellConsultees(tx, actor, id, 'deadline');
    }
    await this.tell(tx, actor, consultation, consultationEvents.decidedDeadline, {
      decisionId: outcome.decisionId,
      replyBy: replyByText(replyBy),
      stage,
    });
  }

  private async lock(tx: Tx, id: string): Promise<store.LockedConsultation> {
    const consultation = await store.lock(tx, id);
    if (consultation === undefined) throw notFound('Remissen');
    return consultation;
  }

  private async read(db: Db, id: string): Promise<store.LockedConsultation> {
    const consultation = await store.read(db, id);
    if (consultation === undefined) throw notFound('Remissen');
    return consultation;
  }

  private tell(
    tx: Tx,
    actor: Actor,
    { id, matterId }: store.LockedConsultation,
    type: string,
    payload: Record<string, unknown>,
  ): Promise<void> {
    return this.events.record(tx, actor, { type, subjectKind: 'consultation', subjectId: id, matterId, payload });
  }
}

function stateOf(consultation: store.LockedConsultation): SubjectState {
  const { matterId, authorityId, content, versionId, versionNumber } = consultation;
  return { matterId, authorityId, title: content.title, versionId, versionNumber };
}

function requireDeadline(content: Content, stage: Stage, { replyBy }: store.LockedConsultation): void {
  if (stage === 'report') return;
  const next = { day: content.replyByDay, time: content.replyByTime };
  // Read as an instant, so that an hour the clock skips is refused before anybody votes on it.
  store.instantOfReplyBy(next, '/patch');
  if (stage === 'deadline' && replyBy !== null) requireLater(next, replyBy, '/patch');
}
