/** Reads what a notice says: the agenda as it was sent, with what has been listed since marked as late. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { notFound } from '../../kernel/errors.js';
import { type Db, rows } from '../../platform/database/sql.js';
import { bylawsOf } from '../bylaws.queries.js';
import { neutralTitle } from '../notice-board/public-content.js';
import { reachOf } from '../reach.rules.js';
import type { SubjectKind } from '../subject-handler.js';
import { Subjects } from '../subjects.js';
import type { NoticeContent, NoticeItem } from './notice.content.js';

interface MeetingRow {
  id: string;
  day: string;
  startsAt: string | null;
  place: string | null;
  lateGround: string | null;
  agendaVersion: number;
  bodyId: string;
  bodyName: string;
  authorityId: string;
  authorityName: string;
  sent: { number: number; day: string }[];
  /** When the newest version was sent; now for a draft. */
  created: Date;
}

interface ItemRow {
  agendaItemId: string;
  position: number;
  registrationNumber: string;
  subjectKind: SubjectKind;
  subjectId: string;
  subjectVersionId: string;
  subjectVersion: number;
  agendaVersion: number | null;
  behindClosedDoors: boolean;
}

const selectMeeting = `
  select g.id, g.day, to_char(g.starts_at, 'HH24:MI') as "startsAt", g.place, g.late_notice_ground as "lateGround", g.agenda_version as "agendaVersion",
      b.id as "bodyId", b.name as "bodyName", u.id as "authorityId", u.name as "authorityName",
      (select coalesce(jsonb_agg(jsonb_build_object('number', v.number, 'day', v.sent_day) order by v.number), '[]')
         from agenda_version v where v.meeting_id = g.id) as sent,
      coalesce((select max(v.sent_at) from agenda_version v where v.meeting_id = g.id), clock_timestamp()) as created
    from meeting g join body b on b.id = g.body_id join authority u on u.id = b.authority_id where g.id = $1`;

const selectItems = `
  select a.id as "agendaItemId", a.position, m.registration_number as "registrationNumber", a.subject_kind as "subjectKind",
      a.subject_id as "subjectId", a.subject_version_id as "subjectVersionId", a.subject_version as "subjectVersion",
      a.agenda_version as "agendaVersion", a.behind_closed_doors as "behindClosedDoors"
    from agenda_item a join matter m on m.id = a.matter_id
   where a.meeting_id = $1 and ($2::boolean or a.agenda_version is not null) order by a.position, a.id`;

@Injectable()
export class MeetingNotices {
  constructor(
    private readonly dataSource: DataSource,
    private readonly subjects: Subjects,
  ) {}

  /**
   * Others than the own authority see what has been sent and nothing that is only listed, and of what is dealt with
   * behind closed doors only that it is (KL 6:25).
   * @throws not-found also for a draft of others
   */
  async of(actor: Actor, meetingId: string): Promise<{ content: NoticeContent; created: Date }> {
    const db = this.dataSource;
    const [meeting] = await rows<MeetingRow>(db, selectMeeting, [meetingId]);
    const { everywhere, authorityIds } = reachOf(actor);
    const isOwn = meeting !== undefined && authorityIds.includes(meeting.authorityId);
    if (meeting === undefined || !(isOwn || (everywhere && meeting.agendaVersion > 0))) throw notFound('Kallelsen');
    const bylaws = await bylawsOf(db, meeting.bodyId, meeting.day as Day);
    const items = await this.itemsOf(db, meetingId, isOwn, meeting.agendaVersion > 0);
    const { bodyId, bodyName, authorityId, authorityName, agendaVersion, sent, lateGround } = meeting;
    const { day, startsAt, place } = meeting;
    return {
      created: meeting.created,
      content: {
        format: 1,
        status: agendaVersion > 0 ? 'sent' : 'draft',
        agendaVersion,
        body: { id: bodyId, name: bodyName, authorityId, authorityName },
        meeting: { id: meetingId, day, startsAt, place, isOpenToPublic: bylaws.openToPublic },
        sent,
        lateGround,
        items,
      },
    };
  }

  private async itemsOf(db: Db, meetingId: string, isOwn: boolean, isSent: boolean): Promise<NoticeItem[]> {
    const items: NoticeItem[] = [];
    for (const row of await rows<ItemRow>(db, selectItems, [meetingId, isOwn])) {
      const { subjectKind, subjectId, subjectVersionId, ...item } = row;
      const shown = await this.subjects.of(subjectKind).presentation(db, subjectId, subjectVersionId);
      items.push({
        ...item,
        isLate: isSent && item.agendaVersion !== 1,
        ...(item.behindClosedDoors && !isOwn
          ? { title: neutralTitle, summary: '', proposal: [], decisionBasis: [], total: null }
          : {
              title: shown.title,
              summary: shown.summary,
              proposal: shown.decisionPoints.map(({ number, type, text }) => ({ number, type, text })),
              decisionBasis: [...shown.decisionBasis],
              total: shown.total?.toJSON() ?? null,
            }),
      });
    }
    return items;
  }
}
