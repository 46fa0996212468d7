/**
 * Texts as paper can hold them. What is pasted from other programs carries signs that no file format may hold, or that
 * would let a text read otherwise than it is stored; they are shown as a box rather than dropped, so nothing disappears
 * unseen.
 */
import type { DocumentModel } from './document-model.js';

export const box = '\u25a1';

const lineBreaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const unprintable =
  // oxlint-disable-next-line no-control-regex -- finding control characters is the point
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufff9-\ufffb\ufffd]|\p{Noncharacter_Code_Point}/gu;
/** They turn the order of what follows: 10 would be read as 01. */
const reordering = /[\u202a-\u202e\u2066-\u2069]/g;

/** One way of writing each letter, and only signs that both formats may hold. */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(lineBreaks, '\n')
    .replaceAll('\t', ' ')
    .replace(unprintable, box)
    .replace(reordering, box);
}

/** The model with every text in it passed through `write`. */
export function withTexts(model: DocumentModel, write: (text: string) => string): DocumentModel {
  return rewritten(model, write) as DocumentModel;
}

function rewritten(value: unknown, write: (text: string) => string): unknown {
  if (typeof value === 'string') return write(value);
  if (Array.isArray(value)) return value.map((item) => rewritten(item, write));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, rewritten(member, write)]));
}

/**
 * Refuses a model that could not become an accessible document in either format. Its faults are ours, never the user's.
 * @throws Error
 */
export function requireSound(model: DocumentModel): void {
  if (model.title.trim() === '') throw new Error('The document has no title.');
  if (Number.isNaN(Date.parse(model.meta.created))) throw new Error(`'${model.meta.created}' is no instant.`);
  if (model.header.length > 3) throw new Error('The header has more than three lines.');
  if ((model.initials?.length ?? 0) > 4) throw new Error('More than four are to put their initials at the foot.');
  let depth = 0;
  for (const block of model.blocks) {
    if (block.kind === 'heading') {
      if (block.text.trim() === '') throw new Error('A heading has no text.');
      if (block.level > depth + 1)
        throw new Error(`A heading of level ${block.level} comes below one of level ${depth}.`);
      depth = block.level;
    }
    if (block.kind === 'table') {
      const columns = block.header.length;
      const fits = columns > 0 && block.rows.every((row) => row.length === columns);
      if (!fits) throw new Error(`A row of the table '${block.caption}' has not ${columns} cells.`);
      if (block.widths !== undefined && block.widths.length !== columns)
        throw new Error(`The table '${block.caption}' has not ${columns} widths.`);
    }
  }
}
