/**
 * The two roles and the database the product uses. Run at every start: a start killed half-way is simply finished.
 */
import pg from 'pg';
import { addressOf, type Credentials, databaseName, roles } from './credentials.js';

/** That this connects is also the proof that the server on the port is ours: SCRAM makes both sides show the password. */
export async function ensureRoles(credentials: Credentials, port: number): Promise<void> {
  const client = new pg.Client({
    connectionString: addressOf('admin', credentials, port, 'postgres'),
    connectionTimeoutMillis: 10_000,
    application_name: 'anslag-launcher',
  });
  // The server may end while we are connected; the query in hand then rejects, and that is the error to tell.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await finish(client, credentials);
  } finally {
    await client.end();
  }
}

async function finish(client: pg.Client, credentials: Credentials): Promise<void> {
  const { rows } = await client.query<{ owner: boolean; app: boolean; database: boolean; closed: boolean }>(
    `select exists (select from pg_roles where rolname = $1) as owner,
            exists (select from pg_roles where rolname = $2) as app,
            exists (select from pg_database where datname = $3) as database,
            exists (select from pg_database where datname = $3 and datacl is not null) as closed`,
    [roles.owner, roles.app, databaseName],
  );
  const found = rows[0]!;
  if (found.closed && found.owner && found.app) return;

  // A statement that fails is otherwise printed in the server's log, password and all.
  await client.query('set log_min_error_statement = panic');
  if (!found.owner) await client.query(createRole(client, roles.owner, credentials.owner));
  if (!found.app) await client.query(createRole(client, roles.app, credentials.app));
  if (!found.database) await client.query(`create database ${databaseName} owner ${roles.owner}`);
  // From here on nobody has a right that was not granted: the application's role may connect, the migrations grant the rest.
  await client.query(`revoke all on database ${databaseName} from public;
                      grant connect on database ${databaseName} to ${roles.app};
                      revoke connect on database postgres from public`);
}

function createRole(client: pg.Client, name: string, password: string): string {
  return `create role ${name} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls
          password ${client.escapeLiteral(password)}`;
}
