/**
 * The consultee in its own house: the receipt stamp and its own number, who handles it and by when, and that it declines.
 * What happens at the asker's (extension, reminder) stands in waiting.service.ts.
 */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { dayInStockholm } from '../kernel/day.js';
import { conflict, invalid, notFound } from '../kernel/errors.js';
import { step } from '../kernel/transitions.js';
import { may, requirePermit } from '../identity/permit.rules.js';
import { affected, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { type FileOfVersion, Registry } from '../registry/registry.service.js';
import { ConsulteeActs, type ConsulteeState } from './consultee.acts.js';
import { consulteeMachine } from './consultee-states.rules.js';
import type { LockedConsultee } from './consultee.store.js';
import { type DayWarning, dayWarnings } from './reply.rules.js';

export interface ReceivedConsultation extends ConsulteeState {
  matterId: string;
  /** The consultee's own (B-21). */
  registrationNumber: string;
}

export interface AssignCommand {
  officerId: string;
  draftDueDay?: string | undefined;
  /** The own body's meeting that is to adopt it; told when the days are out of order. */
  meetingId?: string | undefined;
}

@Injectable()
export class Consultees {
  constructor(
    private readonly acts: ConsulteeActs,
    private readonly registry: Registry,
  ) {}

  /**
   * Stamps it as received and opens the consultee's own matter, with the cover letter and the texts as received documents
   * and the asker's number as a reference (OSL 5:1-2, R-17, R-18).
   * @param receivedAt when it came on paper before it was stamped here
   * @throws not-found, forbidden, precondition-failed, state-conflict, validation-failed `future`, `before-dispatch`
   */
  async receive(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    { receivedAt }: { receivedAt?: Date | undefined },
  ): Promise<ReceivedConsultation> {
    const { consultee, edge } = await this.begin(tx, actor, id, expected, 'receive', 'opinion.handle');
    if (consultee.authorityId === null) throw conflict('no-register', 'Remissinstansen har inget diarium här.');
    if (receivedAt !== undefined && receivedAt > consultee.now)
      throw invalid('/receivedAt', 'future', 'Remissen kan inte ha kommit in senare än nu.');
    const at = receivedAt ?? consultee.now;
    const asked = await this.askedBy(tx, consultee.consultationId);
    if (dayInStockholm(at) < asked.sentDay)
      throw invalid(
        '/receivedAt',
        'before-dispatch',
        `Remissen sändes ${asked.sentDay} och kan inte ha kommit in före det.`,
      );
    const matter = await this.registry.openMatter(tx, actor, {
      authorityId: consultee.authorityId,
      title: `Remiss: ${asked.title}`,
    });
    for (const { kind, title, ...file } of asked.documents)
      await this.registry.registerDocument(tx, actor, {
        matterId: matter.id,
        kind,
        title,
        direction: 'received',
        counterpart: asked.authorityName,
        receivedAt: at,
        file,
      });
    const { authorityName, registrationNumber: reference } = asked;
    await this.registry.addReference(tx, actor, matter.id, { authorityName, reference });
    await affected(tx, `update consultee set received_at = $2, own_matter_id = $3 where id = $1`, [id, at, matter.id]);
    const state = await this.acts.end(
      tx,
      actor,
      consultee,
      edge,
      { receivedAt: at.toISOString(), ownMatterId: matter.id },
      matter.id,
    );
    return { ...state, matterId: matter.id, registrationNumber: matter.registrationNumber };
  }

  /**
   * Gives it to an officer with a day for the draft. Days out of order are told and not refused.
   * @throws not-found, forbidden, precondition-failed, state-conflict, validation-failed `unknown-person`, `unknown-meeting`
   */
  async assign(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    command: AssignCommand,
  ): Promise<ConsulteeState & { warnings: DayWarning[] }> {
    const { consultee, edge } = await this.begin(tx, actor, id, expected, 'assign', 'opinion.handle');
    if (consultee.ownMatterId === null) throw conflict('not-received', 'Ta emot remissen i det egna diariet först.');
    const [officer] = await rows(tx, `select 1 from person where id = $1 and deactivated_at is null`, [
      command.officerId,
    ]);
    if (officer === undefined) throw invalid('/officerId', 'unknown-person', 'Handläggaren finns inte.');
    const meetingDay = await this.dayOfMeeting(tx, consultee, command.meetingId);
    const draftDueDay = command.draftDueDay ?? null;
    await affected(tx, `update consultee set assigned_to = $2, draft_due_day = $3 where id = $1`, [
      id,
      command.officerId,
      draftDueDay,
    ]);
    const state = await this.acts.end(
      tx,
      actor,
      consultee,
      edge,
      { officerId: command.officerId, draftDueDay },
      consultee.ownMatterId,
    );
    return { ...state, warnings: dayWarnings({ draftDueDay, meetingDay, replyByDay: consultee.replyByDay }) };
  }

  /**
   * The consultee will not answer: said by itself, or noted by whoever asked when it has said so elsewhere.
   * @throws not-found, forbidden, precondition-failed, state-conflict (`consultation-not-open`, `not-allowed-in-state`)
   */
  async decline(tx: Tx, actor: Actor, id: string, expected: number, note: string | undefined): Promise<ConsulteeState> {
    const found = await this.acts.visible(tx, actor, id);
    const isOwn = found.authorityId !== null && may(actor, 'opinion.handle', { authorityId: found.authorityId });
    if (!isOwn) requirePermit(actor, 'consultation.register', { authorityId: found.askerId });
    const consultee = await this.acts.take(tx, actor, found, expected);
    await this.acts.requireOpen(tx, consultee);
    const edge = step(consulteeMachine, consultee.status, 'decline');
    await affected(tx, `update consultee set note = $2 where id = $1`, [id, note?.trim() ?? null]);
    await this.acts.answersChanged(tx, consultee);
    return this.acts.end(tx, actor, consultee, edge, { byConsultee: isOwn }, found.matterId);
  }

  private async begin(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    act: 'receive' | 'assign',
    permission: 'opinion.handle',
  ) {
    const found = await this.acts.visible(tx, actor, id);
    requirePermit(actor, permission, found.authorityId === null ? {} : { authorityId: found.authorityId });
    const consultee = await this.acts.take(tx, actor, found, expected);
    return { consultee, edge: step(consulteeMachine, consultee.status, act) };
  }

  private async dayOfMeeting(
    tx: Tx,
    { authorityId }: LockedConsultee,
    meetingId: string | undefined,
  ): Promise<string | null> {
    if (meetingId === undefined) return null;
    const [meeting] = await rows<{ day: string }>(
      tx,
      `select m.day from meeting m join body b on b.id = m.body_id where m.id = $1 and b.authority_id = $2`,
      [meetingId, authorityId],
    );
    if (meeting === undefined)
      throw invalid('/meetingId', 'unknown-meeting', 'Sammanträdet finns inte hos remissinstansen.');
    return meeting.day;
  }

  /** What the asker sent: the letter, and each text as it was pinned. */
  private async askedBy(tx: Tx, consultationId: string) {
    const [asked] = await rows<{ title: string; authorityName: string; registrationNumber: string; sentDay: string }>(
      tx,
      `select v.content ->> 'title' as title, a.name as "authorityName", m.registration_number as "registrationNumber", c.sent_day as "sentDay" from consultation c
         join consultation_version v on v.id = c.decided_version_id join matter m on m.id = c.matter_id join authority a on a.id = m.authority_id where c.id = $1`,
      [consultationId],
    );
    if (asked === undefined) throw notFound('Remissen');
    const documents = await rows<FileOfVersion & { kind: string; title: string }>(
      tx,
      `select d.kind, d.title, v.file_name as "fileName", v.media_type as "mediaType", v.size_bytes::int as "sizeBytes", v.sha256
         from consultation c join document d on d.id = c.cover_letter_id join document_version v on v.document_id = d.id where c.id = $1
       union all
       select d.kind, d.title, v.file_name, v.media_type, v.size_bytes::int, v.sha256
         from consultation_sent_text s join consultation_text t on t.id = s.text_id join document_version v on v.id = t.document_version_id
           join document d on d.id = v.document_id where s.consultation_id = $1`,
      [consultationId],
    );
    return { ...asked, documents };
  }
}
