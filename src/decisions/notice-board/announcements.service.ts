/**
 * Announcing that minutes are adjusted, and taking the notice down again. From the day it is posted the decisions in it
 * can be appealed for three weeks, so the day is written once and never changed.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type Actor, systemActor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { step } from '../../kernel/transitions.js';
import { affected, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { minutesMachine } from '../minutes/minutes.rules.js';
import { lock } from '../minutes/minutes.store.js';
import { appealEnd, daysLate, lastDayToAnnounce, requireSoundPosting, takeDownDay } from './announcement.rules.js';
import { noticeBoardEvents } from './notice-board.events.js';

export interface PostCommand {
  /** Today when left out. */
  postedDay?: Day | undefined;
  /** Where and how it was posted; demanded for an earlier day. */
  postedElsewhere?: string | undefined;
  /** Where the minutes are kept; with the body's administration when left out. */
  whereKept?: string | undefined;
}

export interface PostedAnnouncement {
  id: string;
  minutesId: string;
  postedDay: Day;
  /** The last day somebody could lawfully post it. */
  lastDayToAnnounce: Day;
  daysLate: number;
  appealEndDay: Day;
  takeDownDay: Day;
  whereKept: string;
  postedElsewhere: string | null;
  /** Version of the minutes after the act. */
  version: number;
}

/** What one run of the timer takes down at most; the next run takes the rest. */
const takenDownMax = 200;

const takeDownStatement = `
  with due as (
    select a.id, a.minutes_id from announcement a join minutes m on m.id = a.minutes_id
     where a.taken_down_at is null and a.appeal_end_day < today_in_stockholm()
     order by a.appeal_end_day, a.id limit $1 for update of m, a skip locked),
  minutes_down as (
    update minutes set status = 'announcementDown', version = version + 1 from due where minutes.id = due.minutes_id returning minutes.id)
  update announcement set taken_down_at = clock_timestamp() from due join minutes_down on minutes_down.id = due.minutes_id
   where announcement.id = due.id returning announcement.id, announcement.minutes_id, announcement.appeal_end_day`;

const takeDownDelegatedStatement = `
  with due as (
    select id from announcement where delegated_decision_id is not null and taken_down_at is null and appeal_end_day < today_in_stockholm()
     order by appeal_end_day, id limit $1 for update skip locked)
  update announcement set taken_down_at = clock_timestamp() from due where announcement.id = due.id
   returning announcement.id, announcement.delegated_decision_id, announcement.appeal_end_day`;

@Injectable()
export class Announcements {
  constructor(private readonly events: Events) {}

  /**
   * Posts the notice that the minutes are adjusted (KL 8:12). One that is late is posted and told to be late: refusing it
   * would only make it later.
   * @throws not-found, forbidden, precondition-failed, state-conflict `not-allowed-in-state` (minutes that are not
   *   adjusted, or announced already), validation-failed (`future-day`, `before-adjustment`, `required`)
   */
  async post(
    tx: Tx,
    actor: Actor,
    minutesId: string,
    expectedVersion: number,
    command: PostCommand,
  ): Promise<PostedAnnouncement> {
    const minutes = await lock(tx, actor, minutesId, 'minutes.announce');
    requireVersion(expectedVersion, minutes.version);
    const edge = step(minutesMachine, minutes.status, 'announce');
    const { adjustedDay, administrationName } = await this.adjusted(tx, minutesId);
    const postedDay = command.postedDay ?? minutes.today;
    const postedElsewhere = command.postedElsewhere?.trim();
    requireSoundPosting({ adjustedDay, postedDay, today: minutes.today, postedElsewhere });
    const announcement = {
      id: uuidv7(),
      minutesId,
      postedDay,
      lastDayToAnnounce: lastDayToAnnounce(adjustedDay),
      daysLate: daysLate(adjustedDay, postedDay),
      appealEndDay: appealEnd(postedDay),
      takeDownDay: takeDownDay(appealEnd(postedDay)),
      whereKept: command.whereKept?.trim() ?? administrationName,
      postedElsewhere: postedElsewhere ?? null,
      version: minutes.version + 1,
    };
    await this.write(tx, actor, announcement);
    await this.events.record(tx, actor, {
      type: edge.event,
      subjectKind: 'minutes',
      subjectId: minutesId,
      payload: {
        announcementId: announcement.id,
        meetingId: minutes.meetingId,
        bodyId: minutes.bodyId,
        postedDay,
        appealEndDay: announcement.appealEndDay,
        daysLate: announcement.daysLate,
      },
    });
    return announcement;
  }

  /** Takes down what has been up through its appeal time (KL 8:12). Run by the timer; a second run finds nothing. */
  async takeDownDue(tx: Tx): Promise<void> {
    await this.takeDownMinutes(tx);
    await this.takeDownDelegated(tx);
  }

  private async takeDownMinutes(tx: Tx): Promise<void> {
    const taken = await rows<{ id: string; minutes_id: string; appeal_end_day: string }>(tx, takeDownStatement, [
      takenDownMax,
    ]);
    if (taken.length === 0) return;
    await this.events.record(
      tx,
      systemActor,
      ...taken.map(({ id, minutes_id, appeal_end_day }) => ({
        type: noticeBoardEvents.announcementTakenDown,
        subjectKind: 'minutes',
        subjectId: minutes_id,
        payload: { announcementId: id, appealEndDay: appeal_end_day },
      })),
    );
  }

  private async takeDownDelegated(tx: Tx): Promise<void> {
    const taken = await rows<{ id: string; delegated_decision_id: string; appeal_end_day: string }>(
      tx,
      takeDownDelegatedStatement,
      [takenDownMax],
    );
    if (taken.length === 0) return;
    await this.events.record(
      tx,
      systemActor,
      ...taken.map(({ id, delegated_decision_id, appeal_end_day }) => ({
        type: noticeBoardEvents.delegatedTakenDown,
        subjectKind: 'delegatedDecision',
        subjectId: delegated_decision_id,
        payload: { announcementId: id, appealEndDay: appeal_end_day },
      })),
    );
  }

  private async adjusted(tx: Tx, minutesId: string): Promise<{ adjustedDay: Day; administrationName: string }> {
    const found = await rows<{ adjustedDay: Day; administrationName: string }>(
      tx,
      `select m.adjusted_day as "adjustedDay", a.administration_name as "administrationName"
         from minutes m join meeting g on g.id = m.meeting_id join body b on b.id = g.body_id join authority a on a.id = b.authority_id
        where m.id = $1 and m.adjusted_day is not null`,
      [minutesId],
    );
    return only(found);
  }

  private async write(tx: Tx, actor: Actor, announcement: PostedAnnouncement): Promise<void> {
    await affected(
      tx,
      `with m as (update minutes set status = 'announced', version = version + 1 where id = $2 and status = 'adjusted' returning id)
       insert into announcement (id, minutes_id, posted_day, appeal_end_day, where_kept, posted_elsewhere, posted_by)
         select $1, m.id, $3, $4, $5, $6, $7 from m`,
      [
        announcement.id,
        announcement.minutesId,
        announcement.postedDay,
        announcement.appealEndDay,
        announcement.whereKept,
        announcement.postedElsewhere,
        actor.personId,
      ],
    );
  }
}
