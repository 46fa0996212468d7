/** The processes that are measured: the product as it is shipped, and the two forms of the yardstick. All on loopback. */
import { fork, spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { once, request } from './load.mjs';

const project = fileURLToPath(new URL('..', import.meta.url));
const startMs = 30_000;
const stopMs = 15_000;

/**
 * @typedef {object} Server
 * @property {number} port
 * @property {number} pid
 * @property {(message: object) => Promise<void>} tell  changes the yardstick's settings
 * @property {() => Promise<void>} stop
 */

/** Everything started and not yet stopped; stopped together when the run ends, however it ends. */
const running = new Set();

export async function stopAll() {
  await Promise.all([...running].map((server) => server.stop()));
}

/**
 * The product: `dist/src/main.js` on the given database, without the example, with the memory that `npm start` gives it.
 * @param {object} options
 * @param {string} options.appUrl
 * @param {string} options.dataDir
 * @param {number} options.poolSize
 * @param {boolean} options.jobs
 * @param {string} [options.profileTo]  directory for a CPU profile, written when it stops
 * @returns {Promise<Server>}
 */
export async function startProduct({ appUrl, dataDir, poolSize, jobs, profileTo }) {
  const port = await freePort();
  const profiling = profileTo === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileTo}`];
  const child = spawn(process.execPath, ['--max-old-space-size=512', ...profiling, join(project, 'dist/src/main.js')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATABASE_URL: appUrl,
      ANSLAG_DATA_DIR: dataDir,
      ANSLAG_EXAMPLE: 'false',
      ANSLAG_JOBS: String(jobs),
      ANSLAG_POOL_SIZE: String(poolSize),
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'warn',
    },
  });
  const said = lastWords(child);
  const server = register({
    port,
    pid: child.pid,
    tell: async () => undefined,
    stop: stopper(child, () => child.kill('SIGTERM')),
  });
  const end = Date.now() + startMs;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The product did not start:\n${said()}`);
    const answer = await once(port, request('GET', '/health/ready')).catch(() => undefined);
    if (answer?.status === 200) return server;
    if (Date.now() > end)
      throw new Error(
        `The product was not ready within ${startMs / 1000} s (${answer?.text ?? 'no answer'}):\n${said()}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * @param {import('./yardstick.mjs').Settings} settings
 * @returns {Promise<Server>}
 */
export async function startYardstick(settings) {
  const child = fork(join(project, 'bench/yardstick.mjs'), { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const said = lastWords(child);
  child.send(settings);
  const { port } = await messageFrom(child, said);
  const tell = async (message) => {
    child.send(message);
    await messageFrom(child, said);
  };
  return register({ port, pid: child.pid, tell, stop: stopper(child, () => child.disconnect()) });
}

function register(server) {
  const stop = server.stop;
  server.stop = async () => {
    if (running.delete(server)) await stop();
  };
  running.add(server);
  return server;
}

function stopper(child, ask) {
  return async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
    ask();
    await gone;
    clearTimeout(timer);
  };
}

function messageFrom(child, said) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The yardstick said nothing:\n${said()}`)), startMs);
    const fail = () => reject(new Error(`The yardstick ended:\n${said()}`));
    child.once('exit', fail);
    child.once('message', (message) => {
      clearTimeout(timer);
      child.off('exit', fail);
      resolve(message);
    });
  });
}

function lastWords(child) {
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (text = `${text}${chunk}`.slice(-4_000)));
  return () => text;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** What the process itself takes of memory, shared pages counted by share, in MB. Linux only. */
export function pssMb(pid) {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)[1]) / 1024;
}

const ticksPerSecond = 100;

/** Processor time of these processes since they began, in ms. Unlike a rate it hardly suffers from what else the machine does. */
export function cpuMs(pids) {
  return pids.reduce((sum, pid) => {
    try {
      // Fields 14 and 15, counted after the name, which may hold spaces.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return sum + ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
    } catch {
      return sum;
    }
  }, 0);
}

/** Installed size of what the lock file says production needs, in MB, by package; optional ones (the embedded PostgreSQL) apart. */
export function dependencySizes() {
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'));
  const sizes = { production: { packages: 0, mb: 0 }, optional: { packages: 0, mb: 0 }, largest: [] };
  for (const [place, entry] of Object.entries(packages)) {
    if (place === '' || entry.dev === true || entry.devOptional === true) continue;
    const bytes = sizeOf(join(project, place));
    if (bytes === 0) continue;
    const kind = entry.optional === true ? sizes.optional : sizes.production;
    kind.packages += 1;
    kind.mb += bytes / 1e6;
    sizes.largest.push({
      name: place.replace(/^node_modules\//, ''),
      mb: bytes / 1e6,
      optional: entry.optional === true,
    });
  }
  sizes.largest.sort((a, b) => b.mb - a.mb).splice(8);
  return sizes;
}

/** Bytes on disk, without the packages nested in it, which the lock file lists by themselves. */
function sizeOf(folder) {
  let bytes = 0;
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory() && entry.name !== 'node_modules') bytes += sizeOf(join(folder, entry.name));
      else if (entry.isFile()) bytes += statSync(join(folder, entry.name)).size;
    }
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  return bytes;
}
