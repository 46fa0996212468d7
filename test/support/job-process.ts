/** One process of the product as far as jobs are concerned: its own connections, relay, worker and timers. */
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { readConfig } from '../../src/platform/config.js';
import { createDataSource } from '../../src/platform/database/data-source.js';
import { Transactions } from '../../src/platform/database/transaction.js';
import { Events } from '../../src/platform/events/events.service.js';
import { Subscriptions } from '../../src/platform/events/subscriptions.js';
import { Dispatches } from '../../src/platform/jobs/dispatches.js';
import { EventWorker } from '../../src/platform/jobs/event.worker.js';
import { defaultJobSettings, type JobSettings } from '../../src/platform/jobs/job-settings.js';
import { JobQueue } from '../../src/platform/jobs/job-queue.service.js';
import { Timers } from '../../src/platform/jobs/timers.js';

export interface JobProcess {
  source: DataSource;
  transactions: Transactions;
  subscriptions: Subscriptions;
  events: Events;
  dispatches: Dispatches;
  worker: EventWorker;
  timers: Timers;
  jobs: JobQueue;
  settings: JobSettings;
  /** Stops the jobs and closes the connections; safe to call twice. */
  end(): Promise<void>;
}

/** Waits a person would not notice; the order of magnitude between them is that of the real ones. */
export const quick: Partial<JobSettings> = {
  backoffBaseMs: 10,
  backoffLimitMs: 80,
  pollMs: 20,
  pollLimitMs: 40,
  sweepAgeSeconds: 1,
  sweepEverySeconds: 0.2,
  reconnectMs: 100,
  drainMs: 5_000,
};

/** @param redisUrl undefined runs jobs on PostgreSQL */
export async function jobProcess(
  appUrl: string,
  redisUrl: string | undefined,
  settings: Partial<JobSettings> = {},
): Promise<JobProcess> {
  // What jobs log here is what the tests provoke; set ANSLAG_TEST_LOG to see it.
  if (process.env['ANSLAG_TEST_LOG'] === undefined) Logger.overrideLogger(false);
  const source = await createDataSource({ url: appUrl, role: 'app', poolSizeMax: 10 }).initialize();
  const all = { ...defaultJobSettings, ...quick, ...settings };
  const config = { ...readConfig({}), databaseUrl: appUrl, redisUrl };
  const transactions = new Transactions(source);
  const subscriptions = new Subscriptions();
  const dispatches = new Dispatches(source);
  const worker = new EventWorker(transactions, dispatches, subscriptions);
  const timers = new Timers(transactions);
  const jobs = new JobQueue(config, transactions, subscriptions, dispatches, worker, timers, all);
  return {
    source,
    transactions,
    subscriptions,
    events: new Events(subscriptions),
    dispatches,
    worker,
    timers,
    jobs,
    settings: all,
    end: async () => {
      await jobs.stop();
      if (source.isInitialized) await source.destroy();
    },
  };
}
