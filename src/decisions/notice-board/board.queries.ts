/** The notice board: which minutes are announced, with what in them. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Day } from '../../kernel/day.js';
import { notFound } from '../../kernel/errors.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import { paged } from '../../platform/database/paged.js';
import { rows } from '../../platform/database/sql.js';
import type { DecisionOutcome } from '../subject-handler.js';
import { daysLate, takeDownDay } from './announcement.rules.js';
import { outcomeNoun } from './public-content.js';

export interface DayFilter {
  bodyId?: string | undefined;
  fromDay?: string | undefined;
  toDay?: string | undefined;
}

export interface AnnouncementView {
  id: string;
  minutesId: string;
  bodyId: string;
  bodyName: string;
  meetingDay: Day;
  /** `ordinary`, or `immediate` for items adjusted before the rest. */
  kind: 'ordinary' | 'immediate';
  minuteItems: number[];
  adjustedDay: Day;
  postedDay: Day;
  daysLate: number;
  appealEndDay: Day;
  /** It is up through the day before. */
  takeDownDay: Day;
  whereKept: string;
  postedElsewhere: string | null;
  /** The instant it was recorded here. */
  postedAt: string;
  takenDownAt: string | null;
}

export interface AnnouncedItem {
  decisionId: string;
  minuteItem: number;
  registrationNumber: string;
  title: string;
  outcome: DecisionOutcome | null;
  outcomeText: string | null;
}

const announcementColumns = `a.id, a.minutes_id as "minutesId", g.body_id as "bodyId", b.name as "bodyName", g.day as "meetingDay", m.kind,
  m.content -> 'minuteItems' as "minuteItems", m.adjusted_day as "adjustedDay", a.posted_day as "postedDay", a.appeal_end_day as "appealEndDay",
  a.where_kept as "whereKept", a.posted_elsewhere as "postedElsewhere",
  to_char(a.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "postedAt", to_char(a.taken_down_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "takenDownAt"`;
const announcementTables = `announcement a join minutes m on m.id = a.minutes_id join meeting g on g.id = m.meeting_id join body b on b.id = g.body_id`;

/** Newest first. `$4` true: also those taken down, which only people who are signed in may ask for. */
const listedAnnouncements = {
  columns: announcementColumns,
  from: `${announcementTables}
    where ($1::uuid is null or g.body_id = $1) and ($2::date is null or a.posted_day >= $2) and ($3::date is null or a.posted_day <= $3)
      and ($4::boolean or a.taken_down_at is null)`,
  orderBy: 'a.posted_day desc, a.id',
};

@Injectable()
export class BoardQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** @param alsoTakenDown for people who are signed in; the board itself shows what is up */
  async announcements(filter: DayFilter, page: PageRequest, alsoTakenDown = false): Promise<Page<AnnouncementView>> {
    const values = [filter.bodyId ?? null, filter.fromDay ?? null, filter.toDay ?? null, alsoTakenDown];
    const found = await paged<AnnouncementView>(this.dataSource, listedAnnouncements, values, page);
    return { ...found, items: found.items.map(announcementView) };
  }

  /** @throws not-found also for one that is taken down, unless `alsoTakenDown`. */
  async announcement(id: string, alsoTakenDown = false): Promise<AnnouncementView & { items: AnnouncedItem[] }> {
    const [found] = await rows<AnnouncementView>(
      this.dataSource,
      `select ${announcementColumns} from ${announcementTables} where a.id = $1 and ($2::boolean or a.taken_down_at is null)`,
      [id, alsoTakenDown],
    );
    if (found === undefined) throw notFound('Anslaget');
    const items = await rows<Omit<AnnouncedItem, 'outcomeText'>>(
      this.dataSource,
      `select decision_id as "decisionId", minute_item as "minuteItem", registration_number as "registrationNumber", title, outcome
         from published_decision where minutes_id = $1 order by minute_item, decision_id`,
      [found.minutesId],
    );
    return {
      ...announcementView(found),
      items: items.map((item) => ({ ...item, outcomeText: outcomeNoun(item.outcome) })),
    };
  }

  /** Bodies that have something on the board. */
  bodiesOnBoard(): Promise<{ id: string; name: string }[]> {
    return rows(
      this.dataSource,
      `select distinct b.id, b.name from ${announcementTables} where a.taken_down_at is null order by b.name, b.id`,
    );
  }
}

function announcementView(row: AnnouncementView): AnnouncementView {
  return {
    ...row,
    daysLate: daysLate(row.adjustedDay, row.postedDay),
    takeDownDay: takeDownDay(row.appealEndDay),
  };
}
