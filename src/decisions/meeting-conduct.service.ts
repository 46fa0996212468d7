/** The course of a meeting that is open: it is adjourned, resumed and at last closed. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { conflict } from '../kernel/errors.js';
import { step } from '../kernel/transitions.js';
import { affected, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { MeetingActs } from './meeting-acts.js';
import { meetingMachine } from './meeting.rules.js';

@Injectable()
export class MeetingConduct {
  constructor(private readonly acts: MeetingActs) {}

  /**
   * A pause begins or ends.
   * @throws state-conflict while a ballot is open; validation-failed `out-of-order` for a time before what has been noted.
   */
  async pause(
    tx: Tx,
    actor: Actor,
    meetingId: string,
    expectedVersion: number,
    { act, at: given }: { act: 'adjourn' | 'resume'; at: string | undefined },
  ): Promise<{ version: number }> {
    const meeting = await this.acts.take(tx, actor, meetingId, expectedVersion);
    const edge = step(meetingMachine, meeting.status, act);
    const at = await this.acts.timeOf(tx, meeting, given);
    await this.acts.requireNoOpenBallot(tx, meetingId);
    await affected(tx, `update meeting set status = $2, version = version + 1 where id = $1`, [meetingId, edge.to]);
    await this.acts.tell(tx, actor, meeting, edge.event, { at });
    return { version: meeting.version + 1 };
  }

  /**
   * Closes the meeting. After this nobody can reserve (KL 4:27).
   * @throws state-conflict `undecided-items` naming them, so that none disappears (D5); `ballot-open`; validation-failed
   *   `out-of-order` for a time before the opening or what came after it.
   */
  async close(
    tx: Tx,
    actor: Actor,
    meetingId: string,
    expectedVersion: number,
    at: string | undefined,
  ): Promise<{ version: number }> {
    const meeting = await this.acts.take(tx, actor, meetingId, expectedVersion);
    const edge = step(meetingMachine, meeting.status, 'close');
    const time = await this.acts.timeOf(tx, meeting, at);
    await this.acts.requireNoOpenBallot(tx, meetingId);
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
    await this.acts.tell(tx, actor, meeting, edge.event, { closedAt: time });
    return { version: meeting.version + 1 };
  }
}
