/** Writes zip archives byte by byte, wrong ones too: the tests need what no honest library makes. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  name: string;
  content?: Buffer | string;
  /** Packed bytes as they are, with what the headers shall claim about them. */
  packed?: Buffer;
  size?: number;
  checksum?: number;
  isStored?: boolean;
  /** What the header before the bytes says instead of the directory's name. */
  localName?: string;
  flags?: number;
  attributes?: number;
  /** Let this directory entry point at the packed bytes of an earlier one. */
  sharesOffsetOf?: number;
}

export function zip(parts: readonly ZipPart[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let end = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content ?? '');
    const packed = part.packed ?? (part.isStored === true ? content : deflateRawSync(content));
    const name = Buffer.from(part.name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(part.flags ?? 0, 2);
    common.writeUInt16LE(part.isStored === true ? 0 : 8, 4);
    common.writeUInt32LE(part.checksum ?? crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(part.size ?? content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const offset = part.sharesOffsetOf === undefined ? end : offsets[part.sharesOffsetOf]!;
    offsets.push(offset);
    if (part.sharesOffsetOf === undefined) {
      files.push(Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(part.localName ?? part.name), packed);
      end += 30 + name.length + packed.length;
    }
    const location = Buffer.alloc(14);
    location.writeUInt32LE((part.attributes ?? 0) >>> 0, 6);
    location.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, location, name);
  }
  const size = directory.reduce((sum, piece) => sum + piece.length, 0);
  const tail = Buffer.alloc(22);
  tail.write('PK\x05\x06', 'latin1');
  tail.writeUInt16LE(Math.min(parts.length, 0xffff), 8);
  tail.writeUInt16LE(Math.min(parts.length, 0xffff), 10);
  tail.writeUInt32LE(size, 12);
  tail.writeUInt32LE(end, 16);
  return Buffer.concat([...files, ...directory, tail]);
}
