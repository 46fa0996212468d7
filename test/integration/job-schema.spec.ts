/** The queue's tables in PostgreSQL: made by the owner, used by the application, and changed by nobody else. */
import { sqlStateOf } from '../../src/platform/database/constraint-errors.js';
import { assertJobSchema, installJobSchema } from '../../src/platform/jobs/job-schema.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

let db: TestDatabase;
let appRole: string;

beforeAll(async () => {
  db = await testDatabase();
  appRole = new URL(db.appUrl).username;
});
afterAll(async () => db?.drop());

it('is fit for the application after the migrations, and installing again changes nothing', async () => {
  await Promise.all([installJobSchema(db.ownerUrl, appRole), installJobSchema(db.ownerUrl, appRole)]);
  await expect(assertJobSchema(db.appUrl)).resolves.toBeUndefined();
});

it('belongs to the owner, all of it', async () => {
  const ownedByApp = await db.query(
    `select c.relname from pg_class c where c.relnamespace = 'bullmq'::regnamespace and pg_get_userbyid(c.relowner) = $1
     union all select p.proname from pg_proc p where p.pronamespace = 'bullmq'::regnamespace and pg_get_userbyid(p.proowner) = $1`,
    [appRole],
  );
  expect(ownedByApp).toEqual([]);
});

it.each([
  'create table bullmq.mine (id int)',
  'create function bullmq.mine() returns int language sql as $$ select 1 $$',
  'alter table bullmq.job add column mine int',
  'truncate bullmq.job cascade',
  'drop table bullmq.job cascade',
  'insert into bullmq.migration (version, name, min_client_version) values (99, $$x$$, 99)',
  'alter function bullmq.add_jobs_bulk(text, jsonb) security invoker',
])('refuses the application: %s', async (statement) => {
  const error: unknown = await db.app.query(statement).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  expect(sqlStateOf(error)).toBe('42501');
});

it('runs only one function as the owner, with the temporary schema searched last', async () => {
  expect(
    await db.query(`select proname, proconfig from pg_proc where pronamespace = 'bullmq'::regnamespace and prosecdef`),
  ).toEqual([{ proname: 'add_jobs_bulk', proconfig: ['search_path=bullmq, pg_temp'] }]);
});

it('says what to do when it is missing or not granted', async () => {
  await db.query(`revoke usage on schema bullmq from "${appRole}"`);
  await expect(assertJobSchema(db.appUrl)).rejects.toThrow(
    /may not use the queue's schema 'bullmq'. Run the migrations/,
  );
  await db.query('drop schema bullmq cascade');
  await expect(assertJobSchema(db.appUrl)).rejects.toThrow(/is not there. Run the migrations/);
});
