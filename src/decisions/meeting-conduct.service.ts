/**
 * Conducting a meeting: the notice goes out, the meeting is opened with those who are there, people come and go, it is
 * adjourned and closed. Each act takes the meeting's row, so the record has one order.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { instantOf, type LocalTime } from '../kernel/deadline.js';
import { conflict, invalid } from '../kernel/errors.js';
import { step } from '../kernel/transitions.js';
import { affected, later, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { requireVersion } from '../platform/http/request-context.js';
import type { Roster } from './attendance.rules.js';
import { decisionEvents } from './decisions.events.js';
import { currentItemOf, type LockedMeeting, lockMeeting } from './locks.js';
import { meetingMachine, type MeetingStatus, requireNoticeInTime, requireOpened } from './meeting.rules.js';
import { requireFitAdjusters } from './minutes/minutes.rules.js';
import { type Quorum, requireQuorum } from './quorum.rules.js';
import { type Assembly, assemblyOf, quorumFor, rosterOf, servingIn, situationOf } from './situation.js';

export interface Opening {
  at?: string | undefined;
  /** Who presides; the chair, or else a vice chair, who serves. */
  chairId?: string | undefined;
  /** Who keeps the minutes; whoever opens the meeting when left out. */
  secretaryId?: string | undefined;
  adjusterIds: readonly string[];
  present: readonly { personId: string; mode?: 'onSite' | 'remote' | undefined }[];
}

export interface ComingOrGoing {
  personId: string;
  kind: 'arrives' | 'leaves';
  at?: string | undefined;
  mode?: 'onSite' | 'remote' | undefined;
  agendaItemId?: string | undefined;
}

export interface Sitting {
  version: number;
  status: MeetingStatus;
  quorum: Quorum;
  roster: Roster;
}

@Injectable()
export class MeetingConduct {
  constructor(private readonly events: Events) {}

  /**
   * Sends the notice: freezes an agenda version of everything listed. Sent again, it is a supplement with what came late.
   * @throws not-found, forbidden, precondition-failed, state-conflict `notice-too-late`, `nothing-new`, `day-to-come`.
   */
  async sendNotice(
    tx: Tx,
    actor: Actor,
    meetingId: string,
    expectedVersion: number,
    { sentDay, lateGround }: { sentDay?: Day | undefined; lateGround?: string | undefined },
  ): Promise<{ version: number; agendaVersion: number; items: number }> {
    // Items before the meeting, as whoever deals with one of them does.
    await rows(tx, `select id from agenda_item where meeting_id = $1 order by id for update`, [meetingId]);
    const meeting = await this.begin(tx, actor, meetingId, expectedVersion);
    const edge = step(meetingMachine, meeting.status, meeting.status === 'planned' ? 'sendNotice' : 'supplementNotice');
    const day = sentDay ?? (meeting.today as Day);
    if (day > meeting.today) throw conflict('day-to-come', `Kallelsen kan inte vara sänd ${day}; det har inte varit.`);
    const isFirst = meeting.status === 'planned';
    if (isFirst) {
      const { bylaws } = await assemblyOf(tx, meetingId);
      requireNoticeInTime(meeting.day as Day, day, bylaws.noticeDays, lateGround, meeting.bodyKind === 'council');
    }
    const number = meeting.agendaVersion + 1;
    const listed = await affected(
      tx,
      `update agenda_item set agenda_version = $2 where meeting_id = $1 and agenda_version is null`,
      [meetingId, number],
    );
    if (!isFirst && listed === 0)
      throw conflict('nothing-new', 'Inget har tillkommit på dagordningen sedan den senaste kallelsen.');
    await affected(
      tx,
      `insert into agenda_version (meeting_id, number, sent_day, items, sent_by)
         select $1, $2, $3, coalesce(jsonb_agg(jsonb_build_object('agendaItemId', a.id, 'position', a.position, 'title', m.title,
             'registrationNumber', m.registration_number, 'subjectVersion', a.subject_version, 'agendaVersion', a.agenda_version) order by a.position), '[]'), $4
           from agenda_item a join matter m on m.id = a.matter_id where a.meeting_id = $1`,
      [meetingId, number, day, actor.personId],
    );
    await affected(
      tx,
      `update meeting set status = $2, agenda_version = $3, notice_sent_day = coalesce(notice_sent_day, $4), late_notice_ground = coalesce(late_notice_ground, $5),
           version = version + 1 where id = $1`,
      [meetingId, edge.to, number, day, lateGround?.trim() || null],
    );
    await this.tell(tx, actor, meeting, edge.event, { agendaVersion: number, sentDay: day, listed });
    return { version: meeting.version + 1, agendaVersion: number, items: listed };
  }

