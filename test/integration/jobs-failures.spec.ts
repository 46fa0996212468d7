/** What goes wrong in a job or under it costs time and nothing else, on both queue backends (J4, J5, X5, X9). */
import { jest } from '@jest/globals';
import { done, type Subscription } from '../../src/platform/events/subscriptions.js';
import type { EventQueue } from '../../src/platform/jobs/backend.js';
import { EventRelay } from '../../src/platform/jobs/event.relay.js';
import { eventually } from '../support/eventually.js';
import { effect, onEachBackend, writeEffect } from '../support/job-scene.js';

jest.setTimeout(60_000);

onEachBackend((scene) => {
  it('leaves nothing of a try that fails, and succeeds on the next', async () => {
    const tries = new Map<string, number>();
    const shaky: Subscription = {
      type: 'thing.made',
      handler: 'notices-write',
      handle: async (tx, event) => {
        tries.set(event.id, (tries.get(event.id) ?? 0) + 1);
        await writeEffect('notices-write')(tx, event);
        if (tries.get(event.id) === 1) throw new Error('not this time');
        return done;
      },
    };
    const one = await scene.started([shaky]);
    await scene.record(one, 10);
    await scene.allDone();

    expect([...tries.values()]).toEqual(Array.from({ length: 10 }, () => 2));
    expect(await scene.wrongEffects()).toEqual([]);
  });

  it('does the job again when its database session is cut in the middle (X5)', async () => {
    let tries = 0;
    const cut: Subscription = {
      type: 'thing.made',
      handler: 'notices-write',
      handle: async (tx, event) => {
        tries += 1;
        const isFirst = tries === 1;
        const outcome = await writeEffect('notices-write')(tx, event);
        if (isFirst) {
          const [session] = await tx.query<{ pid: number }[]>('select pg_backend_pid() as pid');
          // With a time to wait: the signal alone may arrive after the commit.
          await one.source.query('select pg_terminate_backend($1, 5000)', [session?.pid]);
        }
        return outcome;
      },
    };
    const one = await scene.started([cut]);
    await scene.record(one, 3);
    await scene.allDone();

    expect(tries).toBe(4);
    expect(await scene.wrongEffects()).toEqual([]);
  });

  it('shows a job that always fails in the dead-letter list, holds up no other, and sends it again when asked (J5)', async () => {
    let isMended = false;
    const poison: Subscription = {
      type: 'thing.broken',
      handler: 'mail-send',
      handle: (tx, event) => {
        if (!isMended)
          throw new Error('no mailbox for anna.andersson@example.se, 19850229-1234, password=hunter2\r\nagain');
        return writeEffect('mail-send')(tx, event);
      },
    };
    const one = await scene.started([poison, effect('notices-write')], { attempts: 4 });
    const [poisoned = ''] = await scene.record(one, 1, 'thing.broken');
    await scene.record(one, 50);
    await eventually(async () => (await one.dispatches.deadLetters()).length === 1, { what: 'the job is dead' });
    await eventually(async () => (await scene.openCount()) === 1, { what: 'all others are done' });

    const [dead] = await one.dispatches.deadLetters();
    expect(dead).toMatchObject({ eventId: poisoned, handler: 'mail-send', type: 'thing.broken' });
    expect(dead?.outcome).toBe('dead: Error: no mailbox for [e-mail], [personal number], password=[removed] again');
    expect(await one.dispatches.backlog()).toMatchObject({ open: 0, dead: 1, oldestSeconds: null });

    // The sweeper leaves the dead alone.
    await one.transactions.run((tx) => one.dispatches.sweep(tx, 0, 100));
    expect(await one.dispatches.deadLetters()).toHaveLength(1);

    isMended = true;
    const job = { eventId: poisoned, handler: 'mail-send' };
    expect(await one.transactions.run((tx) => one.dispatches.retryDead(tx, job))).toBe(true);
    expect(await one.transactions.run((tx) => one.dispatches.retryDead(tx, job))).toBe(false);
    await scene.allDone();
    expect(await scene.wrongEffects()).toEqual([]);
    expect(await one.dispatches.deadLetters()).toEqual([]);
  });

  it('loses nothing and doubles nothing when the whole queue is lost under load (J4, X9)', async () => {
    const sometimes: Subscription = {
      type: 'thing.made',
      handler: 'notices-write',
      // Some jobs stand in the queue as delayed retries when it is lost.
      handle: (tx, event) => {
        if (Math.random() < 0.2) throw new Error('later');
        return writeEffect('notices-write')(tx, event);
      },
    };
    const two = await Promise.all([
      scene.started([sometimes], { attempts: 20 }),
      scene.started([sometimes], { attempts: 20 }),
    ]);
    for (let round = 0; round < 5; round += 1) {
      await scene.record(two[0], 100);
      await scene.loseQueue();
    }
    await scene.allDone(30_000);
    expect(await scene.wrongEffects()).toEqual([]);
    expect(await scene.db.query('select count(*)::int as n from effect')).toEqual([{ n: 500 }]);
  });

  it('puts rows back when the queue refuses them', async () => {
    const one = await scene.process([effect('notices-write')]);
    await scene.record(one, 5);
    const queue: EventQueue = {
      add: () => Promise.reject(new Error('OOM command not allowed')),
      addBulk: () => Promise.reject(new Error('OOM command not allowed')),
      getJobCountByTypes: () => Promise.resolve(0),
      on: () => undefined,
      close: () => Promise.resolve(),
    };
    const relay = new EventRelay(one.transactions, one.dispatches, one.subscriptions, queue, one.settings);
    await expect(relay.relayOnce()).rejects.toThrow('OOM');
    expect(await scene.db.query('select count(*)::int as n from event_dispatch where enqueued_at is null')).toEqual([
      { n: 5 },
    ]);
  });

  it('says at start which events wait for a handler it does not have, and leaves them waiting', async () => {
    const newer = await scene.process([effect('notices-write'), effect('mail-send')]);
    await scene.record(newer, 3);
    const older = await scene.process([effect('notices-write')]);
    await older.jobs.onApplicationBootstrap();
    await eventually(async () => (await scene.openCount()) === 3, { what: 'what it knows is done' });

    expect(older.jobs.unknownHandlers()).toEqual([{ handler: 'mail-send', open: 3 }]);
    await expect(older.worker.handle({ eventId: '1', handler: 'mail-send' })).rejects.toThrow(/'mail-send'/);
    expect(await older.dispatches.deadLetters()).toEqual([]);

    await newer.jobs.start();
    await scene.allDone();
    expect(await scene.wrongEffects()).toEqual([]);
  });
});
