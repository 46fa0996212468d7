/** Reads extracts: one item of a document of minutes, as it was signed, or as a draft for the own authority. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import { dayInStockholm } from '../../kernel/day.js';
import { conflict, notFound } from '../../kernel/errors.js';
import { type Db, rows } from '../../platform/database/sql.js';
import { isOwn } from '../minutes/minutes.access.js';
import type { Addition, MinutesContent } from '../minutes/minutes.content.js';
import type { PrintedMinutes } from '../minutes/minutes.document.js';
import { standInsOf } from '../minutes/stand-ins.store.js';
import { only } from '../../platform/database/transaction.js';
import { MinutesRecords, type MinutesRow } from '../minutes/minutes.record.queries.js';
import { reaches } from '../reach.rules.js';
import { type ExtractContent, onlyItem } from './extract.content.js';

/** An extract and the instant it counts as made, so that the same extract is the same bytes. */
export interface Extract {
  content: ExtractContent;
  created: Date;
}

interface ItemRow {
  /** Of the body that decided. */
  authorityId: string;
  isDecided: boolean;
  behindClosedDoors: boolean;
}

interface StateRow {
  contentHash: string | null;
  adjustedDay: string | null;
  adjustedAt: Date | null;
  now: Date;
}

interface Certifier {
  name: string;
  title: string | null;
  sentAt: Date;
}

@Injectable()
export class Extracts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly minutes: MinutesRecords,
  ) {}

  /**
   * What the item's minutes say now, certified by whoever first sent it.
   * @throws not-found for others than the own authority while the item's minutes are not adjusted, and for
   *   what was dealt with behind closed doors, which is given out after a test (KL 6:25, TF 2:15); state-conflict
   *   `not-decided`
   */
  async ofItem(actor: Actor, agendaItemId: string): Promise<Extract> {
    // A draft is read in several statements; in one snapshot, so that no vote falls between them.
    return this.dataSource.transaction('REPEATABLE READ', async (db) => {
      const [item] = await rows<ItemRow>(db, selectItem, [agendaItemId]);
      const minutes = item && (await this.minutes.minutesOfItem(db, agendaItemId));
      const state = minutes && (await stateOf(db, minutes.id));
      const isPublic = state !== undefined && state.adjustedDay !== null && item?.behindClosedDoors === false;
      if (item === undefined || !(isPublic || isOwn(actor, item.authorityId))) throw notFound('Utdraget');
      if (minutes === undefined || state === undefined || !item.isDecided)
        throw conflict('not-decided', 'Ärendet är inte avgjort; det finns inget beslut att göra utdrag av.');
      const [certifier] = await rows<Certifier>(db, selectFirstCertifier, [agendaItemId]);
      return this.extractOf(db, minutes, state, { agendaItemId, certifier, until: null });
    });
  }

  /**
   * What was sent: certified by whoever sent it, with what had been corrected by then and nothing later. What was dealt
   * with behind closed doors is read by sender and recipient, and not by those who follow them (OSL 8:1).
   * @throws not-found also for a dispatch between others
   */
  async ofDispatch(actor: Actor, dispatchId: string): Promise<Extract & { agendaItemId: string }> {
    const [sent] = await rows<
      Certifier & {
        agendaItemId: string;
        behindClosedDoors: boolean;
        senderId: string;
        matterAuthorityId: string;
        recipientId: string | null;
      }
    >(this.dataSource, selectDispatch, [dispatchId]);
    const parties = sent === undefined ? [] : [sent.senderId, sent.matterAuthorityId, sent.recipientId ?? ''];
    const mayRead = sent?.behindClosedDoors === true ? parties.some((id) => isOwn(actor, id)) : reaches(actor, parties);
    if (sent === undefined || !mayRead) throw notFound('Expedieringen');
    const { agendaItemId, name, title, sentAt } = sent;
    const db = this.dataSource;
    const minutes = await this.minutes.minutesOfItem(db, agendaItemId);
    if (minutes === undefined) throw new Error(`dispatch ${dispatchId} of an item without minutes`);
    const extract = await this.extractOf(db, minutes, await stateOf(db, minutes.id), {
      agendaItemId,
      certifier: { name, title, sentAt },
      until: sentAt,
    });
    return { ...extract, agendaItemId };
  }

  private async extractOf(
    db: Db,
    minutes: MinutesRow,
    { adjustedDay, adjustedAt, contentHash, now }: StateRow,
    asked: { agendaItemId: string; certifier: Certifier | undefined; until: Date | null },
  ): Promise<Extract> {
    const { agendaItemId, certifier, until } = asked;
    const content = onlyItem(await this.minutes.contentOf(db, minutes), agendaItemId);
    const additions = await additionsTo(db, minutes, content, until);
    return {
      created: until ?? adjustedAt ?? now,
      content: {
        format: 1,
        agendaItemId,
        minutesId: minutes.id,
        status: adjustedDay === null ? 'notAdjusted' : 'adjusted',
        adjustedDay,
        contentHash,
        certified:
          certifier === undefined || adjustedDay === null
            ? null
            : { name: certifier.name, title: certifier.title, day: dayInStockholm(certifier.sentAt) },
        minutes: { ...content, additions },
        signatures: await rows<PrintedMinutes['signatures'][number]>(db, selectSignatures, [minutes.id]),
        standIns: await standInsOf(db, minutes.id),
        corrections: await rows<PrintedMinutes['corrections'][number]>(db, selectCorrections, [
          minutes.id,
          agendaItemId,
          until,
        ]),
      },
    };
  }
}

