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

@Injectable()
export class MeetingActs {
  constructor(private readonly events: Events) {}

  /** @throws not-found, forbidden, precondition-failed */
  async take(tx: Tx, actor: Actor, meetingId: string, expectedVersion: number): Promise<LockedMeeting> {
    const meeting = await lockMeeting(tx, actor, meetingId, 'meeting.conduct');
    requireVersion(expectedVersion, meeting.version);
    return meeting;
  }

  /** The time given, or now when the meeting is held today; a meeting recorded afterwards says its times or has none. */
  timeOf({ day, today, now }: LockedMeeting, at: string | undefined): string | null {
    if (at !== undefined) instantOf({ day: day as Day, time: at as LocalTime }, undefined, '/at');
    return at ?? (day === today ? now : null);
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