  /**
   * Opens the meeting with those present and begins its minutes.
   * @throws state-conflict `no-quorum` (KL 6:27), `meeting-not-held`; validation-failed for people without part in it.
   */
  async open(tx: Tx, actor: Actor, meetingId: string, expectedVersion: number, opening: Opening): Promise<Sitting> {
    const meeting = await this.begin(tx, actor, meetingId, expectedVersion);
    const edge = step(meetingMachine, meeting.status, 'open');
    if (meeting.day > meeting.today)
      throw conflict('meeting-not-held', `Sammanträdet är den ${meeting.day}; det kan öppnas den dagen.`);
    const at = this.timeOf(meeting, opening.at);
    const present = opening.present.map(({ personId, mode = 'onSite' }) => ({ personId, mode }));
    requireEachOnce(present.map(({ personId }) => personId));
    await this.requirePeople(tx, [
      ...present.map(({ personId: id }, index) => ({ id, pointer: `/present/${index}/personId` })),
      ...(opening.secretaryId === undefined ? [] : [{ id: opening.secretaryId, pointer: '/secretaryId' }]),
    ]);
    const before = await assemblyOf(tx, meetingId);
    present.forEach(({ mode }, index) => requireMode(before, mode, `/present/${index}/mode`));
    await affected(
      tx,
      `insert into attendance_entry (meeting_id, number, person_id, kind, mode, at_time, recorded_by)
         select $1, place, person_id, 'arrives', mode, $4, $5 from unnest($2::uuid[], $3::text[]) with ordinality as p (person_id, mode, place)`,
      [meetingId, present.map(({ personId }) => personId), present.map(({ mode }) => mode), at, actor.personId],
    );
    const assembly = await assemblyOf(tx, meetingId);
    const roster = rosterOf(assembly);
    const quorum = quorumFor(assembly, roster);
    requireQuorum(quorum, meeting.bodyName, meeting.bodyKind);
    const chairId = chairOf(assembly, roster, opening.chairId);
    const secretaryId = opening.secretaryId ?? actor.personId;
    // Whoever writes the minutes cannot also vouch for them: the chair signs.
    if (secretaryId === chairId)
      throw invalid(
        '/secretaryId',
        'is-chair',
        'Den som leder sammanträdet kan inte föra protokollet; ange en annan sekreterare.',
      );
    const servingIds = new Set(roster.serving.map(({ personId }) => personId));
    requireFitAdjusters({ adjusterIds: opening.adjusterIds, chairId, secretaryId, servingIds }, '/adjusterIds');
    await affected(
      tx,
      `update meeting set status = $2, opened_at = $3, chair_id = $4, secretary_id = $5, last_attendance = $6, version = version + 1 where id = $1`,
      [meetingId, edge.to, at, chairId, secretaryId, present.length],
    );
    await affected(tx, `insert into minutes_adjuster (meeting_id, person_id) select $1, unnest($2::uuid[])`, [
      meetingId,
      [...opening.adjusterIds],
    ]);
    await later(tx, `insert into minutes (id, meeting_id, number, kind) values ($1, $2, 1, 'ordinary')`, [
      uuidv7(),
      meetingId,
    ]);
    await this.tell(tx, actor, meeting, edge.event, { chairId, secretaryId, present: present.length, quorum });
    return { version: meeting.version + 1, status: edge.to, quorum, roster };
  }

