/** What anybody may see never asks who is asking: it is served when the database is slow, to the signed in as to others. */
import { jest } from '@jest/globals';
import { testApplication, type TestApplication } from '../support/app.js';

jest.setTimeout(60_000);

let app: TestApplication;
beforeAll(async () => {
  app = await testApplication();
});
afterAll(() => app?.stop());

test('an open route is answered while nobody can be told by their session', async () => {
  const officer = await app.as('asn.handlaggare');
  const runner = app.database.owner.createQueryRunner();
  await runner.startTransaction();
  await runner.query('lock table session in access exclusive mode');
  try {
    expect((await officer.get('api-info')).status).toBe(200);
    // The lock does hold what has to know who asks.
    expect((await officer.get('session')).status).toBe(503);
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
  expect((await officer.get('session')).status).toBe(200);
});
