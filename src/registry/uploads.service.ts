/** Takes the bytes of a file from whoever sends them, and says what they are. */
import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { type MediaType, mediaTypeOf, requireEnding } from '../platform/files/file-kind.js';
import { cleanFileName, extensionOf } from '../platform/files/file-name.js';
import { FileStore } from '../platform/files/file-store.js';
import type { FileOfVersion } from './registry.service.js';

export const fileBytesMax = 20 * 1024 * 1024;

@Injectable()
export class Uploads {
  constructor(private readonly store: FileStore) {}

  /**
   * Stores the bytes outside any transaction: an upload takes as long as the sender's line, and no row waits for that.
   * When no row is committed afterwards the file stays behind unreferenced, which `doctor` tells.
   * @throws 413, 422 `file-name`, 422 `file-rejected`; then nothing is kept.
   */
  async receive(bytes: Buffer | Readable, givenName: string): Promise<FileOfVersion> {
    const fileName = cleanFileName(givenName);
    let mediaType: MediaType | undefined;
    const stored = await this.store.put(bytes, fileBytesMax, async (path) => {
      mediaType = await mediaTypeOf(path);
      requireEnding(extensionOf(fileName), mediaType);
    });
    if (mediaType === undefined) throw new Error('a stored file was not inspected');
    return { fileName, mediaType, ...stored };
  }
}
