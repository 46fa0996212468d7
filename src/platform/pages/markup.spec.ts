/** Nothing that people write becomes markup. */
import { Markup, markup } from './markup.js';

test.each([
  ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  [`" onload='x'`, '&quot; onload=&#39;x&#39;'],
  ['&amp;', '&amp;amp;'],
  ['$& $1', '$&amp; $1'],
  ['å – ”citat” §', 'å – ”citat” §'],
])('%s is written %s', (text, written) => {
  expect(markup`<p title="${text}">${text}</p>`.text).toBe(`<p title="${written}">${written}</p>`);
});

test('markup stands, lists are joined, nothing is nothing', () => {
  const items = ['a', '<b>'].map((text) => markup`<li>${text}</li>`);
  expect(markup`<ul>${items}</ul>${null}${undefined}${0}`.text).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>0');
  expect(markup``.text).toBe('');
  expect(markup`${new Markup('<i>')}`.text).toBe('<i>');
});
