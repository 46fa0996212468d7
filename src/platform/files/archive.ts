/**
 * What a ZIP archive says of itself, judged as a whole before a single byte is unpacked. Office documents are such
 * archives; every door that takes one asks here first. Nothing declared is thereby believed: who unpacks, counts.
 */
import type { Entry, ZipFile } from 'yauzl';
import { DomainError } from '../../kernel/errors.js';
import { rejected } from './rejection.js';

export interface ArchiveLimits {
  entries: number;
  unpackedBytes: number;
  /** Unpacked to packed, per entry; entries below the floor may compress better. */
  ratio: number;
  ratioFloorBytes: number;
}

/**
 * The directory, when nothing in it is wrong.
 * @throws 422 `file-rejected`: `archive-bomb` (too many, too large, or over each other), `archive-unsafe` (a name twice,
 *   a link), `encrypted`, `active-content` (macros)
 */
export async function soundEntries(archive: ZipFile, limits: ArchiveLimits): Promise<Entry[]> {
  const entries: Entry[] = [];
  const names = new Set<string>();
  let declared = 0;
  if (archive.entryCount > limits.entries) throw tooMany(archive.entryCount, limits);
  for await (const entry of archive.eachEntry()) {
    if (entries.length >= limits.entries) throw tooMany(entries.length + 1, limits);
    const name = entry.fileName.toLowerCase();
    if (names.has(name)) throw unsafe('två delar med samma namn');
    if (((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000) throw unsafe('en länk till en annan fil');
    if (entry.isEncrypted() || (entry.generalPurposeBitFlag & 0x41) !== 0)
      throw rejected('encrypted', 'Dokumentet är lösenordsskyddat. Ta bort lösenordet och spara om det.');
    if (/(?:^|\/)vbaproject\.bin$|\/activex\//.test(name))
      throw rejected(
        'active-content',
        'Dokumentet innehåller makron eller aktiva kontroller. Spara det i ett vanligt format utan makron.',
      );
    declared += entry.uncompressedSize;
    // An honest bomb is told at once; a lying one is found while it is counted.
    refuseBomb(limits, entry, entry.uncompressedSize, declared);
    names.add(name);
    entries.push(entry);
  }
  refuseOverlap(entries);
  return entries;
}

/** @param size of the entry so far @param unpacked of all entries so far, this one included */
export function refuseBomb(limits: ArchiveLimits, entry: Entry, size: number, unpacked: number): void {
  const isOverRatio = size > limits.ratioFloorBytes && size > limits.ratio * entry.compressedSize;
  if (unpacked <= limits.unpackedBytes && !isOverRatio && size <= entry.uncompressedSize) return;
  throw rejected(
    'archive-bomb',
    'Dokumentet blir orimligt stort när det packas upp. Ta bort stora bilder och spara om det.',
  );
}

/** What the archive's reader stumbled over, as a refusal; no office program makes such an archive. */
export function archiveFault(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const reason = error instanceof Error ? error.message : '';
  return /relative path|absolute path|invalid characters/.test(reason)
    ? unsafe('en sökväg som leder ut ur arkivet')
    : rejected('corrupt', 'Filen är ett trasigt eller avkortat arkiv. Spara om dokumentet.');
}

export function unsafe(what: string): DomainError {
  return rejected('archive-unsafe', `Arkivet innehåller ${what}. Spara om dokumentet i programmet det skrevs i.`);
}

function tooMany(count: number, { entries }: ArchiveLimits): DomainError {
  return rejected('archive-bomb', `Arkivet har ${count} delar eller fler; ett dokument har högst ${entries}.`);
}

/** Entries that share packed bytes are how a small file becomes terabytes. */
function refuseOverlap(entries: readonly Entry[]): void {
  const byOffset = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  for (const [index, entry] of byOffset.entries()) {
    const next = byOffset[index + 1];
    if (
      next !== undefined &&
      entry.relativeOffsetOfLocalHeader + entry.compressedSize > next.relativeOffsetOfLocalHeader
    )
      throw rejected(
        'archive-bomb',
        'Arkivets delar ligger över varandra, som i en fil gjord för att svämma över. Spara om dokumentet.',
      );
  }
}
