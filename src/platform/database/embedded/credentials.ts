/**
 * The generated passwords of the three roles. Written, and on disk, before the cluster that needs them exists.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { DomainError } from '../../../kernel/errors.js';
import type { DataPaths } from './data-directory.js';

/** Role names are part of the product: migrations grant to `anslag_app`, and `anslag_owner` owns what they make. */
export const roles = { admin: 'anslag_admin', owner: 'anslag_owner', app: 'anslag_app' } as const;
export const databaseName = 'anslag';

/** Password by role; letters, digits, `-` and `_` only, so they need no quoting in an address. */
export type Credentials = Record<keyof typeof roles, string>;

export function loadCredentials(paths: DataPaths): Credentials {
  if (existsSync(paths.credentials)) return JSON.parse(readFileSync(paths.credentials, 'utf8')) as Credentials;
  if (existsSync(paths.cluster)) {
    // New passwords would not open the old cluster; making some up would only hide what is wrong.
    throw new DomainError(
      'unavailable',
      `Filen ${paths.credentials} saknas men databasen finns. The passwords file is missing beside an existing database: ` +
        `put the file back, or move ${paths.root} away to start with an empty database.`,
      { code: 'embedded-credentials-missing' },
    );
  }
  const made: Credentials = { admin: password(), owner: password(), app: password() };
  writeDurably(paths.credentials, `${JSON.stringify(made, null, 2)}\n`);
  return made;
}

/** `postgres://…` for one role. The port changes with every server start. */
export function addressOf(role: keyof typeof roles, credentials: Credentials, port: number, database: string): string {
  return `postgres://${roles[role]}:${credentials[role]}@127.0.0.1:${port}/${database}`;
}

/** Makes renames and new names in a directory survive a power cut. */
export function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function password(): string {
  return randomBytes(24).toString('base64url');
}

function writeDurably(file: string, text: string): void {
  const draft = `${file}.new`;
  const handle = openSync(draft, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  syncDirectory(dirname(file));
}
