/**
 * Calls for proposals. Owns who is invited, what an answer must contain and by when; and the verdict on each answer's
 * time, which the database's clock gives. Does not own the answers: a proposal belongs to its own authority.
 *
 * The city office's way from issuing to compiling stands in `issuing.service.ts`.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { instantOf, type LocalTime } from '../kernel/deadline.js';
import { conflict, DomainError, type FieldFault, invalid } from '../kernel/errors.js';
import { step } from '../kernel/transitions.js';
import { requirePermit } from '../identity/permit.rules.js';
import { affected, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { Registry } from '../registry/registry.service.js';
import { CallActs, type CallState } from './call.acts.js';
import {
  type CallKind,
  callMachine,
  type CallStatus,
  defaultMandatorySections,
  issuingAuthority,
  requireFittingInvitations,
  type SectionKind,
  takesAnswers,
} from './call.rules.js';
import * as sql from './call.sql.js';
import { callEvents } from './calls.events.js';

export interface NewCall {
  /** Committees are asked unless it says associations. */
  kind?: CallKind | undefined;
  authorityId?: string | undefined;
  title: string;
  description?: string | undefined;
  years: readonly number[];
  sourceIds: readonly string[];
  /** The invited committees; none for associations. */
  authorityIds?: readonly string[] | undefined;
  replyByDay: Day;
  replyByTime: LocalTime;
  mandatorySections?: readonly SectionKind[] | undefined;
  /** Why it is issued although the calendar leaves no time; needed only then. */
  planGround?: string | undefined;
  /** Day the matter was opened; today when left out. For matters taken over from elsewhere. */
  openedDay?: Day | undefined;
}

/** Left out is left as it is. The authority that issues and its matter stand. */
export type CallChange = Partial<Omit<NewCall, 'kind' | 'authorityId' | 'openedDay'>>;

/** What an answer to the call must keep to. */
export interface CallTerms {
  /** The call's own matter. */
  matterId: string;
  kind: CallKind;
  mandatorySections: SectionKind[];
  sourceIds: string[];
  years: number[];
}

export interface Reply {
  receivedAt: Date;
  isLate: boolean;
  /** False when the authority had answered before; the first answer's time stands. */
  isFirst: boolean;
}

@Injectable()
export class Calls {
  constructor(
    private readonly acts: CallActs,
    private readonly registry: Registry,
  ) {}

  /**
   * Drafts a call in a matter of the city office's own.
   * @throws forbidden, validation-failed for a source or authority that does not exist, or a time that does not.
   */
  async create(tx: Tx, actor: Actor, call: NewCall): Promise<CallState & { registrationNumber: string }> {
    const { kind = 'proposal', authorityIds = [] } = call;
    const authorityId = issuingAuthority(actor, call.authorityId, kind);
    requirePermit(actor, 'call.manage', { authorityId });
    requireFittingInvitations(kind, authorityIds);
    const replyByAt = instantOf({ day: call.replyByDay, time: call.replyByTime }, undefined, '/replyByTime');
    await this.requireExisting(tx, { sourceIds: call.sourceIds, authorityIds });
    const title = call.title.trim().normalize('NFC');
    const matter = await this.registry.openMatter(tx, actor, {
      authorityId,
      title,
      caseOfficerId: actor.personId,
      ...(call.openedDay === undefined ? {} : { openedDay: call.openedDay }),
    });
    const id = uuidv7();
    const mandatory = [...new Set(call.mandatorySections ?? defaultMandatorySections)];
    await affected(tx, sql.insertCall, [
      id,
      matter.id,
      title,
      call.description?.trim() ?? '',
      inOrder(call.years),
      mandatory,
      call.replyByDay,
      call.replyByTime,
      replyByAt,
      actor.personId,
      call.sourceIds,
      authorityIds,
      call.planGround?.trim() ?? null,
      kind,
    ]);
    await this.acts.tell(
      tx,
      actor,
      callEvents.created,
      { id, matter_id: matter.id },
      { from: null, to: 'draft', kind },
    );
    return { id, matterId: matter.id, registrationNumber: matter.registrationNumber, status: 'draft', version: 1 };
  }

