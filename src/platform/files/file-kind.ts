/**
 * What a file is, judged by its bytes alone. Six kinds are taken; everything else is refused, whatever its name says.
 * Office files are ZIP archives: their directory is read before anything is unpacked, so that a bomb costs nothing.
 */
import { open as openFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import type { ZipFile } from 'yauzl';
import type { DomainError } from '../../kernel/errors.js';
import { archiveFault, type ArchiveLimits, soundEntries } from './archive.js';
import { codeOf } from './error-code.js';
import { rejected } from './rejection.js';

/** Kinds taken, each with the name endings that may stand on it. The first ending is the usual one. */
export const fileKinds = {
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'text/plain': ['txt'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
} as const satisfies Record<string, readonly string[]>;
export type MediaType = keyof typeof fileKinds;

/** Real documents of mostly markup shrink 30-fold; below the floor even a hundredfold is harmless. */
const archiveLimits: ArchiveLimits = {
  entries: 2_000,
  unpackedBytes: 200 * 1024 * 1024,
  ratio: 100,
  ratioFloorBytes: 10 * 1024 * 1024,
};
const tailBytes = 2_048;

const unknown = (): DomainError =>
  rejected(
    'type-mismatch',
    'Filen är inte av ett slag som tas emot. Skicka pdf, docx, xlsx, txt (UTF-8), png eller jpeg.',
  );

/** @throws 422 `file-rejected` with code `type-mismatch`, `encrypted`, or what `soundEntries` and `archiveFault` say. */
export async function mediaTypeOf(path: string): Promise<MediaType> {
  const { head, tail } = await endsOf(path);
  const text = head.toString('latin1');
  if (/^%PDF-[12]\.\d/.test(text)) return pdf(tail);
  if (head.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png';
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  if (text.startsWith('PK\u0003\u0004')) return officeType(path);
  if (text.startsWith('\u00d0\u00cf\u0011\u00e0'))
    throw rejected(
      'encrypted',
      'Filen är ett lösenordsskyddat eller äldre Office-dokument. Spara den som docx, xlsx eller pdf utan lösenord.',
    );
  if (await isPlainText(path)) return 'text/plain';
  throw unknown();
}

/** @throws 422 when the name ends as another kind of file would. */
export function requireEnding(extension: string, mediaType: MediaType): void {
  const endings: readonly string[] = fileKinds[mediaType];
  if (!endings.includes(extension))
    throw rejected(
      'type-mismatch',
      `Filens innehåll är ${endings[0]}, men namnet slutar på ”${extension.slice(0, 20)}”. Namnet ska sluta på .${endings.join(' eller .')}.`,
    );
}

function pdf(tail: Buffer): MediaType {
  const text = tail.toString('latin1');
  if (!text.includes('%%EOF')) throw rejected('type-mismatch', 'Pdf-filen är inte hel: dess slut saknas.');
  if (/\/Encrypt\b/.test(text)) throw rejected('encrypted', 'Pdf-filen är lösenordsskyddad. Spara den utan lösenord.');
  return 'application/pdf';
}

async function endsOf(path: string): Promise<{ head: Buffer; tail: Buffer }> {
  const file = await openFile(path, 'r');
  try {
    const { size } = await file.stat();
    const length = Math.min(size, tailBytes);
    const [head, tail] = [Buffer.alloc(length), Buffer.alloc(length)];
    await file.read(head, 0, length, 0);
    await file.read(tail, 0, length, size - length);
    return { head, tail };
  } finally {
    await file.close();
  }
}

async function isPlainText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  // oxlint-disable-next-line no-control-regex -- finding control characters is the point
  const control = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;
  try {
    for await (const chunk of createReadStream(path))
      if (control.test(decoder.decode(chunk as Buffer, { stream: true }))) return false;
    decoder.decode();
    return true;
  } catch (error) {
    if (codeOf(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw error;
  }
}

/** Reads the archive's directory; the entries stay packed. */
async function officeType(path: string): Promise<MediaType> {
  const names = await namesIn(path);
  if (!names.includes('[Content_Types].xml')) throw unknown();
  if (names.some((name) => /^word\/document\d*\.xml$/.test(name)))
    return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  if (names.includes('xl/workbook.xml')) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  throw unknown();
}

async function namesIn(path: string): Promise<string[]> {
  // Loaded when the first office file comes, so that an idle server does not carry it.
  const { default: yauzl } = await import('yauzl');
  let archive: ZipFile | undefined;
  try {
    archive = await yauzl.openPromise(path, { strictFileNames: true, autoClose: false });
    return (await soundEntries(archive, archiveLimits)).map(({ fileName }) => fileName);
  } catch (error) {
    throw archiveFault(error);
  } finally {
    archive?.close();
  }
}
