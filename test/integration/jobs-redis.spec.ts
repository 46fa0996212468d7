/** What happens to people's work and to its effects when Redis fails in the ways it does (X9, X10, X11, J1, J4). */
import { jest } from '@jest/globals';
import { systemActor } from '../../src/kernel/actor.js';
import { done } from '../../src/platform/events/subscriptions.js';
import { requireFit } from '../../src/platform/jobs/redis.js';
import { JobBackendUnfit } from '../../src/platform/jobs/unfit.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { type JobProcess, jobProcess } from '../support/job-process.js';
import { redisAvailable, startRedis, type TestRedis } from '../support/redis.js';

jest.setTimeout(60_000);

(redisAvailable ? describe : describe.skip)('Redis fails', () => {
  let db: TestDatabase;
  let redis: TestRedis;
  let one: JobProcess;

  beforeAll(async () => {
    db = await testDatabase();
    await db.query('create table effect (event_id bigint not null)');
    await db.query(`grant select, insert on effect to "${new URL(db.appUrl).username}"`);
  });
  afterAll(async () => db?.drop());
  afterEach(async () => {
    await one?.end();
    await redis?.stop();
    await db.query('truncate effect, handled, event_dispatch, event cascade');
  });

  async function prepare(settings: readonly string[] = []): Promise<void> {
    redis = await startRedis(settings);
    one = await jobProcess(db.appUrl, redis.url, { concurrency: 4 });
    one.subscriptions.add({
      type: 'thing.made',
      handler: 'notices-write',
      handle: async (tx, event) => {
        await tx.query('insert into effect select $1 from pg_sleep(0.01)', [event.id]);
        return done;
      },
    });
  }

  const record = (count: number) => {
    const event = { type: 'thing.made', subjectKind: 'thing', subjectId: null, payload: {} };
    return one.transactions.run((tx) =>
      one.events.record(tx, systemActor, ...Array.from({ length: count }, () => event)),
    );
  };
  const count = async (sql: string): Promise<number> =>
    (await db.query<{ n: number }>(`select count(*)::int as n from ${sql}`))[0]?.n ?? -1;
  const everyEffectOnce = async (expected: number): Promise<void> => {
    await eventually(async () => (await count('event_dispatch where done_at is null')) === 0, {
      what: 'all is done',
      limitMs: 30_000,
      everyMs: 20,
    });
    expect(await count('effect')).toBe(expected);
    expect(await count('(select from effect group by event_id having count(*) > 1) doubled')).toBe(0);
  };
  const state = async (): Promise<string> => (await one.jobs.state()).state;

  it('is killed and comes back empty, three times under load: every effect happens, once', async () => {
    await prepare();
    await one.jobs.start();
    for (let round = 0; round < 3; round += 1) {
      await record(100);
      await eventually(
        async () => (await count('event_dispatch where enqueued_at is not null and done_at is null')) > 20,
        {
          what: 'jobs are in Redis when it dies',
          everyMs: 1,
        },
      );
      await redis.kill();
      // People go on working: their events are recorded and wait.
      await record(100);
      expect(await state()).toBe('unreachable');
      await redis.start();
      await eventually(async () => (await state()) === 'ok', { what: 'the queue answers again' });
    }
    await everyEffectOnce(600);
  });

  it('is not there when the process starts: it starts all the same, and works when Redis comes', async () => {
    await prepare();
    await redis.kill();
    await one.jobs.start();
    await record(10);
    expect(await one.jobs.state()).toEqual({ state: 'unreachable', backend: 'redis' });

    await redis.start();
    await everyEffectOnce(10);
    expect(await state()).toBe('ok');
  });

  it('is not there and never comes: the process still stops', async () => {
    await prepare();
    await redis.kill();
    await one.jobs.start();
    await one.jobs.stop();
    expect(await state()).toBe('elsewhere');
  });

  it('hangs: nobody waits for it, and all is done when it goes on', async () => {
    await prepare();
    await one.jobs.start();
    await record(5);
    await everyEffectOnce(5);
    redis.freeze();
    try {
      const before = performance.now();
      await record(50);
      expect(await state()).toBe('unreachable');
      expect(performance.now() - before).toBeLessThan(3_000);
    } finally {
      redis.thaw();
    }
    await everyEffectOnce(55);
  });

  it('is full: jobs wait in the database until there is room', async () => {
    await prepare(['--maxmemory', '100mb']);
    await one.jobs.start();
    await record(5);
    await everyEffectOnce(5);
    await redis.command('CONFIG', 'SET', 'maxmemory', '1');
    await record(20);
    await eventually(async () => (await count('event_dispatch where enqueued_at is null')) === 20, {
      what: 'the rows have been put back',
    });
    await redis.command('CONFIG', 'SET', 'maxmemory', '0');
    await everyEffectOnce(25);
  });

  it.each(['allkeys-lru', 'volatile-ttl'])(
    'may throw jobs away (%s): the start is refused with what to change',
    async (policy) => {
      await prepare(['--maxmemory-policy', policy]);
      const start = one.jobs.start();
      await expect(start).rejects.toThrow(JobBackendUnfit);
      await expect(start).rejects.toThrow(`maxmemory-policy '${policy}'`);
    },
  );
});

describe('what Redis must be', () => {
  it.each([
    ['redis_version:6.0.16\r\nmaxmemory_policy:noeviction\r\n', /version 6\.0\.16; jobs need 6\.2/],
    ['redis_version:5.0.0\nmaxmemory_policy:noeviction', /version 5\.0\.0/],
    ['redis_version:7.2.4\r\nmaxmemory_policy:allkeys-lfu\r\n', /'allkeys-lfu'/],
    ['redis_version:7.2.4\r\n', /'unknown'/],
    ['', /version 0/],
  ])('refuses %j', (info, message) => expect(() => requireFit(info)).toThrow(message));

  it.each(['6.2.0', '7.0.15', '8.0.1', '10.0.0'])('takes %s with noeviction', (version) =>
    expect(() => requireFit(`redis_version:${version}\r\nmaxmemory_policy:noeviction\r\n`)).not.toThrow(),
  );
});
