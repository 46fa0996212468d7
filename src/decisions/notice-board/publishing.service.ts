/**
 * What adjusted minutes say becomes findable by the public, in the transaction that adjusts them. This is the only way
 * into `published_decision`, and the public search reads nothing else.
 */
import { Injectable } from '@nestjs/common';
import { affected, type Db, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import type { MinutesContent } from '../minutes/minutes.content.js';
import { type ClosedDoors, publicationsOf } from './public-content.js';

interface AdjustedMinutes {
  meetingId: string;
  bodyId: string;
  content: MinutesContent;
}

const insertPublished = `
  insert into published_decision (decision_id, minutes_id, body_id, decision_day, minute_item, behind_closed_doors, title,
      registration_number, outcome, amount_ore, votes, words)
    select p.decision_id, $1, $2, p.decision_day, p.minute_item, p.behind_closed_doors, p.title, p.registration_number, p.outcome,
        p.amount_ore, p.votes, to_tsvector('swedish', p.title || ' ' || p.registration_number || ' ' || p.text)
      from jsonb_to_recordset($3::jsonb) as p (decision_id uuid, decision_day date, minute_item integer, behind_closed_doors boolean,
        title text, registration_number text, outcome text, amount_ore bigint, votes jsonb, text text)`;

@Injectable()
export class Publishing {
  /** @param minutesId minutes just adjusted; their content is frozen from now on */
  async publish(tx: Tx, minutesId: string): Promise<void> {
    const { meetingId, bodyId, content } = only(
      await rows<AdjustedMinutes>(
        tx,
        `select m.meeting_id as "meetingId", g.body_id as "bodyId", m.content from minutes m join meeting g on g.id = m.meeting_id
          where m.id = $1 and m.adjusted_day is not null`,
        [minutesId],
      ),
    );
    const publications = publicationsOf(content, await closedDoorsOf(tx, meetingId));
    if (publications.length === 0) return;
    const published = publications.map((one) => ({
      decision_id: one.decisionId,
      decision_day: one.decisionDay,
      minute_item: one.minuteItem,
      behind_closed_doors: one.behindClosedDoors,
      title: one.title,
      registration_number: one.registrationNumber,
      outcome: one.outcome,
      amount_ore: one.amount === null ? null : String(one.amount.ore),
      votes: one.votes,
      text: one.text,
    }));
    await affected(tx, insertPublished, [minutesId, bodyId, JSON.stringify(published)]);
  }
}

/** Asked of the record and not only of the frozen content: an addition to the minutes names an item of another document. */
export async function closedDoorsOf(db: Db, meetingId: string): Promise<ClosedDoors> {
  const closed = await rows<{ id: string; minute_item: number | null }>(
    db,
    `select i.id, d.minute_item from agenda_item i left join decision d on d.agenda_item_id = i.id
      where i.meeting_id = $1 and i.behind_closed_doors`,
    [meetingId],
  );
  return {
    agendaItemIds: new Set(closed.map(({ id }) => id)),
    minuteItems: new Set(closed.flatMap(({ minute_item }) => (minute_item === null ? [] : [minute_item]))),
  };
}
