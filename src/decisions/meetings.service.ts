/** The meeting calendar: a decision plan is checked against it, so a meeting exists before a matter is put on it. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { instantOf, type LocalTime } from '../kernel/deadline.js';
import { conflict, invalid, notFound } from '../kernel/errors.js';
import { step } from '../kernel/transitions.js';
import { requirePermit } from '../identity/permit.rules.js';
import { affected, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { requireVersion } from '../platform/http/request-context.js';
import { decisionEvents } from './decisions.events.js';
import { meetingMachine, type MeetingStatus } from './meeting.rules.js';

export interface NewMeeting {
  bodyId: string;
  day: Day;
  startsAt?: string | undefined;
  place?: string | undefined;
}

@Injectable()
export class Meetings {
  constructor(private readonly events: Events) {}

  /**
   * Plans a meeting of a body.
   * @throws not-found for an unknown body, forbidden, `body-not-valid` outside the body's validity (E-08), duplicate for a second meeting the same day.
   */
  async plan(tx: Tx, actor: Actor, meeting: NewMeeting): Promise<{ id: string; version: number }> {
    const [body] = await rows<{ authority_id: string; valid_from: string; valid_to: string | null; name: string }>(
      tx,
      `select authority_id, valid_from, valid_to, name from body where id = $1`,
      [meeting.bodyId],
    );
    if (body === undefined) throw notFound('Organet');
    requirePermit(actor, 'meeting.plan', { authorityId: body.authority_id, bodyId: meeting.bodyId });
    if (meeting.day < body.valid_from || (body.valid_to !== null && meeting.day > body.valid_to))
      throw invalid('/day', 'body-not-valid', `${body.name} finns inte den ${meeting.day}.`);
    // A meeting begins at an instant; a time the clocks skip or repeat that night has none.
    if (meeting.startsAt !== undefined)
      instantOf({ day: meeting.day, time: meeting.startsAt as LocalTime }, undefined, '/startsAt');
    const id = uuidv7();
    await affected(tx, `insert into meeting (id, body_id, day, starts_at, place) values ($1, $2, $3, $4, $5)`, [
      id,
      meeting.bodyId,
      meeting.day,
      meeting.startsAt ?? null,
      meeting.place?.trim() ?? null,
    ]);
    await this.events.record(tx, actor, {
      type: decisionEvents.meetingPlanned,
      subjectKind: 'meeting',
      subjectId: id,
      payload: { bodyId: meeting.bodyId, day: meeting.day },
    });
    return { id, version: 1 };
  }

  /** Cancels a meeting that nothing stands on; matters must be moved first, so that none disappears (D5). */
  async cancel(tx: Tx, actor: Actor, meetingId: string, expectedVersion: number): Promise<void> {
    const [meeting] = await rows<{ body_id: string; authority_id: string; status: MeetingStatus; version: number }>(
      tx,
      `select m.body_id, b.authority_id, m.status, m.version
         from meeting m join body b on b.id = m.body_id where m.id = $1 for update of m`,
      [meetingId],
    );
    if (meeting === undefined) throw notFound('Sammanträdet');
    requirePermit(actor, 'meeting.plan', { authorityId: meeting.authority_id, bodyId: meeting.body_id });
    requireVersion(expectedVersion, meeting.version);
    if (meeting.status === 'cancelled') throw conflict('already-cancelled', 'Sammanträdet är redan inställt.');
    step(meetingMachine, meeting.status, 'cancel');
    await this.requireNothingOnIt(tx, meetingId);
    await affected(tx, `update meeting set status = 'cancelled', version = version + 1 where id = $1`, [meetingId]);
    await this.events.record(tx, actor, {
      type: decisionEvents.meetingCancelled,
      subjectKind: 'meeting',
      subjectId: meetingId,
      payload: { bodyId: meeting.body_id },
    });
  }

  /** Counted in a statement begun after the lock: whoever listed something while we waited is seen. */
  private async requireNothingOnIt(tx: Tx, meetingId: string): Promise<void> {
    const { waiting } = only(
      await rows<{ waiting: string }>(
        tx,
        `select (select count(*) from agenda_item a where a.meeting_id = $1 and a.status not in ('decided', 'postponed'))
           + (select count(*) from route_step s join route r on r.id = s.route_id
               where s.meeting_id = $1 and r.status = 'running' and s.position > r.current_position) as waiting`,
        [meetingId],
      ),
    );
    if (waiting === '0') return;
    throw conflict(
      'meeting-has-items',
      `${waiting} ärenden står på eller är planerade till sammanträdet; flytta dem först.`,
    );
  }
}
