/** A rendered document as an answer: shown in the browser, named so that a saved copy can be told apart. */
import type { FastifyReply } from 'fastify';
import type { DocumentFormat, DocumentModel } from '../../platform/rendering/document-model.js';
import { documentMediaTypes, type Rendering } from '../../platform/rendering/rendering.service.js';

/** @param name ASCII letters, digits and hyphens, without ending */
export async function sendDocument(
  rendering: Rendering,
  reply: FastifyReply,
  model: DocumentModel,
  { format, name }: { format: DocumentFormat; name: string },
): Promise<Buffer> {
  const file = await rendering.render(model, format);
  void reply.headers({
    'content-type': documentMediaTypes[format],
    'content-disposition': `inline; filename="${name}.${format}"`,
  });
  return file;
}
