/** Every number of the job system in one place, with the reason it has that size. Tests shorten the waits. */

/** What a job carries: ids, never a copy. The handler loads what it needs at the moment it runs (J7). */
export interface EventJob {
  eventId: string;
  handler: string;
}

/** The one queue. Its jobs can all be made again from `event_dispatch`. */
export const queueName = 'events';

/** The queue backend's schema in PostgreSQL; owned by the owner role. */
export const queueSchema = 'bullmq';

/** No colon: BullMQ on Redis builds its keys with it. */
export const jobIdOf = (job: EventJob): string => `${job.eventId}-${job.handler}`;

export interface JobSettings {
  /** Jobs at a time per process; well under the connection pool, so that requests are never starved by jobs. */
  concurrency: number;
  /** Tries before a job is shown in the dead-letter list. With the pauses below: about two minutes. */
  attempts: number;
  /** First pause between tries; each further one doubles up to the limit, and half of it is random. */
  backoffBaseMs: number;
  backoffLimitMs: number;
  /** The relay asks this often while there is work, and slows down to the limit when there is none. */
  pollMs: number;
  pollLimitMs: number;
  /** Dispatch rows per relay round: large enough for one round trip, small enough to hold the rows a moment. */
  batchMax: number;
  /** Age + interval stay under a minute, which is how late an effect may be once everything is back (J1). */
  sweepAgeSeconds: number;
  sweepEverySeconds: number;
  /** Rows put back in one statement; must fit in the role's statement timeout. */
  sweepMax: number;
  /** A worker that stops renewing for this long has lost the job; a handler's own database limits are far shorter. */
  lockDurationMs: number;
  stalledEveryMs: number;
  /** A job whose worker has died this often is taken for the cause of it. */
  stalledTimesMax: number;
  /** How long a stopping process waits for jobs in hand before it leaves them to be repeated (X38: 20 s in all). */
  drainMs: number;
  /** Pause before the queue is tried again when it cannot be reached. */
  reconnectMs: number;
}

export const defaultJobSettings: JobSettings = {
  concurrency: 4,
  attempts: 8,
  backoffBaseMs: 1_000,
  backoffLimitMs: 60_000,
  pollMs: 200,
  pollLimitMs: 1_000,
  batchMax: 500,
  sweepAgeSeconds: 45,
  sweepEverySeconds: 10,
  sweepMax: 5_000,
  lockDurationMs: 20_000,
  stalledEveryMs: 10_000,
  stalledTimesMax: 3,
  drainMs: 15_000,
  reconnectMs: 2_000,
};

/** Injection token for a partial override of the settings above. */
export const JOB_SETTINGS = Symbol('JOB_SETTINGS');

/** Pause before try number `attemptsMade + 1`: doubling, bounded, and half of it random so that failures spread out. */
export function backoffMs(settings: JobSettings, attemptsMade: number, random: number = Math.random()): number {
  const full = Math.min(settings.backoffLimitMs, settings.backoffBaseMs * 2 ** Math.max(0, attemptsMade - 1));
  return Math.round(full * (0.5 + random / 2));
}
