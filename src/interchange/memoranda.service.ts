/**
 * Takes a memorandum written elsewhere: shows what was read before anything is saved, and makes a draft proposal that
 * keeps the original file when a person has accepted it.
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { invalid } from '../kernel/errors.js';
import { requirePermit } from '../identity/permit.rules.js';
import { rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { Proposals, type ProposalState } from '../proposals/proposals.service.js';
import type { FileOfVersion } from '../registry/registry.service.js';
import { Registry } from '../registry/registry.service.js';
import { MemorandumReader } from './memoranda.reader.js';
import { type DraftFromMemorandum, draftFromMemorandum, type KnownNames } from './memorandum.draft.js';
import { extractText } from './memorandum.file.js';
import { passagesOf } from './memorandum.passages.js';
import type { ReadMemorandum } from './memorandum.types.js';

export interface Acceptance {
  authorityId: string;
  callId?: string | null | undefined;
  /** Budget year; the document's year, else this year, when left out. */
  year?: number | undefined;
}

export interface AcceptedMemorandum extends ProposalState {
  registrationNumber: string;
  documentId: string;
  unmatched: DraftFromMemorandum['unmatched'];
}

@Injectable()
export class Memoranda {
  constructor(
    private readonly proposals: Proposals,
    private readonly registry: Registry,
    private readonly events: Events,
    private readonly reader: MemorandumReader,
  ) {}

  /** What stands in the file; nothing is saved. @throws file-rejected or too-large, see `extractText`. */
  async read(bytes: Buffer, fileName: string): Promise<ReadMemorandum & { text: string }> {
    const { text } = await extractText(bytes, fileName);
    return { ...(await this.reader.read(text)), text };
  }

  /**
   * Opens a matter, registers the original as its first document and drafts the proposal from what was read. Where each
   * measure stood is kept beside it.
   * @throws forbidden; `no-measures` when nothing in the document could become one; and what drafting refuses.
   */
  async accept(
    tx: Tx,
    actor: Actor,
    read: ReadMemorandum & { text: string },
    file: FileOfVersion,
    wish: Acceptance,
  ): Promise<AcceptedMemorandum> {
    this.requireAcceptable(actor, read, wish);
    const year = wish.year ?? Number((read.document.date ?? (await today(tx))).slice(0, 4));
    const { content, unmatched } = draftFromMemorandum(read, await this.namesKnown(tx), year, file.fileName);
    const matter = await this.registry.openMatter(tx, actor, {
      authorityId: wish.authorityId,
      title: content.title,
      caseOfficerId: actor.personId,
    });
    const { documentId, versionId } = await this.registry.registerDocument(tx, actor, {
      matterId: matter.id,
      kind: 'memorandum',
      title: content.title,
      direction: 'internal',
      file,
    });
    const { registrationNumber: statedNumber } = read.document;
    if (statedNumber !== null && statedNumber !== matter.registrationNumber)
      await this.registry.addReference(tx, actor, matter.id, {
        authorityName: 'Angivet i handlingen',
        reference: statedNumber,
      });
    const proposal = await this.proposals.create(tx, actor, {
      ...content,
      authorityId: wish.authorityId,
      callId: wish.callId ?? null,
      matter,
      sourceDocumentId: documentId,
    });
    if (versionId !== null) await this.proposals.keepPassages(tx, proposal.id, versionId, passagesOf(read.text, read));
    await this.events.record(tx, actor, {
      type: 'memorandum.accepted',
      subjectKind: 'proposal',
      subjectId: proposal.id,
      matterId: matter.id,
      payload: {
        documentId,
        sha256: file.sha256.toString('hex'),
        total: read.total.amount,
        findings: read.findings.map(({ code, severity }) => ({ code, severity })),
      },
    });
    return { ...proposal, registrationNumber: matter.registrationNumber, documentId, unmatched };
  }

  /** Asked before the file is stored, so that a refusal leaves nothing behind. */
  requireAcceptable(actor: Actor, read: ReadMemorandum, wish: Acceptance): void {
    requirePermit(actor, 'proposal.write', { authorityId: wish.authorityId });
    if (read.measures.length === 0)
      throw invalid(
        '',
        'no-measures',
        'I dokumentet finns ingen insats med belopp. Skriv förslaget i stället, eller rätta dokumentet.',
      );
  }

  private async namesKnown(tx: Tx): Promise<KnownNames> {
    const bodies = await rows<KnownNames['bodies'][number]>(
      tx,
      `select id, name, short_name as "shortName" from body where valid_to is null order by id limit 5000`,
    );
    const authorities = await rows<KnownNames['authorities'][number]>(
      tx,
      `select id, name, administration_name as "administrationName", code from authority where valid_to is null order by id limit 2000`,
    );
    return { bodies, authorities };
  }
}

async function today(tx: Tx): Promise<string> {
  return only(await rows<{ today: string }>(tx, `select today_in_stockholm() as today`)).today;
}
