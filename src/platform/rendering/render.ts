/** Document in, bytes out, in this process: the same model gives the same bytes. The service has it done in another. */
import type { DocumentFormat, DocumentModel } from './document-model.js';
import { printable, requireSound, withTexts } from './printable.js';

/** @throws Error when the model is faulty, or with the compiler's words. */
export async function render(model: DocumentModel, format: DocumentFormat): Promise<Buffer> {
  requireSound(model);
  const clean = withTexts(model, printable);
  // Loaded when the first of its kind is asked for.
  if (format === 'pdf') return (await import('./pdf.js')).pdfOf(clean);
  return (await import('./docx.js')).docxOf(clean);
}
