/**
 * Carries dispatch rows from PostgreSQL to the queue. Any number of processes may run one: each takes rows the others do
 * not hold. Delivery is at least once; the worker makes the effect once.
 */
import { Logger } from '@nestjs/common';
import { Subscriptions } from '../events/subscriptions.js';
import { Transactions } from '../database/transaction.js';
import { describeFailure } from '../observability/redact.js';
import { Dispatches } from './dispatches.js';
import type { EventQueue } from './backend.js';
import { type EventJob, type JobSettings, jobIdOf } from './job-settings.js';
import { Repeating } from './repeating.js';

/** Longest pause after a failure, so that a queue that is full or away is not hammered (X9, X10). */
const failurePauseLimitMs = 5_000;
/** On PostgreSQL BullMQ's bulk call makes two temporary tables; for the handful of jobs one act gives, single calls cost less. */
const bulkMin = 5;

export class EventRelay {
  private readonly log = new Logger('relay');
  private readonly loop: Repeating;
  private pauseMs: number;
  private failing = false;

  constructor(
    private readonly transactions: Transactions,
    private readonly dispatches: Dispatches,
    private readonly subscriptions: Subscriptions,
    private readonly queue: EventQueue,
    private readonly settings: JobSettings,
  ) {
    this.pauseMs = settings.pollMs;
    this.loop = new Repeating(() => this.turn());
  }

  start(): void {
    this.loop.start();
  }

  /** Looks at once instead of at the next poll. */
  wake(): void {
    this.loop.wake();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
  }

  /**
   * One round: takes a batch, adds it to the queue, commits. A failure on the way rolls the rows back to waiting; a job
   * that reached the queue all the same is added again under the same id.
   * @returns how many jobs were added
   */
  async relayOnce(): Promise<number> {
    const handlers = this.subscriptions.all().map((subscription) => subscription.handler);
    if (!(await this.dispatches.anyWaiting(handlers))) return 0;
    return this.transactions.run(async (tx) => {
      const jobs = await this.dispatches.claimWaiting(tx, handlers, this.settings.batchMax);
      await this.add(jobs);
      return jobs.length;
    });
  }

  private async add(jobs: readonly EventJob[]): Promise<void> {
    const entries = jobs.map((job) => ({ name: job.handler, data: job, opts: { jobId: jobIdOf(job) } }));
    if (entries.length >= bulkMin) await this.queue.addBulk(entries);
    else await Promise.all(entries.map(({ name, data, opts }) => this.queue.add(name, data, opts)));
  }

  /** @returns milliseconds to the next turn */
  private async turn(): Promise<number> {
    const { pollMs, pollLimitMs, batchMax } = this.settings;
    try {
      const count = await this.relayOnce();
      if (this.failing) this.log.log('The queue takes jobs again.');
      this.failing = false;
      if (count === batchMax) return 0;
      this.pauseMs = count > 0 ? pollMs : Math.min(this.pauseMs * 1.5, pollLimitMs);
    } catch (error) {
      // Said once per outage: the rows wait safely, and the outbox's age is watched.
      if (!this.failing)
        this.log.warn(`Jobs wait in the database; the queue did not take them: ${describeFailure(error)}`);
      this.failing = true;
      this.pauseMs = Math.min(this.pauseMs * 2, failurePauseLimitMs);
    }
    return this.pauseMs;
  }
}
