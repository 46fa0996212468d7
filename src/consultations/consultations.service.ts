/**
 * Proposing a consultation: what is asked, of whom, about which text and by when. The bodies' part is in
 * consultation.subject.ts; the way to an agenda is the same as for everything else, `POST /routes`.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { conflict, invalid } from '../kernel/errors.js';
import { requirePermit } from '../identity/permit.rules.js';
import { affected, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { Registry } from '../registry/registry.service.js';
import { ConsultationActs, type ConsultationState } from './consultation.acts.js';
import { requireLater } from './consultation.rules.js';
import * as store from './consultation.store.js';
import { consultationEvents } from './consultations.events.js';
import { contentFrom, type ConsultationInput, emptyContent } from './content.input.js';
import type { Content } from './content.rules.js';

export interface NewConsultation extends ConsultationInput {
  authorityId: string;
  /** An open matter of the authority's; a new one is opened when left out. */
  matterId?: string | undefined;
  title: string;
  replyByDay: string;
}

export interface OpenedConsultation extends ConsultationState {
  registrationNumber: string;
}

const clean = (text: string): string => text.trim().normalize('NFC');

@Injectable()
export class Consultations {
  constructor(
    private readonly registry: Registry,
    private readonly acts: ConsultationActs,
    private readonly events: Events,
  ) {}

  /**
   * Writes version 1, in an own matter unless one is named.
   * @throws forbidden, validation-failed (`unknown-authority`, `unknown-body`, `unknown-person`, `unknown-matter`, `duplicate`,
   *   `name-of-committee`), state-conflict `matter-closed`
   */
  async create(tx: Tx, actor: Actor, command: NewConsultation): Promise<OpenedConsultation> {
    const { authorityId, replyByDay } = command;
    requirePermit(actor, 'consultation.write', { authorityId });
    const own =
      command.matterId === undefined ? undefined : await this.lockOwnMatter(tx, command.matterId, authorityId);
    const content = await contentFrom(tx, { ...emptyContent, replyByDay: replyByDay as Day }, command);
    await requireOfficer(tx, command.officerId);
    const matter =
      own ??
      (await this.registry.openMatter(tx, actor, {
        authorityId,
        title: content.title,
        caseOfficerId: command.officerId,
      }));
    const id = uuidv7();
    await store.insert(tx, {
      id,
      matterId: matter.id,
      officerId: command.officerId ?? null,
      commitmentReference: command.commitmentReference?.trim() ?? null,
      content,
      createdBy: actor.personId,
    });
    await this.events.record(tx, actor, {
      type: consultationEvents.created,
      subjectKind: 'consultation',
      subjectId: id,
      matterId: matter.id,
      payload: { consultees: content.consultees.length, replyByDay, to: 'proposed' },
    });
    return {
      id,
      matterId: matter.id,
      registrationNumber: matter.registrationNumber,
      status: 'proposed',
      versionNumber: 1,
      version: 1,
    };
  }

  /** After a referral back the version the bodies saw stands, and the change goes into a new one. @throws as `create`, precondition-failed, not-allowed-in-state */
  async edit(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    change: ConsultationInput,
  ): Promise<ConsultationState> {
    const consultation = await this.acts.begin(tx, actor, id, expected, 'edit');
    const content = await contentFrom(tx, consultation.content, change);
    await requireOfficer(tx, change.officerId);
    if (change.officerId !== undefined)
      await affected(tx, `update consultation set officer_id = $2 where id = $1`, [id, change.officerId]);
    if (change.commitmentReference !== undefined)
      await affected(tx, `update consultation set commitment_reference = $2 where id = $1`, [
        id,
        change.commitmentReference?.trim() ?? null,
      ]);
    const { versionNumber } = await this.writeContent(tx, actor, consultation, content);
    const fields = Object.entries(change).flatMap(([field, value]) => (value === undefined ? [] : [field]));
    return this.acts.end(tx, actor, { ...consultation, versionNumber }, 'edit', { versionNumber, fields });
  }

  /** @throws not-found, forbidden, precondition-failed, not-allowed-in-state */
  async withdraw(tx: Tx, actor: Actor, id: string, expected: number): Promise<ConsultationState> {
    const consultation = await this.acts.begin(tx, actor, id, expected, 'withdraw');
    return this.acts.end(tx, actor, consultation, 'withdraw', {});
  }

  /**
   * Another deadline for all, to be decided by the body that decided the consultation.
   * @throws as `edit`; validation-failed `not-later`
   */
  async proposeDeadline(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    proposal: { replyByDay: string; replyByTime?: string | undefined; reason: string },
  ): Promise<ConsultationState> {
    const consultation = await this.acts.begin(tx, actor, id, expected, 'proposeDeadline');
    const { replyBy, decidedVersionId } = consultation;
    if (replyBy === null || decidedVersionId === null) throw new Error(`consultation ${id} is sent without a deadline`);
    const next = { day: proposal.replyByDay, time: proposal.replyByTime ?? replyBy.time };
    store.instantOfReplyBy(next, '/replyByTime');
    requireLater(next, replyBy, '/replyByDay');
    const decided = await store.versionOf(tx, id, decidedVersionId);
    const content = {
      ...decided.content,
      replyByDay: next.day as Day,
      replyByTime: next.time,
      reason: clean(proposal.reason),
    };
    const isOpen = consultation.stage === 'deadline' && !consultation.isFrozen;
    if (isOpen) await store.write(tx, consultation.versionId, content);
    const { versionNumber } = isOpen
      ? consultation
      : await store.insertVersion(tx, id, {
          stage: 'deadline',
          origin: 'written',
          content,
          decisionId: null,
          createdBy: actor.personId,
        });
    return this.acts.end(tx, actor, { ...consultation, versionNumber }, 'proposeDeadline', {
      versionNumber,
      replyByDay: next.day,
    });
  }

  private async writeContent(
    tx: Tx,
    actor: Actor,
    consultation: store.LockedConsultation,
    content: Content,
  ): Promise<{ versionNumber: number }> {
    if (consultation.isFrozen)
      return store.insertVersion(tx, consultation.id, {
        stage: 'dispatch',
        origin: 'written',
        content,
        decisionId: null,
        createdBy: actor.personId,
      });
    await store.write(tx, consultation.versionId, content);
    return consultation;
  }

  private async lockOwnMatter(
    tx: Tx,
    matterId: string,
    authorityId: string,
  ): Promise<{ id: string; registrationNumber: string }> {
    const [matter] = await rows<{ id: string; registrationNumber: string; status: string }>(
      tx,
      `select id, registration_number as "registrationNumber", status from matter where id = $1 and authority_id = $2 for no key update`,
      [matterId, authorityId],
    );
    if (matter === undefined)
      throw invalid('/matterId', 'unknown-matter', 'Ärendet finns inte i myndighetens diarium.');
    if (matter.status !== 'open') throw conflict('matter-closed', 'Ärendet är avslutat.');
    return matter;
  }
}

async function requireOfficer(tx: Tx, officerId: string | null | undefined): Promise<void> {
  if (officerId === undefined || officerId === null) return;
  const [person] = await rows(tx, `select 1 from person where id = $1 and deactivated_at is null`, [officerId]);
  if (person === undefined) throw invalid('/officerId', 'unknown-person', 'Handläggaren finns inte.');
}
