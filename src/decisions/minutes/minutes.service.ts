/**
 * Keeping minutes: the secretary's own words, who shall adjust, sending for signing and taking back, and correcting what
 * has been signed. What is generated stands nowhere until it is frozen; so there is nothing generating anew could spoil.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import { conflict, invalid, notFound } from '../../kernel/errors.js';
import { step } from '../../kernel/transitions.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, later, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { isOwn } from './minutes.access.js';
import type { MinutesContent } from './minutes.content.js';
import { minutesEvents } from './minutes.events.js';
import { MinutesRecords } from './minutes.record.queries.js';
import { type ItemSlot, type MeetingSlot, minutesMachine } from './minutes.rules.js';
import { requireFitAdjusters, requireSigners, type Signers } from './signing.rules.js';
import * as store from './minutes.store.js';
import { servedAt } from './stand-ins.store.js';

/** A block of the secretary's own words: one per meeting or item and slot. */
export interface TextPlace {
  meetingId: string;
  agendaItemId: string | null;
  slot: MeetingSlot | ItemSlot;
}

export interface WrittenText extends TextPlace {
  text: string;
  version: number;
}

export interface NewCorrection {
  agendaItemId?: string | undefined;
  stood: string;
  shallStand: string;
  ground: string;
}

@Injectable()
export class MinutesKeeping {
  constructor(
    private readonly records: MinutesRecords,
    private readonly events: Events,
  ) {}

  /**
   * Writes a block, exactly as given. Version 0 is a block nobody has written yet.
   * @throws not-found, forbidden, precondition-failed when somebody else has written since it was read; state-conflict
   *   `not-allowed-in-state` when the document has been sent for signing, `meeting-cancelled`.
   */
  async write(tx: Tx, actor: Actor, place: TextPlace, expectedVersion: number, text: string): Promise<WrittenText> {
    await this.requireWritable(tx, actor, place);
    const [stands] = await rows<{ version: number }>(
      tx,
      `select version from minutes_text where meeting_id = $1 and agenda_item_id is not distinct from $2 and slot = $3 for update`,
      [place.meetingId, place.agendaItemId, place.slot],
    );
    requireVersion(expectedVersion, stands?.version ?? 0);
    const [written] = await rows<{ version: number }>(
      tx,
      `insert into minutes_text (id, meeting_id, agenda_item_id, slot, text, written_by) values ($1, $2, $3, $4, $5, $6)
         on conflict on constraint uq_minutes_text do update set text = excluded.text, version = minutes_text.version + 1,
           written_by = excluded.written_by, written_at = clock_timestamp() where minutes_text.version = $7
         returning version`,
      [uuidv7(), place.meetingId, place.agendaItemId, place.slot, text, actor.personId, expectedVersion],
    );
    // Nobody had written it when we looked, and somebody has now.
    if (written === undefined) requireVersion(expectedVersion, expectedVersion + 1);
    const version = written?.version ?? 1;
    await this.tell(tx, actor, minutesEvents.textWritten, 'meeting', place.meetingId, {
      agendaItemId: place.agendaItemId,
      slot: place.slot,
      version,
    });
    return { ...place, text, version };
  }

  /** The item's meeting, for a block that belongs to the item. @throws not-found */
  async placeOf(tx: Tx, agendaItemId: string, slot: ItemSlot): Promise<TextPlace> {
    const [item] = await rows<{ meetingId: string }>(
      tx,
      `select meeting_id as "meetingId" from agenda_item where id = $1`,
      [agendaItemId],
    );
    if (item === undefined) throw notFound('Ärendet på dagordningen');
    return { meetingId: item.meetingId, agendaItemId, slot };
  }

  /**
   * Names who adjusts with the chair, for all documents of the meeting that are still drafts. Those already sent keep theirs.
   * @throws not-found, forbidden, precondition-failed, state-conflict, validation-failed (see `requireFitAdjusters`).
   */
  async chooseAdjusters(
    tx: Tx,
    actor: Actor,
    minutesId: string,
    expectedVersion: number,
    personIds: readonly string[],
  ): Promise<string> {
    const minutes = await store.lock(tx, actor, minutesId, 'minutes.write');
    requireVersion(expectedVersion, minutes.version);
    step(minutesMachine, minutes.status, 'write');
    const servingIds = await servedAt(tx, minutes.meetingId);
    requireFitAdjusters({ ...minutes, adjusterIds: personIds, servingIds }, '/personIds');
    await affected(tx, `delete from minutes_adjuster where meeting_id = $1`, [minutes.meetingId]);
    await affected(tx, `insert into minutes_adjuster (meeting_id, person_id) select $1, unnest($2::uuid[])`, [
      minutes.meetingId,
      [...personIds],
    ]);
    await later(tx, `update minutes set version = version + 1 where meeting_id = $1 and status = 'draft'`, [
      minutes.meetingId,
    ]);
    await this.tell(tx, actor, minutesEvents.adjustersChosen, 'meeting', minutes.meetingId, { personIds });
    return minutes.id;
  }

  /**
   * Freezes the document and asks chair and adjusters to sign it (KL 5:69).
   * @throws not-found, forbidden, precondition-failed; state-conflict `meeting-not-closed` for ordinary minutes,
   *   `undecided-items`, `no-chair`, `no-adjuster`, `four-eyes`.
   */
  async send(tx: Tx, actor: Actor, minutesId: string, expectedVersion: number): Promise<string> {
    const minutes = await store.lock(tx, actor, minutesId, 'minutes.write');
    requireVersion(expectedVersion, minutes.version);
    step(minutesMachine, minutes.status, 'sendForSigning');
    if (minutes.kind === 'ordinary' && minutes.meetingStatus !== 'closed')
      throw conflict(
        'meeting-not-closed',
        'Sammanträdet är inte avslutat, så protokollet kan inte sändas till justering. Enstaka ärenden kan justeras omedelbart.',
      );
    await this.freeze(tx, actor, minutes);
    return minutes.id;
  }

