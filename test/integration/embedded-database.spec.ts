/**
 * What the embedded server's launcher must survive, with real servers and real kills. Needs `npm run build` first
 * (`npm test` does it): the other processes run the compiled launcher.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type EmbeddedDatabase, startEmbedded } from '../../src/platform/database/embedded/embedded-database.js';
import { identityOf, isAlive } from '../../src/platform/database/embedded/processes.js';
import { eventually } from '../support/eventually.js';

import.meta.jest.setTimeout(60_000);

const support = (name: string): string => fileURLToPath(new URL(`../support/${name}`, import.meta.url));
const log = (): void => undefined;

let scratch: string;
let dataDir: string;
let children: ChildProcess[];

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'anslag-embedded-'));
  // As root the server runs as another user, who has to pass through here.
  chmodSync(scratch, 0o711);
  dataDir = join(scratch, 'data');
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  if (existsSync(join(dataDir, 'cluster', 'postmaster.pid'))) await (await startEmbedded({ dataDir, log })).stop();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
});

describe('the first start', () => {
  test('makes three roles with passwords, and a database that sorts in Swedish and checks its pages', async () => {
    const database = await startEmbedded({ dataDir, log });
    expect(database.attached).toBe(false);
    expect(
      await ask(
        database.ownerUrl,
        `select current_database() as name, datlocprovider::text as provider, datlocale as locale, pg_encoding_to_char(encoding) as encoding,
                pg_get_userbyid(datdba) as owner, current_setting('data_checksums') as checksums, current_setting('fsync') as fsync,
                current_setting('synchronous_commit') as commit, current_setting('full_page_writes') as pages,
                current_setting('listen_addresses') as listens,
                (select array_agg(t order by t)::text[] from unnest(array['Ö', 'Z', 'Å', 'Ä', 'a']) t) as sorted
         from pg_database where datname = current_database()`,
      ),
    ).toEqual([
      {
        name: 'anslag',
        provider: 'i',
        locale: 'sv-SE',
        encoding: 'UTF8',
        owner: 'anslag_owner',
        checksums: 'on',
        fsync: 'on',
        commit: 'on',
        pages: 'on',
        listens: '127.0.0.1',
        sorted: ['a', 'Z', 'Å', 'Ä', 'Ö'],
      },
    ]);
    expect(await ask(database.superuserUrl, 'show unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
    const powers = `select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls as any from pg_roles
                    where rolname = current_user`;
    expect(await ask(database.superuserUrl, powers)).toEqual([{ any: true }]);
    expect(await ask(database.ownerUrl, powers)).toEqual([{ any: false }]);
    expect(await ask(database.appUrl, powers)).toEqual([{ any: false }]);
    expect(statSync(join(dataDir, 'credentials.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'cluster')).mode & 0o777).toBe(0o700);
    await database.stop();
    await database.stop();
  });

  test('gives the application role no right but to connect', async () => {
    const database = await startEmbedded({ dataDir, log });
    await ask(database.ownerUrl, 'create table kept (id int)');
    await expect(ask(database.appUrl, 'select * from kept')).rejects.toMatchObject({ code: '42501' });
    await expect(ask(database.appUrl, 'create table mine (id int)')).rejects.toMatchObject({ code: '42501' });
    await expect(ask(database.appUrl, 'create temporary table mine (id int)')).rejects.toMatchObject({ code: '42501' });
    const elsewhere = database.appUrl.replace(/anslag$/, 'postgres');
    await expect(ask(elsewhere, 'select 1')).rejects.toMatchObject({ code: '42501' });
    await database.stop();
  });

  test('demands the password from every role', async () => {
    const database = await startEmbedded({ dataDir, log });
    for (const url of [database.superuserUrl, database.ownerUrl, database.appUrl]) {
      const wrong = new URL(url);
      wrong.password = 'wrong';
      await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
      wrong.password = '';
      await expect(ask(wrong.href, 'select 1')).rejects.toThrow(/password/);
    }
    await database.stop();
  });

  test('by two processes at once makes one cluster, which both use', async () => {
    const [one, two] = await Promise.all([enter(), enter()]);
    expect(one.database.port).toBe(two.database.port);
    expect([one, two].filter(({ database }) => database.attached)).toHaveLength(1);
    await ask(one.database.ownerUrl, 'create table kept (id int)');
    await ask(two.database.ownerUrl, 'insert into kept values (1)');
    expect(readdirSync(dataDir).filter((name) => name.startsWith('cluster'))).toEqual(['cluster']);
    await Promise.all([one.leave(), two.leave()]);
    await gone(one.server);
  });

  test('killed inside initdb leaves nothing that stops the next', async () => {
    const child = run('embedded-child.mjs', dataDir);
    await until('initdb is half-way', () => unfinished().some((name) => existsSync(join(dataDir, name, 'base'))));
    child.kill('SIGKILL');
    const database = await startEmbedded({ dataDir, log });
    expect(database.attached).toBe(false);
    expect(unfinished()).toEqual([]);
    expect(await ask(database.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await database.stop();
  });
});

describe('several processes on one data directory', () => {
  test('share the server until the last one leaves', async () => {
    const one = await enter();
    const two = await enter();
    expect(two.database).toMatchObject({ attached: true, port: one.database.port });
    await one.leave();
    expect(await ask(two.database.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await two.leave();
    await gone(one.server);
    expect(existsSync(join(dataDir, 'cluster', 'postmaster.pid'))).toBe(false);
  });

  test('a process that was killed does not count: the next adopts its server and stops it', async () => {
    const killed = await enter();
    await ask(killed.database.ownerUrl, 'create table kept as select 1 as id');
    killed.child.kill('SIGKILL');
    await until('the process has ended', () => killed.child.signalCode !== null);
    expect(isAlive(killed.server)).toBe(true);

    const database = await startEmbedded({ dataDir, log });
    expect(database).toMatchObject({ attached: true, port: killed.database.port });
    expect(await ask(database.ownerUrl, 'select id from kept')).toEqual([{ id: 1 }]);
    await database.stop();
    await gone(killed.server);
  });

  test('the lock loses no turn, also when a holder is killed', async () => {
    const lock = join(scratch, 'lock');
    const file = join(scratch, 'count');
    writeFileSync(file, '0');
    const holder = run('lock-child.mjs', lock, file, '0');
    await firstLine(holder);
    const counters = [1, 2, 3, 4].map(() => run('lock-child.mjs', lock, file, '50'));
    holder.kill('SIGKILL');
    for (const counter of counters) expect(await exit(counter)).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe('200');
  });

  test('keepRunning leaves the server for the next', async () => {
    const first = await startEmbedded({ dataDir, log, keepRunning: true });
    await first.stop();
    const second = await startEmbedded({ dataDir, log });
    expect(second).toMatchObject({ attached: true, port: first.port });
    await second.stop();
    await expect(ask(second.appUrl, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('a server that was killed', () => {
  test('is started anew at once, and every acknowledged row is there', async () => {
    const user = await enter();
    await ask(user.database.ownerUrl, 'create table kept (id int)');
    for (let id = 1; id <= 50; id += 1) await ask(user.database.ownerUrl, `insert into kept values (${id})`);
    process.kill(Number(user.server.split('@')[0]), 'SIGKILL');

    const database = await startEmbedded({ dataDir, log });
    expect(database.attached).toBe(false);
    expect(await ask(database.ownerUrl, 'select count(*)::int as rows, max(id) from kept')).toEqual([
      { rows: 50, max: 50 },
    ]);
    // The process that had the old server is still a user: it must be able to come back to the new one.
    await database.stop();
    expect(await ask(database.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    const server = serverIdentity();
    await user.leave();
    await gone(server);
  });

  test('while its application was killed too is recovered as well', async () => {
    const user = await enter();
    await ask(user.database.ownerUrl, 'create table kept as select 1 as id');
    // In this order the server's parent cannot reap it: it stays a zombie until init does, and its pid file stands.
    user.child.kill('SIGKILL');
    process.kill(Number(user.server.split('@')[0]), 'SIGKILL');
    const database = await startEmbedded({ dataDir, log });
    expect(await ask(database.ownerUrl, 'select id from kept')).toEqual([{ id: 1 }]);
    await database.stop();
  });

  test.each([
    ['garbage', () => 'not a number\n\n\n'],
    ['nothing', () => ''],
    ['a pid that now belongs to another program', () => `${process.pid}\n${dataDir}/cluster\n1\n5432\n\n\n\nready\n`],
    ['a pid that nobody has', () => `4194300\n${dataDir}/cluster\n1\n5432\n\n127.0.0.1\n  1 1\nready   \n`],
  ])('and left a pid file with %s is started', async (_, content) => {
    await (await startEmbedded({ dataDir, log })).stop();
    writeFileSync(join(dataDir, 'cluster', 'postmaster.pid'), content());
    const database = await startEmbedded({ dataDir, log });
    expect(database.attached).toBe(false);
    expect(await ask(database.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await database.stop();
  });
});

describe('a place that cannot be trusted is refused', () => {
  test('when others may write in it', async () => {
    await (await startEmbedded({ dataDir, log })).stop();
    chmodSync(dataDir, 0o777);
    await expect(startEmbedded({ dataDir, log })).rejects.toMatchObject({ code: 'embedded-data-directory-untrusted' });
    chmodSync(dataDir, 0o711);
  });

  test('when the passwords are gone but the data is not', async () => {
    await (await startEmbedded({ dataDir, log })).stop();
    rmSync(join(dataDir, 'credentials.json'));
    await expect(startEmbedded({ dataDir, log })).rejects.toMatchObject({ code: 'embedded-credentials-missing' });
  });
});

interface User {
  child: ChildProcess;
  database: Omit<EmbeddedDatabase, 'stop'>;
  /** Identity of the server process it found or started. */
  server: string;
  leave(): Promise<void>;
}

/** Another process that uses the database. */
async function enter(): Promise<User> {
  const child = run('embedded-child.mjs', dataDir);
  const database = JSON.parse(await firstLine(child)) as Omit<EmbeddedDatabase, 'stop'>;
  const leave = async (): Promise<void> => {
    child.stdin!.end();
    expect(await exit(child)).toBe(0);
  };
  return { child, database, server: serverIdentity(), leave };
}

function run(script: string, ...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [support(script), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let said = '';
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('\n')) done(said.split('\n')[0]!);
    });
    child.once('exit', (code, signal) => fail(new Error(`the process ended (${code ?? signal}) and said '${said}'`)));
  });
}

async function exit(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  return new Promise((done) => child.once('exit', done));
}

function serverIdentity(): string {
  const pid = Number.parseInt(readFileSync(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8'), 10);
  return identityOf(pid)!;
}

function unfinished(): string[] {
  return existsSync(dataDir) ? readdirSync(dataDir).filter((name) => name.startsWith('cluster.new')) : [];
}

async function gone(server: string): Promise<void> {
  await until('the server has ended', () => !isAlive(server));
}

function until(what: string, holds: () => boolean): Promise<void> {
  return eventually(holds, { what, limitMs: 30_000, everyMs: 2 });
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
