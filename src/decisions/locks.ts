/**
 * The locks of a meeting, in the one order everybody follows: matter, agenda item, meeting. Whoever decides or makes a
 * claim shares the meeting; whoever changes who is there holds it alone.
 */
import type { Actor } from '../kernel/actor.js';
import { conflict, notFound } from '../kernel/errors.js';
import { requirePermit } from '../identity/permit.rules.js';
import type { ActName } from '../identity/permissions.js';
import { type Db, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import type { ItemStatus, MeetingStatus } from './meeting.rules.js';
import { reaches } from './reach.rules.js';
import type { BodyKind, SubjectKind } from './subject-handler.js';

export interface LockedMeeting {
  id: string;
  bodyId: string;
  bodyName: string;
  bodyKind: BodyKind;
  authorityId: string;
  day: string;
  status: MeetingStatus;
  chairId: string | null;
  secretaryId: string | null;
  version: number;
  agendaVersion: number;
  lastAttendance: number;
  today: string;
  /** Local time now in Stockholm, `HH:MM`. */
  now: string;
}

const meetingColumns = `g.id, g.body_id as "bodyId", b.name as "bodyName", b.kind as "bodyKind", b.authority_id as "authorityId", g.day, g.status,
  g.chair_id as "chairId", g.secretary_id as "secretaryId", g.version, g.agenda_version as "agendaVersion", g.last_attendance as "lastAttendance",
  today_in_stockholm() as today, to_char(clock_timestamp() at time zone 'Europe/Stockholm', 'HH24:MI') as now`;

/**
 * Takes the meeting for oneself.
 * @throws not-found when the actor has no part in the authority, forbidden without the permit.
 */
export async function lockMeeting(tx: Tx, actor: Actor, meetingId: string, act: ActName): Promise<LockedMeeting> {
  const [meeting] = await rows<LockedMeeting>(
    tx,
    `select ${meetingColumns} from meeting g join body b on b.id = g.body_id where g.id = $1 for no key update of g`,
    [meetingId],
  );
  if (meeting === undefined || !reaches(actor, [meeting.authorityId])) throw notFound('Sammanträdet');
  requirePermit(actor, act, { authorityId: meeting.authorityId, bodyId: meeting.bodyId });
  return meeting;
}

/** The item being dealt with: the one introduced last that has no decision yet. */
export async function currentItemOf(db: Db, meetingId: string): Promise<string | null> {
  const [item] = await rows<{ id: string }>(
    db,
    `select id from agenda_item where meeting_id = $1 and introduced_at is not null and status not in ('decided', 'postponed') order by introduced_at desc, id limit 1`,
    [meetingId],
  );
  return item?.id ?? null;
}

export interface LockedItem {
  id: string;
  meetingId: string;
  routeId: string;
  routePosition: number;
  matterId: string;
  subjectKind: SubjectKind;
  subjectId: string;
  subjectVersionId: string;
  subjectVersion: number;
  status: ItemStatus;
  version: number;
  agendaVersion: number | null;
  /** The day the notice that told of the item was sent; null until one has. */
  announcedDay: string | null;
  isUrgent: boolean;
  lastClaim: number;
  lastPutting: number;
  day: string;
  bodyId: string;
  bodyKind: BodyKind;
  bodyName: string;
  authorityId: string;
  matterAuthorityId: string;
  /** How many steps the route has. */
  steps: string;
  today: string;
}

/** @throws state-conflict `already-decided` or `already-postponed` for an item that has left the agenda. */
export function requireUndecided({ status }: Pick<LockedItem, 'status'>): void {
  if (status === 'decided') throw conflict('already-decided', 'Ärendet på dagordningen är redan avgjort.');
  if (status === 'postponed')
    throw conflict('already-postponed', 'Ärendet är uppskjutet och står på ett senare sammanträdes dagordning.');
}

/** `a` waits for `m`, and `g` for `a`, because each asks whether the one before gave a row. */
const lockItemStatement = `
  with m as materialized (
    select id, authority_id from matter where id = (select matter_id from agenda_item where id = $1) for no key update),
  a as materialized (
    select * from agenda_item where id = $1 and exists (select 1 from m) for update),
  g as materialized (
    select * from meeting where id = (select meeting_id from a) for share)
  select a.id, a.meeting_id as "meetingId", a.route_id as "routeId", a.route_position as "routePosition", a.matter_id as "matterId",
      a.subject_kind as "subjectKind", a.subject_id as "subjectId", a.subject_version_id as "subjectVersionId", a.subject_version as "subjectVersion",
      a.status, a.version, a.agenda_version as "agendaVersion",
      (select v.sent_day from agenda_version v where v.meeting_id = a.meeting_id and v.number = a.agenda_version) as "announcedDay", a.is_urgent as "isUrgent", a.last_claim as "lastClaim", a.last_putting as "lastPutting",
      g.day, g.body_id as "bodyId", b.kind as "bodyKind", b.name as "bodyName", b.authority_id as "authorityId",
      (select m.authority_id from m) as "matterAuthorityId", (select count(*) from route_step s where s.route_id = a.route_id) as steps,
      today_in_stockholm() as today
    from a join g on g.id = a.meeting_id join body b on b.id = g.body_id`;

/**
 * Takes matter and item, and shares the meeting, so that nobody comes or goes meanwhile.
 * @throws not-found also for an item the actor cannot see, forbidden without the permit.
 */
export async function lockItem(tx: Tx, actor: Actor, agendaItemId: string, act: ActName): Promise<LockedItem> {
  const [item] = await rows<LockedItem>(tx, lockItemStatement, [agendaItemId]);
  if (item === undefined || !reaches(actor, [item.authorityId, item.matterAuthorityId]))
    throw notFound('Ärendet på dagordningen');
  requirePermit(actor, act, { authorityId: item.authorityId, bodyId: item.bodyId });
  return item;
}
