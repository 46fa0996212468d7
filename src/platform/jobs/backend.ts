/**
 * Where jobs wait: Redis when `REDIS_URL` is set, otherwise a schema in the product's own PostgreSQL. Neither is the
 * truth about anything; `event_dispatch` is. BullMQ is loaded here and only when a process runs jobs, because a process
 * that only serves HTTP should not pay its memory.
 */
import type { WorkerOptions } from 'bullmq';
import { checkRedis, consumerConnection, producerConnection } from './redis.js';
import { assertJobSchema } from './job-schema.js';
import { backoffMs, type EventJob, type JobSettings, queueName, queueSchema } from './job-settings.js';

/** What the relay and the health answer need of a queue, whichever backend it stands on. */
export interface EventQueue {
  add(name: string, data: EventJob, opts: { jobId: string }): Promise<unknown>;
  addBulk(jobs: { name: string; data: EventJob; opts: { jobId: string } }[]): Promise<unknown>;
  getJobCountByTypes(...types: ('waiting' | 'active' | 'delayed')[]): Promise<number>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

/** A job in hand, as far as the processor looks at it. */
export interface JobInHand {
  data: EventJob;
  attemptsMade: number;
}

export interface EventConsumer {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: { data: EventJob } | undefined, error: Error) => void): unknown;
  on(event: 'stalled', listener: (jobId: string) => void): unknown;
  close(): Promise<void>;
}

export interface JobBackend {
  kind: 'redis' | 'postgresql';
  /**
   * @throws JobBackendUnfit (unfit.ts) when the backend answers but must not be used; any other error means it cannot be reached now.
   */
  verify(): Promise<void>;
  openQueue(): EventQueue;
  openWorker(process: (job: JobInHand) => Promise<void>): EventConsumer;
}

export interface BackendAddress {
  redisUrl: string | undefined;
  /** Application role; used when there is no Redis. */
  databaseUrl: string | undefined;
}

/** Connections the PostgreSQL backend may hold per queue object, beside the one that listens. They close when idle. */
const postgresPoolMax = 3;

/**
 * @param prefix keeps installations that share one Redis apart; see `queuePrefix`
 */
export async function openBackend(address: BackendAddress, prefix: string, settings: JobSettings): Promise<JobBackend> {
  const bullmq = await import('bullmq');
  const { redisUrl, databaseUrl } = address;
  const jobOptions = {
    attempts: settings.attempts,
    backoff: { type: 'bounded' },
    // A job is in the queue exactly as long as it is in flight: an id that lingers there, completed or failed, would
    // swallow the same job when the sweeper or an operator sends it again. What became of it stands in event_dispatch.
    removeOnComplete: true,
    removeOnFail: true,
    stackTraceLimit: 1,
  };
  const workerOptions = {
    concurrency: settings.concurrency,
    lockDuration: settings.lockDurationMs,
    stalledInterval: settings.stalledEveryMs,
    maxStalledCount: settings.stalledTimesMax,
    runRetryDelay: settings.reconnectMs,
    settings: { backoffStrategy: (attemptsMade: number) => backoffMs(settings, attemptsMade) },
  } satisfies Omit<WorkerOptions, 'connection'>;
  // Nobody reads BullMQ's own event stream; it is kept short.
  const queueOptions = { defaultJobOptions: jobOptions, streams: { events: { maxLen: 1_000 } } };

  if (redisUrl !== undefined) {
    return {
      kind: 'redis',
      verify: () => checkRedis(redisUrl),
      openQueue: () =>
        new bullmq.Queue(queueName, { ...queueOptions, prefix, connection: producerConnection(redisUrl) }),
      openWorker: (process) =>
        new bullmq.Worker(queueName, process, {
          ...workerOptions,
          prefix,
          connection: consumerConnection(redisUrl),
        }),
    };
  }
  if (databaseUrl === undefined) throw new Error('Jobs need the address of the database or of Redis, and got neither.');
  const { Queue, Worker } = bullmq.withBackend(bullmq.createPostgresBackend);
  const connection = () => ({
    connectionString: databaseUrl,
    schema: queueSchema,
    max: postgresPoolMax,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'anslag-jobs',
    options: '-c statement_timeout=10000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=10000',
  });
  return {
    kind: 'postgresql',
    verify: () => assertJobSchema(databaseUrl),
    openQueue: () => new Queue(queueName, { ...queueOptions, connection: connection() }),
    openWorker: (process) => new Worker(queueName, process, { ...workerOptions, connection: connection() }),
  };
}
