/**
 * As whom PostgreSQL runs. It refuses root, so root lends it another user; nobody creates a user for this.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { DomainError } from '../../../kernel/errors.js';
import { type DataPaths, runsAsRoot } from './data-directory.js';

export interface ServerUser {
  uid: number;
  gid: number;
  /** True when it is another user than ours (we are root): spawn with uid and gid, and hand it its files. */
  lent: boolean;
}

const candidates = ['postgres', '_postgres', 'nobody', 'daemon'];

/** The user that already owns the cluster goes first: a `postgres` package installed later must not lock it out. */
export function serverUser(paths: DataPaths): ServerUser {
  if (!runsAsRoot()) return { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1, lent: false };
  if (existsSync(paths.cluster)) {
    const { uid, gid } = statSync(paths.cluster);
    if (uid !== 0) return { uid, gid, lent: true };
  }
  for (const name of candidates) {
    const found = /^uid=(\d+)\b.*? gid=(\d+)\b/.exec(spawnSync('id', [name], { encoding: 'utf8' }).stdout ?? '');
    // macOS gives nobody the uid 4294967294, which spawn does not take.
    if (found !== null && Number(found[1]) < 2 ** 31)
      return { uid: Number(found[1]), gid: Number(found[2]), lent: true };
  }
  throw new DomainError(
    'unavailable',
    'PostgreSQL får inte köras som root och varken användaren postgres eller nobody finns. ' +
      'PostgreSQL refuses to run as root and there is neither a postgres nor a nobody user; set DATABASE_URL instead.',
    { code: 'embedded-no-server-user' },
  );
}

/** Options for spawn: the right user, a place it may stand in, and nothing of our environment (PG*, LD_*, LC_*). */
export function spawnAs(user: ServerUser): { uid?: number; gid?: number; cwd: string; env: NodeJS.ProcessEnv } {
  const base = { cwd: '/', env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } };
  return user.lent ? { ...base, uid: user.uid, gid: user.gid } : base;
}

/** Whether that user may pass through a directory, asked of the kernel: rights, groups and access lists all count. */
export function canEnter(user: ServerUser, directory: string): boolean {
  return !user.lent || spawnSync('test', ['-x', directory], { ...spawnAs(user), stdio: 'ignore' }).status === 0;
}
