/** The notice of a meeting: what it freezes of the agenda, and what comes after it. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { conflict, invalid } from '../kernel/errors.js';
import { step } from '../kernel/transitions.js';
import { affected, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { MeetingActs } from './meeting-acts.js';
import { meetingMachine, requireBeforeMeeting, requireNoticeInTime } from './meeting.rules.js';
import { assemblyOf } from './situation.js';

export interface Sending {
  /** Today when left out. */
  sentDay?: Day | undefined;
  /** How it was sent; demanded for an earlier day. */
  sentElsewhere?: string | undefined;
  /** Why it is later than the body has set. */
  lateGround?: string | undefined;
}

@Injectable()
export class NoticeSending {
  constructor(private readonly acts: MeetingActs) {}

  /**
   * Sends the notice: freezes an agenda version of everything listed. Sent again, it is a supplement with what came late.
   * @throws not-found, forbidden, precondition-failed, state-conflict `notice-too-late`, `nothing-new`, `day-to-come`,
   *   `notice-after-meeting`; validation-failed for an earlier day without saying how it was sent (ADR 0029).
   */
  async send(
    tx: Tx,
    actor: Actor,
    meetingId: string,
    expectedVersion: number,
    { sentDay, sentElsewhere, lateGround }: Sending,
  ): Promise<{ version: number; agendaVersion: number; items: number }> {
    // Items before the meeting, as whoever deals with one of them does.
    await rows(tx, `select id from agenda_item where meeting_id = $1 order by id for update`, [meetingId]);
    const meeting = await this.acts.take(tx, actor, meetingId, expectedVersion);
    const edge = step(meetingMachine, meeting.status, meeting.status === 'planned' ? 'sendNotice' : 'supplementNotice');
    const day = sentDay ?? (meeting.today as Day);
    if (day > meeting.today) throw conflict('day-to-come', `Kallelsen kan inte vara sänd ${day}; det har inte varit.`);
    const how = sentElsewhere?.trim() || null;
    if (day < meeting.today && how === null)
      throw invalid(
        '/sentElsewhere',
        'required',
        `Ange hur kallelsen sändes den ${day}; här förs den in ${meeting.today}.`,
      );
    const isFirst = meeting.status === 'planned';
    requireBeforeMeeting(meeting.day as Day, day);
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
      `insert into agenda_version (meeting_id, number, sent_day, sent_elsewhere, items, sent_by)
         select $1, $2, $3, $5, coalesce(jsonb_agg(jsonb_build_object('agendaItemId', a.id, 'position', a.position, 'title', m.title,
             'registrationNumber', m.registration_number, 'subjectVersion', a.subject_version, 'agendaVersion', a.agenda_version) order by a.position), '[]'), $4
           from agenda_item a join matter m on m.id = a.matter_id where a.meeting_id = $1`,
      [meetingId, number, day, actor.personId, how],
    );
    await affected(
      tx,
      `update meeting set status = $2, agenda_version = $3, notice_sent_day = coalesce(notice_sent_day, $4), late_notice_ground = coalesce(late_notice_ground, $5),
           version = version + 1 where id = $1`,
      [meetingId, edge.to, number, day, lateGround?.trim() || null],
    );
    await this.acts.tell(tx, actor, meeting, edge.event, { agendaVersion: number, sentDay: day, listed });
    return { version: meeting.version + 1, agendaVersion: number, items: listed };
  }
}
