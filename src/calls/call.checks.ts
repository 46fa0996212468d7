/** Invariants of calls, as queries that must return no rows. */
import type { Check } from '../platform/checks.js';
import { changesOffTheTable, statusOffItsEvents } from '../platform/events/edges.sql.js';
import { callMachine } from './call.rules.js';

export const callChecks: Check[] = [
  {
    name: 'calls/D1-status-follows-the-events',
    meaning: 'A call is in a state that its last event did not lead to.',
    sql: statusOffItsEvents('call', 'call'),
  },
  {
    name: 'calls/D1-every-change-is-an-edge',
    meaning: 'An event tells of a change that the table of states does not have.',
    sql: changesOffTheTable('call', callMachine),
  },
  {
    name: 'calls/D7-late-is-what-came-after-the-deadline',
    meaning: 'An answer is marked late although it came in time, or in time although it came late.',
    sql: `select i.call_id, i.authority_id, i.received_at, c.reply_by_at, i.is_late from call_invitation i join call c on c.id = i.call_id
           where i.is_late <> coalesce(i.received_at > c.reply_by_at, false)`,
  },
  {
    name: 'calls/D7-deadline-in-force-is-the-last-one-set',
    meaning: 'The deadline on the call is not the last one in its history.',
    sql: `select c.id as call_id, c.reply_by_at, last.reply_by_at as last_set from call c
            left join lateral (select d.reply_by_at from call_deadline d where d.call_id = c.id order by d.set_at desc, d.id desc limit 1) last on true
           where c.issued_at is not null and last.reply_by_at is distinct from c.reply_by_at`,
  },
  {
    name: 'calls/issued-without-time-has-a-ground',
    meaning: 'A call was issued although the calendar left no time, and nobody has said why.',
    sql: `select c.id as call_id, e.id as event_id from call c join event e on e.subject_kind = 'call' and e.subject_id = c.id
           where e.type = 'call.issued' and e.payload ->> 'plan' = 'notInTime' and c.plan_ground is null`,
  },
  {
    name: 'calls/associations-are-not-committees',
    meaning: 'A call to associations invites a committee, or a call to committees was issued to none.',
    sql: `select c.id as call_id, c.kind, count(i.authority_id) as invited from call c left join call_invitation i on i.call_id = c.id
           group by c.id, c.kind, c.issued_at
          having (c.kind = 'associationGrant' and count(i.authority_id) > 0) or (c.kind = 'proposal' and c.issued_at is not null and count(i.authority_id) = 0)`,
  },
  {
    name: 'calls/nobody-is-left-waiting-when-closed',
    meaning: 'A call is closed although an invited authority has neither answered, declined nor been marked as silent.',
    sql: `select i.call_id, i.authority_id from call_invitation i join call c on c.id = i.call_id
           where i.status = 'invited' and c.status in ('closed', 'compiled', 'decided')`,
  },
];
