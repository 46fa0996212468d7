/** The built application as a process of its own with its embedded, durable database; made to be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, chmodSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { examplePassword } from '../../src/example/organisation.js';
import { eventually } from './eventually.js';

const readyMsMax = 60_000;

interface Created {
  status: number;
  registrationNumber: string;
  text: string;
}

export class FaultServer {
  private child: ChildProcess | undefined;
  private output = '';
  private cookie = '';
  private authorityId = '';

  private constructor(
    private readonly dataDir: string,
    private readonly port: number,
  ) {}

  static async begin(): Promise<FaultServer> {
    const dataDir = mkdtempSync(join(tmpdir(), 'anslag-fault-'));
    // As root PostgreSQL runs as another user, who has to pass through here.
    chmodSync(dataDir, 0o711);
    const server = new FaultServer(join(dataDir, 'data'), await freePort());
    await server.start();
    await server.ready();
    await server.signIn();
    return server;
  }

  async start(): Promise<void> {
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      PORT: String(this.port),
      ANSLAG_DATA_DIR: this.dataDir,
      LOG_LEVEL: 'error',
    };
    const child = spawn(process.execPath, ['dist/src/main.js'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.child = child;
  }

  /** Ready again: the application answers and its database with it. */
  async ready(): Promise<void> {
    await eventually(
      async () => {
        if (this.child?.exitCode != null) throw new Error(`the server ended: ${this.output.slice(-2_000)}`);
        const reply = await fetch(`${this.base}/health/ready`).catch(() => undefined);
        await reply?.text();
        return reply?.status === 200;
      },
      { what: 'the application answers and its database with it', limitMs: readyMsMax, everyMs: 50 },
    );
  }

  async until(condition: () => boolean): Promise<void> {
    await eventually(condition, { what: 'enough writes are acknowledged', limitMs: readyMsMax });
  }

  async killServer(): Promise<void> {
    const child = this.child as ChildProcess;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await ended;
  }

  /** The postmaster itself, found where PostgreSQL writes its own process id. */
  async killDatabase(): Promise<void> {
    const pid = Number(readFileSync(join(this.dataDir, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 'SIGKILL');
  }

  /** undefined: the connection broke, so the outcome is unknown. */
  async createProposal(key: string, title: string): Promise<Created | undefined> {
    try {
      const reply = await fetch(`${this.base}/api/v1/proposals`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: this.cookie, 'idempotency-key': `"${key}"` },
        body: JSON.stringify({
          authorityId: this.authorityId,
          title,
          goalReferences: [key],
          measures: [{ title: 'Insats', requestedAmount: { amount: '100000.00', currency: 'SEK' }, year: 2023 }],
        }),
      });
      const text = await reply.text();
      return {
        status: reply.status,
        text,
        registrationNumber: reply.status === 201 ? JSON.parse(text).registrationNumber : '',
      };
    } catch {
      return undefined;
    }
  }

  /** What the database holds of the keys, asked of it directly. */
  async storedProposals(keys: readonly string[]) {
    const found = await this.query<{ key: string; number: string }>(
      `select v.goal_references ->> 0 as key, m.registration_number as number from proposal_version v
         join proposal p on p.current_version_id = v.id join matter m on m.id = p.matter_id where v.goal_references ->> 0 = any($1::text[])`,
      [keys],
    );
    const counts = new Map<string, number>();
    for (const { key } of found) counts.set(key, (counts.get(key) ?? 0) + 1);
    const numbers = new Map(found.map(({ key, number }) => [key, number]));
    return {
      missing: keys.filter((key) => !counts.has(key)),
      twice: [...counts].filter(([, count]) => count > 1).map(([key]) => key),
      otherNumber: (told: ReadonlyMap<string, string>) =>
        [...told].filter(([key, number]) => numbers.get(key) !== number),
    };
  }

  /** Every invariant, run by the command an operator has. */
  async violations(): Promise<string[]> {
    const env = { ...process.env, ANSLAG_DATA_DIR: this.dataDir, LOG_LEVEL: 'error' };
    for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'REDIS_URL'])
      delete (env as Record<string, string | undefined>)[name];
    const child = spawn(process.execPath, ['dist/src/cli.js', 'verify'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
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
    rmSync(join(this.dataDir, '..'), { recursive: true, force: true });
  }

  private get base(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  private async signIn(): Promise<void> {
    const reply = await fetch(`${this.base}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'asn.handlaggare', password: examplePassword }),
    });
    this.cookie = reply.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
    const body = (await reply.json()) as { appointments: { authorityId: string }[] };
    this.authorityId = body.appointments[0]?.authorityId ?? '';
  }

  private async query<T extends object>(sql: string, values: readonly unknown[]): Promise<T[]> {
    const { owner } = JSON.parse(readFileSync(join(this.dataDir, 'credentials.json'), 'utf8')) as { owner: string };
    const port = readFileSync(join(this.dataDir, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[3];
    const client = new pg.Client({
      host: '127.0.0.1',
      port: Number(port),
      user: 'anslag_owner',
      password: owner,
      database: 'anslag',
    });
    await client.connect();
    try {
      return (await client.query<T>(sql, [...values])).rows;
    } finally {
      await client.end();
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}
