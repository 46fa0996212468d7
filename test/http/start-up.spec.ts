/** What must stop the start: a route nobody guards, a subject kind nobody decides, a role that could rewrite the ledger. */
import { jest } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, NestFactory, Reflector } from '@nestjs/core';
import { knownActs } from '../../src/identity/permissions.js';
import { AppModule } from '../../src/app.module.js';
import { startApplication } from '../../src/application.js';
import { Act, Open } from '../../src/platform/http/act.decorator.js';
import { readConfig } from '../../src/platform/config.js';
import { migrations } from '../../src/platform/database/migrations.js';
import { createAdapter } from '../../src/platform/http/http-server.js';
import { guardedRoutes, requireGuardedRoutes } from '../../src/platform/http/route-permissions.js';
import { Subjects } from '../../src/decisions/subjects.js';
import { testDatabase } from '../support/database.js';

jest.setTimeout(60_000);

@Controller('things')
class ThingsController {
  @Get('guarded')
  @Act('proposal.read')
  guarded(): string {
    return 'x';
  }

  @Get('open')
  @Open('a reason')
  open(): string {
    return 'x';
  }

  @Get('forgotten')
  forgotten(): string {
    return 'x';
  }
}

@Module({ imports: [DiscoveryModule], controllers: [ThingsController] })
class ThingsModule {}

test('a route without a permission is found by name in a real application', async () => {
  const app = await NestFactory.create(ThingsModule, createAdapter() as never, { logger: false });
  const routes = guardedRoutes(app.get(DiscoveryService), app.get(Reflector));
  expect(routes.map(({ path }) => path).toSorted()).toEqual(['/things/forgotten', '/things/guarded', '/things/open']);
  expect(() => requireGuardedRoutes(routes, knownActs)).toThrow(
    /GET \/things\/forgotten \(ThingsController\.forgotten\) names no permission/,
  );
  await app.close();
});

test('a route without a permission stops the start of the application itself', async () => {
  const database = await testDatabase();
  const modules = AppModule.with.bind(AppModule);
  const wider = jest.spyOn(AppModule, 'with').mockImplementation((config, dataSource) => {
    const module = modules(config, dataSource);
    return { ...module, imports: [...(module.imports ?? []), ThingsModule] };
  });
  try {
    const config = readConfig({ LOG_LEVEL: 'silent', PORT: '0', ANSLAG_JOBS: 'false' });
    await expect(startApplication(config, { appUrl: database.appUrl, dataDir: '/nowhere' })).rejects.toThrow(
      /^Routes without protection stop the start:\n {2}- GET \/things\/forgotten \(ThingsController\.forgotten\) names no permission; .*$/,
    );
  } finally {
    wider.mockRestore();
    await database.drop();
  }
});

test('a subject kind without a handler', () => {
  expect(() => new Subjects().onApplicationBootstrap()).toThrow(/proposal, allocation/);
});

test('the owner role, and a database without the schema', async () => {
  const database = await testDatabase();
  try {
    const config = readConfig({ LOG_LEVEL: 'silent', PORT: '0', ANSLAG_JOBS: 'false' });
    await expect(startApplication(config, { appUrl: database.ownerUrl, dataDir: '/nowhere' })).rejects.toThrow(
      /owns tables/,
    );
    await database.query(`delete from migration`);
    await expect(startApplication(config, { appUrl: database.appUrl, dataDir: '/nowhere' })).rejects.toThrow(
      `lacks ${migrations.length} migrations`,
    );
  } finally {
    await database.drop();
  }
});
