/** Agendas, items, decisions and routes for reading. What a person may see follows from where they are appointed. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import type { Page, PageRequest } from '../kernel/page.js';
import { paged } from '../platform/database/paged.js';
import { rows } from '../platform/database/sql.js';
import { isOwn } from './minutes/minutes.access.js';
import { minutesIdOf } from './minutes/minutes-place.sql.js';
import { neutralTitle } from './notice-board/public-content.js';
import { reachOf } from './reach.rules.js';

export { minutesIdOf } from './minutes/minutes-place.sql.js';

const itemColumns = `
  a.id, a.meeting_id as "meetingId", a.position, a.route_id as "routeId", a.route_position as "routePosition", a.matter_id as "matterId",
  m.registration_number as "registrationNumber", m.title, a.subject_kind as "subjectKind", a.subject_id as "subjectId",
  a.subject_version as "subjectVersion", a.status, a.version, a.tabled_from_id as "tabledFromId",
  (g.agenda_version > 0 and coalesce(a.agenda_version, 2) > 1) as "isLate", g.day, g.body_id as "bodyId", b.name as "bodyName",
  a.behind_closed_doors as "behindClosedDoors", b.authority_id as "authorityId",
  coalesce((select n.adjusted_day is not null from minutes n where n.id = ${minutesIdOf('a')}), false) as "isAdjusted",
  (select jsonb_build_object('id', d.id, 'outcome', d.outcome, 'reasons', d.reasons, 'minuteItem', d.minute_item, 'decisionDay', d.decision_day,
      'patch', d.patch, 'recordedAt', d.recorded_at, 'settledBy', d.settled_by, 'quorum', d.quorum, 'isAppealable', d.is_appealable,
      'restated', d.restated, 'isMinority', d.is_minority) from decision d where d.agenda_item_id = a.id) as decision`;
const itemTables = `agenda_item a join matter m on m.id = a.matter_id join meeting g on g.id = a.meeting_id join body b on b.id = g.body_id`;
const itemVisible = `($1 or b.authority_id = any($2::uuid[]) or m.authority_id = any($2::uuid[]))`;

export interface AgendaItemView {
  id: string;
  meetingId: string;
  position: number;
  routeId: string;
  routePosition: number;
  matterId: string;
  registrationNumber: string;
  title: string;
  subjectKind: string;
  subjectId: string;
  subjectVersion: number;
  status: string;
  version: number;
  tabledFromId: string | null;
  /** Came after the first notice. */
  isLate: boolean;
  day: string;
  bodyId: string;
  bodyName: string;
  decision: Record<string, unknown> | null;
}

/** With what decides how much of it somebody may read. */
interface ItemRow extends AgendaItemView {
  authorityId: string;
  behindClosedDoors: boolean;
  isAdjusted: boolean;
}

/**
 * Whoever follows other authorities reads there what has become official: what a body said in its decision when that is
 * adjusted, and of what was dealt with behind closed doors only that it was decided (KL 6:25, OSL 8:1).
 */
function shownTo(actor: Actor, { authorityId, behindClosedDoors, isAdjusted, ...item }: ItemRow): AgendaItemView {
  if (isOwn(actor, authorityId) || (isAdjusted && !behindClosedDoors)) return item;
  return {
    ...item,
    title: behindClosedDoors ? neutralTitle : item.title,
    decision: item.decision === null ? null : { ...item.decision, reasons: null, patch: null, restated: null },
  };
}

@Injectable()
export class DecisionsQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws not-found also when the actor may not see it. */
  async item(actor: Actor, id: string): Promise<AgendaItemView> {
    const { everywhere, authorityIds } = reachOf(actor);
    const [item] = await rows<ItemRow>(
      this.dataSource,
      `select ${itemColumns} from ${itemTables} where ${itemVisible} and a.id = $3`,
      [everywhere, authorityIds, id],
    );
    if (item === undefined) throw notFound('Ärendet på dagordningen');
    return shownTo(actor, item);
  }

  /** A subject's way through the bodies, in the order it went: every item with the decision made on it. */
  async itemsOfSubject(actor: Actor, subjectId: string, page: PageRequest): Promise<Page<AgendaItemView>> {
    return this.items(actor, { where: 'a.subject_id = $3', orderBy: 'g.day, a.created_at, a.id' }, subjectId, page);
  }

  async agenda(actor: Actor, meetingId: string, page: PageRequest): Promise<Page<AgendaItemView>> {
    await this.meeting(actor, meetingId);
    return this.items(actor, { where: 'a.meeting_id = $3', orderBy: 'a.position, a.id' }, meetingId, page);
  }

  private async items(
    actor: Actor,
    { where, orderBy }: { where: string; orderBy: string },
    id: string,
    page: PageRequest,
  ): Promise<Page<AgendaItemView>> {
    const { everywhere, authorityIds } = reachOf(actor);
    const listing = { columns: itemColumns, from: `${itemTables} where ${itemVisible} and ${where}`, orderBy };
    const found = await paged<ItemRow>(this.dataSource, listing, [everywhere, authorityIds, id], page);
    return { ...found, items: found.items.map((item) => shownTo(actor, item)) };
  }

  async meeting(_actor: Actor, id: string): Promise<MeetingView> {
    const [meeting] = await rows<MeetingView>(
      this.dataSource,
      `select ${meetingColumns} from ${meetingTables} where m.id = $1`,
      [id],
    );
    if (meeting === undefined) throw notFound('Sammanträdet');
    return meeting;
  }

  /** The calendar is no secret; what stands on an agenda is judged item by item. */
  async meetings(
    filter: { bodyId?: string | undefined; fromDay?: string | undefined; toDay?: string | undefined },
    page: PageRequest,
  ): Promise<Page<MeetingView>> {
    const from = `${meetingTables} where ($1::uuid is null or m.body_id = $1) and ($2::date is null or m.day >= $2)
      and ($3::date is null or m.day <= $3)`;
    const listing = { columns: meetingColumns, from, orderBy: 'm.day, m.id' };
    return paged<MeetingView>(
      this.dataSource,
      listing,
      [filter.bodyId ?? null, filter.fromDay ?? null, filter.toDay ?? null],
      page,
    );
  }
}

export interface MeetingView {
  id: string;
  bodyId: string;
  bodyName: string;
  day: string;
  startsAt: string | null;
  place: string | null;
  status: string;
  version: number;
}

const meetingColumns = `m.id, m.body_id as "bodyId", b.name as "bodyName", m.day, to_char(m.starts_at, 'HH24:MI') as "startsAt", m.place, m.status, m.version`;
const meetingTables = `meeting m join body b on b.id = m.body_id`;
