import { processorMsOf } from '../../../test/support/processor-time.js';
import { describeFailure, redact, withoutTerminalTricks } from './redact.js';

describe('redact', () => {
  it.each([
    ['personnummer 19850229-1234 saknas', 'personnummer [personal number] saknas'],
    ['850229-1234', '[personal number]'],
    ['850229+1234', '[personal number]'],
    ['8502291234', '[personal number]'],
    ['198502291234', '[personal number]'],
    ['19850229 1234', '[personal number]'],
    ['samordningsnummer 701063-2391', 'samordningsnummer [personal number]'],
    ['till anna.åsberg+a@example.se.', 'till [e-mail].'],
    ['postgres://anslag_app:hemligt@127.0.0.1:5432/anslag', 'postgres://[removed]@127.0.0.1:5432/anslag'],
    ['redis://:hemligt@redis.example:6379', 'redis://[removed]@redis.example:6379'],
    ['Authorization: Bearer abcdef.ghijk', 'Authorization: [removed]'],
    ['sent Bearer abcdefgh1234', 'sent Bearer [removed]'],
    ['Cookie: session=abc; other=def', 'Cookie: [removed]'],
    ['password=hunter2 user=anna', 'password=[removed] user=anna'],
    ['access_token: abc123', 'access_token: [removed]'],
    ['{"password":"hun\\"ter2","user":"anna"}', '{"password":"[removed]","user":"anna"}'],
    ['{"Set-Cookie":["a=1","b=2"],"x":1}', '{"Set-Cookie":"[removed]","x":1}'],
    ['{"refreshToken":"abc"}', '{"refreshToken":"[removed]"}'],
    ['{"msg":"body {\\"password\\":\\"hunter2\\"}"}', '{"msg":"body {\\"password\\":\\"[removed]\\"}"}'],
  ])('%s', (text, expected) => expect(redact(text)).toBe(expected));

  it.each([
    'ASN-2023-5446',
    'amount 2220000000 öre',
    '"amount":"8075000.00"',
    '2026-11-21T23:47:00.000Z',
    'event 1763700000001',
    '{"tokenId":"0f8c2a52-6a0b-4d6e-9d7e-1a2b3c4d5e6f"}',
    'GET /api/v1/proposals/0f8c2a52-6a0b-4d6e-9d7e-1a2b3c4d5e6f 200',
    'organisation 212000-1124',
  ])('leaves %s', (text) => expect(redact(text)).toBe(text));

  it('takes no longer than its text deserves', () => {
    const hostile = [
      '"'.repeat(50_000),
      `${'a.'.repeat(50_000)}@`,
      'token'.repeat(20_000),
      '\\"'.repeat(50_000),
      '1'.repeat(100_000),
    ];
    const spentMs = processorMsOf(() => hostile.forEach((text) => void redact(text)));
    expect(spentMs).toBeLessThan(2_000);
  });
});

it('makes controls and direction marks visible in a line', () => {
  expect(withoutTerminalTricks('a\u009b31m\u202eb\u2028c\u007f')).toBe('a\\u009b31m\\u202eb\\u2028c\\u007f');
});

it('says what failed in one short clean line', () => {
  expect(describeFailure(new TypeError('no\r\n\u001b[31mmailbox for a@b.se'))).toBe(
    'TypeError: no [31mmailbox for [e-mail]',
  );
  expect(describeFailure('plain')).toBe('plain');
  expect(describeFailure(new Error('x'.repeat(1_000)))).toHaveLength(300);
});