  /** Freezes a draft whose state has been judged; also used when items are adjusted at once. */
  async freeze(
    tx: Tx,
    actor: Actor,
    minutes: Pick<store.LockedMinutes, 'id' | 'meetingId' | 'number' | 'kind' | 'bodyId' | 'secretaryId'>,
  ): Promise<{ content: MinutesContent; hash: Buffer }> {
    const content = await this.records.contentOf(tx, { ...minutes, content: null });
    const undecided = content.items.filter(({ decision, postponedDay }) => decision === null && postponedDay === null);
    if (undecided.length > 0)
      throw conflict('undecided-items', `${undecided.length} ärenden är inte avgjorda.`, {
        agendaItemIds: undecided.map(({ agendaItemId }) => agendaItemId),
      });
    const signers = requireSigners(signersIn(content, minutes.secretaryId));
    const hash = await store.freeze(tx, minutes.id, content);
    await this.tell(tx, actor, minutesEvents.sentForSigning, 'minutes', minutes.id, {
      meetingId: minutes.meetingId,
      bodyId: minutes.bodyId,
      kind: minutes.kind,
      signerIds: [...signers.keys()],
      contentHash: hash.toString('hex'),
    });
    return { content, hash };
  }

  /** Takes the document back while nobody has signed it. @throws state-conflict `already-signed` */
  async takeBack(tx: Tx, actor: Actor, minutesId: string, expectedVersion: number): Promise<string> {
    const minutes = await store.lock(tx, actor, minutesId, 'minutes.write');
    requireVersion(expectedVersion, minutes.version);
    step(minutesMachine, minutes.status, 'returnToDraft');
    const signed = await store.signaturesOf(tx, minutesId);
    if (signed.length > 0)
      throw conflict('already-signed', `${signed.length} har redan skrivit under; det de har läst kan inte ändras.`);
    await store.thaw(tx, minutesId);
    await this.tell(tx, actor, minutesEvents.returnedToDraft, 'minutes', minutesId, { meetingId: minutes.meetingId });
    return minutes.id;
  }

  /**
   * Corrects something in adjusted minutes. The content stays as it was signed; what should have stood is written beside
   * it, with the day and by whom (FL 36 §, R-15).
   * @throws not-found, forbidden, state-conflict before adjustment, validation-failed for an item of another document.
   */
  async correct(
    tx: Tx,
    actor: Actor,
    minutesId: string,
    { agendaItemId, stood, shallStand, ground }: NewCorrection,
  ): Promise<string> {
    const minutes = await store.lock(tx, actor, minutesId, 'minutes.write');
    step(minutesMachine, minutes.status, 'correct');
    if (agendaItemId !== undefined && !minutes.content?.items.some((item) => item.agendaItemId === agendaItemId))
      throw invalid('/agendaItemId', 'unknown-item', 'Ärendet står inte i det här protokollet.');
    const id = uuidv7();
    await affected(
      tx,
      `insert into minutes_correction (id, minutes_id, agenda_item_id, stood, shall_stand, ground, corrected_by) values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, minutesId, agendaItemId ?? null, stood, shallStand, ground.trim(), actor.personId],
    );
    await store.touch(tx, minutesId);
    await this.tell(tx, actor, minutesEvents.corrected, 'minutes', minutesId, {
      meetingId: minutes.meetingId,
      correctionId: id,
      agendaItemId: agendaItemId ?? null,
    });
    return minutes.id;
  }

  /** The document the block belongs to is a draft, or there is none yet; counted as changed, so that no one sends what they have not read. */
  private async requireWritable(tx: Tx, actor: Actor, { meetingId, agendaItemId }: TextPlace): Promise<void> {
    const [meeting] = await rows<{ authorityId: string; bodyId: string; status: string }>(
      tx,
      `select b.authority_id as "authorityId", b.id as "bodyId", g.status from meeting g join body b on b.id = g.body_id where g.id = $1`,
      [meetingId],
    );
    if (meeting === undefined || !isOwn(actor, meeting.authorityId)) throw notFound('Sammanträdet');
    requirePermit(actor, 'minutes.write', meeting);
    if (meeting.status === 'cancelled') throw conflict('meeting-cancelled', 'Sammanträdet är inställt.');
    const ordinary = await store.lockOrdinary(tx, meetingId);
    if (ordinary === undefined) return;
    const [immediate] = await rows<{ id: string }>(
      tx,
      `select minutes_id as id from minutes_item where agenda_item_id = $1`,
      [agendaItemId],
    );
    const minutes = immediate === undefined ? ordinary : await store.lock(tx, actor, immediate.id, 'minutes.write');
    step(minutesMachine, minutes.status, 'write');
    await store.touch(tx, minutes.id);
  }

  private tell(
    tx: Tx,
    actor: Actor,
    type: string,
    subjectKind: 'meeting' | 'minutes',
    subjectId: string,
    payload: Record<string, unknown>,
  ): Promise<void> {
    return this.events.record(tx, actor, { type, subjectKind, subjectId, payload });
  }
}

/** Those the content names: whoever presided, and the adjusters chosen when it was frozen. */
export function signersIn({ chairs, adjusters }: MinutesContent, secretaryId: string | null): Signers {
  return {
    chairIds: chairs.map(({ person }) => person.id),
    adjusterIds: adjusters.map(({ id }) => id),
    secretaryId,
  };
}
