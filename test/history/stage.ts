/**
 * The built product as processes of its own, made to be killed: a durable PostgreSQL, the server on it through one wire
 * that can be cut, and people on the server through another.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startApplication } from '../../src/application.js';
import { createExampleOrganisation, examplePassword } from '../../src/example/organisation.js';
import { Organisation } from '../../src/identity/organisation.service.js';
import { readConfig } from '../../src/platform/config.js';
import { type EmbeddedDatabase, startEmbedded } from '../../src/platform/database/embedded/embedded-database.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { Transactions } from '../../src/platform/database/transaction.js';
import { Client } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { expectStatus } from '../support/replies.js';
import { Proxy } from './proxy.js';
import type { Town } from './scene.js';

const readyMsMax = 60_000;

export class KillableStage implements Town {
  private child: ChildProcess | undefined;
  private output = '';
  private readonly clients = new Map<string, Promise<Client>>();

  private constructor(
    private readonly folder: string,
    private readonly database: EmbeddedDatabase,
    /** Between the server and PostgreSQL. */
    readonly wire: Proxy,
    /** Between people and the server. */
    readonly door: Proxy,
    private readonly serverPort: number,
  ) {}

  static async begin(): Promise<KillableStage> {
    const folder = mkdtempSync(join(tmpdir(), 'anslag-history-'));
    // As root PostgreSQL runs as another user, who has to pass through here.
    chmodSync(folder, 0o711);
    const database = await startEmbedded({ dataDir: join(folder, 'data'), log: () => undefined });
    await populate(database, join(folder, 'files'));
    // A port that nobody has: taken by a proxy first, and given to the server.
    const probe = await Proxy.to(0);
    const serverPort = probe.port;
    await probe.close();
    const [wire, door] = [await Proxy.to(database.port), await Proxy.to(serverPort)];
    const stage = new KillableStage(folder, database, wire, door, serverPort);
    stage.startServer({ DATABASE_OWNER_URL: database.ownerUrl });
    await stage.ready();
    return stage;
  }

  get base(): string {
    return `http://127.0.0.1:${this.door.port}`;
  }

  get ownerUrl(): string {
    return this.database.ownerUrl;
  }

  as(username: string): Promise<Client> {
    const known = this.clients.get(username);
    if (known !== undefined) return known;
    const client = this.signIn(username);
    this.clients.set(username, client);
    return client;
  }

  private async signIn(username: string): Promise<Client> {
    const anonymous = new Client(this.base, {});
    const { headers } = await expectStatus(201, anonymous.post('session', { username, password: examplePassword }));
    return new Client(this.base, { cookie: headers.getSetCookie()[0]?.split(';', 1)[0] ?? '' });
  }

  private startServer(more: Record<string, string> = {}): void {
    const url = new URL(this.database.appUrl);
    url.port = String(this.wire.port);
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      PORT: String(this.serverPort),
      HOST: '127.0.0.1',
      DATABASE_URL: url.href,
      ANSLAG_DATA_DIR: join(this.folder, 'files'),
      ANSLAG_EXAMPLE: 'true',
      LOG_LEVEL: 'error',
      ...more,
    };
    const child = spawn(process.execPath, ['dist/src/main.js'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (this.output = `${this.output}${chunk.toString()}`.slice(-20_000)));
    this.child = child;
  }

  /** The application answers and its database with it. */
  async ready(): Promise<void> {
    await eventually(
      async () => {
        // Its database may be away at the very moment it starts; whoever looks after it starts it again.
        if (this.child?.exitCode != null) this.startServer();
        const reply = await fetch(`http://127.0.0.1:${this.serverPort}/health/ready`).catch(() => undefined);
        await reply?.text();
        return reply?.status === 200;
      },
      { what: `the application answers: ${this.output}`, limitMs: readyMsMax, everyMs: 50 },
    );
  }

  /** kill -9, and at once a new one. */
  async killServer(): Promise<void> {
    const child = this.child as ChildProcess;
    const ended = new Promise((done) => child.once('exit', done));
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await ended;
    }
    this.startServer();
    await this.ready();
  }

  /** kill -9 of the postmaster, by the process id it writes itself; then it is started again on its port. */
  async killDatabase(): Promise<void> {
    const file = readFileSync(join(this.folder, 'data', 'cluster', 'postmaster.pid'), 'utf8');
    process.kill(Number(file.split('\n')[0]), 'SIGKILL');
    await eventually(() => this.database.revive(), { what: 'PostgreSQL is up again', limitMs: readyMsMax });
    await this.ready();
  }

  /** One session is killed with -9: PostgreSQL ends all others and recovers by itself. */
  async killSession(pick: (pids: readonly number[]) => number): Promise<void> {
    const pids = await this.sessions();
    if (pids.length > 0) process.kill(pick(pids), 'SIGKILL');
    await this.ready();
  }

  /** Ends so many of the server's sessions as an administrator may. */
  async endSessions(pick: (pids: readonly number[]) => number, count: number): Promise<void> {
    const pids = await this.sessions();
    const chosen = new Set(Array.from({ length: pids.length === 0 ? 0 : count }, () => pick(pids)));
    await this.asAdmin(`select pg_terminate_backend(pid) from unnest($1::integer[]) pid`, [[...chosen]]);
  }

  private async sessions(): Promise<number[]> {
    const rows = await this.asAdmin<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'anslag-app' order by pid`,
      [],
    );
    return rows.map(({ pid }) => pid);
  }

  private async asAdmin<T extends object>(sql: string, values: readonly unknown[]): Promise<T[]> {
    const client = new pg.Client({ connectionString: this.database.superuserUrl });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<T>(sql, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  /** Every invariant, run by the command an operator has. */
  async verify(): Promise<string[]> {
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      DATABASE_URL: this.database.appUrl,
      DATABASE_OWNER_URL: this.database.ownerUrl,
      ANSLAG_DATA_DIR: join(this.folder, 'files'),
      LOG_LEVEL: 'error',
    };
    const child = spawn(process.execPath, ['dist/src/cli.js', 'verify'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const code = await new Promise((done) => child.once('exit', done));
    return code === 0 ? [] : [text];
  }

  async end(): Promise<void> {
    const { child } = this;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
    }
    await Promise.all([this.wire.close(), this.door.close()]);
    await this.database.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The example's people and bodies without what they have done: a server that finds them loads no more. */
async function populate({ ownerUrl, appUrl }: EmbeddedDatabase, dataDir: string): Promise<void> {
  await migrate(ownerUrl, appUrl);
  const config = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    ANSLAG_EXAMPLE: 'true',
    ANSLAG_JOBS: 'false',
    LOG_LEVEL: 'silent',
    ANSLAG_DATA_DIR: dataDir,
  });
  const { app, stop } = await startApplication(config, { appUrl, dataDir });
  await app.get(Transactions).run((tx) => createExampleOrganisation(tx, app.get(Organisation)));
  await stop();
}
