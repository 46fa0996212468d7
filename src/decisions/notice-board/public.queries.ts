/**
 * What anybody may read without signing in: the notice board, adjusted minutes, decisions in them, and the calendar.
 * Every statement here starts from something that is public in itself: a posted announcement, adjusted minutes, a
 * published decision, a notice that has been sent. What is not there answers as what does not exist.
 */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { notFound } from '../../kernel/errors.js';
import type { Money } from '../../kernel/money.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import { moneyOf } from '../../platform/database/columns.js';
import { paged } from '../../platform/database/paged.js';
import { rows } from '../../platform/database/sql.js';
import type { MinutesItem } from '../minutes/minutes.content.js';
import { MinutesQueries, type MinutesView } from '../minutes/minutes.queries.js';
import type { DecisionOutcome } from '../subject-handler.js';
import type { DayFilter } from './board.queries.js';
import { type DecisionPlace, decisionPlace } from './decision-place.js';
import { neutralTitle, outcomeNoun, tellsOfClosedDoors, type VoteCounts } from './public-content.js';
import { closedDoorsOf } from './publishing.service.js';
import type { StandingKind } from './standing.rules.js';
import { appealabilityText, standingOf } from './standing.queries.js';

export interface PublicMinutesSummary {
  id: string;
  meetingId: string;
  bodyId: string;
  bodyName: string;
  /** Of the meeting. */
  day: Day;
  kind: 'ordinary' | 'immediate';
  number: number;
  minuteItems: number[];
  adjustedDay: Day;
  announcementId: string | null;
  postedDay: Day | null;
  appealEndDay: Day | null;
}

export interface PublicMinutes extends Omit<MinutesView, 'version' | 'missing'> {
  /** Something was dealt with behind closed doors and is left out; then the hash of the whole says nothing here. */
  isRedacted: boolean;
}

export interface PublicDecision {
  id: string;
  minutesId: string;
  bodyId: string;
  bodyName: string;
  decisionDay: Day;
  minuteItem: number;
  registrationNumber: string;
  title: string;
  behindClosedDoors: boolean;
  outcome: DecisionOutcome | null;
  outcomeText: string | null;
  amount: Money | null;
  votes: VoteCounts | null;
  adjustedDay: Day;
  postedDay: Day | null;
  appealEndDay: Day | null;
}

export interface PublicDecisionDetail extends PublicDecision {
  appealability: string;
  standing: StandingKind;
  standingText: string;
  finalDay: Day | null;
  /** That it is appealed is told; by whom and why is not. */
  appeals: { receivedDay: Day; statusText: string }[];
  /** As it stands in the minutes; null behind closed doors. */
  item: MinutesItem | null;
}

export interface PublicMeeting {
  id: string;
  bodyId: string;
  bodyName: string;
  bodyKind: string;
  day: Day;
  startsAt: string | null;
  place: string | null;
  status: string;
  isOpenToPublic: boolean;
  /** What the latest notice said; empty for closed meetings and before the notice. */
  agenda: { position: number; registrationNumber: string; title: string }[];
}

const minutesColumns = `m.id, m.meeting_id as "meetingId", g.body_id as "bodyId", b.name as "bodyName", g.day, m.kind, m.number,
  m.content -> 'minuteItems' as "minuteItems", m.adjusted_day as "adjustedDay", a.id as "announcementId", a.posted_day as "postedDay",
  a.appeal_end_day as "appealEndDay"`;
const adjustedMinutes = `minutes m join meeting g on g.id = m.meeting_id join body b on b.id = g.body_id left join announcement a on a.minutes_id = m.id
  where m.adjusted_day is not null`;

const decisionColumns = `p.decision_id as id, p.minutes_id as "minutesId", p.body_id as "bodyId", b.name as "bodyName", p.decision_day as "decisionDay",
  p.minute_item as "minuteItem", p.registration_number as "registrationNumber", p.title, p.behind_closed_doors as "behindClosedDoors", p.outcome,
  p.amount_ore as amount, p.votes, m.adjusted_day as "adjustedDay", a.posted_day as "postedDay", a.appeal_end_day as "appealEndDay"`;
const publishedDecisions = `published_decision p join minutes m on m.id = p.minutes_id and m.adjusted_day is not null join body b on b.id = p.body_id
  left join announcement a on a.minutes_id = p.minutes_id`;

/** The words by their index, a part of title or number by reading it; either is a hit. */
const foundDecisions = {
  columns: decisionColumns,
  from: `${publishedDecisions}
    where ($1::text is null or p.decision_id in (
        select decision_id from published_decision where words @@ websearch_to_tsquery('swedish', $1)
        union all select decision_id from published_decision where strpos(lower(title || ' ' || registration_number), lower($1)) > 0))
      and ($2::uuid is null or p.body_id = $2) and ($3::date is null or p.decision_day >= $3) and ($4::date is null or p.decision_day <= $4)
      and ($5::bigint is null or p.amount_ore >= $5)`,
  orderBy: 'p.decision_day desc, p.body_id, p.minute_item desc, p.decision_id',
};

const isOpenToPublic = `coalesce((select y.open_to_public from bylaws y where y.body_id = b.id and y.from_day <= g.day order by y.from_day desc limit 1),
  b.kind = 'council')`;

