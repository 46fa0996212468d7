/**
 * Matters, their registration numbers and their documents. Other modules open matters and register documents for acts
 * they have judged themselves (`openMatter`, `lockMatter`, `registerDocument`); what a person does directly in the
 * registry is judged here (`register…`, `add…`).
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { conflict, notFound } from '../kernel/errors.js';
import { requirePermit } from '../identity/permit.rules.js';
import { affected, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import type { RegistryEvent } from './registry.events.js';
import { type DocumentDirection, maySeeDocument, maySeeMatter, requireInstants } from './registry.rules.js';
import { insertDocument, insertDocumentVersion, insertMatter, whyNotOpened } from './registry.sql.js';

export interface NewMatter {
  authorityId: string;
  title: string;
  caseOfficerId?: string | null | undefined;
  /** Decides the year of the registration number; today in Stockholm unless given. */
  openedDay?: Day | undefined;
}

/** A file that `FileStore` already holds. */
export interface FileOfVersion {
  fileName: string;
  mediaType: string;
  sha256: Buffer;
  sizeBytes: number;
}

export interface NewDocument {
  matterId: string;
  kind: string;
  title: string;
  direction: DocumentDirection;
  /** Sender of a received document, recipient of a drawn up one (OSL 5:2). */
  counterpart?: string | null | undefined;
  /** When it reached us; now unless given. Only for `received`. */
  receivedAt?: Date | undefined;
  /** When it was drawn up; now unless given. Only for `drawnUp`. */
  drawnUpAt?: Date | undefined;
  file?: FileOfVersion | undefined;
}

export interface LockedMatter {
  id: string;
  authorityId: string;
  registrationNumber: string;
  title: string;
  status: 'open' | 'closed';
}

const clean = (text: string): string => text.trim().normalize('NFC');

@Injectable()
export class Registry {
  constructor(private readonly events: Events) {}

  /**
   * Opens a matter with the authority's next number of the year, in one statement. The counter row stays locked until the
   * caller commits, so that a rollback leaves no gap (D8, R-17): call it as late as the act allows.
   * @throws 404 unknown authority or case officer, 409 `authority-not-running` on the day.
   */
  async openMatter(tx: Tx, actor: Actor, matter: NewMatter): Promise<{ id: string; registrationNumber: string }> {
    const id = uuidv7();
    const officer = matter.caseOfficerId ?? null;
    const day = matter.openedDay ?? null;
    const [opened] = await rows<{ registrationNumber: string }>(tx, insertMatter, [
      id,
      matter.authorityId,
      clean(matter.title),
      officer,
      day,
    ]);
    if (opened === undefined) throw await this.notOpened(tx, matter.authorityId, officer);
    const payload = { authorityId: matter.authorityId, registrationNumber: opened.registrationNumber };
    await this.record(tx, actor, 'matter.opened', 'matter', id, id, payload);
    return { id, registrationNumber: opened.registrationNumber };
  }

  /** The first lock of every act on a matter. @throws 404 */
  async lockMatter(tx: Tx, matterId: string): Promise<LockedMatter> {
    const [matter] = await rows<LockedMatter>(
      tx,
      `select id, authority_id as "authorityId", registration_number as "registrationNumber", title, status
         from matter where id = $1 for no key update`,
      [matterId],
    );
    if (matter === undefined) throw notFound('Ärendet');
    return matter;
  }

  /** For the module whose matter it is, when what the matter is about gets another name. The caller has locked it. */
  async renameMatter(tx: Tx, actor: Actor, matterId: string, title: string): Promise<void> {
    const renamed = await affected(
      tx,
      `update matter set title = $2, version = version + 1 where id = $1 and title <> $2`,
      [matterId, clean(title)],
    );
    if (renamed === 1) await this.record(tx, actor, 'matter.renamed', 'matter', matterId, matterId, {});
  }

  /**
   * Registers a document under the matter's next document number, with its first version when a file is given.
   * @throws 404 unknown matter, 409 `matter-closed`.
   */
  async registerDocument(
    tx: Tx,
    actor: Actor,
    document: NewDocument,
  ): Promise<{ documentId: string; versionId: string | null; number: number }> {
    const { matterId, file } = document;
    const documentId = uuidv7();
    const versionId = file === undefined ? null : uuidv7();
    const [registered] = await rows<{ number: number }>(tx, insertDocument, [
      matterId,
      documentId,
      document.kind,
      clean(document.title),
      document.direction,
      document.counterpart == null ? null : clean(document.counterpart),
      document.receivedAt ?? null,
      document.drawnUpAt ?? null,
      actor.personId,
      versionId,
      file?.fileName ?? null,
      file?.mediaType ?? null,
      file?.sizeBytes ?? null,
      file?.sha256 ?? null,
    ]);
    if (registered === undefined) {
      await this.lockMatter(tx, matterId);
      throw conflict('matter-closed', 'Ärendet är avslutat och tar inte emot fler handlingar.');
    }
    const { number } = registered;
    const payload = { number, kind: document.kind, direction: document.direction, ...payloadOf(file) };
    await this.record(tx, actor, 'document.registered', 'document', documentId, matterId, payload);
    return { documentId, versionId, number };
  }

