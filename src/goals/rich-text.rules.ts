/**
 * Comments with paragraphs, lists, bold and italics, kept as what they are and never as HTML: there is nothing to escape
 * and nothing to strip, and page, PDF and Word set the same text. Pure.
 */
import { invalid } from '../kernel/errors.js';

export const richBlockKinds = ['paragraph', 'bulletList', 'numberedList'] as const;
export type RichBlockKind = (typeof richBlockKinds)[number];

export interface RichRun {
  text: string;
  bold?: boolean | undefined;
  italic?: boolean | undefined;
}

/** A paragraph has one item, a list has one per point. */
export interface RichBlock {
  kind: RichBlockKind;
  items: readonly { runs: readonly RichRun[] }[];
}
export type RichText = readonly RichBlock[];

/** In one text. Beyond it nobody reads, and nobody should have to wait. */
export const richTextMax = 50_000;

/**
 * The text in its one form: NFC, marks only where they are true, empty runs, points and blocks gone.
 * @throws DomainError validation-failed `paragraph-items`, `length`
 */
export function richTextFrom(blocks: RichText, pointer: string): RichText {
  const clean = blocks.flatMap(({ kind, items }, index) => {
    if (kind === 'paragraph' && items.length > 1)
      throw invalid(`${pointer}/${index}/items`, 'paragraph-items', 'Ett stycke har en enda text; en lista har flera.');
    const kept = items.map(({ runs }) => ({ runs: runs.flatMap(cleanRun) })).filter(({ runs }) => !isBlank(runs));
    return kept.length === 0 ? [] : [{ kind, items: kept }];
  });
  if ([...plainText(clean)].length > richTextMax)
    throw invalid(pointer, 'length', `Texten får ha högst ${richTextMax} tecken tillsammans.`);
  return clean;
}

function cleanRun({ text, bold, italic }: RichRun): RichRun[] {
  if (text === '') return [];
  return [{ text: text.normalize('NFC'), ...(bold ? { bold } : {}), ...(italic ? { italic } : {}) }];
}

const isBlank = (runs: readonly RichRun[]): boolean => runs.every(({ text }) => text.trim() === '');

/** The words alone, a line per paragraph and point. */
export function plainText(blocks: RichText): string {
  return blocks.flatMap(({ items }) => items.map(({ runs }) => runs.map(({ text }) => text).join(''))).join('\n');
}
