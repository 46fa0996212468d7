import fc from 'fast-check';
import { htmlToText, plainText } from './memorandum.plain.js';

it.each([
  ['line ends', 'a\r\nb\rc\fd\ve\u0085f\u2028g\u2029h', 'a\nb\nc\nd\ne\nf\ng\nh'],
  ['decomposed letters', 'A\u030arsma\u030al \u212b', 'Årsmål Å'],
  ['signs that only tell where to break', '\ufeffmil\u00adjo\u200bner\u2060', 'miljoner'],
  ['odd spaces and control characters', '5\u2003625\u0001000', '5 625 000'],
  ['spaces that group digits, and tabs', '5\u00a0625\u202f000\u2009kr\t', '5\u00a0625\u202f000\u2009kr\t'],
])('makes %s plain', (_, text, expected) => {
  expect(plainText(text)).toBe(expected);
});

it.each([
  [
    'paragraphs and headings',
    '<h1>Bakgrund</h1><p>Ett &amp; tv&lt;å&gt;.</p><p></p><p>Tre.</p>',
    'Bakgrund\n\nEtt & tv<å>.\n\nTre.\n\n',
  ],
  ['a line break', '<p>Datum<br />2023-04-11</p>', 'Datum\n2023-04-11\n\n'],
  ['emphasis and links', '<p><strong>Behov</strong> <a href="x">här</a></p>', 'Behov här\n\n'],
  [
    'lists',
    '<p>Beslut</p><ol><li>Ett<ul><li>under</li></ul></li><li>Två</li></ol><p>Slut</p>',
    'Beslut\n\n1. Ett\n- under\n2. Två\n\nSlut\n\n',
  ],
  [
    'a table',
    '<p>Före</p><table><tr><td><p>a</p></td><td><p>b</p><p>c</p></td></tr><tr><td>1</td><td>2<br />3</td></tr></table><p>Efter</p>',
    'Före\n\na\tb c\n1\t2 3\n\nEfter\n\n',
  ],
  ['cells over columns', '<table><tr><td colspan="2">Summa</td><td>7</td></tr></table>', 'Summa\t\t7\n\n'],
  [
    'cells over rows',
    '<table><tr><td rowspan="2">a</td><td>1</td></tr><tr><td>2</td></tr><tr><td>b</td><td>3</td></tr></table>',
    'a\t1\n\t2\nb\t3\n\n',
  ],
  [
    'a table in a cell',
    '<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table>',
    'a  b  c\td\n\n',
  ],
  [
    'a footnote mark after an amount',
    '<p>8 075 000<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup> SEK</p>',
    '8 075 000 SEK\n\n',
  ],
  ['a picture', '<p>a<img src="" />b</p>', 'ab\n\n'],
])('writes %s', (_, html, expected) => {
  expect(htmlToText(html)).toBe(expected);
});

it('never throws and never keeps a tag', () => {
  const tag = fc.constantFrom(
    '<p>',
    '</p>',
    '<table>',
    '</table>',
    '<tr>',
    '</tr>',
    '<td colspan="3">',
    '<td rowspan="2">',
    '</td>',
    '<ol>',
    '</ol>',
    '<li>',
    '</li>',
    '<br />',
    'text',
    '&amp;',
    '<',
  );
  fc.assert(
    fc.property(fc.array(tag, { maxLength: 60 }), (tags) => {
      expect(htmlToText(tags.join(''))).not.toMatch(/<[a-z/]/);
    }),
    { numRuns: 1_000 },
  );
});
