/**
 * Documents that an act keeps are set and stored before its transaction: nobody waits under a lock for a document to be set,
 * and equal bytes are one file. When the act would be refused anyway nothing is made, and the act itself says why.
 */
import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { DomainError, invalid } from '../kernel/errors.js';
import { may, requirePermit } from '../identity/permit.rules.js';
import { madeFileName } from '../platform/files/file-name.js';
import { requireVersion } from '../platform/http/request-context.js';
import { Rendering } from '../platform/rendering/rendering.service.js';
import { fileOf, keepFiles } from '../registry/forms-with-files.service.js';
import type { FileOfVersion } from '../registry/registry.service.js';
import { type StagedUpload, Uploads } from '../registry/uploads.service.js';
import { compilationDocument, compilationName } from './compilation.document.js';
import { ConsultationsQueries } from './consultations.queries.js';
import { ConsulteesQueries } from './consultees.queries.js';
import { coverLetterDocument, coverLetterName } from './cover-letter.document.js';
import { opinionDocument, opinionName } from './opinion.document.js';
import { OpinionsQueries } from './opinions.queries.js';
import { cleanText, type Position } from './reply.rules.js';
import { arrival } from './reply.store.js';
import { Positions } from './positions.service.js';
import type { ReplyFiles } from './reply-documents.service.js';

@Injectable()
export class ConsultationDocuments {
  constructor(
    private readonly consultations: ConsultationsQueries,
    private readonly consultees: ConsulteesQueries,
    private readonly opinions: OpinionsQueries,
    private readonly positions: Positions,
    private readonly rendering: Rendering,
    private readonly uploads: Uploads,
    private readonly dataSource: DataSource,
  ) {}

  /** When what is handed in now has come: asked for before its document is set, which takes its time (FL 22). */
  arrival(): Promise<string> {
    return arrival(this.dataSource);
  }

  /** @returns undefined when sending would be refused: not there, not theirs, not this version, not decided */
  async coverLetter(
    actor: Actor,
    id: string,
    expected: number,
    wish: { replyByTime?: string | undefined; sentDay?: string | undefined },
  ): Promise<FileOfVersion | undefined> {
    const consultation = await unlessRefused(() => this.consultations.get(actor, id));
    if (consultation === undefined || consultation.status !== 'decided' || consultation.version !== expected)
      return undefined;
    if (!may(actor, 'consultation.write', { authorityId: consultation.authorityId })) return undefined;
    const { content, created } = await this.consultations.coverLetter(actor, id, wish);
    const pdf = await this.rendering.render(coverLetterDocument(content, created.toISOString()), 'pdf');
    return this.uploads.receive(pdf, madeFileName(coverLetterName(content), 'pdf'));
  }

  /**
   * A file for one of the parts, kept. Asks who may before taking the bytes; a refusal lets the rest of the body run out, so
   * that the answer is read.
   * @throws not-found, forbidden, precondition-failed, and what `Uploads.receive` says of the file
   */
  async textFile(
    actor: Actor,
    id: string,
    expected: number,
    { body, fileName }: { body: Readable; fileName: string },
  ): Promise<FileOfVersion> {
    try {
      const { authorityId, version } = await this.consultations.get(actor, id);
      requirePermit(actor, 'consultation.write', { authorityId });
      requireVersion(expected, version);
      return await this.uploads.receive(body, fileName);
    } catch (error) {
      body.resume();
      throw error;
    }
  }

  /** @returns undefined when compiling would be refused */
  async compilation(
    actor: Actor,
    id: string,
    expected: number,
  ): Promise<{ answersRevision: number; file: FileOfVersion } | undefined> {
    const consultation = await unlessRefused(() => this.consultations.get(actor, id));
    if (consultation === undefined || consultation.version !== expected) return undefined;
    if (consultation.status !== 'replyPeriodOver' && consultation.status !== 'compiled') return undefined;
    if (!may(actor, 'consultation.write', { authorityId: consultation.authorityId })) return undefined;
    const { content, answersRevision, created } = await this.consultations.compilation(actor, id);
    const pdf = await this.rendering.render(compilationDocument(content, created.toISOString()), 'pdf');
    return { answersRevision, file: await this.uploads.receive(pdf, madeFileName(compilationName(content), 'pdf')) };
  }

  /** @returns undefined when sending back would be refused: not theirs, or not finished */
  async opinion(actor: Actor, consulteeId: string): Promise<FileOfVersion | undefined> {
    const consultee = await unlessRefused(() => this.consultees.get(actor, consulteeId));
    const own = consultee?.own as { opinionId: string | null } | null | undefined;
    if (own?.opinionId == null || consultee?.reply != null) return undefined;
    if (!may(actor, 'opinion.handle', consultee?.authorityId == null ? {} : { authorityId: consultee.authorityId }))
      return undefined;
    const { content, created } = await this.opinions.document(actor, own.opinionId);
    if (content.status !== 'adopted' && content.status !== 'official') return undefined;
    const pdf = await this.rendering.render(opinionDocument(content, created.toISOString()), 'pdf');
    return this.uploads.receive(pdf, madeFileName(opinionName(content), 'pdf'));
  }

  /** @returns undefined when it would be refused, and when the answer is a document already */
  async replyByHand(
    actor: Actor,
    consulteeId: string,
    reply: { text: string; positions: readonly Position[] },
    documentId: string | undefined,
  ): Promise<FileOfVersion | undefined> {
    const consultee = await unlessRefused(() => this.consultees.get(actor, consulteeId));
    if (consultee === undefined || documentId !== undefined) return undefined;
    const { authorityId } = await this.consultations.get(actor, consultee.consultationId);
    if (!may(actor, 'consultation.register', { authorityId })) return undefined;
    const answer = await this.reply(consulteeId, reply);
    return answer?.text ?? undefined;
  }

  /**
   * An answer as files: what was typed as one of its own, and what came with it, kept.
   * @returns undefined when the consultee has answered already; then nothing is kept
   * @throws validation-failed without text and files, and for a position that does not stand in it, so that no file is left behind
   */
  async reply(
    consulteeId: string,
    reply: { text: string; positions: readonly Position[] },
    attached: readonly StagedUpload[] = [],
  ): Promise<ReplyFiles | undefined> {
    const { consulteeName, registrationNumber, repliedAt } = await this.consultees.asked(consulteeId);
    if (repliedAt !== null) return undefined;
    const text = cleanText(reply.text);
    if (text === '' && attached.length === 0) throw invalid('/text', 'required', 'Svaret har ingen text.');
    await this.positions.requireSound(this.dataSource, consulteeId, reply, attached.length > 0);
    const written =
      text === ''
        ? null
        : await this.uploads.receive(
            Buffer.from(`${text}\n`, 'utf8'),
            madeFileName(`Remissvar ${registrationNumber} ${consulteeName}`, 'txt'),
          );
    await keepFiles(attached);
    return { text: written, attached: attached.map(fileOf) };
  }
}

async function unlessRefused<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
