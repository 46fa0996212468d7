/**
 * Adjusting minutes (KL 5:69): chair and adjusters sign the frozen content, each once, and the last signature adjusts it.
 * An item can be adjusted at once; then it is a document of its own, with its own signatures and its own announcement.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { conflict, notFound } from '../../kernel/errors.js';
import { step } from '../../kernel/transitions.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { Publishing } from '../notice-board/publishing.service.js';
import { isOwn } from './minutes.access.js';
import type { MinutesContent } from './minutes.content.js';
import { minutesEvents } from './minutes.events.js';
import { type ItemToAdjust, lateDays, minutesMachine, requireAdjustableItems } from './minutes.rules.js';
import {
  adjustedDayOf,
  requireSignedDay,
  requireSigner,
  signatureOf,
  type SigningCommand,
  signersOf,
} from './signing.rules.js';
import { MinutesKeeping, signersIn } from './minutes.service.js';
import * as store from './minutes.store.js';
import { withStandIns } from './stand-in.rules.js';
import { standInsOf } from './stand-ins.store.js';

export interface ImmediateAdjustment {
  agendaItemIds: readonly string[];
  /** The day chair and adjusters signed the items on paper; without it they sign afterwards, each for themselves. */
  signedDay?: Day | undefined;
}

@Injectable()
export class MinutesSigning {
  constructor(
    private readonly keeping: MinutesKeeping,
    private readonly publishing: Publishing,
    private readonly events: Events,
  ) {}

  /**
   * Signs what is frozen. The last signature adjusts the minutes; late is told and not refused.
   * @throws not-found; forbidden (also `sign-in-required`, `not-own-signature`); precondition-failed; state-conflict
   *   `not-allowed-in-state`, `not-an-adjuster`, `four-eyes`, `already-signed`; validation-failed.
   */
  async sign(
    tx: Tx,
    actor: Actor,
    minutesId: string,
    expectedVersion: number,
    command: SigningCommand,
  ): Promise<string> {
    const minutes = await store.lock(tx, actor, minutesId, 'minutes.sign');
    if (command.method === 'paper') requirePermit(actor, 'minutes.write', minutes);
    requireVersion(expectedVersion, minutes.version);
    step(minutesMachine, minutes.status, 'sign');
    const { personId, signedDay } = signatureOf(command, {
      actorId: actor.personId,
      actorKind: actor.kind,
      meetingDay: minutes.day,
      today: minutes.today,
    });
    const { content, contentHash: hash } = minutes;
    if (content === null || hash === null) throw new Error(`minutes ${minutesId} are out for signing without content`);
    await this.put(tx, actor, minutes, { content, hash }, { personId, signedDay, method: command.method });
    return minutesId;
  }

  /**
   * Adjusts decided items at once: a document of their own is frozen and sent to chair and adjusters. The written item is
   * presented at the meeting (KL 5:69), so once that is closed the item is adjusted with the rest; when it was signed there
   * on paper, `signedDay` records the signatures in the same act.
   * @returns the document's id
   * @throws not-found, forbidden; state-conflict `meeting-not-opened`, `meeting-closed`, `item-not-decided`,
   *   `already-in-minutes` and what sending for signing refuses; validation-failed `unknown-item`, `range`.
   */
  async adjustImmediately(
    tx: Tx,
    actor: Actor,
    meetingId: string,
    { agendaItemIds, signedDay }: ImmediateAdjustment,
  ): Promise<string> {
    const ordinary = await this.lockMeetingsMinutes(tx, actor, meetingId);
    if (ordinary.meetingStatus === 'closed')
      throw conflict(
        'meeting-closed',
        'Sammanträdet är avslutat. Ett ärende justeras omedelbart under sammanträdet; nu justeras det med resten av protokollet.',
      );
    requireAdjustableItems(agendaItemIds, await this.itemsOf(tx, meetingId));
    if (signedDay !== undefined) requireSignedDay(signedDay, { meetingDay: ordinary.day, today: ordinary.today });
    const id = uuidv7();
    const { number } = only(
      await rows<{ number: number }>(
        tx,
        `insert into minutes (id, meeting_id, number, kind)
           select $1, $2::uuid, max(number) + 1, 'immediate' from minutes where meeting_id = $2 returning number`,
        [id, meetingId],
      ),
    );
    await affected(tx, `insert into minutes_item (agenda_item_id, minutes_id) select unnest($2::uuid[]), $1`, [
      id,
      [...agendaItemIds],
    ]);
    const minutes = { ...ordinary, id, number, kind: 'immediate' as const };
    const frozen = await this.keeping.freeze(tx, actor, minutes);
    if (signedDay !== undefined)
      for (const personId of signersOf(signersIn(frozen.content, null)).keys())
        await this.put(tx, actor, minutes, frozen, { personId, signedDay, method: 'paper' });
    // The items are no longer in the ordinary minutes, and whoever was about to send those should see it.
    await store.touch(tx, ordinary.id);
    return id;
  }

