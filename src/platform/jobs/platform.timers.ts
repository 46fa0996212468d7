/** The platform's own timers. Modules register theirs the same way, in `x.jobs.ts`. */
import { affected } from '../database/sql.js';
import type { Dispatches } from './dispatches.js';
import type { JobSettings } from './job-settings.js';
import type { Timer } from './timers.js';

/** How long a repeated command gets its first answer back (API contract). */
const idempotencyKeptDays = 90;
/** Far above what a municipality writes in the time between two runs, far below the statement timeout. */
const idempotencyBatch = 5_000;

/** Sends again what has been in flight too long, so that losing the whole queue costs time and nothing else (J4). */
export function sweepTimer(dispatches: Dispatches, settings: JobSettings): Timer {
  return {
    name: 'event-sweep',
    everySeconds: settings.sweepEverySeconds,
    run: async (tx) => {
      await dispatches.sweep(tx, settings.sweepAgeSeconds, settings.sweepMax);
    },
  };
}

export const idempotencyTimer: Timer = {
  name: 'idempotency-clear',
  everySeconds: 600,
  run: async (tx) => {
    await affected(
      tx,
      `delete from idempotency_key k using (
         select actor_id, key from idempotency_key where created_at < clock_timestamp() - make_interval(days => $1)
          order by created_at limit $2 for update skip locked) old
        where k.actor_id = old.actor_id and k.key = old.key`,
      [idempotencyKeptDays, idempotencyBatch],
    );
  },
};