async function stateOf(db: Db, minutesId: string): Promise<StateRow> {
  return only(
    await rows<StateRow>(
      db,
      `select adjusted_day as "adjustedDay", adjusted_at as "adjustedAt", encode(content_hash, 'hex') as "contentHash", clock_timestamp() as now from minutes where id = $1`,
      [minutesId],
    ),
  );
}

/** A reservation made after the item was adjusted stands in the ordinary minutes, when those are adjusted in their turn. */
async function additionsTo(
  db: Db,
  { kind, meetingId }: MinutesRow,
  { items }: MinutesContent,
  until: Date | null,
): Promise<Addition[]> {
  const minuteItem = items[0]?.minuteItem ?? null;
  if (kind === 'ordinary' || minuteItem === null) return [];
  const [ordinary] = await rows<{ additions: Addition[] }>(db, selectAdditions, [meetingId, until]);
  return (ordinary?.additions ?? []).filter((addition) => addition.minuteItem === minuteItem);
}

const selectItem = `
  select b.authority_id as "authorityId", a.behind_closed_doors as "behindClosedDoors",
      exists (select from decision d where d.agenda_item_id = a.id) as "isDecided"
    from agenda_item a join meeting g on g.id = a.meeting_id join body b on b.id = g.body_id where a.id = $1`;

const selectFirstCertifier = `
  select p.name, p.title, x.sent_at as "sentAt" from dispatch x join decision d on d.id = x.decision_id join person p on p.id = x.sent_by
   where d.agenda_item_id = $1 order by x.sent_at, x.id limit 1`;

const selectDispatch = `
  select p.name, p.title, x.sent_at as "sentAt", d.agenda_item_id as "agendaItemId", b.authority_id as "senderId", a.behind_closed_doors as "behindClosedDoors",
      m.authority_id as "matterAuthorityId", x.recipient_authority_id as "recipientId"
    from dispatch x join decision d on d.id = x.decision_id join agenda_item a on a.id = d.agenda_item_id
      join body b on b.id = d.body_id join matter m on m.id = d.matter_id join person p on p.id = x.sent_by
   where x.id = $1`;

const selectSignatures = `
  select s.person_id as "personId", p.name, s.role, s.method, s.signed_day as "signedDay" from minutes_signature s
      join person p on p.id = s.person_id where s.minutes_id = $1 order by s.role desc, s.recorded_at`;

const selectAdditions = `
  select content -> 'additions' as additions from minutes
   where meeting_id = $1 and kind = 'ordinary' and adjusted_at is not null and ($2::timestamptz is null or adjusted_at <= $2)`;

/** $3 until when; null for all of them. A correction without an item concerns the whole document. */
const selectCorrections = `
  select c.agenda_item_id as "agendaItemId", c.stood, c.shall_stand as "shallStand", c.ground, p.name as "correctedByName",
      (c.corrected_at at time zone 'Europe/Stockholm')::date as "correctedDay"
    from minutes_correction c left join person p on p.id = c.corrected_by
   where c.minutes_id = $1 and (c.agenda_item_id is null or c.agenda_item_id = $2) and ($3::timestamptz is null or c.corrected_at <= $3)
   order by c.corrected_at, c.id`;
