/** Minutes for reading: a draft for the body's own authority, adjusted minutes for everybody (TF 2:10, R-50, R-51). */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { notFound } from '../../kernel/errors.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import { paged } from '../../platform/database/paged.js';
import { type Db, rows } from '../../platform/database/sql.js';
import { type ClosedDoors, publicContent } from '../notice-board/public-content.js';
import { closedDoorsOf } from '../notice-board/publishing.service.js';
import { reachOf } from '../reach.rules.js';
import { isOwn } from './minutes.access.js';
import type { MinutesContent } from './minutes.content.js';
import { MinutesRecords } from './minutes.record.queries.js';
import { adjustBy, isOfficial, lateDays, type MinutesStatus } from './minutes.rules.js';
import { type SignerRole, signersOf } from './signing.rules.js';
import { signersIn } from './minutes.service.js';
import { withStandIns } from './stand-in.rules.js';
import { lastStandIn, type StandInRow, standInsOf } from './stand-ins.store.js';

export interface MinutesSummary {
  id: string;
  meetingId: string;
  bodyId: string;
  bodyName: string;
  day: string;
  number: number;
  kind: 'ordinary' | 'immediate';
  status: MinutesStatus;
  version: number;
  sentAt: Date | null;
  /** Last day to adjust (KL 5:69, R-36). */
  adjustBy: string;
  adjustedDay: string | null;
  /** Days past the last one: of the adjustment, or so far. */
  lateDays: number;
}

export interface MinutesSignature {
  personId: string;
  name: string;
  role: SignerRole;
  method: 'signedIn' | 'paper';
  signedDay: string;
}

export interface MinutesCorrection {
  id: string;
  agendaItemId: string | null;
  stood: string;
  shallStand: string;
  ground: string;
  correctedByName: string | null;
  correctedDay: string;
  correctedAt: Date;
}

export interface MinutesView extends MinutesSummary {
  /** SHA-256 of the content as canonical JSON (RFC 8785); null while it is a draft. */
  contentHash: string | null;
  content: MinutesContent;
  signatures: MinutesSignature[];
  /** Who signs instead of whom, in the order it was decided. */
  standIns: StandInRow[];
  /** Who has still to sign; empty in a draft. */
  missing: { personId: string; name: string; role: SignerRole }[];
  corrections: MinutesCorrection[];
}

export interface TextView {
  agendaItemId: string | null;
  slot: string;
  text: string;
  version: number;
  writtenBy: string | null;
  writtenAt: Date;
}

const summaryColumns = `n.id, n.meeting_id as "meetingId", g.body_id as "bodyId", b.name as "bodyName", b.authority_id as "authorityId", g.day, n.number, n.kind,
  n.status, n.version, n.sent_at as "sentAt", n.adjusted_day as "adjustedDay", today_in_stockholm() as today`;
const tables = `minutes n join meeting g on g.id = n.meeting_id join body b on b.id = g.body_id`;

type SummaryRow = Omit<MinutesSummary, 'adjustBy' | 'lateDays'> & { authorityId: string; today: Day };
type Row = SummaryRow & { content: MinutesContent | null; contentHash: string | null };

const nowhere: ClosedDoors = { agendaItemIds: new Set(), minuteItems: new Set() };

