/**
 * Answers as they reach whoever asked: in time or late by the instant of receipt (FL 22), registered either way, with the
 * passage each position rests on.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { conflict, invalid } from '../kernel/errors.js';
import { step } from '../kernel/transitions.js';
import { requirePermit } from '../identity/permit.rules.js';
import { affected, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { requireReceiptGround } from '../registry/registry.rules.js';
import type { FileOfVersion } from '../registry/registry.service.js';
import { takesReplies } from './consultation.rules.js';
import { consultationEvents } from './consultations.events.js';
import { Positions } from './positions.service.js';
import { type RegisteredAnswer, ReplyDocuments, type ReplyFiles } from './reply-documents.service.js';
import { askedIn, momentOf } from './reply.store.js';
import { ConsulteeActs, type ConsulteeState } from './consultee.acts.js';
import { consulteeMachine } from './consultee-states.rules.js';
import type { FoundConsultee, LockedConsultee } from './consultee.store.js';
import { alreadyReplied, cleanText, type Position, type ReplyLevel, type Reservation } from './reply.rules.js';

export interface ReplyContent {
  /** Empty when the answer is a file. */
  text: string;
  level: ReplyLevel;
  /** The consultee's own registration number. */
  ownNumber?: string | undefined;
  signatory?: string | undefined;
  reservations: readonly Reservation[];
  positions: readonly Position[];
}

export interface HandCommand extends ReplyContent {
  /** When it came, if not now, and how. */
  receivedAt?: Date | undefined;
  notedElsewhere?: string | undefined;
  /** The answer as already registered in the matter; then its time of receipt is the answer's. */
  documentId?: string | undefined;
}

export interface RecordedReply extends ConsulteeState {
  replyId: string;
  receivedAt: Date;
  isLate: boolean;
  /** In the asker's matter; null until it is registered there. */
  documentNumber: number | null;
}

interface Receipt {
  via: 'ownProcess' | 'link' | 'hand';
  /** With microseconds where the database's clock told it; now when null. */
  receivedAt: Date | string | null;
  notedElsewhere: string | null;
  opinionVersionId: string | null;
  /** The document in the asker's matter, or how to register one once the instant is known. */
  document: RegisteredAnswer | ReplyFiles | null | undefined;
}

@Injectable()
export class Replies {
  constructor(
    private readonly acts: ConsulteeActs,
    private readonly positions: Positions,
    private readonly documents: ReplyDocuments,
  ) {}

  /**
   * An answer that came on paper or by mail. Late is late and registered (D7).
   * @param file its text, stored before the transaction; not kept when a document is named
   * @throws not-found, forbidden, precondition-failed, state-conflict (`already-replied`, `consultation-not-open`),
   *   validation-failed (`future`, `before-dispatch`, `required`, `unknown-document`, `unknown-question`, `quote-not-found`)
   */
  async byHand(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    { file, ...command }: HandCommand & { file: FileOfVersion | undefined },
  ): Promise<RecordedReply> {
    const found = await this.acts.visible(tx, actor, id);
    requirePermit(actor, 'consultation.register', { authorityId: found.askerId });
    const consultee = await this.acts.take(tx, actor, found, expected);
    const registered =
      command.documentId === undefined ? null : await this.documents.received(tx, found.matterId, command.documentId);
    if (registered === null) requireReceiptGround(command.receivedAt, command.notedElsewhere);
    else if (command.receivedAt !== undefined || command.notedElsewhere !== undefined)
      throw invalid(
        '/receivedAt',
        'not-applicable',
        'Den registrerade handlingen har redan en tidpunkt då den kom in.',
      );
    return this.record(tx, actor, found, consultee, command, {
      via: 'hand',
      receivedAt: registered?.receivedAt ?? command.receivedAt ?? null,
      notedElsewhere: command.notedElsewhere?.trim() ?? null,
      opinionVersionId: null,
      document: registered ?? (file === undefined ? undefined : { text: file, attached: [] }),
    });
  }

  /** From the holder of a link, who has no account: received as it arrived. @throws as `byHand` */
  async byLink(
    tx: Tx,
    actor: Actor,
    found: FoundConsultee,
    content: ReplyContent,
    { arrivedAt, files }: { arrivedAt: string; files: ReplyFiles | undefined },
  ): Promise<RecordedReply> {
    const consultee = await this.acts.take(tx, actor, found, undefined);
    const receipt = {
      via: 'link' as const,
      receivedAt: arrivedAt,
      notedElsewhere: null,
      opinionVersionId: null,
      document: files,
    };
    return this.record(tx, actor, found, consultee, content, receipt);
  }

  /** From a consultee's own process; the asker's registrar registers it. The caller has locked the consultee. @throws as `byHand` */
  async fromOwnProcess(
    tx: Tx,
    actor: Actor,
    found: FoundConsultee,
    consultee: LockedConsultee,
    content: ReplyContent,
    receipt: { receivedAt: Date | string; notedElsewhere: string | null; opinionVersionId: string },
  ): Promise<RecordedReply> {
    return this.record(tx, actor, found, consultee, content, { via: 'ownProcess', document: null, ...receipt });
  }

