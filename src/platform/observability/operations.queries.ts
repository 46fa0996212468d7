/** Is anything broken? What this process and its database stand on, and what waits for an operator. Reads only. */
import { Inject, Injectable } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { Checks, type CheckResult } from '../checks.js';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { unfitRoleFaults } from '../database/grants.js';
import { missingMigrations } from '../database/migrate.js';
import { migrations } from '../database/migrations.js';
import { rows } from '../database/sql.js';
import { only } from '../database/transaction.js';
import { type DeadLetter, Dispatches } from '../jobs/dispatches.js';
import { JobQueue, type QueueState } from '../jobs/job-queue.service.js';
import { projectRoot } from '../project-root.js';

interface DatabaseFacts {
  version: string;
  sizeBytes: number;
  /** The last write-ahead log that was archived; null when the server archives none, and then no backup can be rolled forward. */
  lastArchivedAt: Date | null;
}

export interface Operations {
  productVersion: string;
  nodeVersion: string;
  startedAt: Date;
  database: DatabaseFacts & { missingMigrations: string[]; roleFaults: string[] };
  jobs: QueueState & { open: number; dead: number; oldestSeconds: number | null; deadLetters: DeadLetter[] };
  /** Of the file system that holds the documents; null when it cannot be asked. */
  disk: { freeBytes: number; totalBytes: number } | null;
}

/** `server_version` and not `version()`: the compiler and the host are nobody's business over HTTP. */
const selectDatabase = `
  select current_setting('server_version') as version, pg_database_size(current_database())::float8 as "sizeBytes",
      (select last_archived_time from pg_stat_archiver) as "lastArchivedAt"`;

@Injectable()
export class OperationsQueries {
  private readonly productVersion = (
    JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as { version: string }
  ).version;
  private running: Promise<CheckResult[]> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'dataDir'>,
    private readonly dataSource: DataSource,
    private readonly dispatches: Dispatches,
    private readonly jobs: JobQueue,
    private readonly checks: Checks,
  ) {}

  async state(): Promise<Operations> {
    const [facts, missing, roleFaults, queue, backlog, deadLetters, disk] = await Promise.all([
      rows<DatabaseFacts>(this.dataSource, selectDatabase),
      missingMigrations(
        this.dataSource,
        migrations.map(({ name }) => name),
      ),
      unfitRoleFaults(this.dataSource),
      this.jobs.state(),
      this.dispatches.backlog(),
      this.dispatches.deadLetters(),
      this.disk(),
    ]);
    return {
      productVersion: this.productVersion,
      nodeVersion: process.version,
      startedAt: new Date(Date.now() - process.uptime() * 1_000),
      database: { ...only(facts), missingMigrations: missing, roleFaults },
      jobs: { ...queue, ...backlog, deadLetters },
      disk,
    };
  }

  /** Everybody who asks while a run goes on shares it: the checks read all there is, and two at once would find the same. */
  runChecks(): Promise<CheckResult[]> {
    this.running ??= this.checks.run().finally(() => (this.running = undefined));
    return this.running;
  }

  private async disk(): Promise<Operations['disk']> {
    if (this.config.dataDir === undefined) return null;
    const found = await statfs(this.config.dataDir).catch(() => undefined);
    if (found === undefined) return null;
    return { freeBytes: found.bavail * found.bsize, totalBytes: found.blocks * found.bsize };
  }
}
