/**
 * Makes PostgreSQL's data directory, once, and its configuration, at every start.
 *
 * `initdb` works in a sibling directory that is renamed when whole, so a first start that is killed leaves only a
 * `cluster.new-*`, which the next start clears away. As root nothing is written inside the cluster itself: it belongs
 * to the server's user, who could have put a link there; the configuration therefore stands beside it.
 */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../../../kernel/errors.js';
import type { Binaries } from './binaries.js';
import { type Credentials, roles, syncDirectory } from './credentials.js';
import type { DataPaths } from './data-directory.js';
import { identityOf, isAlive, processesOf } from './processes.js';
import { type ServerUser, spawnAs } from './server-user.js';

export async function createCluster(
  paths: DataPaths,
  binaries: Binaries,
  user: ServerUser,
  credentials: Credentials,
  durable: boolean,
): Promise<void> {
  const draft = `${paths.cluster}.new-${process.pid}`;
  const passwordFile = `${draft}.password`;
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, credentials.admin, { flag: 'wx', mode: 0o600 });
  if (user.lent) for (const path of [draft, passwordFile]) chownSync(path, user.uid, user.gid);
  try {
    const [first, second] = ['C.UTF-8', 'C'];
    const refused = await initdb(draft, passwordFile, first!, binaries, user, durable);
    // A system without C.UTF-8 (older glibc, macOS 13) does with C: sorting and case come from ICU anyway.
    if (refused?.includes('invalid locale') === true) {
      const again = await initdb(draft, passwordFile, second!, binaries, user, durable);
      if (again !== undefined) throw failed(again);
    } else if (refused !== undefined) {
      throw failed(refused);
    }
    renameSync(draft, paths.cluster);
    syncDirectory(paths.root);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Clears away what a killed first start left: its files, and an `initdb` that still runs on them. */
export async function removeUnfinished(paths: DataPaths, user: ServerUser): Promise<void> {
  const prefix = `${basename(paths.cluster)}.new-`;
  const unfinished = readdirSync(paths.root).filter((name) => name.startsWith(prefix));
  if (unfinished.length === 0) return;
  const ours = processesOf(user.uid).filter(({ command }) => command.includes(` ${join(paths.root, prefix)}`));
  const identities = ours.map(({ pid }) => identityOf(pid)).filter((identity) => identity !== undefined);
  for (const { pid } of ours) kill(pid, 'SIGKILL');
  for (let waited = 0; waited < 5000 && identities.some(isAlive); waited += 20) await sleep(20);
  for (const name of unfinished) await removeWhileInUse(join(paths.root, name));
}

/**
 * The servers that `initdb` runs are told of the directory by their environment, so they are not found by name. They end
 * by themselves when their master is gone, and until then may put a file back into what is being removed.
 */
async function removeWhileInUse(directory: string): Promise<void> {
  for (let waited = 0; ; waited += 50) {
    try {
      rmSync(directory, { recursive: true, force: true });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY' || waited >= 10_000) throw error;
      await sleep(50);
    }
  }
}

/** Refuses a cluster that another major version of PostgreSQL made, instead of letting the server fail in its log. */
export function refuseOtherVersion(paths: DataPaths, binaries: Binaries): void {
  const file = join(paths.cluster, 'PG_VERSION');
  const made = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN;
  if (made === binaries.majorVersion) return;
  throw new DomainError(
    'unavailable',
    `Databasen i ${paths.cluster} är gjord av PostgreSQL ${made}, men PostgreSQL ${binaries.majorVersion} är installerat. ` +
      `The database was made by PostgreSQL ${made} and cannot be opened by ${binaries.majorVersion}: dump it with the old version first.`,
    { code: 'embedded-version' },
  );
}

export function writeConfiguration(paths: DataPaths, durable: boolean): void {
  // Passwords are demanded even on loopback: every local user can reach the port.
  replaceFile(paths.hba, 'host all all 127.0.0.1/32 scram-sha-256\n');
  replaceFile(
    paths.config,
    `# Written by Anslag at every start; changes here are lost.
hba_file = '${quote(paths.hba)}'
cluster_name = '${paths.clusterName}'
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
max_connections = ${durable ? 60 : 120}
shared_buffers = 64MB
work_mem = 8MB
maintenance_work_mem = 64MB
max_wal_size = 512MB
min_wal_size = 80MB
fsync = ${durable ? 'on' : 'off'}
synchronous_commit = ${durable ? 'on' : 'off'}
full_page_writes = ${durable ? 'on' : 'off'}
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %q%u@%d '
lc_messages = 'C'
lc_monetary = 'C'
lc_numeric = 'C'
lc_time = 'C'
datestyle = 'iso, ymd'
default_text_search_config = 'pg_catalog.simple'
`,
  );
}

/** Undefined when it went well, otherwise what initdb said. */
async function initdb(
  directory: string,
  passwordFile: string,
  locale: string,
  binaries: Binaries,
  user: ServerUser,
  durable: boolean,
): Promise<string | undefined> {
  const args = ['-D', directory, '-U', roles.admin, '--pwfile', passwordFile, '--auth', 'scram-sha-256'];
  args.push('-E', 'UTF8', '--locale-provider=icu', '--icu-locale=sv-SE', `--locale=${locale}`, '--data-checksums');
  if (!durable) args.push('--no-sync');
  const child = spawn(binaries.initdb, args, { ...spawnAs(user), stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  return code === 0 ? undefined : said.trim() || `initdb ended with ${String(code)}`;
}

function failed(reason: string): DomainError {
  return new DomainError(
    'unavailable',
    `Den inbyggda databasen kunde inte skapas. The embedded database could not be created: ${reason}`,
    { code: 'embedded-initdb' },
  );
}

/** Never writes through a file that stands there: it might be a link. */
function replaceFile(file: string, text: string): void {
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  writeFileSync(draft, text, { flag: 'wx' });
  // Whatever the umask: the server's user must read these, and they hold no secret.
  chmodSync(draft, 0o644);
  renameSync(draft, file);
}

function quote(path: string): string {
  return path.replaceAll("'", "''").replaceAll('\\', '\\\\');
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself.
  }
}
