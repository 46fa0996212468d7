/** A Redis of the test's own on a free loopback port, without persistence, that can be killed and brought back. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { eventually } from './eventually.js';

/** Path of redis-server, or undefined when this machine has none. */
export const redisServerPath = findServer();
export const redisAvailable = redisServerPath !== undefined;

export interface TestRedis {
  url: string;
  /** Ends the process at once, as a crash would; its data are gone. */
  kill(): Promise<void>;
  /** Stops the process in its tracks without ending it, and lets it go on. */
  freeze(): void;
  thaw(): void;
  /** Starts it again on the same port, empty. */
  start(): Promise<void>;
  command(...words: [string, ...string[]]): Promise<unknown>;
  stop(): Promise<void>;
}

/** @param settings further command line settings, e.g. `['--maxmemory', '8mb']`; they come last and win. */
export async function startRedis(settings: readonly string[] = []): Promise<TestRedis> {
  if (redisServerPath === undefined) throw new Error('redis-server is not on the path.');
  const path = redisServerPath;
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const folder = mkdtempSync(join(tmpdir(), 'anslag-redis-'));
  const base = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const words = [...base, '--maxmemory-policy', 'noeviction', ...settings];
  let child: ChildProcess | undefined;
  const atExit = (): void => void child?.kill('SIGKILL');
  process.once('exit', atExit);

  const command = async (...[name, ...args]: [string, ...string[]]): Promise<unknown> => {
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, disconnectTimeout: 100 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await client.call(name, ...args);
    } finally {
      client.disconnect();
    }
  };
  const start = async (): Promise<void> => {
    child = spawn(path, words, { stdio: 'ignore' });
    await eventually(
      () =>
        command('PING').then(
          (answer) => answer === 'PONG',
          () => false,
        ),
      { what: 'Redis answers' },
    );
  };
  const kill = async (): Promise<void> => {
    const dying = child;
    child = undefined;
    if (dying === undefined || dying.exitCode !== null) return;
    const gone = once(dying, 'exit');
    dying.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    url,
    kill,
    start,
    command,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    stop: async () => {
      await kill();
      process.off('exit', atExit);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function findServer(): string | undefined {
  const given = process.env['ANSLAG_TEST_REDIS'];
  if (given !== undefined && given !== '') return given;
  try {
    return execFileSync('sh', ['-c', 'command -v redis-server'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}
