/**
 * The same Word file for the same document. The library puts the present time into the file and onto every part of its
 * archive; both are replaced, and the archive is packed again by code that packs alike on every machine.
 */
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

/** The archive's oldest date. It is kept in local time, without a zone, so it is made in local time. */
const epoch = new Date(1980, 0, 1);
const properties = 'docProps/core.xml';
const stamp = /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g;

export function withFixedStamps(docx: Uint8Array, created: string): Buffer {
  const parts = unzipSync(docx);
  const core = parts[properties];
  if (core === undefined) throw new Error(`The Word file lacks ${properties}.`);
  const instant = `${new Date(created).toISOString().slice(0, 19)}Z`;
  parts[properties] = strToU8(strFromU8(core).replaceAll(stamp, `$1${instant}`));
  const stamped: Zippable = {};
  for (const name of Object.keys(parts).sort(typesFirst)) stamped[name] = parts[name] as Uint8Array;
  return Buffer.from(zipSync(stamped, { mtime: epoch, level: 6 }));
}

/** Readers that look at the first bytes only expect the list of types there. */
function typesFirst(left: string, right: string): number {
  const rank = (name: string): number => (name === '[Content_Types].xml' ? 0 : 1);
  return rank(left) - rank(right) || (left < right ? -1 : 1);
}
