/**
 * A comment's paragraphs, lists, bold and italics as text one can type, and back: a blank line between paragraphs, `- ` or
 * `1. ` before a point, `**` around bold and `*` around italics. Pure.
 */
import type { Schemas } from '../api/client';

type Block = Schemas['RichBlockDto'];
type Run = Block['items'][number]['runs'][number];

export function textOf(blocks: readonly Block[]): string {
  return blocks
    .map(({ kind, items }) =>
      items
        .map(({ runs }, index) => {
          const text = runs.map(runText).join('');
          if (kind === 'paragraph') return text.replace(/^(- |\d+\. )/gm, String.raw`\$1`);
          return `${kind === 'bulletList' ? '-' : `${index + 1}.`} ${text.replaceAll('\n', ' ')}`;
        })
        .join('\n'),
    )
    .join('\n\n');
}

export function blocksOf(text: string): Block[] {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .map((part) => blockOf(part.trim()));
}

/** Whether the text says everything the comment does; a word half bold beside one half italic may not. */
export function isFaithful(blocks: readonly Block[]): boolean {
  return JSON.stringify(blocksOf(textOf(blocks))) === JSON.stringify(blocks.map(plainForm));
}

const bullet = /^- +/;
const number = /^\d+\. +/;

function blockOf(part: string): Block {
  const lines = part.split('\n');
  for (const [kind, mark] of [
    ['bulletList', bullet],
    ['numberedList', number],
  ] as const)
    if (lines.every((line) => mark.test(line)))
      return { kind, items: lines.map((line) => ({ runs: runsOf(line.replace(mark, '')) })) };
  return { kind: 'paragraph', items: [{ runs: runsOf(part.replaceAll(/^\\(- |\d+\. )/gm, '$1')) }] };
}

function runText({ text, bold = false, italic = false }: Run): string {
  const plain = text.replaceAll(/[\\*]/g, String.raw`\$&`);
  const slanted = italic ? `*${plain}*` : plain;
  return bold ? `**${slanted}**` : slanted;
}

/** A mark that is never closed is a sign like any other. */
function runsOf(text: string, bold = false, italic = false): Run[] {
  const match = /(?<!\\)(\*\*)((?:\\.|[^\\])+?)(?<!\\)\*\*(?!\*)|(?<![\\*])(\*)((?:\\.|[^\\*])+?)(?<!\\)\*(?!\*)/s.exec(
    text,
  );
  if (match === null) return text === '' ? [] : [runOf(text, bold, italic)];
  const [whole, strong, boldText = '', , italicText = ''] = match;
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + whole.length);
  const inside = strong === undefined ? runsOf(italicText, bold, true) : runsOf(boldText, true, italic);
  return [...(before === '' ? [] : [runOf(before, bold, italic)]), ...inside, ...runsOf(after, bold, italic)];
}

function runOf(text: string, bold: boolean, italic: boolean): Run {
  const plain = text.replaceAll(/\\([\\*])/g, '$1');
  return { text: plain, ...(bold ? { bold } : {}), ...(italic ? { italic } : {}) };
}

function plainForm({ kind, items }: Block): Block {
  return {
    kind,
    items: items.map(({ runs }) => ({
      runs: runs.map(({ text, bold = false, italic = false }) => ({
        text,
        ...(bold ? { bold } : {}),
        ...(italic ? { italic } : {}),
      })),
    })),
  };
}
