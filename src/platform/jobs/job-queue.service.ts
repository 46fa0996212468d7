/**
 * Starts and stops everything that runs jobs in this process: the relay, the worker and the timers. A process that only
 * serves HTTP (`ANSLAG_JOBS=false`) starts none of it and never loads BullMQ; its events wait for a process that does.
 */
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  Optional,
} from '@nestjs/common';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { Transactions } from '../database/transaction.js';
import { Subscriptions } from '../events/subscriptions.js';
import { describeFailure } from '../observability/redact.js';
import { type EventConsumer, type EventQueue, type JobBackend, openBackend } from './backend.js';
import { Dispatches, type OpenHandler } from './dispatches.js';
import { EventRelay } from './event.relay.js';
import { EventWorker } from './event.worker.js';
import { defaultJobSettings, JOB_SETTINGS, type JobSettings } from './job-settings.js';
import { idempotencyTimer, sweepTimer } from './platform.timers.js';
import { Repeating } from './repeating.js';
import { Timers } from './timers.js';
import { JobBackendUnfit } from './unfit.js';

export interface QueueState {
  /** `elsewhere`: this process runs no jobs. `unreachable`: events wait in the database, nothing is lost. */
  state: 'ok' | 'unreachable' | 'elsewhere';
  backend?: 'redis' | 'postgresql';
}

/** A health question must be answered before the one who asks gives up. */
const pingLimitMs = 1_000;

interface Running {
  queue: EventQueue;
  relay: EventRelay;
  consumer: EventConsumer;
}

@Injectable()
export class JobQueue implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('jobs');
  private readonly settings: JobSettings;
  private backend: JobBackend | undefined;
  private running: Running | undefined;
  private connecting: Repeating | undefined;
  private unknown: OpenHandler[] = [];

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly transactions: Transactions,
    private readonly subscriptions: Subscriptions,
    private readonly dispatches: Dispatches,
    private readonly worker: EventWorker,
    private readonly timers: Timers,
    @Optional() @Inject(JOB_SETTINGS) settings?: Partial<JobSettings>,
  ) {
    this.settings = { ...defaultJobSettings, ...settings };
    this.timers.add(sweepTimer(dispatches, this.settings));
    this.timers.add(idempotencyTimer);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.reportUnknownHandlers();
    if (this.config.jobs) await this.start();
  }

  /** Before the HTTP server and the database connection close: a job in hand still needs the database. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /**
   * @throws JobBackendUnfit when the queue may not be used as it is. When it merely cannot be reached the process starts
   * all the same, because people can work without it; it is tried again until it answers.
   */
  async start(): Promise<void> {
    this.backend = await openBackend(this.config, await this.dispatches.queuePrefix(), this.settings);
    try {
      await this.connect(this.backend);
    } catch (error) {
      if (error instanceof JobBackendUnfit) throw error;
      this.log.warn(
        `The queue (${this.backend.kind}) cannot be reached; events wait in the database: ${describeFailure(error)}`,
      );
      this.keepConnecting(this.backend);
    }
    this.timers.start();
  }

  /** Finishes what is in hand, or after a while leaves it to be repeated by another process. */
  async stop(): Promise<void> {
    const finished = (async () => {
      // First, because a turn in hand may just be opening the queue.
      await this.connecting?.stop();
      const { running } = this;
      this.running = undefined;
      await Promise.all([this.timers.stop(), running?.relay.stop(), running?.consumer.close()]);
      await running?.queue.close();
      return true;
    })().catch((error: unknown) => {
      this.log.warn(`Stopping jobs: ${describeFailure(error)}`);
      return true;
    });
    if (!(await within(this.settings.drainMs, finished))) this.log.warn('Jobs in hand were left; they are done again.');
    this.backend = undefined;
  }

  /** Sends waiting events to the queue at once instead of at the next poll. */
  wake(): void {
    this.running?.relay.wake();
  }

  /** Whether the queue answers now. Never throws, and never takes longer than a second. */
  async state(): Promise<QueueState> {
    if (this.backend === undefined) return { state: 'elsewhere' };
    const backend = this.backend.kind;
    if (this.running === undefined) return { state: 'unreachable', backend };
    const answered = this.running.queue.getJobCountByTypes('active').then(
      () => true,
      () => false,
    );
    return { state: (await within(pingLimitMs, answered)) === true ? 'ok' : 'unreachable', backend };
  }

  /** Handlers named in open dispatch rows at start that this version does not have. */
  unknownHandlers(): readonly OpenHandler[] {
    return this.unknown;
  }

  private async connect(backend: JobBackend): Promise<void> {
    await backend.verify();
    const queue = backend.openQueue();
    // The relay tells of failures itself; without a listener Node would end the process.
    queue.on('error', () => undefined);
    const relay = new EventRelay(this.transactions, this.dispatches, this.subscriptions, queue, this.settings);
    const consumer = backend.openWorker(this.worker.processor(this.settings));
    this.worker.watch(consumer);
    relay.start();
    this.running = { queue, relay, consumer };
    this.log.log(`Jobs run on ${backend.kind}, ${this.settings.concurrency} at a time.`);
  }

  private keepConnecting(backend: JobBackend): void {
    const loop = new Repeating(async () => {
      try {
        await this.connect(backend);
        // Not awaited: stop() waits for this very turn.
        void loop.stop();
      } catch (error) {
        // Once it has started the process goes on serving; only an operator can mend an unfit queue, so it is said each time.
        if (error instanceof JobBackendUnfit) this.log.error(error.message);
      }
      return this.settings.reconnectMs;
    });
    this.connecting = loop;
    loop.start();
  }

  private async reportUnknownHandlers(): Promise<void> {
    this.unknown = await this.dispatches.openForUnknown(this.subscriptions.all().map((known) => known.handler));
    for (const { handler, open } of this.unknown)
      this.log.error(`${open} events wait for a handler called '${handler}', which this version does not have.`);
  }
}

/** The promise's value, or undefined when it takes longer. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
