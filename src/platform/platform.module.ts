/** Plumbing every module stands on: settings, database, events, jobs, HTTP. Contains no business word. */
import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Checks } from './checks.js';
import type { Config } from './config.js';
import { CONFIG } from './config.token.js';
import { Transactions } from './database/transaction.js';
import { Events } from './events/events.service.js';
import { Subscriptions } from './events/subscriptions.js';
import { AboutController } from './http/about.controller.js';
import { ClientFiles } from './http/client-files.js';
import { ClientController } from './http/client.controller.js';
import { CommandRunner } from './http/command-runner.js';
import { Dispatches } from './jobs/dispatches.js';
import { EventWorker } from './jobs/event.worker.js';
import { JobQueue } from './jobs/job-queue.service.js';
import { Timers } from './jobs/timers.js';
import { HealthController } from './observability/health.controller.js';
import { Metrics } from './observability/metrics.js';
import { MetricsController } from './observability/metrics.controller.js';
import { OperationsController } from './observability/operations.controller.js';
import { OperationsQueries } from './observability/operations.queries.js';
import { ReadinessCheck } from './observability/readiness.js';
import { AccessibilityController } from './pages/accessibility.controller.js';
import { PublicPages } from './pages/public-pages.service.js';
import { registerPlatformChecks } from './platform.checks.js';
import { ProgressController } from './progress/progress.controller.js';
import { ProgressHub } from './progress/progress-hub.js';
import { Rendering } from './rendering/rendering.service.js';

/** Closes the pool last: Nest runs this hook after the jobs have drained and the HTTP server has closed. */
class DatabaseCloser implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

@Global()
@Module({})
export class PlatformModule {
  /** @param dataSource an initialised data source on the application role */
  static with(config: Config, dataSource: DataSource): DynamicModule {
    const shared = [
      Transactions,
      Events,
      Subscriptions,
      Checks,
      CommandRunner,
      ClientFiles,
      Dispatches,
      EventWorker,
      Timers,
      JobQueue,
      Rendering,
      PublicPages,
    ];
    return {
      module: PlatformModule,
      imports: [DiscoveryModule],
      controllers: [
        AboutController,
        AccessibilityController,
        ClientController,
        HealthController,
        MetricsController,
        OperationsController,
        ProgressController,
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: DataSource, useValue: dataSource },
        {
          provide: DatabaseCloser,
          inject: [DataSource],
          useFactory: (source: DataSource) => new DatabaseCloser(source),
        },
        { provide: ProgressHub, useFactory: () => new ProgressHub() },
        ReadinessCheck,
        Metrics,
        OperationsQueries,
        ...shared,
      ],
      exports: [CONFIG, DataSource, DiscoveryModule, ProgressHub, ...shared],
    };
  }

  constructor(checks: Checks) {
    registerPlatformChecks(checks);
  }
}
