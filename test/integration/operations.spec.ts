/** The running state and the checks over HTTP: who may ask, and that a fault is told. */
import { expectStatus } from '../support/replies.js';
import { type Client, testApplication, type TestApplication } from '../support/app.js';

let app: TestApplication;
let admin: Client;

beforeAll(async () => {
  app = await testApplication();
  admin = await app.as('admin');
}, 60_000);
afterAll(() => app?.stop());

test('the administrator sees versions, database, jobs and disk', async () => {
  const { body, headers } = await expectStatus(200, admin.get('operations'));
  expect(headers.get('cache-control')).toBe('no-store');
  expect(body).toMatchObject({
    nodeVersion: process.version,
    database: { missingMigrations: [], roleFaults: [] },
    jobs: { state: 'elsewhere', dead: 0, deadLetters: [] },
  });
  expect(body.productVersion).toMatch(/^\d+\.\d+\.\d+/);
  expect(body.database.version).toMatch(/^\d+/);
  expect(body.database.sizeBytes).toBeGreaterThan(1_000_000);
  expect(body.disk.freeBytes).toBeLessThanOrEqual(body.disk.totalBytes);
  expect(Date.parse(body.startedAt)).toBeLessThanOrEqual(Date.now());
});

test('a job that has failed every try is named', async () => {
  await app.query(
    `insert into event_dispatch (event_id, handler, enqueued_at, outcome)
       select min(id), 'notify-lost', clock_timestamp(), 'dead: the recipient is gone' from event`,
  );
  const { body } = await expectStatus(200, admin.get('operations'));
  expect(body.jobs.dead).toBe(1);
  expect(body.jobs.deadLetters).toMatchObject([{ handler: 'notify-lost', outcome: 'dead: the recipient is gone' }]);
  await app.query(`delete from event_dispatch where handler = 'notify-lost'`);
});

test('the checks are run on demand, one run for those who ask at once, and a broken one is told', async () => {
  const replies = await Promise.all([admin.get('checks'), admin.get('checks')]);
  const [first] = replies.map(({ body }) => body.items as { name: string; violations: number }[]);
  expect(first?.length).toBeGreaterThan(30);
  expect(first?.filter(({ violations }) => violations > 0)).toEqual([]);
  await app.query(
    `insert into notice (person_id, event_id, kind, subject_kind, subject_id)
       select p.id, (select min(id) from event), 'x', 'x', p.id from person p limit 1`,
  );
  const { body } = await expectStatus(200, admin.get('checks'));
  const found = (body.items as { name: string; violations: number }[]).filter(({ violations }) => violations > 0);
  expect(found).toMatchObject([{ name: 'notifications/J2-notice-was-dispatched', violations: 1 }]);
});

test('others may not ask', async () => {
  const officer = await app.as('asn.handlaggare');
  expect((await officer.get('operations')).status).toBe(403);
  expect((await officer.get('checks')).status).toBe(403);
  expect((await (await app.as('ks.controller')).get('operations')).status).toBe(403);
  expect((await app.anonymous.get('operations')).status).toBe(401);
});