@Injectable()
export class MinutesQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly records: MinutesRecords,
  ) {}

  /** The documents of a meeting that the actor may read. @throws not-found for a meeting that is not in the calendar */
  async ofMeeting(actor: Actor, meetingId: string, page: PageRequest): Promise<Page<MinutesSummary>> {
    const planned = await rows(this.dataSource, `select 1 from meeting where id = $1`, [meetingId]);
    if (planned.length === 0) throw notFound('Sammanträdet');
    const found = await paged<SummaryRow>(
      this.dataSource,
      {
        columns: summaryColumns,
        from: `${tables} where n.meeting_id = $1 and (n.adjusted_day is not null or $2 or b.authority_id = any($3::uuid[]))`,
        orderBy: 'n.number',
      },
      [meetingId, actor.kind === 'system', reachOf(actor).authorityIds],
      page,
    );
    return { ...found, items: found.items.map(summaryOf) };
  }

  /** What waits for the actor's own signature, the oldest meeting first. */
  async toSign(actor: Actor, page: PageRequest): Promise<Page<MinutesSummary>> {
    const found = await paged<SummaryRow>(
      this.dataSource,
      {
        columns: summaryColumns,
        from: `${tables} where n.status = 'signing' and b.authority_id = any($2::uuid[])
            and coalesce(${lastStandIn('$1::uuid')}, n.content -> 'adjusters' @> jsonb_build_array(jsonb_build_object('id', $1::text))
              or n.content -> 'chairs' @> jsonb_build_array(jsonb_build_object('person', jsonb_build_object('id', $1::text))))
            and not exists (select from minutes_signature s where s.minutes_id = n.id and s.person_id = $1::uuid)`,
        orderBy: 'g.day, n.id',
      },
      [actor.personId, reachOf(actor).authorityIds],
      page,
    );
    return { ...found, items: found.items.map(summaryOf) };
  }

  /**
   * One document with its content: frozen, or projected from the record as it is now. Of what was dealt with behind closed
   * doors other authorities read what the public reads; the rest is given out after a test (KL 6:25, OSL 8:1).
   * @throws not-found, also for a draft of another authority's body
   */
  async one(actor: Actor, id: string): Promise<MinutesView> {
    // A draft is read in several statements; in one snapshot, so that no vote falls between them.
    return this.dataSource.transaction('REPEATABLE READ', async (db) => this.view(db, actor, id));
  }

  /** As `one`, within a transaction of an act. */
  async view(db: Db, actor: Actor, id: string): Promise<MinutesView> {
    const [row] = await rows<Row>(
      db,
      `select ${summaryColumns}, n.content, encode(n.content_hash, 'hex') as "contentHash" from ${tables} where n.id = $1`,
      [id],
    );
    if (row === undefined || !(isOfficial(row.status) || isOwn(actor, row.authorityId))) throw notFound('Protokollet');
    const content = await this.records.contentOf(db, row);
    const isWhole = isOwn(actor, row.authorityId);
    const closed = isWhole ? nowhere : await closedDoorsOf(db, row.meetingId);
    const signatures = await rows<MinutesSignature>(
      db,
      `select s.person_id as "personId", p.name, s.role, s.method, s.signed_day as "signedDay" from minutes_signature s
         join person p on p.id = s.person_id where s.minutes_id = $1 order by s.role desc, s.recorded_at`,
      [id],
    );
    const standIns = await standInsOf(db, id);
    return {
      ...summaryOf(row),
      contentHash: row.contentHash,
      content: isWhole ? content : publicContent(content, closed),
      signatures,
      standIns,
      missing: row.content === null ? [] : missingIn(content, standIns, signatures),
      corrections: (await this.correctionsOf(db, id)).filter(
        ({ agendaItemId }) => agendaItemId === null || !closed.agendaItemIds.has(agendaItemId),
      ),
    };
  }

  private correctionsOf(db: Db, minutesId: string): Promise<MinutesCorrection[]> {
    return rows<MinutesCorrection>(
      db,
      `select c.id, c.agenda_item_id as "agendaItemId", c.stood, c.shall_stand as "shallStand", c.ground, p.name as "correctedByName",
           (c.corrected_at at time zone 'Europe/Stockholm')::date as "correctedDay", c.corrected_at as "correctedAt"
         from minutes_correction c left join person p on p.id = c.corrected_by where c.minutes_id = $1 order by c.corrected_at, c.id`,
      [minutesId],
    );
  }

  /** The secretary's own blocks with their versions, for editing; only within the body's authority. */
  async texts(actor: Actor, meetingId: string, page: PageRequest): Promise<Page<TextView>> {
    const [meeting] = await rows<{ authorityId: string }>(
      this.dataSource,
      `select b.authority_id as "authorityId" from meeting g join body b on b.id = g.body_id where g.id = $1`,
      [meetingId],
    );
    if (meeting === undefined || !isOwn(actor, meeting.authorityId)) throw notFound('Sammanträdet');
    return paged<TextView>(
      this.dataSource,
      {
        columns: `t.agenda_item_id as "agendaItemId", t.slot, t.text, t.version, p.name as "writtenBy", t.written_at as "writtenAt"`,
        from: `minutes_text t left join agenda_item a on a.id = t.agenda_item_id left join person p on p.id = t.written_by where t.meeting_id = $1`,
        orderBy: 'a.position nulls first, t.slot, t.id',
      },
      [meetingId],
      page,
    );
  }
}

function summaryOf({ authorityId: _own, today, ...row }: SummaryRow): MinutesSummary {
  const summary = row as Omit<MinutesSummary, 'adjustBy' | 'lateDays'> & Partial<Row>;
  delete summary.content;
  delete summary.contentHash;
  const day = row.day as Day;
  return { ...summary, adjustBy: adjustBy(day), lateDays: lateDays(day, (row.adjustedDay as Day | null) ?? today) };
}

function missingIn(
  content: MinutesContent,
  standIns: readonly StandInRow[],
  signatures: readonly MinutesSignature[],
): MinutesView['missing'] {
  const signed = new Set(signatures.map(({ personId }) => personId));
  const names = new Map(
    [
      ...content.chairs.map(({ person }) => person),
      ...content.adjusters,
      ...standIns.map(({ personId: id, name }) => ({ id, name })),
    ].map((p) => [p.id, p.name]),
  );
  return [...withStandIns(signersOf(signersIn(content, null)), standIns)]
    .filter(([id]) => !signed.has(id))
    .map(([personId, role]) => ({ personId, name: names.get(personId) ?? '', role }));
}
