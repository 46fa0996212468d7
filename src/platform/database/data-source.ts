/**
 * The connection to PostgreSQL. Two roles: the owner changes the schema, the application serves and may not.
 */
import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import pg from 'pg';
import { migrations } from './migrations.js';

// A calendar day is text. As a Date it would take the server's time zone and become the day before.
pg.types.setTypeParser(pg.types.builtins.DATE, (value: string) => value);

/** Limits for the application role; a request must fail clearly before a person gives up (milliseconds). */
const limitsMs = { statement_timeout: 5_000, lock_timeout: 2_000, idle_in_transaction_session_timeout: 10_000 };

export interface DataSourceOptions {
  url: string;
  entities?: readonly EntityTarget<ObjectLiteral>[];
  poolSizeMax?: number;
  /** `app` gets the limits above; `owner` may take the time a migration needs. */
  role: 'app' | 'owner';
  applicationName?: string;
}

export function createDataSource({
  url,
  entities = [],
  poolSizeMax = 10,
  role,
  applicationName,
}: DataSourceOptions): DataSource {
  const limits = Object.entries(limitsMs).map(([name, value]) => `-c ${name}=${value}`);
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: applicationName ?? `anslag-${role}`,
    entities: entities as never,
    migrations: role === 'owner' ? migrations : [],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    installExtensions: false,
    extra: {
      max: poolSizeMax,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      // Statements go out without waiting for earlier answers; see open-transaction.ts.
      pipeline: true,
      options: ['-c search_path=public', '-c timezone=UTC', ...(role === 'app' ? limits : [])].join(' '),
    },
  });
}
