/** Events become effects, once, on both queue backends (J1 to J3, X8, X38, X45). */
import { jest } from '@jest/globals';
import { systemActor } from '../../src/kernel/actor.js';
import type { Tx } from '../../src/platform/database/transaction.js';
import type { RecordedEvent } from '../../src/platform/events/event.js';
import { skipped, type Subscription } from '../../src/platform/events/subscriptions.js';
import { type EventQueue, openBackend } from '../../src/platform/jobs/backend.js';
import { EventRelay } from '../../src/platform/jobs/event.relay.js';
import type { EventJob } from '../../src/platform/jobs/job-settings.js';
import { eventually } from '../support/eventually.js';
import type { JobProcess } from '../support/job-process.js';
import { effect, onEachBackend, writeEffect } from '../support/job-scene.js';

jest.setTimeout(60_000);

onEachBackend((scene) => {
  it('handles every event exactly once with three processes at work', async () => {
    const subscriptions = [effect('notices-write'), effect('mail-send')];
    const [first] = await Promise.all([
      scene.started(subscriptions),
      scene.started(subscriptions),
      scene.started(subscriptions),
    ]);
    await Promise.all(Array.from({ length: 10 }, () => scene.record(first, 40)));
    await scene.allDone();

    expect(await scene.wrongEffects()).toEqual([]);
    expect(
      await scene.db.query('select handler, outcome, count(*)::int as n from event_dispatch group by 1, 2 order by 1'),
    ).toEqual([
      { handler: 'mail-send', outcome: 'done', n: 400 },
      { handler: 'notices-write', outcome: 'done', n: 400 },
    ]);
  });

  it('gives the handler the event as it was recorded', async () => {
    const seen: RecordedEvent[] = [];
    const handle = (_tx: Tx, event: RecordedEvent) => {
      seen.push(event);
      return Promise.resolve(skipped('nobody to tell'));
    };
    const one = await scene.started([{ type: 'thing.made', handler: 'notices-write', handle }]);
    const subjectId = '0f8c2a52-6a0b-4d6e-9d7e-1a2b3c4d5e6f';
    const payload = { amount: '8075000.00', nested: { rows: [1, 2] } };
    await one.transactions.run((tx) =>
      one.events.record(tx, systemActor, { type: 'thing.made', subjectKind: 'thing', subjectId, payload }),
    );
    await scene.allDone();

    expect(seen).toEqual([
      {
        id: expect.any(String),
        at: expect.any(Date),
        type: 'thing.made',
        actorPersonId: null,
        subjectKind: 'thing',
        subjectId,
        matterId: null,
        payload,
      },
    ]);
    expect(await scene.db.query('select outcome from event_dispatch')).toEqual([
      { outcome: 'skipped: nobody to tell' },
    ]);
  });

  it('makes no job of a transaction that is rolled back (J3)', async () => {
    const one = await scene.started([effect('notices-write')]);
    const refused = one.transactions.run(async (tx) => {
      await one.events.record(tx, systemActor, {
        type: 'thing.made',
        subjectKind: 'thing',
        subjectId: null,
        payload: {},
      });
      throw new Error('refused');
    });
    await expect(refused).rejects.toThrow('refused');
    // What is recorded after it and done shows that the relay has passed the place where the refused one would have been.
    await scene.record(one, 1);
    await scene.allDone();
    expect(await scene.db.query('select count(*)::int as n from effect')).toEqual([{ n: 1 }]);
  });

  it('comes to the same end when every job is delivered three times (X45)', async () => {
    const one = await scene.process([effect('notices-write')], { sweepAgeSeconds: 3_600 });
    const ids = await scene.record(one, 20);
    const backend = await openBackend(
      { redisUrl: scene.redis?.url, databaseUrl: scene.db.appUrl },
      await one.dispatches.queuePrefix(),
      one.settings,
    );
    const queue = backend.openQueue();
    const jobs = ids.flatMap((eventId) =>
      [3, 1, 2].map((copy) => ({
        name: 'copy',
        data: { eventId, handler: 'notices-write' },
        opts: { jobId: `copy-${copy}-${eventId}` },
      })),
    );
    await queue.addBulk(jobs.reverse());
    await one.jobs.start();
    await scene.allDone();
    await eventually(async () => (await queue.getJobCountByTypes('waiting', 'active', 'delayed')) === 0, {
      what: 'the queue is empty',
    });
    await queue.close();

    expect(await scene.wrongEffects()).toEqual([]);
    expect(await scene.db.query('select count(*)::int as n from effect')).toEqual([{ n: 20 }]);
  });

  it('makes the effect once when two workers have the same job in hand (X8)', async () => {
    let inHand = 0;
    const slow: Subscription = {
      type: 'thing.made',
      handler: 'notices-write',
      handle: async (tx, event) => {
        inHand += 1;
        await tx.query('select pg_sleep(0.1)');
        return writeEffect('notices-write')(tx, event);
      },
    };
    const [one, two] = await Promise.all([scene.process([slow]), scene.process([slow])]);
    const [eventId = ''] = await scene.record(one, 1);
    const job: EventJob = { eventId, handler: 'notices-write' };
    const outcomes = await Promise.all([one, two, one, two].map((each) => each.worker.handle(job)));

    expect(inHand).toBe(1);
    expect(outcomes.map((outcome) => outcome.is).sort()).toEqual(['done', 'skipped', 'skipped', 'skipped']);
    expect(await scene.wrongEffects()).toEqual([]);
    expect(await scene.db.query('select outcome from event_dispatch')).toEqual([{ outcome: 'done' }]);
  });

  it('never gives one row to two relays', async () => {
    const added: string[] = [];
    const queue: EventQueue = {
      add: (_name, _job, { jobId }) => Promise.resolve(added.push(jobId)),
      addBulk: (jobs) => Promise.resolve(added.push(...jobs.map((job) => job.opts.jobId))),
      getJobCountByTypes: () => Promise.resolve(0),
      on: () => undefined,
      close: () => Promise.resolve(),
    };
    const subscriptions = [effect('notices-write')];
    const both = await Promise.all([scene.process(subscriptions), scene.process(subscriptions)]);
    const ids = await scene.record(both[0], 300);
    const drain = async (from: JobProcess): Promise<void> => {
      const settings = { ...from.settings, batchMax: 7 };
      const relay = new EventRelay(from.transactions, from.dispatches, from.subscriptions, queue, settings);
      while (await from.dispatches.anyWaiting(['notices-write'])) await relay.relayOnce();
    };
    await Promise.all(both.map(drain));

    expect(added).toHaveLength(300);
    expect(new Set(added)).toEqual(new Set(ids.map((id) => `${id}-notices-write`)));
  });

  it('finishes the job in hand when it is told to stop, and leaves the rest to the next process (X38)', async () => {
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const slow: Subscription = {
      type: 'thing.made',
      handler: 'notices-write',
      handle: async (tx, event) => {
        begin();
        await tx.query('select pg_sleep(0.3)');
        return writeEffect('notices-write')(tx, event);
      },
    };
    const one = await scene.started([slow], { concurrency: 1 });
    await scene.record(one, 4);
    await begun;
    await one.end();
    const [{ n } = { n: 0 }] = await scene.db.query<{ n: number }>('select count(*)::int as n from effect');
    expect(n).toBeGreaterThanOrEqual(1);
    expect(n).toBeLessThan(4);

    await scene.started([effect('notices-write')]);
    await scene.allDone();
    expect(await scene.wrongEffects()).toEqual([]);
  });

  it('answers how the queue is', async () => {
    const one = await scene.process([]);
    expect(await one.jobs.state()).toEqual({ state: 'elsewhere' });
    await one.jobs.start();
    expect(await one.jobs.state()).toEqual({ state: 'ok', backend: scene.kind });
  });
});
