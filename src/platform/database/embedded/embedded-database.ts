/**
 * The database of an installation that names none: a real PostgreSQL, started with the application and stopped with the
 * last process that uses it. Several processes may share one data directory; they then share one server.
 *
 * What it must survive: being started as root, a clone below a 0700 home, two first starts at once, kill -9 of the
 * application (the next start takes over the orphan server) and of PostgreSQL (the next start recovers). One data
 * directory belongs to one machine: processes in two containers do not see each other and must not share it.
 */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../../../kernel/errors.js';
import { prepareBinaries } from './binaries.js';
import { createCluster, refuseOtherVersion, removeUnfinished, writeConfiguration } from './cluster.js';
import { addressOf, type Credentials, databaseName, loadCredentials } from './credentials.js';
import { type DataPaths, openDataDirectory } from './data-directory.js';
import { withLock } from './lock.js';
import { identityOf, isAlive } from './processes.js';
import { ensureRoles } from './roles.js';
import { findServer, type RunningServer, startServer, stopServer } from './server.js';
import { canEnter, serverUser, type ServerUser } from './server-user.js';
import { hasUsers, signIn, signOut } from './users.js';

export { defaultDataDir } from './data-directory.js';

export interface EmbeddedDatabase {
  /** `anslag_owner`, who owns the database `anslag`: migrations and BullMQ's schema. */
  ownerUrl: string;
  /** `anslag_app`: may connect to `anslag`; every other right comes from the migrations. */
  appUrl: string;
  /** `anslag_admin`, superuser, at the database `postgres`: the launcher's and the test suite's, never the application's. */
  superuserUrl: string;
  port: number;
  /** True when the server ran already, started by another process or left behind by a killed one. */
  attached: boolean;
  /**
   * Starts the server again, on the same port, when it has died under us; the pools of its users then heal by themselves.
   * @returns whether it had to.
   */
  revive(): Promise<boolean>;
  /** Leaves; stops the server when nobody else uses it. May be called twice. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  log: (line: string) => void;
  /** Leave the server running at `stop()` even as its last user. The next process finds it there. */
  keepRunning?: boolean;
  /** False trades safety for speed (no fsync): only for data that may be lost, such as a test run's. Default true. */
  durable?: boolean;
}

/** Longer than a first start and a crash recovery together: the holder of the lock may be in either. */
const lockPatienceMs = 180_000;
const attachAttemptsMax = 100;
const attachPauseMs = 50;

/** Throws `DomainError` `unavailable` whose `code` begins with `embedded-` when there can be no database here. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const paths = openDataDirectory(options.dataDir);
  return withLock(paths.lock, lockPatienceMs, async () => {
    const user = serverUser(paths);
    const credentials = loadCredentials(paths);
    const first = await reach(paths, user, credentials, options);
    let { server } = first;
    const { attached } = first;
    let identity = identityOf(server.pid);
    if (attached) {
      options.log(
        `PostgreSQL was running already on port ${server.port}${hasUsers(paths) ? '' : ', left by a process that died'}`,
      );
    }
    const place = signIn(paths);
    let stopped: Promise<void> | undefined;
    return {
      ownerUrl: addressOf('owner', credentials, server.port, databaseName),
      appUrl: addressOf('app', credentials, server.port, databaseName),
      superuserUrl: addressOf('admin', credentials, server.port, 'postgres'),
      port: server.port,
      attached,
      revive: async () => {
        if (stopped !== undefined || (identity !== undefined && isAlive(identity))) return false;
        await withLock(paths.lock, lockPatienceMs, async () => {
          ({ server } = await reach(paths, user, credentials, options, server.port));
        });
        identity = identityOf(server.pid);
        return true;
      },
      stop: () => (stopped ??= leave(paths, user, server, place, options)),
    };
  });
}

/** A server that has let us in: the one that runs, or else a new one. */
async function reach(
  paths: DataPaths,
  user: ServerUser,
  credentials: Credentials,
  options: EmbeddedOptions,
  port?: number,
): Promise<{ server: RunningServer; attached: boolean }> {
  for (let attempt = 1; ; attempt += 1) {
    const running = await findServer(paths, user);
    const server = running ?? (await bringUp(paths, user, credentials, options, port));
    try {
      await ensureRoles(credentials, server.port);
      return { server, attached: running !== undefined };
    } catch (error) {
      // A server killed or told to stop a moment ago still looks alive while it refuses us. Soon it will be gone.
      if (running !== undefined && attempt < attachAttemptsMax && isConnectionLoss(error)) {
        await sleep(attachPauseMs);
        continue;
      }
      if (running === undefined) await stopServer(paths, user, server);
      throw error;
    }
  }
}

/** Refused, reset or cut off, or told that the server is on its way down or up (57P01-57P03). */
function isConnectionLoss(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return /^(ECONN|EPIPE|57P0)/.test(code ?? '') || /Connection terminated/.test(message ?? '');
}

async function bringUp(
  paths: DataPaths,
  user: ServerUser,
  credentials: Credentials,
  options: EmbeddedOptions,
  port: number | undefined,
): Promise<RunningServer> {
  const { log, durable = true } = options;
  if (!canEnter(user, paths.root)) {
    throw new DomainError(
      'unavailable',
      `PostgreSQL körs som uid ${user.uid} och når inte ${paths.root}. PostgreSQL runs as uid ${user.uid} and may not enter ` +
        'that directory: unset ANSLAG_DATA_DIR or choose one outside any 0700 directory.',
      { code: 'embedded-data-directory-unreachable' },
    );
  }
  const binaries = prepareBinaries(paths, user, log);
  await removeUnfinished(paths, user);
  if (existsSync(paths.cluster)) {
    refuseOtherVersion(paths, binaries);
  } else {
    log(`Creating a database in ${paths.root} (first start)`);
    await createCluster(paths, binaries, user, credentials, durable);
  }
  writeConfiguration(paths, durable);
  const server = await startServer(paths, binaries, user, port);
  log(`PostgreSQL ${binaries.majorVersion} runs on 127.0.0.1:${server.port}, data in ${paths.root}`);
  return server;
}

async function leave(
  paths: DataPaths,
  user: ServerUser,
  server: RunningServer,
  place: string,
  options: EmbeddedOptions,
): Promise<void> {
  // Somebody removed the directory under us: nobody can find this server any more, so it must not outlive us.
  if (!existsSync(paths.users)) return stopServer(paths, user, server);
  await withLock(paths.lock, lockPatienceMs, async () => {
    signOut(place);
    if (options.keepRunning === true) return;
    if (hasUsers(paths)) options.log('PostgreSQL stays: another process uses it');
    // Not the server we came to: it may have been killed and started anew by somebody who left before us.
    else await stopServer(paths, user, (await findServer(paths, user)) ?? server);
  });
}
