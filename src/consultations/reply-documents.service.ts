/** What an answer is registered as in the asker's matter: the answer itself, and the files that came with it (OSL 5:1, R-18). */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { invalid } from '../kernel/errors.js';
import { rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { type FileOfVersion, Registry } from '../registry/registry.service.js';

/** Stored before the transaction. */
export interface ReplyFiles {
  /** What was typed, as a file; null when nothing was. */
  text: FileOfVersion | null;
  attached: readonly FileOfVersion[];
}

export interface RegisteredAnswer {
  id: string;
  number: number;
}

@Injectable()
export class ReplyDocuments {
  constructor(private readonly registry: Registry) {}

  /** The answer first, then what came with it. @param document null for one that is registered later */
  async of(
    tx: Tx,
    actor: Actor,
    matterId: string,
    name: string,
    receivedAt: Date,
    document: RegisteredAnswer | ReplyFiles | null | undefined,
  ): Promise<RegisteredAnswer[]> {
    if (document === undefined) throw new Error(`the answer of ${name} in matter ${matterId} was not stored`);
    if (document === null) return [];
    if ('id' in document) return [document];
    const { text, attached } = document;
    const registered: RegisteredAnswer[] = [];
    for (const file of text === null ? attached : [text, ...attached]) {
      const title = registered.length === 0 ? `Remissvar: ${name}` : `Bilaga till remissvar: ${name}`;
      registered.push(await this.registerOne(tx, actor, matterId, { title, counterpart: name, receivedAt, file }));
    }
    return registered;
  }

  async registerOne(
    tx: Tx,
    actor: Actor,
    matterId: string,
    answer: { title: string; counterpart: string; receivedAt: Date; file: FileOfVersion },
  ): Promise<RegisteredAnswer> {
    const { documentId, number } = await this.registry.registerDocument(tx, actor, {
      matterId,
      kind: 'opinion',
      direction: 'received',
      ...answer,
    });
    return { id: documentId, number };
  }

  /** One that the registrar has registered already. @throws validation-failed `unknown-document` */
  async received(
    tx: Tx,
    matterId: string,
    documentId: string,
  ): Promise<{ id: string; number: number; receivedAt: string }> {
    // As text: cut to milliseconds, what came half a millisecond after the deadline would have come in time.
    const [document] = await rows<{ id: string; number: number; receivedAt: string }>(
      tx,
      `select d.id, d.number, d.received_at::text as "receivedAt" from document d where d.id = $1 and d.matter_id = $2 and d.direction = 'received'`,
      [documentId, matterId],
    );
    if (document === undefined)
      throw invalid(
        '/documentId',
        'unknown-document',
        'Ingen sådan inkommen handling är registrerad i remissens ärende.',
      );
    return document;
  }
}
