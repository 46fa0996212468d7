/** Brings a database to the newest schema and gives the application role its rights. Safe to run by two processes at once. */
import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';
import { installJobSchema } from '../jobs/job-schema.js';
import { applyGrants } from './grants.js';

/** Any number will do as long as every process of the product uses the same one. */
const migrationLock = 7_253_001;

export interface MigrateResult {
  applied: string[];
}

/**
 * @param ownerUrl role that owns the tables
 * @param appUrl the application role's address; only its user name is read
 */
export async function migrate(ownerUrl: string, appUrl: string): Promise<MigrateResult> {
  const owner = await createDataSource({ url: ownerUrl, role: 'owner', poolSizeMax: 2 }).initialize();
  try {
    return await withMigrationLock(owner, async () => {
      const applied = await owner.runMigrations();
      const appRole = decodeURIComponent(new URL(appUrl).username);
      await applyGrants(owner, appRole);
      await installJobSchema(ownerUrl, appRole);
      return { applied: applied.map((migration) => migration.name) };
    });
  } finally {
    await owner.destroy();
  }
}

async function withMigrationLock<T>(owner: DataSource, work: () => Promise<T>): Promise<T> {
  const runner = owner.createQueryRunner();
  await runner.connect();
  try {
    await runner.query('select pg_advisory_lock($1)', [migrationLock]);
    return await work();
  } finally {
    await runner.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
    await runner.release();
  }
}

/** Names of migrations the database lacks; the application refuses to serve on an older schema. */
export async function missingMigrations(app: DataSource, known: readonly string[]): Promise<string[]> {
  const [table] = await app.query<{ exists: boolean }[]>(
    `select to_regclass('public.migration') is not null as exists`,
  );
  if (table?.exists !== true) return [...known];
  const rows = await app.query<{ name: string }[]>(`select name from migration`);
  const applied = new Set(rows.map((row) => row.name));
  return known.filter((name) => !applied.has(name));
}
