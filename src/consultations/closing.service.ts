/** After the wait: the compilation, made of all answers there are, and the end of the consultation. */
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { canonicalJson } from '../kernel/canonical.js';
import { conflict } from '../kernel/errors.js';
import { affected, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { type FileOfVersion, Registry } from '../registry/registry.service.js';
import { ConsultationActs, type ConsultationState } from './consultation.acts.js';
import { gather } from './compilation.queries.js';

export interface CompiledConsultation extends ConsultationState {
  compilationId: string;
  number: number;
  documentId: string;
  documentNumber: number;
}

@Injectable()
export class Closing {
  constructor(
    private readonly acts: ConsultationActs,
    private readonly registry: Registry,
  ) {}

  /**
   * Keeps the compilation as it stands and as a document of the matter. An answer that came while the document was being
   * set makes it less than the whole, and it is refused.
   * @param made the document as it was set before the transaction, and the revision of the answers it was made of
   * @throws not-found, forbidden, precondition-failed, state-conflict (`not-allowed-in-state`, `unregistered-replies`,
   *   `answers-changed`)
   */
  async compile(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    made: { answersRevision: number; file: FileOfVersion } | undefined,
  ): Promise<CompiledConsultation> {
    const consultation = await this.acts.begin(tx, actor, id, expected, 'compile');
    const waiting = await rows<{ name: string }>(
      tx,
      `select name from consultee where consultation_id = $1 and status = 'sentBack' order by position`,
      [id],
    );
    if (waiting.length > 0)
      throw conflict(
        'unregistered-replies',
        `Registrera först svaren från ${waiting.map(({ name }) => name).join(', ')}; sammanställningen hänvisar till deras nummer.`,
      );
    if (made === undefined) throw new Error(`the compilation of consultation ${id} was not made`);
    if (consultation.answersRevision !== made.answersRevision)
      throw conflict(
        'answers-changed',
        'Ett svar eller en ståndpunkt har tillkommit medan sammanställningen gjordes. Gör om den.',
      );
    const { content } = await gather(tx, id);
    const { documentId, number: documentNumber } = await this.registry.registerDocument(tx, actor, {
      matterId: consultation.matterId,
      kind: 'compilation',
      title: `Sammanställning av remissvar: ${content.title}`,
      direction: 'drawnUp',
      file: made.file,
    });
    const compilationId = uuidv7();
    const { number } = only(
      await rows<{ number: number }>(
        tx,
        `insert into consultation_compilation (id, consultation_id, number, answers_revision, content, content_hash, document_id, compiled_by)
           select $1, $2, coalesce(max(number), 0) + 1, $3, $4::jsonb, $5, $6, $7 from consultation_compilation where consultation_id = $2
         returning number`,
        [
          compilationId,
          id,
          made.answersRevision,
          JSON.stringify(content),
          createHash('sha256').update(canonicalJson(content)).digest(),
          documentId,
          actor.personId,
        ],
      ),
    );
    const state = await this.acts.end(tx, actor, consultation, 'compile', { number, documentId });
    return { ...state, compilationId, number, documentId, documentNumber };
  }

  /** Its links end with it. @throws not-found, forbidden, precondition-failed, not-allowed-in-state */
  async close(tx: Tx, actor: Actor, id: string, expected: number): Promise<ConsultationState> {
    const consultation = await this.acts.begin(tx, actor, id, expected, 'close');
    await affected(
      tx,
      `update consultee_link l set revoked_at = clock_timestamp() from consultee e where e.id = l.consultee_id and e.consultation_id = $1 and l.revoked_at is null`,
      [id],
    );
    return this.acts.end(tx, actor, consultation, 'close', {});
  }
}
