/** Reads the record that minutes are projected from, and gives the content of a document as it stands: frozen or new. */
import { Injectable } from '@nestjs/common';
import type { Day } from '../../kernel/day.js';
import { seatsOf } from '../../identity/seats.queries.js';
import { type Db, rows } from '../../platform/database/sql.js';
import { only } from '../../platform/database/transaction.js';
import type { AttendanceEntry } from '../attendance.rules.js';
import { Subjects } from '../subjects.js';
import type { MinutesContent } from './minutes.content.js';
import { project } from './minutes.projection.js';
import type { ElsewhereRecord, ItemRecord, MeetingRecord, MinutesRecord } from './minutes.record.js';
import * as sql from './minutes.record.sql.js';

/** What of a row of `minutes` is needed to know its content. */
export interface MinutesRow {
  id: string;
  meetingId: string;
  number: number;
  kind: 'ordinary' | 'immediate';
  /** Null while it is a draft. */
  content: MinutesContent | null;
}

type ItemRow = Omit<ItemRecord, 'presentation'> & { subjectId: string; presentedVersionId: string };
type MeetingRow = MeetingRecord & {
  adjusterIds: string[];
  attendance: AttendanceEntry[];
  texts: MinutesRecord['texts'];
};

@Injectable()
export class MinutesRecords {
  constructor(private readonly subjects: Subjects) {}

  /** What the document says now. Frozen content is given as it was signed, whatever has been recorded since. */
  async contentOf(db: Db, minutes: MinutesRow): Promise<MinutesContent> {
    return minutes.content ?? project(await this.load(db, minutes));
  }

  /**
   * The document an item belongs to: an immediate one, or else the meeting's ordinary minutes. Undefined while the
   * meeting has not been opened.
   */
  async minutesOfItem(db: Db, agendaItemId: string): Promise<MinutesRow | undefined> {
    const [minutes] = await rows<MinutesRow>(db, sql.selectMinutesOfItem, [agendaItemId]);
    return minutes;
  }

  private async load(db: Db, { id, number, kind, meetingId }: MinutesRow): Promise<MinutesRecord> {
    const { adjusterIds, attendance, texts, ...meeting } = only(
      await rows<MeetingRow>(db, sql.selectMeeting, [meetingId]),
    );
    const seats = await seatsOf(db, meeting.bodyId, meeting.day as Day);
    const items = await this.itemsOf(db, id, meetingId, kind);
    const elsewhere = kind === 'immediate' ? [] : await rows<ElsewhereRecord>(db, sql.selectElsewhere, [meetingId]);
    const record = {
      document: { id, number, kind },
      meeting,
      seats,
      adjusterIds,
      attendance,
      items,
      texts,
      elsewhere,
    };
    const people = await rows<MinutesRecord['people'][number]>(
      db,
      `select id, name, title from person where id = any($1::uuid[])`,
      [[...peopleIn(record)]],
    );
    return { ...record, people };
  }

  private async itemsOf(db: Db, minutesId: string, meetingId: string, kind: string): Promise<ItemRecord[]> {
    const found = await rows<ItemRow>(db, sql.selectItems, [meetingId, kind === 'immediate' ? minutesId : null]);
    // Sent without waiting for each other: a long agenda costs one round trip and not one per item.
    return Promise.all(
      found.map(async ({ subjectId, presentedVersionId, ...item }) => {
        const handler = this.subjects.of(item.subjectKind);
        return { ...item, presentation: await handler.presentation(db, subjectId, presentedVersionId) };
      }),
    );
  }
}

/** Ids of everybody the record mentions, so that one statement names them all. */
function peopleIn({ meeting, adjusterIds, attendance, items, elsewhere }: Omit<MinutesRecord, 'people'>): Set<string> {
  const ids: (string | null | undefined)[] = [
    meeting.chairId,
    meeting.secretaryId,
    ...adjusterIds,
    ...attendance.map(({ personId }) => personId),
    ...elsewhere.flatMap(({ reservations, statements }) => [...reservations, ...statements]).map((row) => row.personId),
  ];
  for (const item of items) {
    const { disqualifications, claims, propositions, ballots, decision, reservations, statements } = item;
    for (const { personId } of [...disqualifications, ...reservations, ...statements]) ids.push(personId);
    for (const { moverId, supporterIds, patch } of claims)
      ids.push(moverId, ...supporterIds, ...(patch ?? []).map((line) => line.moverId));
    for (const { demandedBy } of propositions) ids.push(demandedBy);
    for (const { chairId, electors } of ballots) {
      ids.push(chairId);
      for (const { personId, servesForId } of electors) ids.push(personId, servesForId);
    }
    if (decision === null) continue;
    ids.push(decision.chairId, ...(decision.patch ?? []).map((line) => line.moverId));
    for (const { personId, servesForId } of decision.participants) ids.push(personId, servesForId);
  }
  return new Set(ids.filter((id) => id !== null && id !== undefined));
}