  /**
   * Somebody comes or goes. Who serves is worked out anew from here on; what has been decided stands.
   * @throws state-conflict `meeting-not-opened` …, `already-present`, `not-present`, `ballot-open`, `chair-leaves`.
   */
  async attend(
    tx: Tx,
    actor: Actor,
    meetingId: string,
    expectedVersion: number,
    entry: ComingOrGoing,
  ): Promise<Sitting> {
    const meeting = await this.begin(tx, actor, meetingId, expectedVersion);
    requireOpened(meeting.status);
    const at = this.timeOf(meeting, entry.at);
    await this.requireNoOpenBallot(tx, meetingId);
    await this.requirePeople(tx, [{ id: entry.personId, pointer: '/personId' }]);
    const before = await assemblyOf(tx, meetingId);
    const isPresent = presentIn(before).has(entry.personId);
    if (entry.kind === 'arrives' && isPresent) throw conflict('already-present', 'Personen är redan närvarande.');
    if (entry.kind === 'leaves' && !isPresent) throw conflict('not-present', 'Personen är inte närvarande.');
    if (entry.kind === 'leaves' && entry.personId === before.chairId)
      throw conflict('chair-leaves', 'Den som leder sammanträdet kan inte lämna det; låt någon annan ta över först.');
    requireMode(before, entry.mode ?? 'onSite', '/mode');
    const number = meeting.lastAttendance + 1;
    await affected(
      tx,
      `insert into attendance_entry (meeting_id, number, person_id, kind, mode, at_time, agenda_item_id, recorded_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        meetingId,
        number,
        entry.personId,
        entry.kind,
        entry.mode ?? 'onSite',
        at,
        await this.itemOf(tx, meeting, entry.agendaItemId),
        actor.personId,
      ],
    );
    await affected(tx, `update meeting set last_attendance = $2, version = version + 1 where id = $1`, [
      meetingId,
      number,
    ]);
    const assembly = await assemblyOf(tx, meetingId);
    const roster = rosterOf(assembly);
    await this.tell(tx, actor, meeting, decisionEvents.attendanceRecorded, {
      personId: entry.personId,
      kind: entry.kind,
      number,
    });
    return { version: meeting.version + 1, status: 'opened', quorum: quorumFor(assembly, roster), roster };
  }

  /** Hands the chair to somebody else who serves. @throws validation-failed when that person does not serve. */
  async preside(
    tx: Tx,
    actor: Actor,
    meetingId: string,
    expectedVersion: number,
    chairId: string,
  ): Promise<{ version: number }> {
    const meeting = await this.begin(tx, actor, meetingId, expectedVersion);
    requireOpened(meeting.status);
    await this.requireNoOpenBallot(tx, meetingId);
    const current = await currentItemOf(tx, meetingId);
    const assembly = await assemblyOf(tx, meetingId);
    chairOf(
      assembly,
      current === null ? rosterOf(assembly) : servingIn(await situationOf(tx, current)).roster,
      chairId,
    );
    await affected(tx, `update meeting set chair_id = $2, version = version + 1 where id = $1`, [meetingId, chairId]);
    await this.tell(tx, actor, meeting, decisionEvents.chairChanged, { chairId });
    return { version: meeting.version + 1 };
  }

  /** A pause. @throws state-conflict while a ballot is open. */
  async adjourn(tx: Tx, actor: Actor, meetingId: string, expectedVersion: number): Promise<{ version: number }> {
    return this.pause(tx, actor, meetingId, expectedVersion, 'adjourn');
  }

  async resume(tx: Tx, actor: Actor, meetingId: string, expectedVersion: number): Promise<{ version: number }> {
    return this.pause(tx, actor, meetingId, expectedVersion, 'resume');
  }

  /**
   * Closes the meeting. After this nobody can reserve (KL 4:27).
   * @throws state-conflict `undecided-items` naming them, so that none disappears (D5); `ballot-open`.
   */
  async close(
    tx: Tx,
    actor: Actor,
    meetingId: string,
    expectedVersion: number,
    at: string | undefined,
  ): Promise<{ version: number }> {
    const meeting = await this.begin(tx, actor, meetingId, expectedVersion);
    const edge = step(meetingMachine, meeting.status, 'close');
    const time = this.timeOf(meeting, at);
    await this.requireNoOpenBallot(tx, meetingId);
    const undecided = await rows<{ id: string; registrationNumber: string; title: string }>(
      tx,
      `select a.id, m.registration_number as "registrationNumber", m.title from agenda_item a join matter m on m.id = a.matter_id
        where a.meeting_id = $1 and a.status not in ('decided', 'postponed') order by a.position`,
      [meetingId],
    );
    if (undecided.length > 0)
      throw conflict(
        'undecided-items',
        `${undecided.length} ärenden på dagordningen är inte avgjorda: ${undecided.map(({ registrationNumber }) => registrationNumber).join(', ')}. Avgör eller bordlägg dem.`,
        { agendaItemIds: undecided.map(({ id }) => id) },
      );
    await affected(tx, `update meeting set status = $2, closed_at = $3, version = version + 1 where id = $1`, [
      meetingId,
      edge.to,
      time,
    ]);
    await this.tell(tx, actor, meeting, edge.event, { closedAt: time });
    return { version: meeting.version + 1 };
  }

  private async pause(tx: Tx, actor: Actor, meetingId: string, expectedVersion: number, act: 'adjourn' | 'resume') {
    const meeting = await this.begin(tx, actor, meetingId, expectedVersion);
    const edge = step(meetingMachine, meeting.status, act);
    await this.requireNoOpenBallot(tx, meetingId);
    await affected(tx, `update meeting set status = $2, version = version + 1 where id = $1`, [meetingId, edge.to]);
    await this.tell(tx, actor, meeting, edge.event, {});
    return { version: meeting.version + 1 };
  }

  private async begin(tx: Tx, actor: Actor, meetingId: string, expectedVersion: number): Promise<LockedMeeting> {
    const meeting = await lockMeeting(tx, actor, meetingId, 'meeting.conduct');
    requireVersion(expectedVersion, meeting.version);
    return meeting;
  }

  /** The time given, or now when the meeting is held today; a meeting recorded afterwards says its times or has none. */
  private timeOf({ day, today, now }: LockedMeeting, at: string | undefined): string | null {
    if (at !== undefined) instantOf({ day: day as Day, time: at as LocalTime }, undefined, '/at');
    return at ?? (day === today ? now : null);
  }

  private async itemOf(tx: Tx, meeting: LockedMeeting, agendaItemId: string | undefined): Promise<string | null> {
    if (agendaItemId === undefined) return currentItemOf(tx, meeting.id);
    const [item] = await rows<{ id: string }>(tx, `select id from agenda_item where id = $1 and meeting_id = $2`, [
      agendaItemId,
      meeting.id,
    ]);
    if (item === undefined)
      throw invalid('/agendaItemId', 'unknown-item', 'Ärendet står inte på sammanträdets dagordning.');
    return item.id;
  }

  private async requireNoOpenBallot(tx: Tx, meetingId: string): Promise<void> {
    const [open] = await rows<{ id: string }>(
      tx,
      `select v.id from ballot v join agenda_item a on a.id = v.agenda_item_id where a.meeting_id = $1 and v.status = 'open' limit 1`,
      [meetingId],
    );
    if (open !== undefined)
      throw conflict('ballot-open', 'En omröstning pågår; avsluta den först.', { ballotId: open.id });
  }

  private async requirePeople(tx: Tx, people: readonly { id: string; pointer: string }[]): Promise<void> {
    const known = await rows<{ id: string }>(tx, `select id from person where id = any($1::uuid[])`, [
      people.map(({ id }) => id),
    ]);
    const ids = new Set(known.map(({ id }) => id));
    const missing = people.find(({ id }) => !ids.has(id));
    if (missing !== undefined) throw invalid(missing.pointer, 'unknown-person', 'Personen finns inte.');
  }

  private async tell(
    tx: Tx,
    actor: Actor,
    meeting: LockedMeeting,
    type: string,
    payload: Record<string, unknown>,
  ): Promise<void> {
    await this.events.record(tx, actor, {
      type,
      subjectKind: 'meeting',
      subjectId: meeting.id,
      payload: { bodyId: meeting.bodyId, ...payload },
    });
  }
}

/** Everybody in the room, with or without a seat. */
function presentIn(assembly: Assembly): Set<string> {
  const present = new Set<string>();
  for (const { personId, kind } of assembly.entries)
    if (kind === 'arrives') present.add(personId);
    else present.delete(personId);
  return present;
}

function requireEachOnce(ids: readonly string[]): void {
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice >= 0)
    throw invalid(`/present/${twice}/personId`, 'duplicate', 'Personen står två gånger bland de närvarande.');
}

function requireMode({ bylaws, seats }: Assembly, mode: string, pointer: string): void {
  if (mode === 'remote' && !bylaws.remoteParticipation && seats.length > 0)
    throw invalid(pointer, 'not-applicable', 'Organet tillåter inte deltagande på distans (KL 6 kap. 24 §).');
}

function chairOf(assembly: Assembly, roster: Roster, chosen: string | undefined): string {
  const serving = new Set(roster.serving.map(({ personId }) => personId));
  if (chosen !== undefined) {
    if (!serving.has(chosen))
      throw invalid('/chairId', 'not-serving', 'Den som leder sammanträdet ska själv tjänstgöra.');
    return chosen;
  }
  const presiding = (['chair', 'viceChair'] as const)
    .flatMap((place) => assembly.seats.filter(({ presidium }) => presidium === place))
    .find(({ personId }) => serving.has(personId));
  if (presiding === undefined)
    throw invalid('/chairId', 'required', 'Varken ordförande eller vice ordförande tjänstgör; ange vem som leder.');
  return presiding.personId;
}
