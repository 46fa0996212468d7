/** Who sits in a body on a day: members, substitutes in calling order, chair and vice chairs. */
import type { Day } from '../kernel/day.js';
import { type Db, rows } from '../platform/database/sql.js';
import type { Seat } from './seats.rules.js';

/**
 * One row per person with a seat in the body on the day. Chair and vice chairs are members (KL 6:21); an appointment as
 * chair without one as member counts as both. Members come first, then substitutes in calling order.
 * $1 is the body, $2 the day.
 */
export const seatsSql = `
  select a.person_id as "personId", p.name, p.title, max(a.party) as party,
      case when bool_or(a.role <> 'substitute') then 'member' else 'substitute' end as seat,
      case when bool_or(a.role = 'chair') then 'chair' when bool_or(a.role = 'viceChair') then 'viceChair' end as presidium,
      case when bool_or(a.role <> 'substitute') then null else min(a.calling_order) end as "callingOrder"
    from appointment a join person p on p.id = a.person_id
   where a.body_id = $1 and a.role in ('chair', 'viceChair', 'member', 'substitute') and a.from_day <= $2 and (a.to_day is null or a.to_day >= $2)
   group by a.person_id, p.name, p.title
   order by seat, presidium nulls last, "callingOrder" nulls last, p.name, a.person_id`;

/** On the day, or today when none is given. */
export function seatsOf(db: Db, bodyId: string, day?: Day): Promise<Seat[]> {
  return rows<Seat>(db, seatsSql.replaceAll('$2', 'coalesce($2::date, today_in_stockholm())'), [bodyId, day ?? null]);
}
