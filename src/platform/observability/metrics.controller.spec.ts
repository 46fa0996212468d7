import { isFromThisMachine } from './metrics.controller.js';

it.each([
  ['127.0.0.1', {}, true],
  ['::1', {}, true],
  ['::ffff:127.0.0.1', {}, true],
  ['10.0.0.5', {}, false],
  ['127.0.0.1', { 'x-forwarded-for': '192.0.2.1' }, false],
  ['127.0.0.1', { forwarded: 'for=192.0.2.1' }, false],
  ['::ffff:10.0.0.5', { 'x-forwarded-for': '127.0.0.1' }, false],
] as const)('lets %s with %j read the metrics: %s', (remoteAddress, headers, expected) => {
  expect(isFromThisMachine({ socket: { remoteAddress }, headers } as never)).toBe(expected);
});
