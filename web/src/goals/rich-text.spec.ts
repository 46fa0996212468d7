import { blocksOf, isFaithful, textOf } from './rich-text';

const run = (text: string, marks: object = {}) => ({ text, ...marks });
const paragraph = (...runs: ReturnType<typeof run>[]) => ({ kind: 'paragraph' as const, items: [{ runs }] });

test.each([
  ['paragraphs', [paragraph(run('Ett.')), paragraph(run('Två.'))], 'Ett.\n\nTvå.'],
  ['a line feed in a paragraph', [paragraph(run('Ett\ntvå'))], 'Ett\ntvå'],
  ['bold in the middle', [paragraph(run('Vi '), run('nådde', { bold: true }), run(' målet'))], 'Vi **nådde** målet'],
  ['italics', [paragraph(run('enligt '), run('planen', { italic: true }))], 'enligt *planen*'],
  ['both', [paragraph(run('mycket', { bold: true, italic: true }), run(' bra'))], '***mycket*** bra'],
  ['signs that mean themselves', [paragraph(run('5 * 3, a\\b och **'))], String.raw`5 \* 3, a\\b och \*\*`],
  ['a paragraph like a point', [paragraph(run('- inte en punkt'))], String.raw`\- inte en punkt`],
  ['points', [{ kind: 'bulletList' as const, items: [{ runs: [run('a')] }, { runs: [run('b')] }] }], '- a\n- b'],
  ['steps', [{ kind: 'numberedList' as const, items: [{ runs: [run('a')] }, { runs: [run('b')] }] }], '1. a\n2. b'],
])('%s', (_what, blocks, text) => {
  expect(textOf(blocks)).toBe(text);
  expect(blocksOf(text)).toEqual(blocks);
  expect(isFaithful(blocks)).toBe(true);
});

test('a mark that is never closed stands as it is typed', () => {
  expect(blocksOf('5 * 3')).toEqual([paragraph(run('5 * 3'))]);
  expect(blocksOf('**öppet')).toEqual([paragraph(run('**öppet'))]);
  expect(blocksOf(' \n\n ')).toEqual([]);
});