  private async put(
    tx: Tx,
    actor: Actor,
    minutes: Pick<store.LockedMinutes, 'id' | 'meetingId' | 'bodyId' | 'kind' | 'day' | 'secretaryId'>,
    { content, hash }: { content: MinutesContent; hash: Buffer },
    signature: Omit<store.NewSignature, 'role'>,
  ): Promise<void> {
    const named = signersOf(signersIn(content, minutes.secretaryId));
    const signers = withStandIns(named, await standInsOf(tx, minutes.id));
    const signed = await store.signaturesOf(tx, minutes.id);
    const role = requireSigner(signature.personId, signers, {
      secretaryId: minutes.secretaryId,
      signedIds: signed.map(({ personId }) => personId),
    });
    await store.sign(tx, actor, minutes.id, hash, { ...signature, role });
    const { personId, method, signedDay } = signature;
    const about = { subjectKind: 'minutes', subjectId: minutes.id };
    const where = { minutesId: minutes.id, meetingId: minutes.meetingId, bodyId: minutes.bodyId, kind: minutes.kind };
    await this.events.record(tx, actor, {
      ...about,
      type: minutesEvents.signed,
      payload: { ...where, personId, role, method, signedDay, contentHash: hash.toString('hex') },
    });
    const adjustedDay = adjustedDayOf(signers, [...signed, signature]);
    if (adjustedDay === null) return store.touch(tx, minutes.id);
    step(minutesMachine, 'signing', 'adjust');
    await store.adjust(tx, minutes.id, adjustedDay);
    await this.publishing.publish(tx, minutes.id);
    const agendaItemIds = content.items.map(({ agendaItemId }) => agendaItemId);
    await this.events.record(tx, actor, {
      ...about,
      type: minutesEvents.adjusted,
      payload: { ...where, adjustedDay, lateDays: lateDays(minutes.day, adjustedDay), agendaItemIds },
    });
  }

  private async lockMeetingsMinutes(tx: Tx, actor: Actor, meetingId: string): Promise<store.LockedMinutes> {
    const [meeting] = await rows<{ authorityId: string; bodyId: string }>(
      tx,
      `select b.authority_id as "authorityId", b.id as "bodyId" from meeting g join body b on b.id = g.body_id where g.id = $1`,
      [meetingId],
    );
    if (meeting === undefined || !isOwn(actor, meeting.authorityId)) throw notFound('Sammanträdet');
    requirePermit(actor, 'minutes.write', meeting);
    const ordinary = await store.lockOrdinary(tx, meetingId);
    if (ordinary === undefined)
      throw conflict('meeting-not-opened', 'Sammanträdet har inte öppnats, så det finns inget att justera.');
    return ordinary;
  }

  private itemsOf(tx: Tx, meetingId: string): Promise<ItemToAdjust[]> {
    return rows<ItemToAdjust>(
      tx,
      `select a.id, a.status = 'decided' as "isDecided", n.number as "inDocument"
         from agenda_item a left join minutes_item i on i.agenda_item_id = a.id left join minutes n on n.id = i.minutes_id where a.meeting_id = $1`,
      [meetingId],
    );
  }
}
