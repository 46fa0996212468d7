/** Who is there: the meeting is opened with those present, people come and go, and the chair may change hands. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { conflict, invalid } from '../kernel/errors.js';
import { step } from '../kernel/transitions.js';
import { affected, later, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import type { Roster } from './attendance.rules.js';
import { decisionEvents } from './decisions.events.js';
import { currentItemOf, type LockedMeeting } from './locks.js';
import { MeetingActs } from './meeting-acts.js';
import { meetingMachine, type MeetingStatus, requireOpened } from './meeting.rules.js';
import { requireFitAdjusters } from './minutes/signing.rules.js';
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
export class Attendance {
  constructor(private readonly acts: MeetingActs) {}

  /**
   * Opens the meeting with those present and begins its minutes.
   * @throws state-conflict `no-quorum` (KL 6:27), `meeting-not-held`; validation-failed for people without part in it.
   */
  async open(tx: Tx, actor: Actor, meetingId: string, expectedVersion: number, opening: Opening): Promise<Sitting> {
    const meeting = await this.acts.take(tx, actor, meetingId, expectedVersion);
    const edge = step(meetingMachine, meeting.status, 'open');
    if (meeting.day > meeting.today)
      throw conflict('meeting-not-held', `Sammanträdet är den ${meeting.day}; det kan öppnas den dagen.`);
    const at = await this.acts.timeOf(tx, meeting, opening.at);
    const present = opening.present.map(({ personId, mode = 'onSite' }) => ({ personId, mode }));
    requireEachOnce(present.map(({ personId }) => personId));
    await requirePeople(tx, [
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
    await affected(tx, `update meeting set opened_with = $2, last_attendance = $2 where id = $1`, [
      meetingId,
      present.length,
    ]);
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
      `update meeting set status = $2, opened_at = $3, chair_id = $4, secretary_id = $5, version = version + 1 where id = $1`,
      [meetingId, edge.to, at, chairId, secretaryId],
    );
    await affected(tx, `insert into minutes_adjuster (meeting_id, person_id) select $1, unnest($2::uuid[])`, [
      meetingId,
      [...opening.adjusterIds],
    ]);
    await later(tx, `insert into minutes (id, meeting_id, number, kind) values ($1, $2, 1, 'ordinary')`, [
      uuidv7(),
      meetingId,
    ]);
    await this.acts.tell(tx, actor, meeting, edge.event, { chairId, secretaryId, present: present.length, quorum });
    return { version: meeting.version + 1, status: edge.to, quorum, roster };
  }

  /**
   * Somebody comes or goes. Who serves is worked out anew from here on; what has been decided stands.
   * @throws state-conflict `meeting-not-opened` …, `already-present`, `not-present`, `ballot-open`, `chair-leaves`;
   *   validation-failed `out-of-order` for a time before what has been noted of the meeting.
   */
  async attend(
    tx: Tx,
    actor: Actor,
    meetingId: string,
    expectedVersion: number,
    entry: ComingOrGoing,
  ): Promise<Sitting> {
    const meeting = await this.acts.take(tx, actor, meetingId, expectedVersion);
    requireOpened(meeting.status);
    const at = await this.acts.timeOf(tx, meeting, entry.at);
    await this.acts.requireNoOpenBallot(tx, meetingId);
    await requirePeople(tx, [{ id: entry.personId, pointer: '/personId' }]);
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
        await itemOf(tx, meeting, entry.agendaItemId),
        actor.personId,
      ],
    );
    await affected(tx, `update meeting set last_attendance = $2, version = version + 1 where id = $1`, [
      meetingId,
      number,
    ]);
    const assembly = await assemblyOf(tx, meetingId);
    const roster = rosterOf(assembly);
    await this.acts.tell(tx, actor, meeting, decisionEvents.attendanceRecorded, {
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
    const meeting = await this.acts.take(tx, actor, meetingId, expectedVersion);
    requireOpened(meeting.status);
    await this.acts.requireNoOpenBallot(tx, meetingId);
    const current = await currentItemOf(tx, meetingId);
    const assembly = await assemblyOf(tx, meetingId);
    chairOf(
      assembly,
      current === null ? rosterOf(assembly) : servingIn(await situationOf(tx, current)).roster,
      chairId,
    );
    if (chairId === meeting.secretaryId)
      throw invalid('/chairId', 'is-secretary', 'Den som för protokollet kan inte leda sammanträdet.');
    await affected(tx, `update meeting set chair_id = $2, version = version + 1 where id = $1`, [meetingId, chairId]);
    await this.acts.tell(tx, actor, meeting, decisionEvents.chairChanged, { chairId });
    return { version: meeting.version + 1 };
  }
}

async function itemOf(tx: Tx, meeting: LockedMeeting, agendaItemId: string | undefined): Promise<string | null> {
  if (agendaItemId === undefined) return currentItemOf(tx, meeting.id);
  const [item] = await rows<{ id: string }>(tx, `select id from agenda_item where id = $1 and meeting_id = $2`, [
    agendaItemId,
    meeting.id,
  ]);
  if (item === undefined)
    throw invalid('/agendaItemId', 'unknown-item', 'Ärendet står inte på sammanträdets dagordning.');
  return item.id;
}

async function requirePeople(tx: Tx, people: readonly { id: string; pointer: string }[]): Promise<void> {
  const known = await rows<{ id: string }>(tx, `select id from person where id = any($1::uuid[])`, [
    people.map(({ id }) => id),
  ]);
  const ids = new Set(known.map(({ id }) => id));
  const missing = people.find(({ id }) => !ids.has(id));
  if (missing !== undefined) throw invalid(missing.pointer, 'unknown-person', 'Personen finns inte.');
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
