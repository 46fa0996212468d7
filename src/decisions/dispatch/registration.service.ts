/**
 * What another authority has sent, taken into one's own register: an own matter with a number of the own series, the
 * extract and what came with it as received documents, and the sender's number beside one's own (OSL 5:1-2, R-17, R-18).
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { DomainError, invalid, notFound } from '../../kernel/errors.js';
import { step } from '../../kernel/transitions.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, type Db, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { type FileOfVersion, Registry } from '../../registry/registry.service.js';
import { reaches } from '../reach.rules.js';
import { type Attachment, dispatchMachine, type DispatchStatus } from './dispatch.rules.js';

export interface RegisteredDispatch {
  id: string;
  status: DispatchStatus;
  matterId: string;
  registrationNumber: string;
  documentId: string;
  /** Of the extract, within the matter. */
  documentNumber: number;
  version: number;
}

export interface ArrivedDispatch {
  id: string;
  agendaItemId: string;
  recipientAuthorityId: string;
  /** Of the body that decided. */
  senderAuthorityId: string;
  bodyName: string;
  matterId: string;
  /** Whose number it has: the matter's authority, which is not always the body's own. */
  matterAuthorityId: string;
  matterAuthorityName: string;
  registrationNumber: string;
  matterTitle: string;
  minuteItem: number;
  decisionDay: string;
  sentAt: Date;
  attachments: readonly Attachment[];
}

const selectArrived = `
  select x.id, d.agenda_item_id as "agendaItemId", x.recipient_authority_id as "recipientAuthorityId", b.authority_id as "senderAuthorityId",
      b.name as "bodyName", m.id as "matterId", m.authority_id as "matterAuthorityId", s.name as "matterAuthorityName",
      m.registration_number as "registrationNumber", m.title as "matterTitle", d.minute_item as "minuteItem", d.decision_day as "decisionDay",
      x.sent_at as "sentAt", x.attachments
    from dispatch x join decision d on d.id = x.decision_id join body b on b.id = d.body_id join matter m on m.id = d.matter_id
      join authority s on s.id = m.authority_id
   where x.id = $1`;

@Injectable()
export class Registrations {
  constructor(
    private readonly registry: Registry,
    private readonly events: Events,
  ) {}

  /** Asked before the extract is made: what is refused is refused by the act itself, which leaves its record. */
  async mayRegister(db: Db, actor: Actor, dispatchId: string): Promise<boolean> {
    return this.arrived(db, actor, dispatchId).then(
      () => true,
      (error: unknown) => {
        if (error instanceof DomainError) return false;
        throw error;
      },
    );
  }

  /**
   * @throws not-found, also for others than sender and recipient; forbidden for all but the recipient's own registrar
   */
  private async arrived(db: Db, actor: Actor, dispatchId: string): Promise<ArrivedDispatch> {
    const [found] = await rows<ArrivedDispatch & { recipientAuthorityId: string | null }>(db, selectArrived, [
      dispatchId,
    ]);
    const parties = found && [found.senderAuthorityId, found.matterAuthorityId, found.recipientAuthorityId ?? ''];
    if (found === undefined || parties === undefined || !reaches(actor, parties)) throw notFound('Expedieringen');
    // Sent to somebody without a register here, it is theirs to register.
    requirePermit(
      actor,
      'dispatch.register',
      found.recipientAuthorityId === null ? {} : { authorityId: found.recipientAuthorityId },
    );
    return found;
  }

