/** `npm run anslag -- doctor`: what this installation stands on, and what is wrong with it. */
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OpenDatabase } from './database-door.js';
import { Checks } from './platform/checks.js';
import { unfitRoleFaults } from './platform/database/grants.js';
import { missingMigrations } from './platform/database/migrate.js';
import { migrations } from './platform/database/migrations.js';
import { rows } from './platform/database/sql.js';
import { FileStore } from './platform/files/file-store.js';
import { verifyFiles } from './registry/file-verification.queries.js';

interface ServerFacts {
  version: string;
  checksums: string;
  fsync: string;
  synchronous: string;
  role: string;
  skewSeconds: number;
  size: string;
}

/** @returns exit code: 0 when all is well, 1 when something was found. */
export async function examine(
  app: INestApplicationContext,
  database: OpenDatabase,
  print: (line: string) => void,
): Promise<number> {
  const dataSource = app.get(DataSource);
  const [facts] = await rows<ServerFacts>(
    dataSource,
    `select version() as version, current_setting('data_checksums') as checksums, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as synchronous, current_user as role,
       abs(extract(epoch from clock_timestamp() - $1::timestamptz))::float8 as "skewSeconds",
       pg_size_pretty(pg_database_size(current_database())) as size`,
    [new Date()],
  );
  if (facts === undefined) return 1;
  const faults = await unfitRoleFaults(dataSource);
  const missing = await missingMigrations(
    dataSource,
    migrations.map(({ name }) => name),
  );
  if (missing.length > 0) faults.push(`${missing.length} migrations are missing, the first is ${missing[0]}.`);
  if (facts.checksums !== 'on')
    faults.push('Data checksums are off: a damaged page would be read as if it were whole (initdb --data-checksums).');
  if (facts.fsync !== 'on') faults.push('fsync is off: a power cut may lose what has been acknowledged.');
  if (facts.synchronous === 'off')
    faults.push('synchronous_commit is off: a crash may lose what has been acknowledged.');
  if (facts.skewSeconds > 1)
    faults.push(`The clocks of this host and the database differ by ${facts.skewSeconds.toFixed(1)} s.`);
  const damaged = await verifyFiles(dataSource, app.get(FileStore));
  faults.push(...damaged.map((fault) => `File: ${fault}`));
  const broken = (await app.get(Checks).run()).filter(({ violations }) => violations.length > 0);
  faults.push(...broken.map(({ name, meaning }) => `Check ${name}: ${meaning}`));

  print(`Node        ${process.version}`);
  print(
    `Database    ${facts.version.split(',', 1)[0]} (${database.embedded ? 'embedded' : 'external'}), role ${facts.role}, ${facts.size}`,
  );
  print(`Data        ${database.dataDir}`);
  if (faults.length === 0) print('No faults found.');
  for (const fault of faults) print(`FAULT       ${fault}`);
  return faults.length === 0 ? 0 : 1;
}