/** KL 5:13, 5:42: what an open meeting will deal with is told as its latest notice told it. */
const calendar = {
  columns: `g.id, g.body_id as "bodyId", b.name as "bodyName", b.kind as "bodyKind", g.day, to_char(g.starts_at, 'HH24:MI') as "startsAt", g.place, g.status,
    ${isOpenToPublic} as "isOpenToPublic",
    case when ${isOpenToPublic} then coalesce((
      select jsonb_agg(jsonb_build_object('position', n.position, 'registrationNumber', n."registrationNumber",
          'title', case when i.behind_closed_doors then '${neutralTitle}' else n.title end) order by n.position)
        from agenda_version v cross join jsonb_to_recordset(v.items) as n ("agendaItemId" uuid, position integer, title text, "registrationNumber" text)
          left join agenda_item i on i.id = n."agendaItemId"
       where v.meeting_id = g.id and v.number = g.agenda_version), '[]') else '[]' end as agenda`,
  from: `meeting g join body b on b.id = g.body_id
    where ($1::uuid is null or g.body_id = $1) and ($2::date is null or g.day >= $2) and ($3::date is null or g.day <= $3)
      and (not $4::boolean or (b.kind = 'council' and g.status = 'noticeSent' and g.day >= today_in_stockholm()))`,
  orderBy: 'g.day, g.id',
};

/** Somebody about whom nothing is known: sees what everybody sees, by the same rule as those who are signed in. */
const anybody: Actor = {
  kind: 'person',
  personId: null,
  tokenId: null,
  appointments: [],
  scopes: [],
  requestId: null,
};

type DecisionRow = Omit<PublicDecision, 'amount' | 'outcomeText'> & { amount: string | null };

@Injectable()
export class PublicQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly minutesQueries: MinutesQueries,
  ) {}

  /** Adjusted ones, the latest meeting first. */
  minutesList(filter: DayFilter, page: PageRequest): Promise<Page<PublicMinutesSummary>> {
    const from = `${adjustedMinutes} and ($1::uuid is null or g.body_id = $1) and ($2::date is null or g.day >= $2) and ($3::date is null or g.day <= $3)`;
    return paged(
      this.dataSource,
      { columns: minutesColumns, from, orderBy: 'g.day desc, m.number, m.id' },
      [filter.bodyId ?? null, filter.fromDay ?? null, filter.toDay ?? null],
      page,
    );
  }

  /** Bodies with adjusted minutes, to choose among. */
  bodiesWithMinutes(): Promise<{ id: string; name: string }[]> {
    return rows(
      this.dataSource,
      `select b.id, b.name from body b where exists (
         select from meeting g join minutes m on m.meeting_id = g.id where g.body_id = b.id and m.adjusted_day is not null) order by b.name, b.id`,
    );
  }

  /** As somebody without any appointment may read them. @throws not-found also for drafts and what is out for signing. */
  async minutes(id: string): Promise<PublicMinutes> {
    const { version: _version, missing: _missing, ...minutes } = await this.minutesQueries.one(anybody, id);
    const isRedacted = tellsOfClosedDoors(minutes.content, await closedDoorsOf(this.dataSource, minutes.meetingId));
    return { ...minutes, contentHash: isRedacted ? null : minutes.contentHash, isRedacted };
  }

  /** @param filter `q` is Swedish words, or a part of a title or registration number */
  async decisions(
    filter: DayFilter & { q?: string | undefined; minAmount?: Money | undefined },
    page: PageRequest,
  ): Promise<Page<PublicDecision>> {
    const values = [
      filter.q?.trim().normalize('NFC') || null,
      filter.bodyId ?? null,
      filter.fromDay ?? null,
      filter.toDay ?? null,
      filter.minAmount === undefined ? null : String(filter.minAmount.ore),
    ];
    const found = await paged<DecisionRow>(this.dataSource, foundDecisions, values, page);
    return { ...found, items: found.items.map(decisionView) };
  }

  /** @throws not-found also for a decision whose minutes are not adjusted. */
  async decision(id: string): Promise<PublicDecisionDetail> {
    const [found] = await rows<DecisionRow>(
      this.dataSource,
      `select ${decisionColumns} from ${publishedDecisions} where p.decision_id = $1`,
      [id],
    );
    const place: DecisionPlace | undefined = found && (await decisionPlace(this.dataSource, { kind: 'decision', id }));
    if (found === undefined || place === undefined) throw notFound('Beslutet');
    const standing = await standingOf(this.dataSource, place, false);
    return {
      ...decisionView(found),
      appealability: appealabilityText(place.isAppealable, found.behindClosedDoors ? null : place.appealableGround),
      standing: standing.standing,
      standingText: standing.standingText,
      finalDay: standing.finalDay,
      appeals: standing.appeals.map(({ receivedDay, statusText }) => ({ receivedDay, statusText })),
      item: found.behindClosedDoors ? null : await this.itemOf(found),
    };
  }

  /** Only council meetings that are called and still to come, when asked for. */
  meetings(filter: DayFilter, page: PageRequest, onlyCalledCouncil = false): Promise<Page<PublicMeeting>> {
    const values = [filter.bodyId ?? null, filter.fromDay ?? null, filter.toDay ?? null, onlyCalledCouncil];
    return paged(this.dataSource, calendar, values, page);
  }

  private async itemOf({ id, minutesId }: Pick<DecisionRow, 'id' | 'minutesId'>): Promise<MinutesItem | null> {
    const { content } = await this.minutes(minutesId);
    return content.items.find(({ decision }) => decision?.id === id) ?? null;
  }
}

function decisionView(row: DecisionRow): PublicDecision {
  return {
    ...row,
    outcomeText: outcomeNoun(row.outcome),
    amount: row.amount === null ? null : moneyOf(row.amount),
  };
}
