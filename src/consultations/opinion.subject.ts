/** How a consultee's own body adopts its opinion. Runs in the decision's own transaction, with matter and agenda item locked. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import { step } from '../kernel/transitions.js';
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
import { type Db, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { consulteeMachine, type ConsulteeAct } from './consultee-states.rules.js';
import { ConsulteeActs } from './consultee.acts.js';
import { lockConsultee, type LockedConsultee } from './consultee.store.js';
import {
  actOf,
  amendablePaths,
  amended,
  edgeOf,
  type OpinionAct,
  outcomesOf,
  presentationOf,
  requireNotToCouncil,
  requireText,
} from './opinion.rules.js';
import * as store from './opinion.store.js';
import { mayReadOpinion } from './opinions.queries.js';

/** What the own body's answer does to the consultee's way. */
const consulteeActs: Partial<Record<OpinionAct, ConsulteeAct>> = {
  schedule: 'list',
  adopt: 'adopt',
  reject: 'return',
  referBack: 'return',
};

@Injectable()
export class OpinionSubject implements SubjectHandler {
  readonly kind = 'opinion';
  readonly amendablePaths = amendablePaths;
  readonly allowedOutcomes = outcomesOf;
  readonly readySql = `select s.id as subject_id, s.matter_id from opinion s join opinion_version v on v.id = s.current_version_id
     where s.status = 'drafting' and v.content ->> 'text' <> ''`;

  constructor(
    private readonly acts: ConsulteeActs,
    private readonly events: Events,
  ) {}

  async state(tx: Tx, actor: Actor, subjectId: string): Promise<SubjectState | undefined> {
    const opinion = await store.readOpinion(tx, subjectId);
    return opinion === undefined || !mayReadOpinion(actor, opinion) ? undefined : stateOf(opinion);
  }

  async scheduled(tx: Tx, actor: Actor, subjectId: string): Promise<SubjectState> {
    const { opinion, consultee } = await this.lock(tx, subjectId);
    const edge = edgeOf(opinion.status, 'schedule');
    requireText(opinion.content.text);
    await store.freezeOpinion(tx, opinion.versionId);
    await store.moveOpinion(tx, opinion, edge.to);
    await this.tell(tx, actor, opinion, edge.event, {
      from: edge.from,
      to: edge.to,
      versionNumber: opinion.versionNumber,
    });
    await this.moveConsultee(tx, actor, consultee, opinion, 'schedule');
    return stateOf(opinion);
  }

  async presentation(db: Db, subjectId: string, versionId: string): Promise<Presentation> {
    const content = await store.opinionVersion(db, subjectId, versionId);
    const { addressee, ...asker } = await askerOf(db, subjectId);
    return presentationOf(content, { authorityId: asker.authorityId, name: asker.name }, addressee);
  }

  /** @throws state-conflict `opinion-to-council` for a subcommittee (KL 6:38) */
  async requireCompetence(
    db: Db,
    subjectId: string,
    body: { kind: BodyKind; name: string },
    outcome: DecisionOutcome,
    isLastStep: boolean,
  ): Promise<void> {
    if (body.kind !== 'subcommittee' || actOf(outcome, isLastStep) !== 'adopt') return;
    requireNotToCouncil((await askerOf(db, subjectId)).isToCouncil, body.name);
  }

  async requireFittingPatch(db: Db, subjectId: string, versionId: string, patch: readonly PatchLine[]): Promise<void> {
    amended(await store.opinionVersion(db, subjectId, versionId), patch);
  }

