/** Documents for the modules. Owns the one process that renders for this one, and ends it with the application. */
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { DocumentFormat, DocumentModel } from './document-model.js';
import { RenderProcess } from './render-process.js';

/** What a document is sent as, by format. */
export const documentMediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const satisfies Record<DocumentFormat, string>;

@Injectable()
export class Rendering implements OnApplicationShutdown {
  private readonly process = new RenderProcess();

  /**
   * The same model gives the same bytes, in every process.
   * @throws Error when the model is faulty or the compiler refuses it, which is a fault of ours; DomainError `busy` when too
   * many documents wait already.
   */
  render(model: DocumentModel, format: DocumentFormat): Promise<Buffer> {
    return this.process.render({ model, format });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.process.stop();
  }
}
