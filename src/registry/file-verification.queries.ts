/** Rows and files compared in both directions, every byte read again (F1). */
import { type Db, rows } from '../platform/database/sql.js';
import type { FileStore } from '../platform/files/file-store.js';

interface FileRow {
  sha256: Buffer;
  sizeBytes: number;
}

const batch = 500;

/** @returns one sentence per fault, empty when every row has its file whole and every file its row. */
export async function verifyFiles(db: Db, store: FileStore): Promise<string[]> {
  const faults: string[] = [];
  // Addresses first: what is stored while this runs then has a row we also see, or is not looked at.
  const unclaimed = new Set<string>();
  for await (const address of store.addresses()) unclaimed.add(address);
  for await (const { sha256, sizeBytes } of filesInRows(db)) {
    const address = sha256.toString('hex');
    unclaimed.delete(address);
    const found = await store.sizeOf(sha256);
    if (found === undefined) faults.push(`${address} is missing.`);
    else if (found !== sizeBytes) faults.push(`${address} has ${found} bytes; its row says ${sizeBytes}.`);
    else if (!(await store.isWhole(sha256))) faults.push(`${address} has other bytes than when it was stored.`);
  }
  for (const address of unclaimed)
    faults.push(`${address} belongs to no document version; an upload may have been cut short.`);
  return faults;
}

async function* filesInRows(db: Db): AsyncGenerator<FileRow> {
  let last = Buffer.alloc(0);
  for (;;) {
    const found = await rows<FileRow>(
      db,
      `select sha256, max(size_bytes)::int as "sizeBytes" from document_version where sha256 > $1 group by sha256 order by sha256 limit ${batch}`,
      [last],
    );
    yield* found;
    const end = found.at(-1);
    if (end === undefined || found.length < batch) return;
    last = Buffer.from(end.sha256);
  }
}
