/** The texts under consultation, part by part: what is added until it is sent out, and then stands (B-62). */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { conflict, invalid } from '../kernel/errors.js';
import { affected, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { type FileOfVersion, Registry } from '../registry/registry.service.js';
import { ConsultationActs, type ConsultationState } from './consultation.acts.js';
import type * as store from './consultation.store.js';
import { consultationEvents } from './consultations.events.js';

interface NewText {
  partKey: string;
  documentVersionId: string;
  /** What has changed. */
  note?: string | undefined;
}

type AddedText = ConsultationState & { number: number };

@Injectable()
export class ConsultationTexts {
  constructor(
    private readonly registry: Registry,
    private readonly acts: ConsultationActs,
  ) {}

  /**
   * The next version of a part's text: a file that stands in the consultation's own matter. Until it is sent; then the
   * version that went out is the one the answers are about (B-62).
   * @throws not-found, forbidden, precondition-failed, state-conflict `already-sent`, validation-failed `unknown-part`,
   *   `unknown-document-version`
   */
  async add(tx: Tx, actor: Actor, id: string, expected: number, text: NewText): Promise<AddedText> {
    const { consultation } = await this.take(tx, actor, id, expected, text.partKey);
    const [version] = await rows(
      tx,
      `select 1 from document_version v join document d on d.id = v.document_id where v.id = $1 and d.matter_id = $2`,
      [text.documentVersionId, consultation.matterId],
    );
    if (version === undefined)
      throw invalid(
        '/documentVersionId',
        'unknown-document-version',
        'Handlingen finns inte i remissens ärende; registrera den där först.',
      );
    return this.keep(tx, actor, consultation, text);
  }

  /**
   * The same with a file that is not registered yet: the part's first text becomes a document of the matter, a later one the
   * next version of it.
   * @throws as `add`
   */
  async addFile(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    { file, ...text }: Omit<NewText, 'documentVersionId'> & { file: FileOfVersion },
  ): Promise<AddedText> {
    const { consultation, title } = await this.take(tx, actor, id, expected, text.partKey);
    const [before] = await rows<{ documentId: string }>(
      tx,
      `select v.document_id as "documentId" from consultation_text t join document_version v on v.id = t.document_version_id
        where t.consultation_id = $1 and t.part_key = $2 order by t.number desc limit 1`,
      [id, text.partKey],
    );
    const { matterId } = consultation;
    const kept =
      before === undefined
        ? await this.registry.registerDocument(tx, actor, {
            matterId,
            kind: 'decisionBasis',
            title,
            direction: 'drawnUp',
            file,
          })
        : await this.registry.addVersion(tx, actor, before.documentId, file);
    if (kept.versionId === null) throw new Error(`the text of consultation ${id} was registered without its file`);
    return this.keep(tx, actor, consultation, { ...text, documentVersionId: kept.versionId });
  }

  private async take(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    partKey: string,
  ): Promise<{ consultation: store.LockedConsultation; title: string }> {
    const consultation = await this.acts.take(tx, actor, id, expected);
    if (!['proposed', 'scheduled', 'decided'].includes(consultation.status))
      throw conflict('already-sent', 'Remissen är utsänd eller avslutad; den text som svaren gäller ändras inte.', {
        state: consultation.status,
      });
    const part = consultation.content.parts.find(({ key }) => key === partKey);
    if (part === undefined) throw invalid('/partKey', 'unknown-part', 'Remissen har ingen sådan del.');
    return { consultation, title: part.title };
  }

  private async keep(
    tx: Tx,
    actor: Actor,
    consultation: store.LockedConsultation,
    { partKey, documentVersionId, note = '' }: NewText,
  ): Promise<AddedText> {
    const { id, matterId, status, versionNumber, version } = consultation;
    const { number } = only(
      await rows<{ number: number }>(
        tx,
        `insert into consultation_text (id, consultation_id, part_key, number, document_version_id, note, created_by)
           select $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6 from consultation_text where consultation_id = $2 and part_key = $3
         returning number`,
        [uuidv7(), id, partKey, documentVersionId, note.trim().normalize('NFC'), actor.personId],
      ),
    );
    await affected(tx, `update consultation set version = version + 1 where id = $1`, [id]);
    await this.acts.tell(tx, actor, consultation, consultationEvents.textAdded, { partKey, number });
    return { id, matterId, status, versionNumber, version: version + 1, number };
  }
}
