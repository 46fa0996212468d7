/** The bylaws of a body on a day, and all it has had. */
import type { Day } from '../kernel/day.js';
import { notFound } from '../kernel/errors.js';
import { type Db, rows } from '../platform/database/sql.js';
import { type Bylaws, defaultBylaws } from './bylaws.rules.js';
import type { BodyKind } from './subject-handler.js';

const columns = `y.notice_days as "noticeDays", y.remote_participation as "remoteParticipation", y.written_reservations as "writtenReservations",
  y.substitutes_may_speak as "substitutesMaySpeak", y.substitute_order as "substituteOrder", y.may_raise as "mayRaise", y.numbering,
  y.may_serve_again as "mayServeAgain", y.member_seats as "memberSeats", y.open_to_public as "openToPublic", y.minority_counts as "minorityCounts"`;

export interface BylawsView extends Bylaws {
  /** Null for what holds until the body has set something. */
  fromDay: string | null;
  ground: string | null;
}

/** Of the day, or of today when none is given. @throws not-found for an unknown body. */
export async function bylawsOf(db: Db, bodyId: string, day?: Day): Promise<BylawsView> {
  const [body] = await rows<{ kind: BodyKind; set: BylawsView | null }>(
    db,
    `select b.kind, (select to_jsonb(y) from (select ${columns}, y.from_day as "fromDay", y.ground from bylaws y
        where y.body_id = b.id and y.from_day <= coalesce($2::date, today_in_stockholm()) order by y.from_day desc limit 1) y) as set from body b where b.id = $1`,
    [bodyId, day ?? null],
  );
  if (body === undefined) throw notFound('Organet');
  return body.set ?? { ...defaultBylaws(body.kind), fromDay: null, ground: null };
}
