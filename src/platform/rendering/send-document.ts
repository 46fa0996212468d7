/** A rendered document as an answer: shown in the browser, named so that a saved copy can be told apart. */
import type { FastifyReply } from 'fastify';
import { inline } from '../files/file-name.js';
import type { Progress } from '../progress/progress.js';
import type { DocumentFormat, DocumentModel } from './document-model.js';
import { documentMediaTypes, type Rendering } from './rendering.service.js';

/**
 * @param name without ending
 * @param progress where those who wait are told; `unfollowed` on pages without script
 */
export async function sendDocument(
  rendering: Rendering,
  reply: FastifyReply,
  model: DocumentModel,
  { format, name, progress }: { format: DocumentFormat; name: string; progress: Progress },
): Promise<Buffer> {
  const file = await rendering.render(model, format, progress);
  void reply.headers({
    'content-type': documentMediaTypes[format],
    'content-disposition': inline(`${name}.${format}`),
  });
  return file;
}
