/**
 * Opens a .docx safely: the archive is checked and counted while it unpacks, before anything interprets it.
 *
 * Nothing the archive declares is trusted: sizes and checksums are counted from the bytes that come out, and counting
 * stops at the limit. What was counted is also what is handed on, as a new plain archive with only the text parts, so
 * a file that two unpackers would read differently cannot pass one and be read by the other.
 */
import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { DomainError } from '../kernel/errors.js';
import { archiveFault, type ArchiveLimits, refuseBomb, soundEntries, unsafe } from '../platform/files/archive.js';
import { rejected } from '../platform/files/rejection.js';

/** Limits of one document; a memorandum with pictures stays far below each. */
export const archiveLimits = {
  entries: 2_000,
  unpackedBytes: 50_000_000,
  /** Of the parts that are read as text; they are held in memory and parsed. */
  textBytes: 4_000_000,
  ratio: 100,
  ratioFloorBytes: 1_000_000,
} as const satisfies ArchiveLimits & { textBytes: number };

const textParts = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/[^/]+\.xml|word\/_rels\/[^/]+\.rels)$/;
const mainPart = /^word\/document\d*\.xml$/;
const isMedia = (name: string): boolean => name.startsWith('word/media/');

/** The document's text parts as a new, uncompressed archive. Throws `file-rejected`, or `too-large` over the text limit. */
export async function checkedDocx(bytes: Buffer): Promise<Buffer> {
  // Loaded when the first file comes, so that an idle server does not carry it.
  const { default: yauzl } = await import('yauzl');
  try {
    const archive = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: false });
    return await unpack(archive, await listEntries(archive));
  } catch (error) {
    throw archiveFault(error);
  }
}

/** The central directory, checked as a whole before a single byte is unpacked. */
async function listEntries(archive: ZipFile): Promise<Entry[]> {
  const entries = await soundEntries(archive, archiveLimits);
  if (!entries.some((entry) => mainPart.test(entry.fileName)))
    throw rejected('type-mismatch', wrongArchive(new Set(entries.map((entry) => entry.fileName.toLowerCase()))));
  return entries;
}

function wrongArchive(names: ReadonlySet<string>): string {
  const found = names.has('xl/workbook.xml')
    ? 'ett kalkylblad (.xlsx)'
    : names.has('ppt/presentation.xml')
      ? 'en presentation (.pptx)'
      : names.has('content.xml') && names.has('mimetype')
        ? 'ett OpenDocument-dokument'
        : 'ett zip-arkiv';
  return `Filen är ${found}, inte ett Word-dokument. Lämna dokumentet som .docx eller ren text.`;
}

async function unpack(archive: ZipFile, entries: readonly Entry[]): Promise<Buffer> {
  const parts: { name: string; content: Buffer; checksum: number }[] = [];
  let [unpacked, textBytes] = [0, 0];
  for (const entry of entries) {
    const chunks: Buffer[] = [];
    const isText = textParts.test(entry.fileName);
    const doctype = isMedia(entry.fileName) ? null : doctypeFinder();
    let [size, checksum] = [0, 0];
    await refuseTwoFaces(archive, entry);
    const stream = await archive.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      unpacked += chunk.length;
      refuseBomb(archiveLimits, entry, size, unpacked);
      if (doctype?.(chunk) === true)
        throw rejected(
          'active-content',
          'Dokumentet innehåller en DOCTYPE-deklaration, som aldrig finns i ett vanligt Word-dokument.',
        );
      checksum = crc32(chunk, checksum);
      if (!isText) continue;
      textBytes += chunk.length;
      if (textBytes > archiveLimits.textBytes) throw tooMuchText();
      chunks.push(chunk);
    }
    if (size !== entry.uncompressedSize || checksum !== entry.crc32) {
      throw rejected(
        'corrupt',
        'Dokumentet är skadat: innehållet stämmer inte med kontrollsumman. Spara om det och försök igen.',
      );
    }
    if (isText) parts.push({ name: entry.fileName, content: Buffer.concat(chunks), checksum });
  }
  return storedZip(parts);
}

/** An entry is described twice, in the directory and before its bytes; another unpacker may believe the other one. */
async function refuseTwoFaces(archive: ZipFile, entry: Entry): Promise<void> {
  const local = await archive.readLocalFileHeaderPromise(entry, { minimal: false });
  const isLater = (local.generalPurposeBitFlag & 8) !== 0;
  const isSame =
    local.fileName.equals(entry.fileNameRaw) &&
    local.compressionMethod === entry.compressionMethod &&
    (isLater || (local.crc32 === entry.crc32 && local.uncompressedSize === entry.uncompressedSize));
  if (!isSame) throw unsafe('en del som beskrivs på två olika sätt');
}

/** Looks for "<!DOCTYPE" in a stream of chunks; XML bombs and outside entities begin there. */
function doctypeFinder(): (chunk: Buffer) => boolean {
  const mark = '<!doctype';
  let tail = '';
  return (chunk) => {
    const text = tail + chunk.toString('latin1').toLowerCase();
    tail = text.slice(-mark.length + 1);
    return text.includes(mark);
  };
}

/** A zip without compression: for each part a local header and its bytes, then the directory (APPNOTE 4.3). */
function storedZip(parts: readonly { name: string; content: Buffer; checksum: number }[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, checksum } of parts) {
    const nameBytes = Buffer.from(name, 'utf8');
    // Version 2.0, UTF-8 names, method 0, the earliest date there is.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(checksum, 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const location = Buffer.alloc(14);
    location.writeUInt32LE(offset, 10);
    files.push(Buffer.from('PK\x03\x04', 'latin1'), common, nameBytes, content);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, location, nameBytes);
    offset += 30 + nameBytes.length + content.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

function tooMuchText(): DomainError {
  const detail = `Dokumentets text är större än ${archiveLimits.textBytes / 1_000_000} MB uppackad. Dela upp det.`;
  return new DomainError('too-large', detail, { code: 'document-too-large' });
}
