/**
 * Where the embedded database lives on disk, and whether that place may be trusted.
 *
 *   <data directory>/            0700, or 0711 as root so that the server's user can pass through it
 *     cluster/                   PostgreSQL's own files, owned by the server's user; appears complete or not at all
 *     cluster.new-*              a first start in progress, or the remains of one that was killed
 *     credentials.json           0600: the generated passwords of the three roles
 *     postgresql.conf, pg_hba.conf   written at every start
 *     postgres-<version>/        a copy of the binaries, only when the server's user cannot reach the project's
 *     server.log                 what the server printed
 *     lock/  users/              who starts or stops it now; who uses it now
 *
 * As root nothing of this may stand where somebody else could have put it beforehand: the directory must be root's own.
 */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainError } from '../../../kernel/errors.js';

export interface DataPaths {
  root: string;
  cluster: string;
  credentials: string;
  config: string;
  hba: string;
  log: string;
  lock: string;
  users: string;
  postmasterPid: string;
  /** Stands in every server process' title, so that a process can be told to belong to this very directory. */
  clusterName: string;
}

export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The folder that holds package.json, found from here, so that it is the same from src/ and from dist/. */
export function projectDirectory(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) throw new Error('package.json was not found above the embedded database launcher');
    folder = dirname(folder);
  }
  return realpathSync(folder);
}

/**
 * `ANSLAG_DATA_DIR` when set. Otherwise `<project>/.anslag`; as root `/var/lib/anslag/<name>-<hash of the project's path>`,
 * because PostgreSQL refuses to run as root and its user often may not enter a clone below a 0700 home.
 */
export function defaultDataDir(env: NodeJS.ProcessEnv = process.env): string {
  const chosen = env['ANSLAG_DATA_DIR'];
  if (chosen !== undefined && chosen.trim() !== '') return resolve(chosen);
  const project = projectDirectory();
  if (!runsAsRoot()) return join(project, '.anslag');
  const name = basename(project).replaceAll(/[^A-Za-z0-9_.-]/g, '_');
  return join('/var/lib/anslag', `${name}-${sha256(project).slice(0, 12)}`);
}

/** Makes the directory when absent and refuses one that another user owns, may write in, or could have replaced. */
export function openDataDirectory(dataDir: string): DataPaths {
  const wanted = resolve(dataDir);
  makeDirectories(wanted);
  const root = realpathSync(wanted);
  refuseUntrusted(root);
  mkdirSync(join(root, 'users'), { recursive: true, mode: 0o700 });
  const cluster = join(root, 'cluster');
  return {
    root,
    cluster,
    credentials: join(root, 'credentials.json'),
    config: join(root, 'postgresql.conf'),
    hba: join(root, 'pg_hba.conf'),
    log: join(root, 'server.log'),
    lock: join(root, 'lock'),
    users: join(root, 'users'),
    postmasterPid: join(cluster, 'postmaster.pid'),
    clusterName: `anslag-${sha256(cluster).slice(0, 12)}`,
  };
}

/** Only the leaf is shut: parents made with 0700, as `mkdir -p` with that mode does, would keep the server's user out. */
function makeDirectories(wanted: string): void {
  const made: string[] = [];
  for (let folder = wanted; !existsSync(folder); folder = dirname(folder)) made.unshift(folder);
  for (const folder of made) {
    try {
      mkdirSync(folder);
      // Said again because a strict umask takes rights away. Directories that stood there already are left as they are.
      chmodSync(folder, folder !== wanted ? 0o755 : runsAsRoot() ? 0o711 : 0o700);
    } catch (error) {
      // Another first start was quicker.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function refuseUntrusted(root: string): void {
  const own = lstatSync(root);
  const uid = process.getuid?.() ?? own.uid;
  if (!own.isDirectory() || own.uid !== uid || (own.mode & 0o022) !== 0) {
    throw untrusted(
      root,
      `måste ägas av uid ${uid} och inte kunna ändras av andra`,
      `must be owned by uid ${uid} and not be writable by others`,
    );
  }
  if (!runsAsRoot()) return;
  for (let parent = dirname(root); ; parent = dirname(parent)) {
    const { mode } = lstatSync(parent);
    // In a sticky directory such as /tmp others can make entries but not replace ours.
    if ((mode & 0o002) !== 0 && (mode & 0o1000) === 0) {
      throw untrusted(
        root,
        `ligger under ${parent} som alla får ändra i`,
        `stands below ${parent}, which everybody may write in`,
      );
    }
    if (dirname(parent) === parent) return;
  }
}

function untrusted(root: string, sv: string, en: string): DomainError {
  return new DomainError(
    'unavailable',
    `Datakatalogen ${root} ${sv}. The data directory ${en}. Set ANSLAG_DATA_DIR to another directory, or DATABASE_URL.`,
    { code: 'embedded-data-directory-untrusted' },
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
