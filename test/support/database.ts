/**
 * A database of its own for every test file that asks, in milliseconds: the schema is made once as a template, named
 * after what it is made from, and every call clones it. Works in parallel Jest workers and in repeated runs.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import { createDataSource } from '../../src/platform/database/data-source.js';
import { migrate } from '../../src/platform/database/migrate.js';

export interface TestDatabase {
  ownerUrl: string;
  appUrl: string;
  /** Connected as the owner: for arranging what the application may not do, and for looking. */
  owner: DataSource;
  /** Connected as the application, with its limits. */
  app: DataSource;
  /** Rows of a statement run as the owner. */
  query<T extends object = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<T[]>;
  /** Ends every session in the database, and removes it. */
  drop(): Promise<void>;
}

const project = fileURLToPath(new URL('../..', import.meta.url));
/** What the template is made from; a change in any of them gives a new template. */
const madeFrom = [
  'migrations',
  'src/platform/database/grants.ts',
  'src/platform/jobs/job-schema.ts',
  'package-lock.json',
];
const templateLock = 7_253_003;

/** @param entities those the test's services use */
export async function testDatabase(entities: readonly EntityTarget<ObjectLiteral>[] = []): Promise<TestDatabase> {
  const adminUrl = adminAddress();
  const template = await ensureTemplate(adminUrl);
  const name = `anslag_test_${process.pid}_${randomBytes(6).toString('hex')}`;
  const { owner: ownerRole, app: appRole } = rolesFor(adminUrl);
  await asAdmin(adminUrl, (admin) =>
    admin.query(`create database ${name} template ${template} owner ${pg.escapeIdentifier(ownerRole.name)}`),
  );
  const ownerUrl = addressOf(adminUrl, ownerRole, name);
  const appUrl = addressOf(adminUrl, appRole, name);
  const [owner, app] = await Promise.all([
    createDataSource({ url: ownerUrl, role: 'owner', entities, poolSizeMax: 3 }).initialize(),
    createDataSource({ url: appUrl, role: 'app', entities, poolSizeMax: 20 }).initialize(),
  ]);
  return {
    ownerUrl,
    appUrl,
    owner,
    app,
    query: (sql, params) => owner.query(sql, params === undefined ? undefined : [...params]),
    drop: async () => {
      await Promise.all([owner, app].filter((source) => source.isInitialized).map((source) => source.destroy()));
      await asAdmin(adminUrl, (admin) => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
}

function adminAddress(): string {
  const url = process.env['ANSLAG_TEST_ADMIN_URL'];
  if (url === undefined || url === '')
    throw new Error(
      'ANSLAG_TEST_ADMIN_URL is not set, so there is no PostgreSQL to test on. Run `npm test`, which starts one and sets it.',
    );
  return url;
}

interface Role {
  name: string;
  password: string;
}

/**
 * The roles `npm test` has prepared, or two of our own. Their password follows from the administrator's address, so that
 * parallel workers agree on it and nobody can guess it who could not make the roles anyway.
 */
function rolesFor(adminUrl: string): { owner: Role; app: Role; arePrepared: boolean } {
  const given = (variable: string): Role | undefined => {
    const url = process.env[variable];
    if (url === undefined || url === '') return undefined;
    const { username, password } = new URL(url);
    return { name: decodeURIComponent(username), password: decodeURIComponent(password) };
  };
  const owner = given('ANSLAG_TEST_OWNER_URL');
  const app = given('ANSLAG_TEST_APP_URL');
  if (owner !== undefined && app !== undefined) return { owner, app, arePrepared: true };
  const password = createHash('sha256').update(`anslag ${adminUrl}`).digest('base64url');
  return {
    owner: { name: 'anslag_test_owner', password },
    app: { name: 'anslag_test_app', password },
    arePrepared: false,
  };
}

let templateReady: Promise<string> | undefined;

function ensureTemplate(adminUrl: string): Promise<string> {
  templateReady ??= makeTemplate(adminUrl);
  return templateReady;
}

async function makeTemplate(adminUrl: string): Promise<string> {
  const { owner, app, arePrepared } = rolesFor(adminUrl);
  const name = `anslag_template_${fingerprint(owner.name)}`;
  return asAdmin(adminUrl, async (admin) => {
    // Held for the session: other workers wait here while the first one makes the template.
    await admin.query('select pg_advisory_lock($1)', [templateLock]);
    const found = await admin.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount === 1) return name;
    if (!arePrepared) for (const role of [owner, app]) await ensureRole(admin, role);
    // Made under another name first, so that a run killed half-way leaves no half template under this one.
    const draft = `${name}_draft`;
    await admin.query(`drop database if exists ${draft} with (force)`);
    await admin.query(
      `create database ${draft} owner ${pg.escapeIdentifier(owner.name)} template template0 encoding 'UTF8' locale_provider icu icu_locale 'sv-SE'`,
    );
    await migrate(addressOf(adminUrl, owner, draft), addressOf(adminUrl, app, draft));
    await admin.query(`alter database ${draft} rename to ${name}`);
    return name;
  });
}

async function ensureRole(admin: pg.Client, role: Role): Promise<void> {
  const name = pg.escapeIdentifier(role.name);
  const found = await admin.query('select from pg_roles where rolname = $1', [role.name]);
  await admin.query(
    `${found.rowCount === 0 ? 'create' : 'alter'} role ${name} login password ${pg.escapeLiteral(role.password)}`,
  );
  // Before PostgreSQL 16 a role that is no superuser may give a database only to a role it belongs to.
  await admin.query(`grant ${name} to current_user`);
}

function fingerprint(...extra: string[]): string {
  const hash = createHash('sha256');
  for (const text of extra) hash.update(text);
  for (const place of madeFrom) {
    const path = join(project, place);
    const files = place.includes('.')
      ? [path]
      : readdirSync(path)
          .sort()
          .map((file) => join(path, file));
    for (const file of files) hash.update(file.slice(project.length)).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

function addressOf(adminUrl: string, role: Role, database: string): string {
  const url = new URL(adminUrl);
  url.username = encodeURIComponent(role.name);
  url.password = encodeURIComponent(role.password);
  url.pathname = `/${database}`;
  return url.href;
}

async function asAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl, application_name: 'anslag-test' });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