  /**
   * Changes a draft. Nobody outside the office has seen it, so there is no version to keep; a new title is the matter's too.
   * @throws not-found, forbidden, precondition-failed, state-conflict once it is issued, and what `create` refuses.
   */
  async change(tx: Tx, actor: Actor, id: string, expected: number, change: CallChange): Promise<CallState> {
    const call = await this.acts.begin(tx, actor, id, expected, 'change');
    const [day, time] = [change.replyByDay ?? call.reply_by_day, change.replyByTime ?? call.reply_by_time];
    const replyByAt = instantOf({ day, time }, undefined, '/replyByTime');
    if (change.authorityIds !== undefined) requireFittingInvitations(call.kind, change.authorityIds);
    await this.requireExisting(tx, { sourceIds: change.sourceIds ?? [], authorityIds: change.authorityIds ?? [] });
    const title = change.title?.trim().normalize('NFC');
    const changed = await affected(tx, sql.changeDraft, [
      id,
      title ?? null,
      change.description?.trim() ?? null,
      change.years === undefined ? null : inOrder(change.years),
      change.mandatorySections === undefined ? null : [...new Set(change.mandatorySections)],
      day,
      time,
      replyByAt,
      change.sourceIds ?? null,
      change.authorityIds ?? null,
      change.planGround?.trim() ?? null,
    ]);
    if (changed !== 1) throw new Error(`call ${id} changed under its lock`);
    if (title !== undefined) await this.registry.renameMatter(tx, actor, call.matter_id, title);
    const fields = Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    const { event, from, to } = step(callMachine, call.status, 'change');
    await this.acts.tell(tx, actor, event, call, { from, to, fields });
    return { id, matterId: call.matter_id, status: to, version: call.version + 1 };
  }

  /** An invited authority says that it will not answer. Waits for a closing or cancellation in progress. @throws not-found, forbidden, state-conflict. */
  async decline(
    tx: Tx,
    actor: Actor,
    id: string,
    { authorityId, note }: { authorityId: string; note?: string | undefined },
  ): Promise<void> {
    const call = await this.acts.visible(tx, actor, id);
    requirePermit(actor, 'call.reply', { authorityId });
    const { status } = only(await rows<{ status: CallStatus }>(tx, sql.holdCall, [id]));
    if (!takesAnswers(status)) throw notOpen();
    const [invitation] = await rows<{ status: string; declined: boolean }>(tx, sql.decline, [
      id,
      authorityId,
      note?.trim() ?? null,
    ]);
    if (invitation === undefined) throw notInvited();
    if (!invitation.declined) throw conflict('already-answered', 'Nämnden har redan svarat.');
    await this.acts.tell(tx, actor, callEvents.declined, call, { authorityId });
  }

  /**
   * Records that an authority has answered, judged by the database's clock against the deadline in force: on the stroke
   * is in time, after it is late and recorded all the same (D7). Waits for an extension in progress.
   * @returns undefined for a call to associations: what they sent was received when it came, and the memorandum about it is no answer
   * @throws validation-failed for an instant in the future, state-conflict when not invited or the call was cancelled.
   */
  async recordReply(
    tx: Tx,
    actor: Actor,
    reply: { callId: string; authorityId: string; receivedAt?: Date | undefined },
  ): Promise<Reply | undefined> {
    const [row] = await rows<sql.RecordedReply>(tx, sql.recordReply, [
      reply.callId,
      reply.authorityId,
      reply.receivedAt ?? null,
    ]);
    if (row === undefined || row.issued_at === null) throw unknownCall();
    if (row.kind === 'associationGrant') return undefined;
    if (row.invitation === null) throw notInvited();
    if (row.status === 'cancelled') throw notOpen();
    if (row.is_future) throw invalid('/receivedAt', 'range', 'Tidpunkten ligger i framtiden; ange när svaret kom in.');
    if (row.is_first) {
      const payload = {
        authorityId: reply.authorityId,
        receivedAt: row.received_at.toISOString(),
        isLate: row.is_late,
      };
      await this.acts.tell(tx, actor, callEvents.replied, { id: reply.callId, matter_id: row.matter_id }, payload);
    }
    return { receivedAt: row.received_at, isLate: row.is_late, isFirst: row.is_first };
  }

