/** What every act on a meeting shares: the meeting taken, the time of it, and the event. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { instantOf, type LocalTime } from '../kernel/deadline.js';
import { conflict } from '../kernel/errors.js';
import { rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { requireVersion } from '../platform/http/request-context.js';
import { type LockedMeeting, lockMeeting } from './locks.js';
import { type NotedTime, timeInOrder } from './meeting-times.rules.js';

/** The latest time noted of the meeting $1; pauses keep theirs in their events. */
const selectLastTime = `
  select to_char(noted.at, 'HH24:MI') as time, noted.what from (
    select opened_at as at, 1 as place, 'opened' as what from meeting where id = $1
    union all select at_time, 2, 'attendance' from attendance_entry where meeting_id = $1
    union all select (payload ->> 'at')::time, 3, replace(type, 'meeting.', '') from event
      where subject_id = $1 and type in ('meeting.adjourned', 'meeting.resumed')) noted
   where noted.at is not null order by noted.at desc, noted.place desc limit 1`;

@Injectable()
export class MeetingActs {
  constructor(private readonly events: Events) {}

  /** @throws not-found, forbidden, precondition-failed */
  async take(tx: Tx, actor: Actor, meetingId: string, expectedVersion: number): Promise<LockedMeeting> {
    const meeting = await lockMeeting(tx, actor, meetingId, 'meeting.conduct');
    requireVersion(expectedVersion, meeting.version);
    return meeting;
  }

  /**
   * The time given, or now when the meeting is held today; a meeting recorded afterwards says its times or has none.
   * @throws validation-failed for a time the day did not have, `out-of-order` for one before what has been noted
   */
  async timeOf(tx: Tx, { id, day, today, now }: LockedMeeting, at: string | undefined): Promise<string | null> {
    if (at !== undefined) instantOf({ day: day as Day, time: at as LocalTime }, undefined, '/at');
    const [last] = await rows<NotedTime>(tx, selectLastTime, [id]);
    return timeInOrder(at, day === today ? now : null, last);
  }

  /** @throws state-conflict `ballot-open`: while people vote nobody comes or goes */
  async requireNoOpenBallot(tx: Tx, meetingId: string): Promise<void> {
    const [open] = await rows<{ id: string }>(
      tx,
      `select v.id from ballot v join agenda_item a on a.id = v.agenda_item_id where a.meeting_id = $1 and v.status = 'open' limit 1`,
      [meetingId],
    );
    if (open !== undefined)
      throw conflict('ballot-open', 'En omröstning pågår; avsluta den först.', { ballotId: open.id });
  }

  async tell(
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
