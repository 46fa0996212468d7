import { runInNewContext } from 'node:vm';
import { linkPageScript } from './link-page.js';

/** The page's script where there is no browser: what it sends is kept. */
function opened(own: string) {
  let keys = 0;
  const sent: { address: string; key: string; body: unknown }[] = [];
  const context = {
    location: { hash: '#hemlig' },
    document: {},
    crypto: { randomUUID: () => `key-${(keys += 1)}` },
    fetch: (address: string, { headers, body }: { headers: Record<string, string>; body: string }) =>
      sent.push({ address, key: headers['idempotency-key'] ?? '', body: JSON.parse(body) }),
  };
  runInNewContext(linkPageScript('/api/v1/things/', 'Länken gäller inte.', own), context);
  return sent;
}

test('the secret goes in the body, and never in the address', () => {
  const [request] = opened(`ask('reading', {});`);
  expect(request).toEqual({ address: '/api/v1/things/reading', key: '"key-1"', body: { secret: 'hemlig' } });
});

test('what is sent again unchanged is the same request; what was changed after a refusal is another', () => {
  const sent = opened(`ask('reply', { text: 'a' }); ask('reply', { text: 'a' }); ask('reply', { text: 'b' });`);
  expect(sent.map(({ key }) => key)).toEqual(['"key-1"', '"key-1"', '"key-2"']);
});
