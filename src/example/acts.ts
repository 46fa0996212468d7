/** What people of the example municipality do, through the services, in the one transaction that loads it. */
import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { addDays, type Day } from '../kernel/day.js';
import { Decisions } from '../decisions/decisions.service.js';
import { Attendance } from '../decisions/attendance.service.js';
import { MeetingConduct } from '../decisions/meeting-conduct.service.js';
import { Meetings } from '../decisions/meetings.service.js';
import { MinutesKeeping } from '../decisions/minutes/minutes.service.js';
import { MinutesSigning } from '../decisions/minutes/minutes-signing.service.js';
import { NoticeSending } from '../decisions/notices.service.js';
import { Announcements } from '../decisions/notice-board/announcements.service.js';
import { Routes } from '../decisions/routes.service.js';
import type { DecisionOutcome, SubjectKind } from '../decisions/subject-handler.js';
import { OrganisationQueries } from '../identity/organisation.queries.js';
import { seatsOf } from '../identity/seats.queries.js';
import { rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import type { ExampleOrganisation } from './organisation.js';

/** Said wherever the example posts on a day that has passed. */
const elsewhere = 'Anslogs samma dag på den tidigare webbplatsen (exempel).';

export class ExampleActs {
  private readonly actors = new Map<string, Actor>();

  constructor(
    readonly app: INestApplicationContext,
    readonly tx: Tx,
    private readonly made: ExampleOrganisation,
  ) {}

  async route(
    subjectKind: SubjectKind,
    subjectId: string,
    username: string,
    steps: readonly { bodyId: string; day: Day }[],
  ): Promise<void> {
    const secretary = await this.actor(username);
    const meetingIds: string[] = [];
    for (const step of steps) {
      const [planned] = await rows<{ id: string }>(this.tx, `select id from meeting where body_id = $1 and day = $2`, [
        step.bodyId,
        step.day,
      ]);
      meetingIds.push(planned?.id ?? (await this.app.get(Meetings).plan(this.tx, secretary, step)).id);
    }
    await this.app.get(Routes).plan(this.tx, secretary, { subjectKind, subjectId, meetingIds });
  }

  async decide(subjectId: string, username: string, outcome: DecisionOutcome): Promise<void> {
    const item = only(
      await rows<{ id: string; version: number; meeting_id: string }>(
        this.tx,
        `select id, version, meeting_id from agenda_item where subject_id = $1 and status not in ('decided', 'postponed')`,
        [subjectId],
      ),
    );
    await this.opened(item.meeting_id, username);
    await this.app.get(Decisions).decide(this.tx, await this.actor(username), item.id, item.version, { outcome });
  }

  /** Calls to the meeting a week before and opens it with all members present, unless it is open already. */
  private async opened(meetingId: string, username: string): Promise<void> {
    const meeting = only(
      await rows<{ body_id: string; day: Day; status: string; version: number }>(
        this.tx,
        `select body_id, day, status, version from meeting where id = $1`,
        [meetingId],
      ),
    );
    if (meeting.status === 'opened') return;
    const secretary = await this.actor(username);
    const sentDay = addDays(meeting.day, -7);
    const { version } = await this.app
      .get(NoticeSending)
      .send(this.tx, secretary, meetingId, meeting.version, { sentDay, sentElsewhere: 'Sändes med e-post (exempel).' });
    const members = (await seatsOf(this.tx, meeting.body_id, meeting.day)).filter(({ seat }) => seat === 'member');
    const present = members.map(({ personId }) => ({ personId }));
    const adjusterIds = members
      .filter(({ presidium }) => presidium !== 'chair')
      .slice(0, 1)
      .map(({ personId }) => personId);
    await this.app.get(Attendance).open(this.tx, secretary, meetingId, version, { at: '13:00', adjusterIds, present });
  }

  async actor(username: string): Promise<Actor> {
    const known = this.actors.get(username);
    if (known !== undefined) return known;
    const actor = await this.app.get(OrganisationQueries).actorOf(this.tx, this.must(this.made.personIds, username));
    this.actors.set(username, actor);
    return actor;
  }

  authority(code: string): string {
    return this.must(this.made.authorityIds, code);
  }

  body(shortName: string): string {
    return this.must(this.made.bodyIds, shortName);
  }

  private must(map: Map<string, string>, key: string): string {
    const id = map.get(key);
    if (id === undefined) throw new Error(`the example municipality has no '${key}'`);
    return id;
  }

  /** Everybody who sits in the body takes part, so the meeting ends with all of its items decided. */
  async close(meetingId: string, username: string): Promise<void> {
    const { version } = await this.versionOf('meeting', meetingId);
    await this.app.get(MeetingConduct).close(this.tx, await this.actor(username), meetingId, version, '15:30');
  }

  /** The item's paragraph is adjusted at the meeting and announced the day after. */
  async adjustImmediately(subjectId: string, username: string): Promise<void> {
    const item = only(
      await rows<{ id: string; meeting_id: string; day: Day }>(
        this.tx,
        `select a.id, a.meeting_id, g.day from agenda_item a join meeting g on g.id = a.meeting_id
          where a.subject_id = $1 and a.status = 'decided' order by g.day desc limit 1`,
        [subjectId],
      ),
    );
    const secretary = await this.actor(username);
    const adjusted = { agendaItemIds: [item.id], signedDay: item.day };
    const id = await this.app.get(MinutesSigning).adjustImmediately(this.tx, secretary, item.meeting_id, adjusted);
    await this.announce(id, username, addDays(item.day, 1));
  }

  /** Signed on paper by the chair and the adjusters, and announced the same day. */
  async adjust(meetingId: string, username: string, day: Day): Promise<void> {
    const secretary = await this.actor(username);
    const { id } = only(
      await rows<{ id: string }>(this.tx, `select id from minutes where meeting_id = $1 and kind = 'ordinary'`, [
        meetingId,
      ]),
    );
    const keeping = this.app.get(MinutesKeeping);
    await keeping.send(this.tx, secretary, id, (await this.versionOf('minutes', id)).version);
    const signers = await rows<{ person_id: string }>(
      this.tx,
      `select chair_id as person_id from meeting where id = $1 union all select person_id from minutes_adjuster where meeting_id = $1`,
      [meetingId],
    );
    for (const { person_id: personId } of signers) {
      const signature = { method: 'paper' as const, signedDay: day, personId };
      const { version } = await this.versionOf('minutes', id);
      await this.app.get(MinutesSigning).sign(this.tx, secretary, id, version, signature);
    }
    await this.announce(id, username, day);
  }

  private async announce(minutesId: string, username: string, postedDay: Day): Promise<void> {
    const { version } = await this.versionOf('minutes', minutesId);
    const posted = { postedDay, postedElsewhere: elsewhere };
    await this.app.get(Announcements).post(this.tx, await this.actor(username), minutesId, version, posted);
  }

  private async versionOf(table: 'meeting' | 'minutes', id: string): Promise<{ version: number }> {
    const text =
      table === 'meeting' ? `select version from meeting where id = $1` : `select version from minutes where id = $1`;
    return only(await rows<{ version: number }>(this.tx, text, [id]));
  }
}
