/** Takes the bytes of a file from whoever sends them, and says what they are. */
import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { type MediaType, mediaTypeOf, requireEnding, requireKind } from '../platform/files/file-kind.js';
import { cleanFileName, extensionOf } from '../platform/files/file-name.js';
import { FileStore, type StagedFile } from '../platform/files/file-store.js';
import type { FileOfVersion } from './registry.service.js';

export const fileBytesMax = 20 * 1024 * 1024;

/** What a place takes beside what every place refuses. */
export interface UploadWishes {
  bytesMax?: number;
  /** Those of the kinds that are taken at all. */
  kinds?: readonly MediaType[];
}

/** Judged and on disk, not yet at its address. */
export type StagedUpload = FileOfVersion & Pick<StagedFile, 'keep' | 'discard'>;

@Injectable()
export class Uploads {
  constructor(private readonly store: FileStore) {}

  /**
   * Stores the bytes outside any transaction: an upload takes as long as the sender's line, and no row waits for that.
   * When no row is committed afterwards the file stays behind unreferenced, which `doctor` tells.
   * @throws 413, 422 `file-name`, 422 `file-rejected`; then nothing is kept.
   */
  async receive(bytes: Buffer | Readable, givenName: string): Promise<FileOfVersion> {
    const { keep, discard, ...file } = await this.stage(bytes, givenName);
    try {
      await keep();
      return file;
    } catch (error) {
      await discard();
      throw error;
    }
  }

  /**
   * The same for a file that comes before all that decides about it is known; the caller keeps or discards it.
   * @throws as `receive`
   */
  async stage(
    bytes: Buffer | Readable,
    givenName: string,
    { bytesMax = fileBytesMax, kinds }: UploadWishes = {},
  ): Promise<StagedUpload> {
    const fileName = cleanFileName(givenName);
    let mediaType: MediaType | undefined;
    const stored = await this.store.stage(bytes, bytesMax, async (path) => {
      mediaType = await mediaTypeOf(path);
      if (kinds !== undefined) requireKind(mediaType, kinds);
      requireEnding(extensionOf(fileName), mediaType);
    });
    if (mediaType === undefined) throw new Error('a stored file was not inspected');
    return { fileName, mediaType, ...stored };
  }
}
