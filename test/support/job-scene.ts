/** The scene for tests of jobs: one database, one queue, and as many processes as a test starts, on each queue backend. */
import { systemActor } from '../../src/kernel/actor.js';
import { rows } from '../../src/platform/database/sql.js';
import type { Tx } from '../../src/platform/database/transaction.js';
import type { RecordedEvent } from '../../src/platform/events/event.js';
import { done, type Outcome, type Subscription } from '../../src/platform/events/subscriptions.js';
import type { JobSettings } from '../../src/platform/jobs/job-settings.js';
import { type TestDatabase, testDatabase } from './database.js';
import { eventually } from './eventually.js';
import { type JobProcess, jobProcess } from './job-process.js';
import { redisAvailable, startRedis, type TestRedis } from './redis.js';

/** A subscriber whose effect is one row, with nothing to stop it from being written twice: that must show. */
export const writeEffect =
  (handler: string) =>
  async (tx: Tx, event: RecordedEvent): Promise<Outcome> => {
    await tx.query('insert into effect values ($1, $2)', [event.id, handler]);
    return done;
  };

export const effect = (handler: string, type = 'thing.made'): Subscription => ({
  type,
  handler,
  handle: writeEffect(handler),
});

export class JobScene {
  db: TestDatabase;
  redis: TestRedis | undefined;
  private processes: JobProcess[] = [];

  constructor(readonly kind: 'postgresql' | 'redis') {}

  async open(): Promise<void> {
    this.db = await testDatabase();
    await this.db.query('create table effect (event_id bigint not null, handler text not null)');
    await this.db.query(`grant select, insert on effect to "${new URL(this.db.appUrl).username}"`);
    if (this.kind === 'redis') this.redis = await startRedis();
  }

  async close(): Promise<void> {
    await this.redis?.stop();
    await this.db?.drop();
  }

  async clear(): Promise<void> {
    await Promise.all(this.processes.map((process) => process.end()));
    this.processes = [];
    await this.db.query('truncate effect, handled, event_dispatch, event cascade');
    await this.loseQueue();
  }

  /** What a crash of Redis without persistence leaves; for PostgreSQL what an emptied schema leaves. */
  async loseQueue(): Promise<void> {
    if (this.redis === undefined) await this.db.query('delete from bullmq.job');
    else await this.redis.command('FLUSHALL');
  }

  /** A process that is there but does not run its jobs yet. */
  async process(subscriptions: readonly Subscription[], settings: Partial<JobSettings> = {}): Promise<JobProcess> {
    const made = await jobProcess(this.db.appUrl, this.redis?.url, settings);
    for (const subscription of subscriptions) made.subscriptions.add(subscription);
    this.processes.push(made);
    return made;
  }

  async started(subscriptions: readonly Subscription[], settings: Partial<JobSettings> = {}): Promise<JobProcess> {
    const made = await this.process(subscriptions, settings);
    await made.jobs.start();
    return made;
  }

  /** Records so many events in one transaction. @returns their ids, ascending */
  async record(from: JobProcess, count: number, type = 'thing.made'): Promise<string[]> {
    const one = { type, subjectKind: 'thing', subjectId: null, payload: {} };
    const many = Array.from({ length: count }, () => one);
    return from.transactions.run(async (tx) => {
      await from.events.record(tx, systemActor, ...many);
      const recorded = await rows<{ id: string }>(
        tx,
        'select id from event where xact = pg_current_xact_id() order by id',
      );
      return recorded.map(({ id }) => id);
    });
  }

  async count(what: string): Promise<number> {
    const [row] = await this.db.query<{ n: number }>(`select count(*)::int as n from ${what}`);
    return row?.n ?? -1;
  }

  openCount(): Promise<number> {
    return this.count('event_dispatch where done_at is null');
  }

  async allDone(limitMs = 30_000): Promise<void> {
    const isEmpty = async (): Promise<boolean> => (await this.openCount()) === 0;
    await eventually(isEmpty, { what: 'every dispatch row is done', limitMs, everyMs: 20 });
  }

  /** Effects that are missing, or happened more than once. */
  wrongEffects(): Promise<Record<string, unknown>[]> {
    return this.db.query(`
      select d.event_id, d.handler, count(f.event_id)::int as times from event_dispatch d
        left join effect f on f.event_id = d.event_id and f.handler = d.handler
       group by 1, 2 having count(f.event_id) <> 1`);
  }
}

/** Runs the tests on PostgreSQL and, where redis-server is found, on Redis; otherwise they are named as skipped. */
export function onEachBackend(tests: (scene: JobScene) => void): void {
  for (const kind of ['postgresql', 'redis'] as const) {
    const group = kind === 'postgresql' || redisAvailable ? describe : describe.skip;
    group(`jobs on ${kind}`, () => {
      const scene = new JobScene(kind);
      beforeAll(() => scene.open());
      afterEach(() => scene.clear());
      afterAll(() => scene.close());
      tests(scene);
    });
  }
}