  /**
   * @throws state-conflict: `not-allowed-in-state`, `version-changed`, `body-of-other-authority`, `opinion-to-council`,
   *   `patch-outdated`; validation-failed for a patch that cannot be read
   */
  async recordOutcome(tx: Tx, actor: Actor, outcome: OutcomeOnSubject): Promise<ResultingVersion> {
    const { opinion, consultee } = await this.lock(tx, outcome.subjectId);
    requireOwnBody(outcome.body, opinion.authorityId, ['yttrandet', 'det']);
    const act = actOf(outcome.outcome, outcome.isLastStep);
    const edge = edgeOf(opinion.status, act);
    await this.requireCompetence(tx, opinion.id, outcome.body, outcome.outcome, outcome.isLastStep);
    requireVersionSeen(opinion, outcome);
    const result = await this.resultOf(tx, actor, opinion, outcome);
    const { decisionId, body, versionSeenNumber: versionSeen } = outcome;
    if (edge.to !== edge.from) await store.moveOpinion(tx, opinion, edge.to, act === 'adopt' ? { decisionId } : {});
    await this.tell(tx, actor, opinion, edge.event, {
      from: edge.from,
      to: edge.to,
      decisionId,
      bodyId: body.id,
      outcome: outcome.outcome,
      versionSeen,
      versionResult: result.versionResultNumber,
    });
    await this.moveConsultee(tx, actor, consultee, opinion, act);
    return result;
  }

  private async resultOf(
    tx: Tx,
    actor: Actor,
    opinion: store.LockedOpinion,
    { outcome, patch, decisionId }: OutcomeOnSubject,
  ): Promise<ResultingVersion> {
    const content = amended(opinion.content, patch);
    if (outcome !== 'approveWithChanges') return resultingVersion(opinion);
    const made = await store.insertOpinionVersion(tx, opinion, {
      origin: 'amendment',
      content,
      decisionId,
      createdBy: actor.personId,
    });
    return resultingVersion(made);
  }

  private async moveConsultee(
    tx: Tx,
    actor: Actor,
    consultee: LockedConsultee,
    { id, matterId }: store.LockedOpinion,
    act: OpinionAct,
  ): Promise<void> {
    const own = consulteeActs[act];
    if (own === undefined) return;
    await this.acts.end(
      tx,
      actor,
      consultee,
      step(consulteeMachine, consultee.status, own),
      { opinionId: id },
      matterId,
    );
  }

  /** Consultee before opinion, as everybody locks. */
  private async lock(tx: Tx, id: string): Promise<{ opinion: store.LockedOpinion; consultee: LockedConsultee }> {
    const found = await store.findOpinion(tx, id);
    const consultee = found === undefined ? undefined : await lockConsultee(tx, found.consulteeId);
    const opinion = consultee === undefined ? undefined : await store.lockOpinion(tx, id);
    if (opinion === undefined || consultee === undefined) throw notFound('Yttrandet');
    return { opinion, consultee };
  }

  private tell(
    tx: Tx,
    actor: Actor,
    { id, matterId }: store.LockedOpinion,
    type: string,
    payload: Record<string, unknown>,
  ): Promise<void> {
    return this.events.record(tx, actor, { type, subjectKind: 'opinion', subjectId: id, matterId, payload });
  }
}

function stateOf({ matterId, authorityId, content, versionId, versionNumber }: store.LockedOpinion): SubjectState {
  return { matterId, authorityId, title: content.title, versionId, versionNumber };
}

async function askerOf(
  db: Db,
  opinionId: string,
): Promise<{ authorityId: string; name: string; addressee: string; isToCouncil: boolean }> {
  return only(
    await rows<{ authorityId: string; name: string; addressee: string; isToCouncil: boolean }>(
      db,
      `select a.id as "authorityId", a.name, v.content -> 'addressee' ->> 'name' as addressee,
          exists (select from body b where b.id = (v.content -> 'addressee' ->> 'bodyId')::uuid and b.kind = 'council') as "isToCouncil"
         from opinion o join consultee e on e.id = o.consultee_id join consultation c on c.id = e.consultation_id join matter m on m.id = c.matter_id
           join authority a on a.id = m.authority_id join consultation_version v on v.id = c.decided_version_id where o.id = $1`,
      [opinionId],
    ),
  );
}
