/** Puts the application together on a given database; the three doors and the tests all start here. */
import { DiscoveryService, NestFactory, Reflector } from '@nestjs/core';
import type { Server as HttpServer } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import { AppModule } from './app.module.js';
import { knownActs } from './identity/permissions.js';
import type { Config } from './platform/config.js';
import { createDataSource } from './platform/database/data-source.js';
import { unfitRoleFaults } from './platform/database/grants.js';
import { missingMigrations } from './platform/database/migrate.js';
import { migrations } from './platform/database/migrations.js';
import { createAdapter, prepareServer } from './platform/http/http-server.js';
import { OpenConnections } from './platform/http/open-connections.js';
import { countRequests } from './platform/observability/metrics.js';
import { createPino, JsonLogger } from './platform/observability/logger.js';
import { guardedRoutes, requireGuardedRoutes } from './platform/http/route-permissions.js';

export interface RunningApplication {
  app: NestFastifyApplication;
  dataSource: DataSource;
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  address: string;
  stop(): Promise<void>;
}

/** Where the application finds its data; `openDatabase` gives one, a test may too. */
export interface DataPlace {
  appUrl: string;
  dataDir: string;
}

/** Opens the application role's pool; refuses an unfit role and an older schema, saying what would be right. */
export async function connect(config: Config, databaseUrl: string): Promise<DataSource> {
  const dataSource = await createDataSource({
    url: databaseUrl,
    role: 'app',
    poolSizeMax: config.poolSizeMax,
  }).initialize();
  const faults = await unfitRoleFaults(dataSource);
  const missing = await missingMigrations(
    dataSource,
    migrations.map((migration) => migration.name),
  );
  if (missing.length > 0)
    faults.push(
      `The database lacks ${missing.length} migrations, the first is ${missing[0]}. Set DATABASE_OWNER_URL once to apply them.`,
    );
  if (faults.length === 0) return dataSource;
  await dataSource.destroy();
  throw new Error(`The database connection is not fit to serve:\n  - ${faults.join('\n  - ')}`);
}

/** Builds the Nest application without listening; used by `startApplication`, the OpenAPI generator and the REPL. */
export async function createApplication(config: Config, dataSource: DataSource): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(config, dataSource),
    createAdapter() as never,
    {
      logger: config.logLevel === 'silent' ? false : new JsonLogger(createPino(config.logLevel)),
      abortOnError: false,
      bodyParser: false,
    },
  );
  const server = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  countRequests(server);
  await prepareServer(server, config);
  requireGuardedRoutes(guardedRoutes(app.get(DiscoveryService), app.get(Reflector)), knownActs);
  return app;
}

/** The settings as the modules see them: an embedded database has an address and a place once it is open. */
const settled = (config: Config, { appUrl, dataDir }: DataPlace): Config => ({
  ...config,
  databaseUrl: appUrl,
  dataDir,
});

/** @param prepare runs when the modules are up and before anybody is let in, e.g. to load the example municipality */
export async function startApplication(
  config: Config,
  place: DataPlace,
  prepare: (app: NestFastifyApplication) => Promise<void> = async () => undefined,
): Promise<RunningApplication> {
  const dataSource = await connect(config, place.appUrl);
  try {
    const app = await createApplication(settled(config, place), dataSource);
    await app.init();
    await prepare(app);
    const connections = new OpenConnections(app.getHttpServer() as unknown as HttpServer);
    await app.listen(config.port, config.host);
    return {
      app,
      dataSource,
      address: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
      stop: () => stopServing(app, connections),
    };
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw error;
  }
}

/** Longer than any act takes; what is still open then is a sender that does not finish, and it must not hold the stop. */
const drainMs = 8_000;

async function stopServing(app: NestFastifyApplication, connections: OpenConnections): Promise<void> {
  const server = app.getHttpServer() as unknown as HttpServer;
  const cut = setTimeout(() => server.closeAllConnections(), drainMs);
  const rest = connections.endIdle();
  try {
    await app.close();
  } finally {
    rest();
    clearTimeout(cut);
  }
}

/** The same modules without HTTP: for the worker and the command line. */
export async function startWorker(
  config: Config,
  place: DataPlace,
): Promise<{ app: INestApplicationContext; stop(): Promise<void> }> {
  const dataSource = await connect(config, place.appUrl);
  try {
    const app = await NestFactory.createApplicationContext(AppModule.with(settled(config, place), dataSource), {
      logger: config.logLevel === 'silent' ? false : new JsonLogger(createPino(config.logLevel)),
      abortOnError: false,
    });
    return { app, stop: () => app.close() };
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw error;
  }
}