  /**
   * @param extract the file, already in the store; undefined only when `mayRegister` said no
   * @throws as above; precondition-failed, state-conflict `not-allowed-in-state` when it is registered already,
   *   `matter-closed`, validation-failed `unknown-matter` for a matter of another authority
   */
  async register(
    tx: Tx,
    actor: Actor,
    dispatchId: string,
    expectedVersion: number,
    { matterId, extract }: { matterId: string | undefined; extract: FileOfVersion | undefined },
  ): Promise<RegisteredDispatch> {
    const arrived = await this.arrived(tx, actor, dispatchId);
    if (extract === undefined)
      throw new Error(`dispatch ${dispatchId} may be registered, but its extract was not made`);
    // The own matter of a decision that another body made on it: the decision comes home, and needs no second number.
    const own = arrived.matterAuthorityId === arrived.recipientAuthorityId ? arrived.matterId : undefined;
    const chosen = matterId ?? own;
    if (chosen !== undefined) await this.lockOwnMatter(tx, chosen, arrived);
    const { version } = await this.lockDispatch(tx, dispatchId, expectedVersion);
    const target = chosen ?? (await this.openMatter(tx, actor, arrived));
    const { documentId, number } = await this.keepDocuments(tx, actor, target, arrived, extract);
    if (target !== arrived.matterId) await this.refer(tx, actor, target, arrived);
    await affected(
      tx,
      `update dispatch set status = 'registered', registered_matter_id = $2, registered_document_id = $3, version = version + 1
        where id = $1 and status = 'sent'`,
      [dispatchId, target, documentId],
    );
    const { registrationNumber } = only(
      await rows<{ registrationNumber: string }>(
        tx,
        `select registration_number as "registrationNumber" from matter where id = $1`,
        [target],
      ),
    );
    await this.events.record(tx, actor, {
      type: step(dispatchMachine, 'sent', 'register').event,
      subjectKind: 'dispatch',
      subjectId: dispatchId,
      matterId: target,
      payload: { documentId, documentNumber: number, registrationNumber, sentFromMatterId: arrived.matterId },
    });
    return {
      id: dispatchId,
      status: 'registered',
      matterId: target,
      registrationNumber,
      documentId,
      documentNumber: number,
      version: version + 1,
    };
  }

  private async lockOwnMatter(tx: Tx, matterId: string, { recipientAuthorityId }: ArrivedDispatch): Promise<void> {
    const [matter] = await rows<{ authorityId: string }>(
      tx,
      `select authority_id as "authorityId" from matter where id = $1 for no key update`,
      [matterId],
    );
    if (matter?.authorityId !== recipientAuthorityId)
      throw invalid('/matterId', 'unknown-matter', 'Ärendet finns inte i den mottagande myndighetens diarium.');
  }

  /** Two registrars at once: the second one waits here, and finds it registered. */
  private async lockDispatch(tx: Tx, id: string, expected: number): Promise<{ version: number }> {
    const dispatch = only(
      await rows<{ status: DispatchStatus; version: number }>(
        tx,
        `select status, version from dispatch where id = $1 for update`,
        [id],
      ),
    );
    requireVersion(expected, dispatch.version);
    step(dispatchMachine, dispatch.status, 'register');
    return dispatch;
  }

  private async openMatter(tx: Tx, actor: Actor, arrived: ArrivedDispatch): Promise<string> {
    const { recipientAuthorityId: authorityId, matterTitle: title } = arrived;
    return (await this.registry.openMatter(tx, actor, { authorityId, title })).id;
  }

  /** It was received when it was sent: it reached the authority then, whoever got to it later (TF 2:9, R-18). */
  private async keepDocuments(
    tx: Tx,
    actor: Actor,
    matterId: string,
    arrived: ArrivedDispatch,
    extract: FileOfVersion,
  ): Promise<{ documentId: string; number: number }> {
    const { bodyName, minuteItem, decisionDay, sentAt: receivedAt, attachments } = arrived;
    const came = { matterId, direction: 'received' as const, counterpart: bodyName, receivedAt };
    const title = `Protokollsutdrag ${bodyName} ${decisionDay} § ${minuteItem}`;
    const registered = await this.registry.registerDocument(tx, actor, {
      ...came,
      kind: 'minutesExtract',
      title,
      file: extract,
    });
    for (const { kind, title: attached, versionId } of attachments)
      await this.registry.registerDocument(tx, actor, {
        ...came,
        kind,
        title: attached,
        file: only(await rows<FileOfVersion>(tx, selectFile, [versionId])),
      });
    return registered;
  }

  /** A matter that knows the sender's number already needs it no second time. */
  private async refer(tx: Tx, actor: Actor, matterId: string, arrived: ArrivedDispatch): Promise<void> {
    const { registrationNumber: reference, matterAuthorityName: authorityName } = arrived;
    const known = await rows<{ id: string }>(
      tx,
      `select id from external_reference where matter_id = $1 and reference = $2`,
      [matterId, reference],
    );
    if (known.length === 0) await this.registry.addReference(tx, actor, matterId, { authorityName, reference });
  }
}

const selectFile = `select file_name as "fileName", media_type as "mediaType", size_bytes::int as "sizeBytes", sha256 from document_version where id = $1`;
