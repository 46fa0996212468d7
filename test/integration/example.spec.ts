/** The example municipality as a newcomer meets it: loaded once, in order, with a year of money that lives. */
import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FollowUpQueries } from '../../src/allocations/follow-up/follow-up.queries.js';
import { SettlementQueries } from '../../src/allocations/costs/settlement.queries.js';
import { type RunningApplication, startApplication } from '../../src/application.js';
import { loadExample } from '../../src/example/load-example.js';
import { systemActor } from '../../src/kernel/actor.js';
import { Checks } from '../../src/platform/checks.js';
import { readConfig } from '../../src/platform/config.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

jest.setTimeout(120_000);

let database: TestDatabase;
let dataDir: string;
let running: RunningApplication;
let grant: string;

beforeAll(async () => {
  database = await testDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'anslag-example-'));
  const env = { PORT: '0', HOST: '127.0.0.1', ANSLAG_EXAMPLE: 'true', LOG_LEVEL: 'silent', ANSLAG_JOBS: 'false' };
  running = await startApplication(readConfig({ ...env, ANSLAG_DATA_DIR: dataDir }), {
    appUrl: database.appUrl,
    dataDir,
  });
}, 60_000);
afterAll(async () => {
  await running?.stop();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('it is loaded once, and every invariant holds', async () => {
  const said: string[] = [];
  expect(await loadExample(running.app, (line) => said.push(line))).toBe(true);
  expect(await loadExample(running.app, (line) => said.push(line))).toBe(false);
  expect(said).toHaveLength(1);
  const broken = (await running.app.get(Checks).run()).filter(({ violations }) => violations.length > 0);
  expect(broken.map(({ name, violations }) => [name, violations[0]])).toEqual([]);
  grant = (await database.query<{ id: string }>(`select id from funding_source where code = 'SOS-2023'`))[0]?.id ?? '';
});

test('finance sees what is paid, used, planned and foreseen', async () => {
  const settlement = await running.app.get(SettlementQueries).one(systemActor, grant, 2023);
  expect(settlement.paid?.toString()).toBe('8075000.00');
  expect(settlement.sum.used.toString()).toBe('3640100.00');
  const followUp = await running.app.get(FollowUpQueries).one(systemActor, grant, 2023);
  const [largest] = followUp.lines.filter(({ planNumber }) => planNumber !== null);
  expect(largest?.forecast).toMatchObject({ number: 2, forecastDay: '2023-10-03' });
  expect(largest?.deviationOfYear?.toString()).toBe('-413000.00');
  expect(largest?.nextYearRisk).toContain('finns inget besked om medel');
});

test('whoever follows up, hears others or pays grants has something to look at', async () => {
  const [shown] = await database.query(
    `select (select array_agg(period || ' ' || status order by period) from period_report) as reports,
        (select count(*)::integer from indicator_outcome) as outcomes,
        (select count(*)::integer from assignment where owner_id is null) as "withoutOwner",
        (select array_agg(status order by position) from consultee) as consultees,
        (select array_agg(is_late order by received_at) from consultation_reply) as late,
        (select array_agg(status order by received_at) from application) as applications,
        (select array_agg(status) from payout_list) as lists`,
  );
  expect(shown).toEqual({
    reports: ['januaryAugust decided', 'year drafting'],
    outcomes: 3,
    withoutOwner: 1,
    consultees: ['noReply', 'noReply', 'declined', 'registered', 'registered'],
    late: [false, true],
    applications: ['inReview', 'received'],
    lists: ['prepared'],
  });
});
