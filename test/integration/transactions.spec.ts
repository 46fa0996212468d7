import { conflict } from '../../src/kernel/errors.js';
import { affected, later, rows } from '../../src/platform/database/sql.js';
import { sqlStateOf } from '../../src/platform/database/constraint-errors.js';
import { Transactions } from '../../src/platform/database/transaction.js';
import { createDataSource } from '../../src/platform/database/data-source.js';
import type { DataSource } from 'typeorm';
import { type TestDatabase, testDatabase } from '../support/database.js';

let db: TestDatabase;
let app: DataSource;
let transactions: Transactions;

beforeAll(async () => {
  db = await testDatabase();
  const [{ role }] = (await db.app.query<{ role: string }[]>('select current_user as role')) as [{ role: string }];
  await db.query(`create table kept (id integer primary key, tries integer not null default 0)`);
  await db.query(`create sequence attempt`);
  await db.query(`create function refuse_at_first() returns integer language plpgsql as $$ begin
    if nextval('attempt') = 1 then raise exception 'again' using errcode = '40001'; end if; return 1; end $$`);
  await db.query(`grant all on kept to "${role}"; grant all on sequence attempt to "${role}"`);
  // One connection: whatever a failure leaves behind on it is met by the next transaction.
  app = await createDataSource({ url: db.appUrl, role: 'app', poolSizeMax: 1 }).initialize();
  transactions = new Transactions(app);
});

afterAll(async () => {
  await app?.destroy();
  await db?.drop();
});
beforeEach(async () => void (await db.query('delete from kept')));

const insert = 'insert into kept (id) values ($1)';
const keptIds = async () => (await db.query<{ id: number }>('select id from kept order by id')).map(({ id }) => id);
const failureOf = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => undefined,
    (error: unknown) => error,
  );

it('commits what was waited for and what was not, in the order they were sent', async () => {
  const seen = await transactions.run(async (tx) => {
    await later(tx, insert, [1]);
    const before = await rows<{ n: number }>(tx, 'select count(*)::int as n from kept');
    await later(tx, insert, [2]);
    return before;
  });
  expect(seen).toEqual([{ n: 1 }]);
  expect(await keptIds()).toEqual([1, 2]);
});

it('fails the act at the commit when a statement nobody waited for failed', async () => {
  const error = await failureOf(
    transactions.run(async (tx) => {
      await affected(tx, insert, [1]);
      await later(tx, insert, [1]);
    }),
  );
  expect(sqlStateOf(error)).toBe('23505');
  expect(await keptIds()).toEqual([]);
});

it('names the failure behind it when a later statement finds the transaction failed', async () => {
  const error = await failureOf(
    transactions.run(async (tx) => {
      await affected(tx, insert, [1]);
      await later(tx, insert, [1]);
      await affected(tx, insert, [2]);
    }),
  );
  expect(sqlStateOf(error)).toBe('23505');
  expect(await keptIds()).toEqual([]);
});

it('throws what the work threw, also when a statement was still on its way', async () => {
  const refusal = conflict('not-now', 'Inte nu.');
  const error = await failureOf(
    transactions.run(async (tx) => {
      await later(tx, insert, [1]);
      throw refusal;
    }),
  );
  expect(error).toBe(refusal);
  expect(await keptIds()).toEqual([]);
});

it('does not call it a success when a failed statement was passed over', async () => {
  const error = await failureOf(
    transactions.run(async (tx) => {
      await affected(tx, insert, [1]);
      await affected(tx, insert, [1]).catch(() => 0);
    }),
  );
  expect(error).toEqual(expect.objectContaining({ message: expect.stringContaining('rolled back') as string }));
  expect(await keptIds()).toEqual([]);
});

it('runs the work again on a serialization failure that nobody waited for', async () => {
  let runs = 0;
  await transactions.run(async (tx) => {
    runs += 1;
    await later(tx, insert, [runs]);
    await later(tx, 'select refuse_at_first()');
  });
  expect(runs).toBe(2);
  expect(await keptIds()).toEqual([2]);
});

it('fails as a whole when the connection is lost, and the next act has a new one', async () => {
  const error = await failureOf(
    transactions.run(async (tx) => {
      await later(tx, insert, [1]);
      const [{ pid }] = (await rows<{ pid: number }>(tx, 'select pg_backend_pid() as pid')) as [{ pid: number }];
      await db.query('select pg_terminate_backend($1)', [pid]);
      await affected(tx, insert, [2]);
    }),
  );
  expect(error).toBeInstanceOf(Error);
  expect(await keptIds()).toEqual([]);
  await transactions.run((tx) => affected(tx, insert, [3]));
  expect(await keptIds()).toEqual([3]);
});

it('keeps a transaction opened by mistake inside another from committing half of it', async () => {
  const error = await failureOf(
    transactions.run(async (tx) => {
      await affected(tx, insert, [1]);
      await tx.transaction((inner) => affected(inner, insert, [2]));
      throw new Error('undone');
    }),
  );
  expect(error).toEqual(new Error('undone'));
  expect(await keptIds()).toEqual([]);
});
