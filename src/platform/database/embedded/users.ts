/**
 * Which processes use the server now: one empty file each, named by the process' identity, so that the last one to leave
 * can tell that it is the last. Files of processes that died without leaving are swept by whoever looks next. To be
 * called with the lock held.
 */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataPaths } from './data-directory.js';
import { identityOf, isAlive } from './processes.js';

let count = 0;

/** Signs this process in and returns the file to sign out with. A process may sign in several times. */
export function signIn(paths: DataPaths): string {
  count += 1;
  const file = join(paths.users, `${identityOf(process.pid) ?? `${process.pid}@unknown`}.${count}`);
  writeFileSync(file, '', { mode: 0o600 });
  return file;
}

export function signOut(file: string): void {
  rmSync(file, { force: true });
}

export function hasUsers(paths: DataPaths): boolean {
  let alive = false;
  for (const name of readdirSync(paths.users)) {
    if (isAlive(name.slice(0, name.lastIndexOf('.')))) alive = true;
    else rmSync(join(paths.users, name), { force: true });
  }
  return alive;
}
