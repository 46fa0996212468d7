/**
 * What a file is, judged by its bytes alone. Seven kinds are taken; everything else is refused, whatever its name says.
 * Office files are ZIP archives: their directory is read before anything is unpacked, so that a bomb costs nothing.
 */
import { open as openFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import type { Entry, ZipFile } from 'yauzl';
import type { DomainError } from '../../kernel/errors.js';
import { archiveFault, type ArchiveLimits, soundEntries } from './archive.js';
import { codeOf } from './error-code.js';
import { rejected } from './rejection.js';

/** Kinds taken, each with the name endings that may stand on it. The first ending is the usual one. */
export const fileKinds = {
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
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
    'Filen är inte av ett slag som tas emot. Skicka pdf, docx, xlsx, odt, txt (UTF-8), png eller jpeg.',
  );

/** @throws 422 `file-rejected` with code `type-mismatch`, `encrypted`, or what `soundEntries` and `archiveFault` say. */
export async function mediaTypeOf(path: string): Promise<MediaType> {
  const { head, tail } = await endsOf(path);
  const text = head.toString('latin1');
  if (/^%PDF-[12]\.\d/.test(text)) return pdf(tail);
  if (head.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png';
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  if (text.startsWith('PK\u0003\u0004')) return officeType(path, text);
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

/** @throws 422 when this place takes none of that kind */
export function requireKind(mediaType: MediaType, kinds: readonly MediaType[]): void {
  if (kinds.includes(mediaType)) return;
  const [last = '', ...before] = kinds.map((kind) => fileKinds[kind][0]).toReversed();
  const taken = before.length === 0 ? last : `${before.toReversed().join(', ')} eller ${last}`;
  throw rejected('type-mismatch', `Filens innehåll är ${fileKinds[mediaType][0]}. Skicka ${taken}.`);
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

/** Where an archive's first entry has its content, when it is called `mimetype` and lies there as it is (ODF 1.3, part 2, 3.3). */
const openText = 'mimetypeapplication/vnd.oasis.opendocument.textPK';

/** Reads the archive's directory; the entries stay packed. */
async function officeType(path: string, head: string): Promise<MediaType> {
  const isOpenText = head.startsWith(openText, 30);
  const names = await namesIn(path, isOpenText ? requireOpenText : undefined);
  if (isOpenText) return 'application/vnd.oasis.opendocument.text';
  if (!names.includes('[Content_Types].xml')) throw unknown();
  if (names.some((name) => /^word\/document\d*\.xml$/.test(name)))
    return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  if (names.includes('xl/workbook.xml')) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  throw unknown();
}

/** A manifest lists the parts of one document. */
const manifestBytesMax = 1024 * 1024;

/** Unlike the other office files, these say in a list of their own that their parts are encrypted. */
async function requireOpenText(archive: ZipFile, entries: readonly Entry[]): Promise<void> {
  const names = entries.map(({ fileName }) => fileName);
  if (names.some((name) => /^(?:basic|scripts)\/./i.test(name)))
    throw rejected('active-content', 'Dokumentet innehåller makron. Spara det utan makron, eller som pdf.');
  const manifest = entries.find(({ fileName }) => fileName === 'META-INF/manifest.xml');
  if (manifest === undefined || manifest.uncompressedSize > manifestBytesMax) throw unknown();
  let text = '';
  for await (const chunk of await archive.openReadStreamPromise(manifest)) text += (chunk as Buffer).toString('latin1');
  if (/encryption-data/.test(text) || names.includes('encrypted-package'))
    throw rejected('encrypted', 'Dokumentet är lösenordsskyddat. Spara det utan lösenord.');
  if (!names.includes('content.xml')) throw unknown();
}

/** @param look at the whole of a sound archive, while it is open */
async function namesIn(
  path: string,
  look?: (archive: ZipFile, entries: readonly Entry[]) => Promise<void>,
): Promise<string[]> {
  // Loaded when the first office file comes, so that an idle server does not carry it.
  const { default: yauzl } = await import('yauzl');
  let archive: ZipFile | undefined;
  try {
    archive = await yauzl.openPromise(path, { strictFileNames: true, autoClose: false });
    const entries = await soundEntries(archive, archiveLimits);
    await look?.(archive, entries);
    return entries.map(({ fileName }) => fileName);
  } catch (error) {
    throw archiveFault(error);
  } finally {
    archive?.close();
  }
}
