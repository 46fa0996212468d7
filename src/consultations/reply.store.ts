/** What an answer is judged by: what was asked, and the moment it came. Read under the locks of the answer. */
import { type Db, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import type { ConsultationStatus } from './consultation-states.rules.js';
import type { Question } from './content.rules.js';

export async function askedIn(
  tx: Tx,
  consultationId: string,
): Promise<{ status: ConsultationStatus; questions: Question[]; sentDay: string }> {
  return only(
    await rows<{ status: ConsultationStatus; questions: Question[]; sentDay: string }>(
      tx,
      `select c.status, v.content -> 'questions' as questions, c.sent_day as "sentDay" from consultation c
           join consultation_version v on v.id = c.decided_version_id where c.id = $1`,
      [consultationId],
    ),
  );
}

export interface Moment {
  at: Date;
  /** With microseconds: a Date would let 12:00:00.0009 in. */
  exact: string;
  /** In Stockholm. */
  day: string;
  isLate: boolean;
  isFuture: boolean;
}

/**
 * Now by the database's clock, with microseconds. Asked for as an answer comes, before anything is set or waited for: it has
 * come then, however long it stands in line (FL 22).
 */
export async function arrival(db: Db): Promise<string> {
  return only(await rows<{ at: string }>(db, `select clock_timestamp()::text as at`, [])).at;
}

/**
 * "Senast kl. 12.00" includes 12:00:00.000 and nothing after it; judged by the database against the deadline in force for
 * this one.
 * @param given with microseconds where it was taken by the database's clock; now when null
 */
export async function momentOf(tx: Tx, consulteeId: string, given: Date | string | null): Promise<Moment> {
  return only(
    await rows<Moment>(
      tx,
      `select m.at, m.at::text as exact, (m.at at time zone 'Europe/Stockholm')::date::text as day,
          m.at > greatest(c.reply_by_at, e.extended_to_at) as "isLate", m.at > clock_timestamp() as "isFuture"
         from consultee e join consultation c on c.id = e.consultation_id
           cross join lateral (select coalesce($2::timestamptz, clock_timestamp()) as at) m where e.id = $1`,
      [consulteeId, given],
    ),
  );
}
