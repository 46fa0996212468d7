/**
 * A consultee's opinion as it grows in its own house: drafted, signed at official level, sent back. A body adopts it by
 * opinion.subject.ts; the way to its agenda is `POST /routes`.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { dayInStockholm } from '../kernel/day.js';
import { conflict, invalid, notFound } from '../kernel/errors.js';
import { step } from '../kernel/transitions.js';
import { ownAuthorities } from '../identity/reach.rules.js';
import { requirePermit } from '../identity/permit.rules.js';
import { rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { requireVersion } from '../platform/http/request-context.js';
import { requireReceiptGround } from '../registry/registry.rules.js';
import { type FileOfVersion, Registry } from '../registry/registry.service.js';
import { consultationEvents } from './consultations.events.js';
import { ConsulteeActs } from './consultee.acts.js';
import { consulteeMachine } from './consultee-states.rules.js';
import type { FoundConsultee } from './consultee.store.js';
import type { Question } from './content.rules.js';
import {
  edgeOf,
  type OpinionContent,
  type OpinionStatus,
  requireNotToCouncil,
  requireOtherAuthor,
  requireText,
} from './opinion.rules.js';
import * as store from './opinion.store.js';
import { cleanText, type Position, placed, type Reservation } from './reply.rules.js';
import { type RecordedReply, Replies } from './replies.service.js';

export interface OpinionInput {
  title?: string | undefined;
  text?: string | undefined;
  positions?: readonly Position[] | undefined;
}

export interface OpinionState {
  id: string;
  consulteeId: string;
  matterId: string;
  status: OpinionStatus;
  versionNumber: number;
  version: number;
}

export interface SendBackCommand {
  receivedAt?: Date | undefined;
  notedElsewhere?: string | undefined;
}

/** What the asker asked and to whom the answer goes, as an opinion needs to know it. */
interface Asked {
  title: string;
  questions: Question[];
  isToCouncil: boolean;
}

@Injectable()
export class Opinions {
  constructor(
    private readonly acts: ConsulteeActs,
    private readonly replies: Replies,
    private readonly registry: Registry,
    private readonly events: Events,
  ) {}

  /**
   * Begins the opinion in the consultee's own matter.
   * @throws not-found, forbidden, state-conflict (`not-assigned`, `opinion-exists`), validation-failed as `placed`
   */
  async draft(tx: Tx, actor: Actor, consulteeId: string, input: OpinionInput): Promise<OpinionState> {
    const found = await this.acts.visible(tx, actor, consulteeId);
    requirePermit(actor, 'opinion.write', found.authorityId === null ? {} : { authorityId: found.authorityId });
    const consultee = await this.acts.take(tx, actor, found, undefined);
    if (found.ownMatterId === null || !['assigned', 'noReply'].includes(consultee.status))
      throw conflict('not-assigned', 'Ta emot remissen och fördela den till en handläggare först.');
    if ((await store.opinionOf(tx, consulteeId)) !== undefined)
      throw conflict('opinion-exists', 'Yttrandet är redan påbörjat; ändra i det.');
    const asked = await askedIn(tx, found.consultationId);
    const content = contentFrom(
      { title: `Yttrande över remiss: ${asked.title}`, text: '', positions: [] },
      input,
      asked,
    );
    const id = uuidv7();
    await store.insertOpinion(tx, { id, consulteeId, matterId: found.ownMatterId, content, createdBy: actor.personId });
    await this.tell(tx, actor, consultationEvents.opinionDrafted, id, found.ownMatterId, {
      consulteeId,
      to: 'drafting',
    });
    return { id, consulteeId, matterId: found.ownMatterId, status: 'drafting', versionNumber: 1, version: 1 };
  }

  /** After a referral back the version the body saw stands, and the change goes into a new one. @throws not-found, forbidden, precondition-failed, not-allowed-in-state */
  async edit(tx: Tx, actor: Actor, id: string, expected: number, input: OpinionInput): Promise<OpinionState> {
    const { opinion } = await this.take(tx, actor, id, expected, 'opinion.write');
    const edge = edgeOf(opinion.status, 'edit');
    const content = contentFrom(opinion.content, input, await askedIn(tx, opinion.consultationId));
    const { versionNumber } = opinion.isFrozen
      ? await store.insertOpinionVersion(tx, opinion, {
          origin: 'written',
          content,
          decisionId: null,
          createdBy: actor.personId,
        })
      : (await store.writeOpinion(tx, opinion.versionId, content), opinion);
    const version = await store.moveOpinion(tx, opinion, edge.to);
    await this.tell(tx, actor, edge.event, id, opinion.matterId, { from: edge.from, to: edge.to, versionNumber });
    return stateOf({ ...opinion, versionNumber }, edge.to, version);
  }