  /** Adds an immutable version to a document. @throws 404, 403, 409 `matter-closed`. */
  async addVersion(
    tx: Tx,
    actor: Actor,
    documentId: string,
    file: FileOfVersion,
  ): Promise<{ versionId: string; number: number; matterId: string }> {
    const { matterId } = await this.requireMayAddVersion(tx, actor, documentId);
    const matter = await this.lockMatter(tx, matterId);
    requireOpen(matter);
    const versionId = uuidv7();
    const { number } = only(
      await rows<{ number: number }>(tx, insertDocumentVersion, [
        versionId,
        documentId,
        file.fileName,
        file.mediaType,
        file.sizeBytes,
        file.sha256,
        actor.personId,
      ]),
    );
    const payload = { number, versionId, ...payloadOf(file) };
    await this.record(tx, actor, 'document.versionStored', 'document', documentId, matterId, payload);
    return { versionId, number, matterId };
  }

  /** Asked before the bytes of an upload are taken, and again when they are to be kept. @throws 404, 403. */
  async requireMayAddVersion(tx: Tx, actor: Actor, documentId: string): Promise<{ matterId: string }> {
    const [document] = await rows<{ matterId: string; authorityId: string; direction: DocumentDirection }>(
      tx,
      `select d.matter_id as "matterId", m.authority_id as "authorityId", d.direction
         from document d join matter m on m.id = d.matter_id where d.id = $1`,
      [documentId],
    );
    if (document === undefined || !maySeeDocument(actor, document.authorityId, document.direction))
      throw notFound('Handlingen');
    requirePermit(actor, 'document.register', { authorityId: document.authorityId });
    return { matterId: document.matterId };
  }

  /** A matter registered by hand. @throws 403, and as `openMatter`. */
  async registerMatter(tx: Tx, actor: Actor, matter: NewMatter): Promise<{ id: string; registrationNumber: string }> {
    requirePermit(actor, 'matter.register', { authorityId: matter.authorityId });
    return this.openMatter(tx, actor, matter);
  }

  /** A document registered by hand. @throws 404, 403, 409 `matter-closed`, 422 for its instants. */
  async registerDocumentByHand(
    tx: Tx,
    actor: Actor,
    document: NewDocument,
  ): Promise<{ documentId: string; number: number }> {
    await this.lockForRegistering(tx, actor, document.matterId);
    const { now } = only(await rows<{ now: Date }>(tx, `select clock_timestamp() as now`));
    requireInstants(document, now);
    const { documentId, number } = await this.registerDocument(tx, actor, document);
    return { documentId, number };
  }

  /** Another authority's number for the same matter (B-05, B-21, B-25). @throws 404, 403, 409 `duplicate`. */
  async addReference(
    tx: Tx,
    actor: Actor,
    matterId: string,
    { authorityName, reference }: { authorityName: string; reference: string },
  ): Promise<{ id: string }> {
    await this.lockForRegistering(tx, actor, matterId);
    const id = uuidv7();
    await affected(
      tx,
      `insert into external_reference (id, matter_id, authority_name, reference) values ($1, $2, $3, $4)`,
      [id, matterId, clean(authorityName), clean(reference)],
    );
    await affected(tx, `update matter set version = version + 1 where id = $1`, [matterId]);
    await this.record(tx, actor, 'matter.referenceAdded', 'matter', matterId, matterId, { referenceId: id });
    return { id };
  }

  /**
   * Says that an authority's numbers of a year begin at `firstNumber`, because the lower ones were given in an earlier
   * system. Only before the first number is given here.
   * @throws 403, 404 unknown authority, 409 `series-started`.
   */
  async startSeries(
    tx: Tx,
    actor: Actor,
    { authorityId, year, firstNumber }: { authorityId: string; year: number; firstNumber: number },
  ): Promise<void> {
    requirePermit(actor, 'organisation.manage');
    const [authority] = await rows<{ id: string }>(tx, `select id from authority where id = $1`, [authorityId]);
    if (authority === undefined) throw notFound('Myndigheten');
    const started = await affected(
      tx,
      `insert into registration_series (authority_id, year, first_number, last_number) values ($1, $2, $3, $3 - 1) on conflict do nothing`,
      [authorityId, year, firstNumber],
    );
    if (started === 0) throw conflict('series-started', `Diarienumren för ${year} har redan börjat delas ut.`);
    await this.record(tx, actor, 'matter.seriesStarted', 'authority', authorityId, null, { year, firstNumber });
  }

  private async lockForRegistering(tx: Tx, actor: Actor, matterId: string): Promise<void> {
    const matter = await this.lockMatter(tx, matterId);
    if (!maySeeMatter(actor, matter.authorityId)) throw notFound('Ärendet');
    requirePermit(actor, 'document.register', { authorityId: matter.authorityId });
    requireOpen(matter);
  }

  private async notOpened(tx: Tx, authorityId: string, officer: string | null): Promise<Error> {
    const [why] = await rows<{ authority: string | null; officer: boolean }>(tx, whyNotOpened, [authorityId, officer]);
    if (why === undefined || why.authority === null) return notFound('Myndigheten');
    if (!why.officer) return notFound('Handläggaren');
    return conflict('authority-not-running', `${why.authority} finns inte den dagen och kan inte öppna ärenden.`);
  }

  private record(
    tx: Tx,
    actor: Actor,
    type: RegistryEvent,
    subjectKind: string,
    subjectId: string,
    matterId: string | null,
    payload: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    return this.events.record(tx, actor, { type, subjectKind, subjectId, matterId, payload });
  }
}

function requireOpen(matter: LockedMatter): void {
  if (matter.status !== 'open') throw conflict('matter-closed', `Ärendet ${matter.registrationNumber} är avslutat.`);
}

function payloadOf(file: FileOfVersion | undefined): Record<string, unknown> {
  if (file === undefined) return {};
  return { sha256: file.sha256.toString('hex'), sizeBytes: file.sizeBytes, mediaType: file.mediaType };
}
