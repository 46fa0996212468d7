/** Timers ask the database what is due, one process at a time (J6). */
import { jest } from '@jest/globals';
import { Timers } from '../../src/platform/jobs/timers.js';
import { idempotencyTimer } from '../../src/platform/jobs/platform.timers.js';
import { Transactions } from '../../src/platform/database/transaction.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { jobProcess } from '../support/job-process.js';

jest.setTimeout(30_000);

let db: TestDatabase;
let transactions: Transactions;
const started: Timers[] = [];

beforeAll(async () => {
  db = await testDatabase();
  transactions = new Transactions(db.app);
  await db.query(
    'create table reminder (name text primary key, due_at timestamptz not null, sent integer not null default 0)',
  );
  await db.query(`grant select, insert, update on reminder to "${new URL(db.appUrl).username}"`);
});
afterAll(async () => db?.drop());
afterEach(async () => {
  await Promise.all(started.splice(0).map((timers) => timers.stop()));
  await db.query('truncate reminder');
});

function timersOf(everySeconds: number, onRun: () => void = () => undefined): Timers {
  const timers = new Timers(transactions);
  timers.add({
    name: 'reminder-send',
    everySeconds,
    run: async (tx) => {
      onRun();
      await tx.query('update reminder set sent = sent + 1 where due_at <= clock_timestamp() and sent = 0');
    },
  });
  started.push(timers);
  return timers;
}

it('does what fell due while nothing ran, once, and leaves what is not due', async () => {
  await db.query(
    `insert into reminder values ('last week', now() - interval '7 days'), ('yesterday', now() - interval '1 day'), ('next week', now() + interval '7 days')`,
  );
  let runs = 0;
  timersOf(0.02, () => (runs += 1)).start();
  await eventually(() => runs >= 5, { what: 'the timer has run several times' });

  expect(await db.query('select name, sent from reminder order by due_at')).toEqual([
    { name: 'last week', sent: 1 },
    { name: 'yesterday', sent: 1 },
    { name: 'next week', sent: 0 },
  ]);
});

it('runs in one process at a time', async () => {
  const [one, two] = [new Timers(transactions), new Timers(transactions)];
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const run = async (): Promise<void> => {
    begin();
    await released;
  };
  for (const timers of [one, two]) {
    timers.add({ name: 'reminder-send', everySeconds: 60, run });
    timers.add({ name: 'other-timer', everySeconds: 60, run: () => Promise.resolve() });
  }
  const first = one.runOnce('reminder-send');
  await begun;
  expect(await two.runOnce('reminder-send')).toBe('elsewhere');
  expect(await two.runOnce('other-timer')).toBe('ran');
  release();
  expect(await first).toBe('ran');
  expect(await two.runOnce('reminder-send')).toBe('ran');
});

it('goes on after a failure, of which nothing is left', async () => {
  await db.query(`insert into reminder values ('yesterday', now() - interval '1 day')`);
  const timers = new Timers(transactions);
  started.push(timers);
  let runs = 0;
  timers.add({
    name: 'reminder-send',
    everySeconds: 0.02,
    run: async (tx) => {
      runs += 1;
      await tx.query('update reminder set sent = sent + 1');
      if (runs < 3) throw new Error('not this time');
    },
  });
  timers.start();
  await eventually(() => runs >= 3, { what: 'the third run' });
  await timers.stop();
  expect(await db.query('select sent from reminder')).toEqual([{ sent: runs - 2 }]);
});

it('finishes the run in hand before it stops', async () => {
  let isFinished = false;
  const timers = new Timers(transactions);
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  timers.add({
    name: 'reminder-send',
    everySeconds: 60,
    run: async (tx) => {
      begin();
      await tx.query('select pg_sleep(0.1)');
      isFinished = true;
    },
  });
  timers.start();
  await begun;
  await timers.stop();
  expect(isFinished).toBe(true);
});

it('refuses two timers under one name', () => {
  expect(() => timersOf(1).add({ name: 'reminder-send', everySeconds: 1, run: () => Promise.resolve() })).toThrow(
    /Two timers/,
  );
});

describe('the platform’s own', () => {
  it('clears answers to commands older than 90 days, and no others', async () => {
    const key = (days: number) =>
      db.query(
        `insert into idempotency_key (actor_id, key, request_hash, status, created_at)
         values (gen_random_uuid(), gen_random_uuid(), '\\x00', 201, now() - make_interval(days => $1))`,
        [days],
      );
    for (const days of [0, 89, 91, 400]) await key(days);
    await transactions.run((tx) => idempotencyTimer.run(tx));
    expect(
      await db.query(`select extract(day from now() - created_at)::int as days from idempotency_key order by 1`),
    ).toEqual([{ days: 0 }, { days: 89 }]);
  });

  it('are those the job queue registers', async () => {
    const one = await jobProcess(db.appUrl, undefined);
    try {
      for (const name of ['event-sweep', 'idempotency-clear']) expect(await one.timers.runOnce(name)).toBe('ran');
    } finally {
      await one.end();
    }
  });
});
