/** Looks into rendered documents, by programs when the machine has them and always without. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';

/** What the program says of the file, or undefined when it is not on the path. */
export function told(
  program: string,
  args: readonly string[],
  file: Buffer,
): { status: number | null; text: string } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'anslag-document-'));
  try {
    const path = join(folder, 'file');
    writeFileSync(path, file);
    const { status, stdout, stderr, error } = spawnSync(
      program,
      args.map((word) => (word === '{}' ? path : word)),
      { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    if (error !== undefined && 'code' in error && error.code === 'ENOENT') {
      console.log(`${program} is not on the path: what it would say is not checked.`);
      return undefined;
    }
    return { status, text: `${stdout}${stderr}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The file with its packed parts unpacked, as Latin-1: enough to look for names and for texts of its objects. */
export function unpackedPdf(pdf: Buffer): string {
  const raw = pdf.toString('latin1');
  const parts = [...raw.matchAll(/stream\r?\n/g)].map(({ index, 0: word }) => {
    const from = index + word.length;
    const to = raw.indexOf('endstream', from);
    try {
      return inflateSync(pdf.subarray(from, to)).toString('latin1');
    } catch {
      return '';
    }
  });
  return [raw, ...parts].join('\n');
}

/** The document's title and its bookmarks, of those that hold more than ASCII, which are written in another way. */
export const titlesIn = (objects: string): string[] =>
  [...objects.matchAll(/\/Title ?<FEFF([0-9A-F]*)>/g)].map(([, hex = '']) =>
    Buffer.from(hex, 'hex').swap16().toString('utf16le'),
  );
