/**
 * Bytes on disk, addressed by what they are: `<data directory>/files/ab/cd/<sha256 in hex>`.
 *
 * A file is written to a temporary name, hashed on the way, forced to disk with its directory, and only then renamed to
 * its address; the row that refers to it is committed after that. So a crash leaves at most a file no row refers to, and
 * never a row without its file (F2). Equal bytes are one file. Several processes may share the directory.
 */
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { DomainError } from '../../kernel/errors.js';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { defaultDataDir } from '../database/embedded/embedded-database.js';
import { codeOf } from './error-code.js';
import { incoming } from './incoming.js';

export interface StoredFile {
  sha256: Buffer;
  sizeBytes: number;
}

/** A file that is whole on disk and has no address yet: nobody finds it until it is kept. */
export interface StagedFile extends StoredFile {
  /** Gives it its address. @throws storage-full */
  keep(): Promise<void>;
  /** Takes it away, unless it was kept. */
  discard(): Promise<void>;
}

/** Looks at a file before it is kept; throws to refuse it. */
export type Inspection = (path: string) => Promise<void>;

const privateDirectory = 0o700;
const privateFile = 0o600;
/** An upload takes seconds; what has lain for a day was left by a process that died. */
const temporaryHoursMax = 24;
const log = new Logger('files');

@Injectable()
export class FileStore implements OnModuleInit {
  private readonly root: string;
  private readonly temporary: string;

  constructor(@Inject(CONFIG) config: Pick<Config, 'dataDir'>) {
    this.root = join(config.dataDir ?? defaultDataDir(), 'files');
    this.temporary = join(this.root, 'temporary');
  }

  async onModuleInit(): Promise<void> {
    const swept = await this.sweepTemporary();
    if (swept > 0) log.warn(`Removed ${swept} unfinished uploads.`);
  }

  /**
   * Keeps the bytes, however many processes keep the same at once.
   * @param inspect looks at the whole file before it gets its address; what it throws removes the file
   * @throws DomainError `too-large`, `file-rejected` (empty), `storage-full`, `malformed-request` (the sender stopped).
   */
  async put(bytes: Buffer | Readable, maxBytes: number, inspect?: Inspection): Promise<StoredFile> {
    const { sha256, sizeBytes, keep, discard } = await this.stage(bytes, maxBytes, inspect);
    try {
      await keep();
      return { sha256, sizeBytes };
    } catch (error) {
      await discard();
      throw error;
    }
  }

  /**
   * The same in two steps, for bytes that come together with what they are judged by. What is neither kept nor discarded is
   * swept after a day.
   * @throws as `put`
   */
  async stage(bytes: Buffer | Readable, maxBytes: number, inspect?: Inspection): Promise<StagedFile> {
    await mkdir(this.temporary, { recursive: true, mode: privateDirectory }).catch(refuseFull);
    const temporary = join(this.temporary, randomUUID());
    try {
      const stored = await write(temporary, bytes, maxBytes);
      await inspect?.(temporary);
      return {
        ...stored,
        keep: () => this.moveToAddress(temporary, stored.sha256).catch(refuseFull),
        discard: () => rm(temporary, { force: true }),
      };
    } catch (error) {
      await rm(temporary, { force: true });
      return refuseFull(error);
    }
  }

  /**
   * @param sizeBytes when known, a file of another size is not handed out
   * @throws DomainError `unavailable` with code `file-missing` or `file-damaged`; a row without its file is a fault of ours.
   */
  async open(sha256: Buffer, sizeBytes?: number): Promise<Readable> {
    const found = await this.sizeOf(sha256);
    if (found === undefined)
      throw new DomainError('unavailable', 'Filen finns inte i lagringen. Kontakta driften.', { code: 'file-missing' });
    if (sizeBytes !== undefined && found !== sizeBytes)
      throw new DomainError('unavailable', 'Filen är skadad i lagringen. Kontakta driften.', { code: 'file-damaged' });
    return createReadStream(this.pathOf(sha256));
  }

  /** Bytes on disk, or undefined when there is no such file. */
  async sizeOf(sha256: Buffer): Promise<number | undefined> {
    return stat(this.pathOf(sha256)).then(({ size }) => size, absent);
  }

  /** Reads the whole file again. True when it is what its address says. */
  async isWhole(sha256: Buffer): Promise<boolean> {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(this.pathOf(sha256))) hash.update(chunk as Buffer);
    return hash.digest().equals(sha256);
  }

  /** Every address in the store, as hex; for comparing with the rows. */
  async *addresses(): AsyncGenerator<string> {
    for (const first of await names(this.root))
      for (const second of await names(join(this.root, first)))
        for (const name of await names(join(this.root, first, second))) if (/^[0-9a-f]{64}$/.test(name)) yield name;
  }

  /** Removes what uploads that never finished left behind. @returns how many. */
  async sweepTemporary(): Promise<number> {
    const before = Date.now() - temporaryHoursMax * 3_600_000;
    let swept = 0;
    for (const name of await names(this.temporary)) {
      const path = join(this.temporary, name);
      const found = await stat(path).catch(absent);
      if (found === undefined || found.mtimeMs >= before) continue;
      await rm(path, { force: true });
      swept += 1;
    }
    return swept;
  }

  private pathOf(sha256: Buffer): string {
    const name = sha256.toString('hex');
    return join(this.root, name.slice(0, 2), name.slice(2, 4), name);
  }

  /** Renames over whatever stands there: equal bytes, or a damaged file that is thereby mended. */
  private async moveToAddress(temporary: string, sha256: Buffer): Promise<void> {
    const path = this.pathOf(sha256);
    const folder = dirname(path);
    const made = await mkdir(folder, { recursive: true, mode: privateDirectory });
    await rename(temporary, path);
    await forceToDisk(folder);
    if (made === undefined) return;
    await forceToDisk(dirname(folder));
    await forceToDisk(this.root);
  }
}

async function write(path: string, bytes: Buffer | Readable, maxBytes: number): Promise<StoredFile> {
  const file = await open(path, 'wx', privateFile);
  try {
    const stored = await copy(file, bytes, maxBytes);
    await file.sync();
    return stored;
  } finally {
    await file.close();
  }
}

async function copy(file: FileHandle, bytes: Buffer | Readable, maxBytes: number): Promise<StoredFile> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of Buffer.isBuffer(bytes) ? [bytes] : incoming(bytes)) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes)
      throw new DomainError('too-large', `Filen får vara högst ${Math.floor(maxBytes / 1_048_576)} MB.`);
    hash.update(chunk);
    // Unlike `write`, goes on until every byte is written or the disk says no.
    await file.appendFile(chunk);
  }
  if (sizeBytes === 0) throw new DomainError('file-rejected', 'Filen är tom.', { code: 'empty' });
  return { sha256: hash.digest(), sizeBytes };
}

/** The stream is left open when we stop early: closing it would cut the connection before the refusal is sent. */
async function forceToDisk(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function names(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return [];
    throw error;
  });
}

function absent(error: unknown): undefined {
  if (codeOf(error) === 'ENOENT') return undefined;
  throw error;
}

function refuseFull(error: unknown): never {
  if (['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? ''))
    throw new DomainError('storage-full', 'Lagringen för filer är full. Inget har sparats.', { retryAfterSeconds: 60 });
  throw error;
}
