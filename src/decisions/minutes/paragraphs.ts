/** Running text as blocks of a document. Pure. */
import type { Block, Text } from '../../platform/rendering/document-model.js';

export const paragraph = (text: Text): Block => ({ kind: 'paragraph', text });

/** Blank lines part paragraphs; the words themselves are untouched. */
export function paragraphs(text: string): Block[] {
  return text
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .map(paragraph);
}
