/**
 * Secrecy markings: a warning on a document with provision, day and authority (OSL 5:5, R-52). The marking decides
 * nothing by itself, the test is made at each request; but until it is lifted nobody outside the authority is handed
 * the file (OSL 8:1, R-54).
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { conflict, notFound } from '../kernel/errors.js';
import { requirePermit } from '../identity/permit.rules.js';
import { affected, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import type { RegistryEvent } from './registry.events.js';
import { type DocumentDirection, maySeeDocument } from './registry.rules.js';
import { Registry } from './registry.service.js';

@Injectable()
export class SecrecyMarkings {
  constructor(
    private readonly registry: Registry,
    private readonly events: Events,
  ) {}

  /** @throws 404, 403, 409 `duplicate` with code `already-marked`. */
  async mark(tx: Tx, actor: Actor, documentId: string, provision: string): Promise<{ id: string; matterId: string }> {
    const { matterId, authorityId } = await this.begin(tx, actor, documentId);
    const id = uuidv7();
    await affected(
      tx,
      `insert into secrecy_marking (id, document_id, provision, marked_day, authority_id, marked_by)
         values ($1, $2, $3, today_in_stockholm(), $4, $5)`,
      [id, documentId, provision.trim().normalize('NFC'), authorityId, actor.personId],
    );
    await this.tell(tx, actor, 'document.marked', documentId, matterId, { markingId: id });
    return { id, matterId };
  }

  /** Lifts the marking in force, with the ground. @throws 404, 403, 409 `not-marked`. */
  async lift(tx: Tx, actor: Actor, documentId: string, ground: string): Promise<void> {
    const { matterId } = await this.begin(tx, actor, documentId);
    const lifted = await affected(
      tx,
      `update secrecy_marking set lifted_at = clock_timestamp(), lifted_ground = $2 where document_id = $1 and lifted_at is null`,
      [documentId, ground.trim().normalize('NFC')],
    );
    if (lifted === 0) throw conflict('not-marked', 'Handlingen har ingen sekretessmarkering att häva.');
    await this.tell(tx, actor, 'document.markingLifted', documentId, matterId, {});
  }

  /** Who opened a marked file, and when. */
  async recordOpening(tx: Tx, actor: Actor, { documentId, matterId, versionId }: OpenedFile): Promise<void> {
    const payload = { versionId };
    await this.events.record(tx, actor, {
      type: 'document.markedFileOpened' satisfies RegistryEvent,
      subjectKind: 'document',
      subjectId: documentId,
      matterId,
      payload,
    });
  }

  /** The matter is locked before the marking is read: a dispatch at the same instant holds that lock, or waits for it. */
  private async begin(tx: Tx, actor: Actor, documentId: string): Promise<{ matterId: string; authorityId: string }> {
    const [document] = await rows<{ matterId: string; authorityId: string; direction: DocumentDirection }>(
      tx,
      `select d.matter_id as "matterId", m.authority_id as "authorityId", d.direction
         from document d join matter m on m.id = d.matter_id where d.id = $1`,
      [documentId],
    );
    if (document === undefined || !maySeeDocument(actor, document.authorityId, document.direction))
      throw notFound('Handlingen');
    const { matterId, authorityId } = document;
    requirePermit(actor, 'secrecy.mark', { authorityId });
    await this.registry.lockMatter(tx, matterId);
    // A marking is shown with the matter, so the matter is another one to whoever read it.
    await affected(tx, `update matter set version = version + 1 where id = $1`, [matterId]);
    return { matterId, authorityId };
  }

  private tell(
    tx: Tx,
    actor: Actor,
    type: RegistryEvent,
    documentId: string,
    matterId: string,
    payload: Record<string, unknown>,
  ): Promise<void> {
    return this.events.record(tx, actor, { type, subjectKind: 'document', subjectId: documentId, matterId, payload });
  }
}

export interface OpenedFile {
  documentId: string;
  matterId: string;
  versionId: string;
}
