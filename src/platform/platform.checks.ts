/** Invariants of the plumbing: no effect twice, no command half stored. */
import type { Checks } from './checks.js';

export function registerPlatformChecks(checks: Checks): void {
  checks.add([
    {
      name: 'platform/J2-handled-was-dispatched',
      meaning: 'An effect was carried out for an event that was never sent to that handler.',
      sql: `select h.event_id, h.handler from handled h
              left join event_dispatch d on d.event_id = h.event_id and d.handler = h.handler where d.event_id is null`,
    },
    {
      name: 'platform/J2-done-was-handled',
      meaning: 'A dispatch is marked done although its effect never ran.',
      sql: `select d.event_id, d.handler from event_dispatch d
              left join handled h on h.event_id = d.event_id and h.handler = d.handler
             where d.done_at is not null and h.event_id is null`,
    },
    {
      name: 'platform/M5-idempotency-key-has-answer',
      meaning: 'A command was committed without the answer that a repeat of it must get.',
      sql: `select actor_id, key from idempotency_key where status is null`,
    },
  ]);
}
