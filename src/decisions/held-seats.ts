/**
 * What was held under an appointment: a seat in a body that has met, a role somebody decided under by delegation. Who
 * serves, the quorum and the minutes are worked out from the seats of the meeting's day, so those seats stay (KL 5:66, 6:27).
 */
import { conflict } from '../kernel/errors.js';
import type { Endings } from '../identity/appointment-endings.service.js';
import { rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';

/** Whoever opens one of these meetings is waited for, and waits in turn. $1 appointments, $2 last day. */
const lockMeetings = `
  select g.id from meeting g where g.day > $2 and g.body_id in (select body_id from appointment where id = any($1::uuid[])) order by g.id for share`;

/** A member counts though absent, a substitute once there: the latest meeting held under one of the appointments. */
const selectHeld = `
  select g.id as "meetingId", g.day, b.name as "bodyName" from appointment a join body b on b.id = a.body_id
    join meeting g on g.body_id = a.body_id and g.day > $2 and g.day between a.from_day and coalesce(a.to_day, 'infinity')
   where a.id = any($1::uuid[]) and g.status in ('opened', 'adjourned', 'closed')
     and (a.role in ('chair', 'viceChair', 'member') or (a.role = 'substitute' and exists (
       select from attendance_entry e where e.meeting_id = g.id and e.person_id = a.person_id)))
   order by g.day desc, g.id limit 1`;

/** The latest decision by delegation that names the person, under a rule for the role or the seat. */
const selectDecided = `
  select d.id as "delegatedDecisionId", d.year, d.number, d.decided_day as day, b.name as "bodyName" from appointment a
    join delegated_decision d on d.decided_by = a.person_id and d.decided_day > $2 and d.decided_day between a.from_day and coalesce(a.to_day, 'infinity')
    join body b on b.id = d.body_id and b.authority_id = a.authority_id left join delegation_rule r on r.id = d.rule_id
   where a.id = any($1::uuid[]) and case
       when r.delegate_kind = 'employee' then a.role = r.delegate_role and (a.body_id is null or a.body_id = d.body_id)
       else a.role in ('chair', 'viceChair', 'member', 'substitute') and a.body_id = coalesce(r.delegate_body_id, d.body_id) end
   order by d.decided_day desc, d.id limit 1`;

/** @throws DomainError state-conflict `held-afterwards` naming the meeting, `decided-afterwards` naming the decision */
export async function requireNothingHeldAfter(tx: Tx, { appointmentIds, lastDay }: Endings): Promise<void> {
  const values = [[...appointmentIds], lastDay];
  await rows(tx, lockMeetings, values);
  const [held] = await rows<{ meetingId: string; day: string; bodyName: string }>(tx, selectHeld, values);
  if (held !== undefined)
    throw conflict(
      'held-afterwards',
      `${held.bodyName} sammanträdde ${held.day} med uppdraget i kraft; vem som tjänstgjorde, beslutsförheten och protokollet bygger på det. Ange ${held.day} eller senare som sista dag.`,
      { meetingId: held.meetingId, day: held.day },
    );
  const [decided] = await rows<{
    delegatedDecisionId: string;
    year: number;
    number: number;
    day: string;
    bodyName: string;
  }>(tx, selectDecided, values);
  if (decided === undefined) return;
  const { delegatedDecisionId, year, number, day, bodyName } = decided;
  throw conflict(
    'decided-afterwards',
    `Delegationsbeslut ${number}/${year} för ${bodyName} fattades ${day} med stöd av uppdraget. Ange ${day} eller senare som sista dag.`,
    { delegatedDecisionId, day },
  );
}
