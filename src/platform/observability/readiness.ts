/** Whether this process can do its work now, and if not, what is missing. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/errors.js';
import { missingMigrations } from '../database/migrate.js';
import { migrations } from '../database/migrations.js';
import type { OpenHandler } from '../jobs/dispatches.js';
import { JobQueue, type QueueState } from '../jobs/job-queue.service.js';

export interface Readiness {
  /** `degraded`: people can work; what follows from their work (mail, reminders) comes late. */
  status: 'ready' | 'degraded';
  database: 'ok';
  queue: QueueState;
  /** Events that waited, when this process started, for a handler this version does not have; empty when all is well. */
  unknownHandlers: readonly OpenHandler[];
}

/** The one who asks (a load balancer) gives up soon after this. */
const answerLimitMs = 2_000;
/** One look serves everybody who asks within this time: the route is open, and must not be a way to load the database. */
const keptMs = 1_000;

@Injectable()
export class ReadinessCheck {
  private latest: { until: number; result: Promise<Readiness> } | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobQueue,
  ) {}

  /**
   * @throws DomainError `unavailable` when the database is away or its schema is older than the code.
   */
  current(): Promise<Readiness> {
    const now = performance.now();
    if (this.latest === undefined || now >= this.latest.until)
      this.latest = { until: now + keptMs, result: this.look() };
    return this.latest.result;
  }

  private async look(): Promise<Readiness> {
    const [missing, queue] = await Promise.all([this.missing(), this.jobs.state()]);
    if (missing.length > 0) {
      throw new DomainError(
        'unavailable',
        `Databasens schema är äldre än programmet; ${missing.length} migreringar saknas.`,
        {
          code: 'migrations-missing',
          retryAfterSeconds: 10,
        },
      );
    }
    const status = queue.state === 'unreachable' ? 'degraded' : 'ready';
    return { status, database: 'ok', queue, unknownHandlers: this.jobs.unknownHandlers() };
  }

  private async missing(): Promise<string[]> {
    let timer: NodeJS.Timeout | undefined;
    // A server that is there but does not answer would keep us past every limit the server itself enforces.
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer in ${answerLimitMs} ms`)), answerLimitMs);
    });
    const names = migrations.map((migration) => migration.name);
    try {
      return await Promise.race([missingMigrations(this.dataSource, names), late]);
    } catch {
      throw new DomainError('unavailable', 'Databasen svarar inte.', {
        code: 'database-unreachable',
        retryAfterSeconds: 5,
      });
    } finally {
      clearTimeout(timer);
    }
  }
}
