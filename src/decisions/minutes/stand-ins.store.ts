/** Rows of those who sign minutes instead of somebody who cannot: only added, and in force until the document is taken back. */
import { type Db, rows } from '../../platform/database/sql.js';
import { assemblyOf, rosterOf } from '../situation.js';

export interface StandInRow {
  hinderedId: string;
  hinderedName: string;
  personId: string;
  name: string;
  /** How the stand-in was chosen; printed in the minutes. */
  ground: string;
  recordedDay: string;
}

/**
 * Of the minutes `n`, from when they were last sent for signing: a document that was taken back begins anew.
 * A piece of SQL over the row `s`.
 */
export const standsIn = `minutes_stand_in s where s.minutes_id = n.id and s.recorded_at >= n.sent_at`;

/** Does the person (a piece of SQL) sign? The last row that mentions somebody decides; null when none does. */
export const lastStandIn = (personId: string): string =>
  `(select s.person_id = ${personId} from ${standsIn} and ${personId} in (s.person_id, s.hindered_id) order by s.number desc limit 1)`;

/** In the order they were named. */
export function standInsOf(db: Db, minutesId: string): Promise<StandInRow[]> {
  return rows<StandInRow>(
    db,
    `select s.hindered_id as "hinderedId", h.name as "hinderedName", s.person_id as "personId", p.name, s.ground,
         (s.recorded_at at time zone 'Europe/Stockholm')::date as "recordedDay"
       from minutes n join minutes_stand_in s on s.minutes_id = n.id and s.recorded_at >= n.sent_at
         join person h on h.id = s.hindered_id join person p on p.id = s.person_id
      where n.id = $1 order by s.number`,
    [minutesId],
  );
}

/** Who serves now, and who took part in anything that has been decided: somebody may have had to leave since. */
export async function servedAt(db: Db, meetingId: string): Promise<Set<string>> {
  const { serving } = rosterOf(await assemblyOf(db, meetingId));
  const decided = await rows<{ personId: string }>(
    db,
    `select distinct w.person_id as "personId" from decision_participant w join decision d on d.id = w.decision_id
       join agenda_item a on a.id = d.agenda_item_id where a.meeting_id = $1`,
    [meetingId],
  );
  return new Set([...serving, ...decided].map(({ personId }) => personId));
}