  /**
   * The administration's own answer, when no body needs to adopt it.
   * @throws not-found, forbidden, precondition-failed, state-conflict (`opinion-to-council` KL 6:38, `four-eyes` D9)
   */
  async sign(tx: Tx, actor: Actor, id: string, expected: number): Promise<OpinionState> {
    const { opinion, found } = await this.take(tx, actor, id, expected, 'opinion.sign');
    const edge = edgeOf(opinion.status, 'sign');
    const consultee = await this.acts.take(tx, actor, found, undefined);
    const own = step(consulteeMachine, consultee.status, 'sign');
    requireNotToCouncil((await askedIn(tx, opinion.consultationId)).isToCouncil, 'förvaltningschefen');
    requireText(opinion.content.text);
    const authors = await rows<{ author: string | null }>(
      tx,
      `select distinct created_by as author from opinion_version where opinion_id = $1`,
      [id],
    );
    requireOtherAuthor(
      authors.map(({ author }) => author),
      actor.personId,
    );
    await store.freezeOpinion(tx, opinion.versionId);
    const version = await store.moveOpinion(tx, opinion, edge.to, { signedBy: actor.personId });
    await this.tell(tx, actor, edge.event, id, opinion.matterId, {
      from: edge.from,
      to: edge.to,
      versionNumber: opinion.versionNumber,
    });
    await this.acts.end(tx, actor, consultee, own, { opinionId: id }, opinion.matterId);
    return stateOf(opinion, edge.to, version);
  }

  /**
   * Hands the finished opinion to whoever asked: the own register keeps it as drawn up, the asker gets it as received, in
   * time or late by that instant.
   * @param file the opinion as a document, set before the transaction
   * @param arrivedAt when it was handed in, before that document was set; it counts unless another instant is stated
   * @throws not-found, forbidden, precondition-failed, state-conflict (`not-allowed-in-state`,
   *   `opinion-not-finished`, `consultation-not-open`), validation-failed for an instant that does not fit (`future`,
   *   `before-dispatch`, `before-adoption`)
   */
  async sendBack(
    tx: Tx,
    actor: Actor,
    consulteeId: string,
    expected: number,
    { file, arrivedAt, ...command }: SendBackCommand & { file: FileOfVersion | undefined; arrivedAt: string },
  ): Promise<RecordedReply> {
    const found = await this.acts.visible(tx, actor, consulteeId);
    requirePermit(actor, 'opinion.handle', found.authorityId === null ? {} : { authorityId: found.authorityId });
    requireReceiptGround(command.receivedAt, command.notedElsewhere);
    const consultee = await this.acts.take(tx, actor, found, expected);
    step(consulteeMachine, consultee.status, 'sendBack');
    const id = await store.opinionOf(tx, consulteeId);
    const opinion = id === undefined ? undefined : await store.lockOpinion(tx, id);
    if (
      opinion === undefined ||
      file === undefined ||
      found.ownMatterId === null ||
      !['adopted', 'official'].includes(opinion.status)
    )
      throw conflict(
        'opinion-not-finished',
        'Yttrandet är inte antaget av nämnden eller undertecknat på tjänstemannanivå.',
      );
    if (command.receivedAt !== undefined) await requireAfterAdoption(tx, opinion.decisionId, command.receivedAt);
    const own = only(
      await rows<{ number: string }>(tx, `select registration_number as number from matter where id = $1`, [
        found.ownMatterId,
      ]),
    );
    await this.registry.registerDocument(tx, actor, {
      matterId: found.ownMatterId,
      kind: 'opinion',
      title: opinion.content.title,
      direction: 'drawnUp',
      counterpart: await nameOfAsker(tx, found),
      drawnUpAt: command.receivedAt,
      file,
    });
    const { text, positions } = opinion.content;
    const reservations = await reservationsAgainst(tx, opinion.decisionId);
    const level = opinion.status === 'official' ? 'official' : 'adopted';
    return this.replies.fromOwnProcess(
      tx,
      actor,
      found,
      consultee,
      { level, ownNumber: own.number, text, positions, reservations },
      {
        receivedAt: command.receivedAt ?? arrivedAt,
        notedElsewhere: command.notedElsewhere?.trim() ?? null,
        opinionVersionId: opinion.versionId,
      },
    );
  }

