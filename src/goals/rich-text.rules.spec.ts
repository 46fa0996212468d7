import { codeOf } from '../../test/support/refused.js';
import { plainText, type RichText, richTextFrom } from './rich-text.rules.js';

const comment: RichText = [
  {
    kind: 'paragraph',
    items: [{ runs: [{ text: 'Arbetet med ' }, { text: 'CTC', italic: true }, { text: ' fortsätter.' }] }],
  },
  { kind: 'bulletList', items: [{ runs: [{ text: 'fem områden' }] }, { runs: [{ text: 'tio besök', bold: true }] }] },
];

test('a text in its one form stays as it is', () => {
  expect(richTextFrom(comment, '/comment')).toEqual(comment);
  expect(plainText(comment)).toBe('Arbetet med CTC fortsätter.\nfem områden\ntio besök');
});

test('what is empty goes, what is not marked says nothing, and letters have one spelling', () => {
  const untidy: RichText = [
    { kind: 'paragraph', items: [{ runs: [{ text: ' ' }, { text: '' }] }] },
    { kind: 'bulletList', items: [{ runs: [] }, { runs: [{ text: 'a\u030a', bold: false, italic: false }] }] },
    { kind: 'numberedList', items: [] },
  ];
  expect(richTextFrom(untidy, '/comment')).toEqual([{ kind: 'bulletList', items: [{ runs: [{ text: 'å' }] }] }]);
});

test('markup is text like other text', () => {
  const html: RichText = [{ kind: 'paragraph', items: [{ runs: [{ text: '<script>1</script> *a* &amp;' }] }] }];
  expect(richTextFrom(html, '/comment')).toEqual(html);
});

test('a paragraph is one text, and all of it has an end', () => {
  const two: RichText = [{ kind: 'paragraph', items: [{ runs: [{ text: 'a' }] }, { runs: [{ text: 'b' }] }] }];
  expect(codeOf(() => richTextFrom(two, '/comment'))).toBe('paragraph-items');
  const long: RichText = [{ kind: 'paragraph', items: [{ runs: [{ text: 'a'.repeat(50_001) }] }] }];
  expect(codeOf(() => richTextFrom(long, '/comment'))).toBe('length');
});
