/**
 * Documents for the modules. Owns the one process that renders for this one, and ends it with the application. What was
 * rendered lately is kept, so that a crowd that reads the same minutes does not make the secretary wait for a document.
 */
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type Progress, unfollowed } from '../progress/progress.js';
import type { DocumentFormat, DocumentModel } from './document-model.js';
import { type RenderOrder, RenderProcess } from './render-process.js';

/** What a document is sent as, by format. */
export const documentMediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const satisfies Record<DocumentFormat, string>;

/** A few hundred ordinary minutes; the longest of 200 items take a megabyte. */
const keptBytesMax = 32 * 1024 * 1024;

@Injectable()
export class Rendering implements OnApplicationShutdown {
  private readonly process = new RenderProcess();
  /** By what the bytes follow from; whoever asks for a document that is in the making waits for that one. */
  private readonly kept = new LRUCache<string, Buffer, { order: RenderOrder; progress: Progress }>({
    maxSize: keptBytesMax,
    sizeCalculation: (file) => file.byteLength,
    fetchMethod: (_key, _stale, { context: { order, progress } }) => this.process.render(order, progress),
    ignoreFetchAbort: true,
  });

  /**
   * The same model gives the same bytes, in every process.
   * @param progress told of the queue and of the work; not when it was rendered lately, or is being so for somebody else
   * @throws Error when the model is faulty or the compiler refuses it, which is a fault of ours; DomainError `busy` when too
   * many documents wait already.
   */
  async render(model: DocumentModel, format: DocumentFormat, progress: Progress = unfollowed): Promise<Buffer> {
    const key = createHash('sha256').update(format).update(JSON.stringify(model)).digest('base64');
    return this.kept.forceFetch(key, { context: { order: { model, format }, progress } });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.process.stop();
  }
}
