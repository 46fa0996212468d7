/** The notice board: which minutes and which delegated decisions are announced, with what in them. */
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
  /** Null for a delegated decision, which has minutes of its own. */
  minutesId: string | null;
  bodyId: string;
  bodyName: string;
  meetingDay: Day | null;
  /** `ordinary`, `immediate` for items adjusted before the rest, or `delegated` for one decision by delegation. */
  kind: 'ordinary' | 'immediate' | 'delegated';
  minuteItems: number[];
  /** The day the minutes were signed. */
  adjustedDay: Day;
  delegatedDecision: AnnouncedDelegatedDecision | null;
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

/** What the board tells of a decision by delegation: what it was about, never what it said (OSL 26:1, R-55). */
export interface AnnouncedDelegatedDecision {
  id: string;
  year: number;
  number: number;
  decidedDay: Day;
  ruleNumber: string;
  ruleDescription: string;
  /** Null when the decision is about an individual, or belongs to no matter. */
  registrationNumber: string | null;
}

export interface AnnouncedItem {
  decisionId: string;
  minuteItem: number;
  registrationNumber: string;
  title: string;
  outcome: DecisionOutcome | null;
  outcomeText: string | null;
}

const instant = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const announcementColumns = `a.id, a.minutes_id as "minutesId", b.id as "bodyId", b.name as "bodyName", g.day as "meetingDay", coalesce(m.kind, 'delegated') as kind,
  coalesce(m.content -> 'minuteItems', '[]') as "minuteItems", coalesce(m.adjusted_day, a.minuted_day) as "adjustedDay",
  a.posted_day as "postedDay", a.appeal_end_day as "appealEndDay", a.where_kept as "whereKept", a.posted_elsewhere as "postedElsewhere",
  ${instant('a.posted_at')} as "postedAt", ${instant('a.taken_down_at')} as "takenDownAt",
  case when d.id is not null then jsonb_build_object('id', d.id, 'year', d.year, 'number', d.number, 'decidedDay', d.decided_day,
    'ruleNumber', r.number, 'ruleDescription', r.description,
    'registrationNumber', case when not d.about_individual then t.registration_number end) end as "delegatedDecision"`;
const announcementTables = `announcement a left join minutes m on m.id = a.minutes_id left join meeting g on g.id = m.meeting_id
  left join delegated_decision d on d.id = a.delegated_decision_id left join delegation_rule r on r.id = d.rule_id left join matter t on t.id = d.matter_id
  join body b on b.id = coalesce(g.body_id, d.body_id)`;

/** Newest first. `$4` true: also those taken down, which only people who are signed in may ask for. */
const listedAnnouncements = {
  columns: announcementColumns,
  from: `${announcementTables}
    where ($1::uuid is null or b.id = $1) and ($2::date is null or a.posted_day >= $2) and ($3::date is null or a.posted_day <= $3)
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