  private async take(tx: Tx, actor: Actor, id: string, expected: number, permission: 'opinion.write' | 'opinion.sign') {
    const own = await store.findOpinion(tx, id);
    if (own === undefined || !(actor.kind === 'system' || ownAuthorities(actor).includes(own.authorityId)))
      throw notFound('Yttrandet');
    requirePermit(actor, permission, { authorityId: own.authorityId });
    const found = await this.acts.visible(tx, actor, own.consulteeId);
    await this.acts.take(tx, actor, found, undefined);
    const opinion = await store.lockOpinion(tx, id);
    if (opinion === undefined) throw notFound('Yttrandet');
    requireVersion(expected, opinion.version);
    return { opinion, found };
  }

  private tell(
    tx: Tx,
    actor: Actor,
    type: string,
    subjectId: string,
    matterId: string,
    payload: Record<string, unknown>,
  ): Promise<void> {
    return this.events.record(tx, actor, { type, subjectKind: 'opinion', subjectId, matterId, payload });
  }
}

function stateOf(
  { id, consulteeId, matterId, versionNumber }: store.LockedOpinion,
  status: OpinionStatus,
  version: number,
): OpinionState {
  return { id, consulteeId, matterId, status, versionNumber, version };
}

/** Every passage stands in the text as it is now, so that no position rests on what has been rewritten. */
function contentFrom(base: OpinionContent, input: OpinionInput, asked: Asked): OpinionContent {
  const text = input.text === undefined ? base.text : cleanText(input.text);
  const positions = input.positions ?? base.positions;
  const found = placed(
    text,
    positions,
    asked.questions.map(({ key }) => key),
  );
  return {
    title: (input.title ?? base.title).trim().normalize('NFC'),
    text,
    positions: found.map(({ questionKey, stance, quote }) => ({ questionKey, stance, quote })),
  };
}

async function askedIn(tx: Tx, consultationId: string): Promise<Asked> {
  return only(
    await rows<Asked>(
      tx,
      `select v.content ->> 'title' as title, v.content -> 'questions' as questions,
          exists (select from body b where b.id = (v.content -> 'addressee' ->> 'bodyId')::uuid and b.kind = 'council') as "isToCouncil"
         from consultation c join consultation_version v on v.id = c.decided_version_id where c.id = $1`,
      [consultationId],
    ),
  );
}

async function nameOfAsker(tx: Tx, { askerId }: FoundConsultee): Promise<string> {
  return only(await rows<{ name: string }>(tx, `select name from authority where id = $1`, [askerId])).name;
}

/** What nobody had adopted cannot have been handed in. @throws validation-failed `before-adoption` */
async function requireAfterAdoption(tx: Tx, decisionId: string | null, receivedAt: Date): Promise<void> {
  const [decision] = await rows<{ day: string }>(tx, `select decision_day as day from decision where id = $1`, [
    decisionId,
  ]);
  if (decision === undefined || dayInStockholm(receivedAt) >= decision.day) return;
  throw invalid('/receivedAt', 'before-adoption', `Yttrandet antogs ${decision.day} och kan inte ha lämnats före det.`);
}

/** Those who took part and reserved themselves (KL 4:27), as they are named in the minutes. */
async function reservationsAgainst(tx: Tx, decisionId: string | null): Promise<Reservation[]> {
  if (decisionId === null) return [];
  return rows<Reservation>(
    tx,
    `select p.name, t.party, r.reasons from reservation r join person p on p.id = r.person_id
       join decision_participant t on t.decision_id = r.decision_id and t.person_id = r.person_id
      where r.decision_id = $1 order by p.name, p.id`,
    [decisionId],
  );
}