  /** Takes an answer that was sent back into the asker's register, received when it came (OSL 5:1, R-18). @throws not-found, forbidden, precondition-failed, state-conflict */
  async register(tx: Tx, actor: Actor, id: string, expected: number): Promise<RecordedReply> {
    const found = await this.acts.visible(tx, actor, id);
    requirePermit(actor, 'consultation.register', { authorityId: found.askerId });
    const consultee = await this.acts.take(tx, actor, found, expected);
    const edge = step(consulteeMachine, consultee.status, 'register');
    const reply = only(
      await rows<{ id: string; receivedAt: Date; isLate: boolean } & FileOfVersion>(
        tx,
        `select r.id, r.received_at as "receivedAt", r.is_late as "isLate", f.file_name as "fileName", f.media_type as "mediaType",
            f.size_bytes::int as "sizeBytes", f.sha256
           from consultation_reply r cross join lateral (
             select v.* from document d join document_version v on v.document_id = d.id
              where d.matter_id = $2 and d.kind = 'opinion' and d.direction = 'drawnUp' order by d.number desc, v.number desc limit 1) f
          where r.consultee_id = $1`,
        [id, found.ownMatterId],
      ),
    );
    const { id: replyId, receivedAt, isLate, ...file } = reply;
    const { name } = consultee;
    const { id: documentId, number } = await this.documents.registerOne(tx, actor, found.matterId, {
      title: `Remissvar: ${name}`,
      counterpart: name,
      receivedAt,
      file,
    });
    await affected(tx, `update consultation_reply set document_id = $2 where id = $1`, [replyId, documentId]);
    await this.acts.answersChanged(tx, consultee);
    const state = await this.acts.end(tx, actor, consultee, edge, { replyId, documentId, isLate }, found.matterId);
    return { ...state, replyId, receivedAt, isLate, documentNumber: number };
  }

  private async record(
    tx: Tx,
    actor: Actor,
    found: FoundConsultee,
    consultee: LockedConsultee,
    content: ReplyContent,
    receipt: Receipt,
  ): Promise<RecordedReply> {
    if (consultee.status === 'registered' || consultee.status === 'sentBack') throw alreadyReplied();
    const edge = step(consulteeMachine, consultee.status, receipt.via === 'ownProcess' ? 'sendBack' : 'reply');
    const { status, questions, sentDay } = await askedIn(tx, found.consultationId);
    if (!takesReplies(status))
      throw conflict('consultation-not-open', 'Remissen är avslutad. Svaret registreras som en handling i ärendet.');
    const text = cleanText(content.text);
    const attached = attachedTo(receipt.document);
    if (text === '' && attached.length === 0) throw invalid('/text', 'required', 'Svaret har ingen text.');
    const moment = await momentOf(tx, consultee.id, receipt.receivedAt);
    if (moment.isFuture) throw invalid('/receivedAt', 'future', 'Svaret kan inte ha kommit in senare än nu.');
    if (moment.day < sentDay)
      throw invalid(
        '/receivedAt',
        'before-dispatch',
        `Remissen sändes ${sentDay}; svaret kan inte ha kommit in före det.`,
      );
    const [document, ...files] = await this.documents.of(
      tx,
      actor,
      found.matterId,
      consultee.name,
      moment.at,
      receipt.document,
    );
    const replyId = uuidv7();
    await affected(
      tx,
      `insert into consultation_reply (id, consultee_id, via, received_at, is_late, level, own_number, signatory, text, reservations, noted_elsewhere,
           opinion_version_id, document_id, recorded_by)
         values ($1, $2, $3, $4::timestamptz, $5, $6, $7, $8, $9, $10::jsonb, $11, $12, $13, $14)`,
      [
        replyId,
        consultee.id,
        receipt.via,
        moment.exact,
        moment.isLate,
        content.level,
        content.ownNumber?.trim() ?? null,
        content.signatory?.trim() ?? null,
        text,
        JSON.stringify(content.reservations),
        receipt.notedElsewhere,
        receipt.opinionVersionId,
        document?.id ?? null,
        actor.personId,
      ],
    );
    if (attached.length > 0)
      await affected(
        tx,
        `insert into consultation_reply_file (reply_id, position, document_id) select $1, f.place, f.id from unnest($2::uuid[]) with ordinality f (id, place)`,
        [replyId, [...(text === '' ? [document] : []), ...files].map((each) => each?.id)],
      );
    const hasFiles = attached.length > 0;
    await this.positions.write(
      tx,
      actor,
      { id: replyId, text, hasFiles },
      content.positions,
      questions,
      receipt.via !== 'hand',
    );
    await this.acts.answersChanged(tx, consultee);
    const payload = {
      replyId,
      via: receipt.via,
      isLate: moment.isLate,
      receivedAt: moment.at.toISOString(),
      level: content.level,
      ...(hasFiles ? { files: attached.length } : {}),
    };
    const state = await this.acts.end(tx, actor, consultee, edge, payload, found.matterId);
    if (receipt.via !== 'hand')
      await this.acts.tell(tx, actor, consultee, consultationEvents.replyReceived, payload, found.matterId);
    return {
      ...state,
      replyId,
      receivedAt: moment.at,
      isLate: moment.isLate,
      documentNumber: document?.number ?? null,
    };
  }
}

function attachedTo(document: Receipt['document']): readonly FileOfVersion[] {
  return document == null || 'id' in document ? [] : document.attached;
}
