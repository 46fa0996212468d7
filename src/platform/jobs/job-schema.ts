/**
 * The PostgreSQL backend's tables. The owner role makes them while migrating; the application role may read and write
 * rows there and nothing else, so that a bug in a job cannot change the queue's functions either.
 */
import pg from 'pg';
import { JobBackendUnfit } from './unfit.js';
import { queueSchema } from './job-settings.js';

const installLock = 7_253_004;

/** Statements giving the application role what BullMQ's functions, which run with the caller's rights, touch. */
export function jobGrantStatements(appRole: string): string[] {
  const role = pg.escapeIdentifier(appRole);
  return [
    `revoke all on schema ${queueSchema} from public`,
    `grant usage on schema ${queueSchema} to ${role}`,
    `grant select, insert, update, delete on all tables in schema ${queueSchema} to ${role}`,
    // The ledger of the schema's own migrations is for the owner to write.
    `revoke insert, update, delete on ${queueSchema}.migration from ${role}`,
    `grant usage, select, update on all sequences in schema ${queueSchema} to ${role}`,
    `grant execute on all functions in schema ${queueSchema} to ${role}`,
    // This one function makes a sequence and temporary tables, which the application role may not. It therefore runs as
    // its owner, with the temporary schema searched last, so that nothing the caller made can stand in for a real table.
    `alter function ${queueSchema}.add_jobs_bulk(text, jsonb) security definer set search_path = ${queueSchema}, pg_temp`,
  ];
}

/**
 * Brings BullMQ's schema to the version this build knows and grants it to the application role. Part of the migrate
 * step; safe to run again and by two processes at once.
 * @param ownerUrl role that may create a schema in the database
 */
export async function installJobSchema(ownerUrl: string, appRole: string): Promise<void> {
  const { runMigrations } = await import('bullmq');
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'anslag-migrate' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    // BullMQ sets the search path for its own transaction only, and notices of "already exists" help nobody.
    await client.query('set client_min_messages = warning');
    // BullMQ locks its migrations; two processes granting at once would still meet in PostgreSQL's catalogue.
    await client.query('select pg_advisory_lock($1)', [installLock]);
    await runMigrations(client, queueSchema);
    await client.query(jobGrantStatements(appRole).join(';\n'));
  } finally {
    await client.end();
  }
}

/**
 * @throws JobBackendUnfit when the schema is missing, not granted, or made by a newer BullMQ than this one.
 */
export async function assertJobSchema(databaseUrl: string): Promise<void> {
  const { assertSchemaCompatibility } = await import('bullmq');
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await assertSchemaCompatibility(client, queueSchema);
  } catch (error) {
    throw unfit(error) ?? error;
  } finally {
    await client.end();
  }
}

function unfit(error: unknown): JobBackendUnfit | undefined {
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  if (name === 'SchemaMigrationRequiredError' || code === '42P01' || code === '3F000')
    return new JobBackendUnfit(`The queue's schema '${queueSchema}' is not there. Run the migrations, which make it.`);
  if (code === '42501')
    return new JobBackendUnfit(
      `The role may not use the queue's schema '${queueSchema}'. Run the migrations, which grant it.`,
    );
  if (name === 'SchemaVersionMismatchError' || name === 'UnsupportedPostgresVersionError')
    return new JobBackendUnfit(message);
  return undefined;
}
