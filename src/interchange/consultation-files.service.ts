/**
 * Takes a consultation file written elsewhere: shows what was read and what does not agree before anything is saved, and makes
 * a draft consultation that keeps the original when a person has accepted it.
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { DomainError } from '../kernel/errors.js';
import { Consultations, type OpenedConsultation } from '../consultations/consultations.service.js';
import { ConsultationsQueries } from '../consultations/consultations.queries.js';
import { ConsultationTexts } from '../consultations/texts.service.js';
import { requirePermit } from '../identity/permit.rules.js';
import { rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { type FileOfVersion, Registry } from '../registry/registry.service.js';
import type { ReadConsultationFile } from './consultation-parts.rules.js';
import { readConsultationFile } from './consultation-file.rules.js';
import { extractText } from './memorandum.file.js';

export interface AcceptedConsultationFile extends OpenedConsultation {
  documentId: string;
  /** Addressees that are called committees and are none of the register's; they are asked as others. */
  unmatched: string[];
}

@Injectable()
export class ConsultationFiles {
  constructor(
    private readonly consultations: Consultations,
    private readonly texts: ConsultationTexts,
    private readonly queries: ConsultationsQueries,
    private readonly registry: Registry,
    private readonly events: Events,
  ) {}

  /** What stands in the file; nothing is saved. @throws file-rejected or too-large, see `extractText` */
  async read(bytes: Buffer, fileName: string): Promise<ReadConsultationFile> {
    const { text } = await extractText(bytes, fileName);
    return readConsultationFile(text);
  }

  /** Asked before the file is stored, so that a refusal leaves nothing behind. @throws forbidden, validation-failed with every error found */
  requireAcceptable(actor: Actor, { findings }: ReadConsultationFile, authorityId: string): void {
    requirePermit(actor, 'consultation.write', { authorityId });
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length > 0)
      throw new DomainError('validation-failed', errors.map(({ detail }) => detail).join(' '), {
        code: errors[0]!.code,
        errors: errors.map(({ code, detail }) => ({ pointer: '', code, detail })),
      });
  }

  /**
   * Opens a matter with the file as its first document and the other authorities' numbers as references, and drafts the
   * consultation: the letter's addressees and deadline, and the parts with the file as their text.
   * @throws as `requireAcceptable`, and what drafting refuses
   */
  async accept(
    tx: Tx,
    actor: Actor,
    read: ReadConsultationFile,
    file: FileOfVersion,
    authorityId: string,
  ): Promise<AcceptedConsultationFile> {
    this.requireAcceptable(actor, read, authorityId);
    const { coverLetter, proposal, extract } = read;
    const title = coverLetter.subject ?? read.parts[0]?.title ?? 'Remiss';
    const matter = await this.registry.openMatter(tx, actor, { authorityId, title });
    const { documentId, versionId } = await this.registry.registerDocument(tx, actor, {
      matterId: matter.id,
      kind: 'letter',
      title: `Remisshandling: ${title}`,
      direction: 'internal',
      file,
    });
    for (const reference of read.numbers.filter((number) => number !== matter.registrationNumber))
      await this.registry.addReference(tx, actor, matter.id, { authorityName: 'Angivet i handlingen', reference });
    const { consultees, unmatched } = await this.consulteesOf(tx, read);
    const replyBy = coverLetter.replyBy ?? extract?.replyBy ?? proposal?.replyBy;
    if (replyBy == null) throw new Error('a file without a deadline was accepted');
    const opened = await this.consultations.create(tx, actor, {
      authorityId,
      matterId: matter.id,
      title,
      purpose: `Yttrande över ${title}.`,
      background: proposal?.proposed ?? '',
      addresseeName: coverLetter.addressee ?? proposal?.initiator ?? undefined,
      place: coverLetter.place ?? extract?.handedInAt ?? '',
      channel: coverLetter.channel?.slice(0, 300) ?? '',
      replyByDay: replyBy.day,
      replyByTime: replyBy.time,
      consultees,
      parts: await this.partsOf(tx, read),
    });
    const version = await this.addTexts(tx, actor, opened, versionId as string);
    await this.events.record(tx, actor, {
      type: 'consultationFile.accepted',
      subjectKind: 'consultation',
      subjectId: opened.id,
      matterId: matter.id,
      payload: {
        documentId,
        sha256: file.sha256.toString('hex'),
        findings: read.findings.map(({ code, reference }) => ({ code, reference })),
        unmatched: unmatched.length,
      },
    });
    return { ...opened, version, documentId, unmatched };
  }

  private async addTexts(
    tx: Tx,
    actor: Actor,
    { id, version }: OpenedConsultation,
    documentVersionId: string,
  ): Promise<number> {
    const { parts } = await this.queries.get(actor, id, tx);
    let current = version;
    for (const { key: partKey } of parts) {
      const added = await this.texts.add(tx, actor, id, current, {
        partKey,
        documentVersionId,
        note: 'Ur den inlästa handlingen',
      });
      current = added.version;
    }
    return current;
  }

  /** By the whole name; who is called a committee and is none of ours is asked all the same. */
  private async consulteesOf(tx: Tx, { coverLetter }: ReadConsultationFile) {
    const authorities = await rows<{ id: string; name: string }>(
      tx,
      `select id, name from authority where valid_to is null order by id limit 5000`,
    );
    const ids = new Map(authorities.map(({ id, name }) => [name.toLowerCase(), id]));
    const unmatched: string[] = [];
    const names = [...new Set(coverLetter.addressees.map(({ name }) => name.slice(0, 300)))];
    const consultees = names.map((name) => {
      const { kind } = coverLetter.addressees.find((addressee) => addressee.name.startsWith(name))!;
      const authorityId = kind === 'committee' ? ids.get(name.toLowerCase()) : undefined;
      if (kind === 'committee' && authorityId === undefined) unmatched.push(name);
      return authorityId === undefined
        ? { kind: kind === 'committee' ? ('other' as const) : kind, name }
        : { kind, authorityId, name };
    });
    return { consultees, unmatched };
  }

  private async partsOf(tx: Tx, { parts, coverLetter }: ReadConsultationFile) {
    const bodies = await rows<{ id: string; name: string }>(
      tx,
      `select id, name from body where valid_to is null order by id limit 5000`,
    );
    const idOf = (name: string | null): string | undefined =>
      bodies.find((body) => body.name.toLowerCase() === name?.toLowerCase())?.id;
    const found =
      parts.length === 0
        ? [{ title: coverLetter.subject ?? 'Remissen', decidingBody: null, revisingBody: null }]
        : parts;
    return found.map(({ title, decidingBody, revisingBody }) => ({
      title: title.slice(0, 300),
      decidingBodyId: idOf(decidingBody),
      revisingBodyId: idOf(revisingBody),
    }));
  }
}