  /**
   * What a new answer must keep to. Answers are taken also after the deadline; they will be marked late.
   * @throws validation-failed for an unknown call, state-conflict when it takes no answers or the authority is not invited.
   */
  async requireOpen(tx: Tx, callId: string, authorityId: string): Promise<CallTerms> {
    const { status, terms } = await this.termsFor(tx, callId, authorityId);
    if (!takesAnswers(status)) throw notOpen();
    return terms;
  }

  /** The same for an answer that is already on its way, e.g. a second version after a referral back. */
  async termsOf(tx: Tx, callId: string, authorityId: string): Promise<CallTerms> {
    const { status, terms } = await this.termsFor(tx, callId, authorityId);
    if (status === 'cancelled') throw notOpen();
    return terms;
  }

  /**
   * A call that associations apply in, in this actor's sight.
   * @throws not-found, state-conflict `not-for-associations`
   */
  async forAssociations(tx: Tx, actor: Actor, callId: string): Promise<{ authorityId: string; matterId: string }> {
    const call = await this.acts.visible(tx, actor, callId);
    if (call.kind !== 'associationGrant')
      throw conflict('not-for-associations', 'Begäran gäller nämnders förslag; föreningar söker inte i den.');
    return { authorityId: call.authority_id, matterId: call.matter_id };
  }

  private async termsFor(
    tx: Tx,
    callId: string,
    authorityId: string,
  ): Promise<{ status: CallStatus; terms: CallTerms }> {
    const [row] = await rows<sql.TermsRow>(tx, sql.selectTerms, [callId, authorityId]);
    if (row === undefined) throw unknownCall();
    if (!row.is_invited) throw notInvited();
    const { matter_id: matterId, kind, mandatory_sections: mandatorySections, source_ids: sourceIds, years } = row;
    return { status: row.status, terms: { matterId, kind, mandatorySections, sourceIds, years } };
  }

  private async requireExisting(
    tx: Tx,
    call: { sourceIds: readonly string[]; authorityIds: readonly string[] },
  ): Promise<void> {
    const found = await rows<{ id: string }>(tx, sql.selectExisting, [call.sourceIds, call.authorityIds]);
    const known = new Set(found.map((row) => row.id));
    const missing = (name: string, ids: readonly string[], code: string, detail: string): FieldFault[] =>
      ids.flatMap((id, index) => (known.has(id) ? [] : [{ pointer: `/${name}/${index}`, code, detail }]));
    const errors = [
      ...missing('sourceIds', call.sourceIds, 'unknown-source', 'Finansieringskällan finns inte.'),
      ...missing('authorityIds', call.authorityIds, 'unknown-authority', 'Nämnden finns inte.'),
    ];
    if (errors.length > 0)
      throw new DomainError('validation-failed', errors[0]!.detail, { code: errors[0]!.code, errors });
  }
}

function inOrder(years: readonly number[]): number[] {
  return [...new Set(years)].sort((a, b) => a - b);
}

function unknownCall(): DomainError {
  return invalid('/callId', 'unknown-call', 'Begäran om underlag finns inte.');
}

function notInvited(): DomainError {
  return conflict('not-invited', 'Nämnden är inte inbjuden att svara på den här begäran om underlag.');
}

function notOpen(): DomainError {
  return conflict('call-not-open', 'Begäran om underlag tar inte emot svar längre.');
}
