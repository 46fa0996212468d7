/**
 * Runs a subscriber's handler for an event, so that the effect happens once however often the job is delivered: the mark
 * "handled", the effect and the closed dispatch row are one transaction.
 */
import { Injectable, Logger } from '@nestjs/common';
import { refusalOf } from '../database/constraint-errors.js';
import { Transactions } from '../database/transaction.js';
import { type Outcome, skipped, Subscriptions } from '../events/subscriptions.js';
import { describeFailure } from '../observability/redact.js';
import { Dispatches } from './dispatches.js';
import type { EventConsumer, JobInHand } from './backend.js';
import { type EventJob, jobIdOf, type JobSettings } from './job-settings.js';

/** Thrown for a job whose handler this build lacks. */
export class UnknownHandler extends Error {
  override readonly name = 'UnknownHandler';
}

/** A version without the handler, or a database that is away, says nothing about the job: the sweeper sends it again. */
function isNotItsFault(error: unknown): boolean {
  return error instanceof UnknownHandler || refusalOf(error)?.code === 'database-unreachable';
}

const stalledTooOften = /stalled more than allowable|started more than allowable/;

@Injectable()
export class EventWorker {
  private readonly log = new Logger('worker');

  constructor(
    private readonly transactions: Transactions,
    private readonly dispatches: Dispatches,
    private readonly subscriptions: Subscriptions,
  ) {}

  /**
   * The effect of one job. Safe to call any number of times, also at once from several processes.
   * @throws whatever the handler throws; nothing of its effect is then left.
   */
  async handle(job: EventJob): Promise<Outcome> {
    const subscription = this.subscriptions.byName(job.handler);
    if (subscription === undefined) throw new UnknownHandler(`No handler is called '${job.handler}' in this version.`);
    return this.transactions.run(async (tx) => {
      const event = await this.dispatches.claim(tx, job);
      const outcome = event === undefined ? skipped('handled before') : await subscription.handle(tx, event);
      await this.dispatches.close(tx, job, outcome);
      return outcome;
    });
  }

  /** What BullMQ calls. The last failure is written down before BullMQ hears of it; if that fails too, the sweeper sends the job again. */
  processor(settings: JobSettings): (job: JobInHand) => Promise<void> {
    return async ({ data, attemptsMade }) => {
      try {
        await this.handle(data);
      } catch (error) {
        const isLast = attemptsMade + 1 >= settings.attempts;
        this.log.warn(
          `Job ${jobIdOf(data)} failed, try ${attemptsMade + 1} of ${settings.attempts}: ${describeFailure(error)}`,
        );
        if (isLast && !isNotItsFault(error)) await this.bury(data, describeFailure(error));
        throw error;
      }
    };
  }

  /** Says aloud what BullMQ would otherwise keep to itself, and buries jobs that take their worker down with them. */
  watch(consumer: EventConsumer): void {
    let lastError = '';
    consumer.on('error', (error) => {
      // A lost connection is told for every reconnect; once is enough until something else is said.
      const text = describeFailure(error);
      if (text !== lastError) this.log.warn(`The queue's worker: ${text}`);
      lastError = text;
    });
    consumer.on('stalled', (jobId) => this.log.warn(`Job ${jobId} lost its worker and is done again.`));
    consumer.on('failed', (job, error) => {
      if (job === undefined || !stalledTooOften.test(error.message)) return;
      this.bury(job.data, error.message).catch((failure: unknown) =>
        this.log.error(`Job ${jobIdOf(job.data)} could not be buried: ${describeFailure(failure)}`),
      );
    });
  }

  private async bury(job: EventJob, why: string): Promise<void> {
    await this.transactions.run((tx) => this.dispatches.bury(tx, job, why));
    this.log.error(`Job ${jobIdOf(job)} is dead and waits for an operator: ${why}`);
  }
}
