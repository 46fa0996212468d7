/** What a supervisor, a load balancer and Prometheus are told (X6, X9). */
import { jest } from '@jest/globals';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { readConfig } from '../../src/platform/config.js';
import { CONFIG } from '../../src/platform/config.token.js';
import { createDataSource } from '../../src/platform/database/data-source.js';
import { Transactions } from '../../src/platform/database/transaction.js';
import { Subscriptions } from '../../src/platform/events/subscriptions.js';
import { ErrorFilter } from '../../src/platform/http/error.filter.js';
import { Dispatches } from '../../src/platform/jobs/dispatches.js';
import { EventWorker } from '../../src/platform/jobs/event.worker.js';
import { JOB_SETTINGS } from '../../src/platform/jobs/job-settings.js';
import { JobQueue } from '../../src/platform/jobs/job-queue.service.js';
import { Timers } from '../../src/platform/jobs/timers.js';
import { HealthController } from '../../src/platform/observability/health.controller.js';
import { countRequests, Metrics } from '../../src/platform/observability/metrics.js';
import { MetricsController } from '../../src/platform/observability/metrics.controller.js';
import { ReadinessCheck } from '../../src/platform/observability/readiness.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { quick } from '../support/job-process.js';
import { redisAvailable, startRedis } from '../support/redis.js';

jest.setTimeout(30_000);

let db: TestDatabase;
let app: NestFastifyApplication | undefined;
let source: DataSource;

beforeEach(async () => {
  db = await testDatabase();
});
afterEach(async () => {
  await app?.close();
  if (source?.isInitialized) await source.destroy();
  await db?.drop();
});

async function serve(settings: { redisUrl?: string; jobs: boolean }): Promise<NestFastifyApplication> {
  source = await createDataSource({ url: db.appUrl, role: 'app', poolSizeMax: 5 }).initialize();
  const module = await Test.createTestingModule({
    controllers: [HealthController, MetricsController],
    providers: [
      { provide: CONFIG, useValue: { ...readConfig({}), databaseUrl: db.appUrl, ...settings } },
      { provide: DataSource, useValue: source },
      { provide: JOB_SETTINGS, useValue: quick },
      Transactions,
      Subscriptions,
      Dispatches,
      EventWorker,
      Timers,
      JobQueue,
      ReadinessCheck,
      Metrics,
    ],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  countRequests(app.getHttpAdapter().getInstance() as never);
  app.useGlobalFilters(new ErrorFilter());
  await app.init();
  return app;
}

const get = async (url: string) => {
  const answer = await app!.inject({ method: 'GET', url });
  return { status: answer.statusCode, type: answer.headers['content-type'], body: answer.body };
};

it('is alive and ready with jobs on PostgreSQL', async () => {
  await serve({ jobs: true });
  expect(JSON.parse((await get('/health/live')).body)).toEqual({ status: 'alive' });
  const ready = await get('/health/ready');
  expect(ready.status).toBe(200);
  expect(JSON.parse(ready.body)).toEqual({
    status: 'ready',
    database: 'ok',
    queue: { state: 'ok', backend: 'postgresql' },
    unknownHandlers: [],
  });
});

it('is ready without jobs of its own', async () => {
  await serve({ jobs: false });
  expect(JSON.parse((await get('/health/ready')).body)).toMatchObject({
    status: 'ready',
    queue: { state: 'elsewhere' },
  });
});

it('is alive but not ready when the database is gone', async () => {
  await serve({ jobs: false });
  await db.drop();
  expect((await get('/health/live')).status).toBe(200);
  const ready = await get('/health/ready');
  expect(ready.status).toBe(503);
  expect(ready.type).toContain('application/problem+json');
  expect(JSON.parse(ready.body)).toMatchObject({ type: '/problems/unavailable', code: 'database-unreachable' });
  const metrics = await get('/metrics');
  expect(metrics.status).toBe(200);
  expect(metrics.body).toContain('anslag_database_up 0');
});

it('is not ready on a schema older than the code', async () => {
  await serve({ jobs: false });
  await db.query('delete from migration where id = (select max(id) from migration)');
  const ready = await get('/health/ready');
  expect(ready.status).toBe(503);
  expect(JSON.parse(ready.body)).toMatchObject({ code: 'migrations-missing' });
});

(redisAvailable ? it : it.skip)('is degraded, not down, when only Redis is away', async () => {
  const redis = await startRedis();
  try {
    await serve({ jobs: true, redisUrl: redis.url });
    expect(JSON.parse((await get('/health/ready')).body)).toMatchObject({
      status: 'ready',
      queue: { state: 'ok', backend: 'redis' },
    });
    await redis.kill();
    const status = async (): Promise<unknown> => JSON.parse((await get('/health/ready')).body).status;
    await eventually(async () => (await status()) === 'degraded', { what: 'readiness says degraded', everyMs: 100 });
    expect((await get('/health/ready')).status).toBe(200);
    await redis.start();
    await eventually(async () => (await status()) === 'ready', { what: 'readiness says ready again', everyMs: 100 });
  } finally {
    await app?.close();
    app = undefined;
    await redis.stop();
  }
});

it('counts requests, the outbox and the pool', async () => {
  await serve({ jobs: false });
  await get('/health/live');
  await get('/nowhere/19850229-1234');
  await db.query(
    `insert into event (type, actor_kind, subject_kind, payload) values ('thing.made', 'system', 'thing', '{}'), ('thing.made', 'system', 'thing', '{}')`,
  );
  await db.query(
    `insert into event_dispatch (event_id, handler, outcome) select id, 'notices-write', case when id % 2 = 0 then 'dead: x' end from event`,
  );
  const { body, status, type } = await get('/metrics');

  expect(status).toBe(200);
  expect(type).toContain('text/plain; version=0.0.4');
  expect(body).toMatch(/anslag_http_request_seconds_count\{route="\/health\/live",method="GET",status="200"\} \d+/);
  expect(body).toMatch(/anslag_http_request_seconds_count\{route="none",method="GET",status="404"\} 1/);
  expect(body).not.toContain('19850229');
  expect(body).toMatch(/^anslag_outbox_open 1$/m);
  expect(body).toMatch(/^anslag_dead_letters 1$/m);
  expect(body).toMatch(/^anslag_outbox_oldest_seconds 0\.\d+/m);
  expect(body).toMatch(/anslag_pool_connections\{state="open"\} [1-5]/);
  expect(body).toContain('anslag_database_up 1');
  expect(body).toContain('process_resident_memory_bytes');
});
