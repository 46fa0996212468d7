/**
 * Finds, starts and stops the server process of one data directory, and touches no other process.
 *
 * A process is ours when it runs as the server's user and its arguments or title name this very cluster. Only when no
 * such process is left may postmaster.pid be called stale; two servers on one cluster would destroy it.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../../../kernel/errors.js';
import type { Binaries } from './binaries.js';
import type { DataPaths } from './data-directory.js';
import { identityOf, isAlive, type ProcessInfo, processesOf } from './processes.js';
import { type ServerUser, spawnAs } from './server-user.js';

export interface RunningServer {
  pid: number;
  port: number;
}

const pollMs = 10;
/** Crash recovery replays up to `max_wal_size` of log, which a slow disk may take its time over. */
const readyMsMax = 120_000;
const leftoverPatienceMs = 5_000;
const fastStopMsMax = 20_000;
const immediateStopMsMax = 10_000;
const logBytesMax = 10 * 1024 * 1024;

/** The server that runs on this cluster, once it takes connections; undefined when it is proven that none runs. */
export async function findServer(paths: DataPaths, user: ServerUser): Promise<RunningServer | undefined> {
  const began = performance.now();
  let urged = false;
  while (performance.now() - began < readyMsMax) {
    const members = membersOf(paths, user);
    const file = readPostmasterPid(paths);
    if (members.length === 0) {
      removeIfObstructing(paths, file);
      return undefined;
    }
    const postmaster = members.find(({ pid }) => pid === file?.pid);
    if (postmaster !== undefined && file?.status === 'ready') return { pid: postmaster.pid, port: file.port };
    // Workers outlive a killed postmaster for a moment and leave by themselves. One deep in a query has to be told.
    if (postmaster === undefined && !urged && performance.now() - began > leftoverPatienceMs) {
      urged = true;
      for (const { pid } of members) signal(pid, 'SIGQUIT');
    }
    await sleep(pollMs);
  }
  throw failure(
    'embedded-unsettled',
    `the server on ${paths.cluster} neither became ready nor ended; see ${paths.log}`,
  );
}

/** @param preferredPort tried first: users of a server that died come back to the port they know. */
export async function startServer(
  paths: DataPaths,
  binaries: Binaries,
  user: ServerUser,
  preferredPort?: number,
): Promise<RunningServer> {
  for (let attempt = 1; ; attempt += 1) {
    const port = attempt === 1 && preferredPort !== undefined ? preferredPort : await freePort();
    const outcome = await launch(paths, binaries, user, port);
    if (typeof outcome !== 'string') return outcome;
    // Somebody may take the port between our asking for a free one and the server's binding it.
    if (attempt < 5 && /could not bind|could not create any TCP/.test(outcome)) continue;
    throw failure(
      'embedded-start',
      `it ended at once: ${outcome.trim().split('\n').slice(-5).join(' | ')} (see ${paths.log})`,
    );
  }
}

/** Ends the server as `pg_ctl stop -m fast` does, and waits until no process of it is left. */
export async function stopServer(paths: DataPaths, user: ServerUser, server: RunningServer): Promise<void> {
  const identity = identityOf(server.pid);
  if (identity === undefined || !membersOf(paths, user).some(({ pid }) => pid === server.pid)) return;
  for (const [name, patienceMs] of [
    ['SIGINT', fastStopMsMax],
    ['SIGQUIT', immediateStopMsMax],
  ] as const) {
    signal(server.pid, name);
    const deadline = performance.now() + patienceMs;
    while (performance.now() < deadline) {
      if (!isAlive(identity) && membersOf(paths, user).length === 0) return;
      await sleep(pollMs);
    }
  }
  throw failure('embedded-stop', `process ${server.pid} did not end; see ${paths.log}`);
}

function membersOf(paths: DataPaths, user: ServerUser): ProcessInfo[] {
  return processesOf(user.uid).filter(
    ({ command }) =>
      command.includes(` -D ${paths.cluster} -c config_file=`) ||
      command.startsWith(`postgres: ${paths.clusterName}: `),
  );
}

interface PostmasterPid {
  /** NaN when the file is empty or garbage. */
  pid: number;
  port: number;
  status: string;
}

/** Lines: pid, data directory, start time, port, socket directory, listen address, shared memory key, status. */
function readPostmasterPid(paths: DataPaths): PostmasterPid | undefined {
  try {
    const lines = readFileSync(paths.postmasterPid, 'utf8').split('\n');
    return {
      pid: Number.parseInt(lines[0]!, 10),
      port: Number.parseInt(lines[3] ?? '', 10),
      status: (lines[7] ?? '').trim(),
    };
  } catch {
    return undefined;
  }
}

/**
 * PostgreSQL clears a file whose process is gone, after a look at the shared memory it names: leave that to it. It stops
 * at garbage, at a zombie and at a pid that now belongs to something else; with no process of ours left, those may go.
 */
function removeIfObstructing(paths: DataPaths, file: PostmasterPid | undefined): void {
  if (file === undefined) return;
  if (!(file.pid > 0) || pidExists(file.pid)) rmSync(paths.postmasterPid, { force: true });
}

function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The running server, or what it printed when it ended instead. */
async function launch(
  paths: DataPaths,
  binaries: Binaries,
  user: ServerUser,
  port: number,
): Promise<RunningServer | string> {
  if (existsSync(paths.log) && statSync(paths.log).size > logBytesMax) renameSync(paths.log, `${paths.log}.1`);
  const logBefore = existsSync(paths.log) ? statSync(paths.log).size : 0;
  const log = openSync(paths.log, 'a', 0o600);
  const args = ['-D', paths.cluster, '-c', `config_file=${paths.config}`, '-c', `port=${port}`];
  // Detached: an interrupt typed at the terminal is for the application, which then stops the server in good order.
  const child = spawn(binaries.postgres, args, { ...spawnAs(user), detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const end: { how?: string } = {};
  child.once('error', (error) => (end.how = error.message));
  child.once('exit', (code, by) => (end.how = `exit ${String(code ?? by)}`));
  child.unref();

  const deadline = performance.now() + readyMsMax;
  while (end.how === undefined && performance.now() < deadline) {
    const file = readPostmasterPid(paths);
    if (file?.pid === child.pid && file?.status === 'ready') return { pid: file.pid, port };
    await sleep(pollMs);
  }
  if (end.how === undefined) {
    child.kill('SIGQUIT');
    throw failure('embedded-start', `it was not ready after ${readyMsMax / 1000} s; see ${paths.log}`);
  }
  return readFileSync(paths.log).subarray(logBefore).toString('utf8').trim() || end.how;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done, fail) => probe.once('error', fail).listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself.
  }
}

function failure(code: string, reason: string): DomainError {
  return new DomainError(
    'unavailable',
    `Den inbyggda databasen svarar inte som den ska. The embedded PostgreSQL did not behave: ${reason}`,
    { code },
  );
}
