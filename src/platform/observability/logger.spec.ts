import { createPino, JsonLogger } from './logger.js';

function logging(): { logger: JsonLogger; lines: () => string[]; last: () => Record<string, unknown> } {
  const written: string[] = [];
  const logger = new JsonLogger(createPino('debug', { write: (line) => void written.push(line) }));
  return { logger, lines: () => written, last: () => JSON.parse(written.at(-1) ?? '') as Record<string, unknown> };
}

it('writes one JSON object a line, with level, time and context', () => {
  const { logger, last } = logging();
  logger.log('Jobs run.', 'jobs');
  expect(last()).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    pid: process.pid,
    context: 'jobs',
    msg: 'Jobs run.',
  });
});

it('keeps a forged line inside its own (A6-06)', () => {
  const { logger, lines, last } = logging();
  logger.warn('not found: x\r\n{"level":"info","msg":"forged"}\u001b[2J\u009b2J', 'http');
  expect(lines()).toHaveLength(1);
  expect(lines()[0]?.trimEnd()).not.toMatch(/\p{Cc}/u);
  expect(last()).toMatchObject({
    level: 'warn',
    msg: 'not found: x\r\n{"level":"info","msg":"forged"}\u001b[2J\u009b2J',
  });
});

it('takes secrets and people out of messages, members, errors and stacks', () => {
  const { logger, lines, last } = logging();
  const error = new Error('login of eva@example.se 19850229-1234 failed at postgres://app:hemligt@db/x');
  logger.error(error, 'Error: eva@example.se\n    at x (y.ts:1:1)', 'auth');
  logger.error({ headers: { authorization: 'Bearer abcdefghij', cookie: 'a=b' }, password: 'hunter2', error });
  logger.log('body {"token":"abc123"}');
  for (const line of lines()) {
    expect(line).not.toMatch(/eva@|19850229|hemligt|abcdefghij|hunter2|abc123|a=b/);
    expect(() => JSON.parse(line) as unknown).not.toThrow();
  }
  expect(last()).toMatchObject({ msg: 'body {"token":"[removed]"}' });
});

it('tells an error with its type and stack, and an object by its members', () => {
  const { logger, last } = logging();
  logger.error(new TypeError('broken'), undefined, 'http');
  expect(last()).toMatchObject({
    level: 'error',
    context: 'http',
    msg: 'broken',
    err: { type: 'TypeError', message: 'broken', stack: expect.any(String) },
  });
  logger.error({ requestId: '1', route: '/x', error: new Error('inner') });
  expect(last()).toMatchObject({ requestId: '1', route: '/x', error: { type: 'Error', message: 'inner' } });
});

it('is silent when told so', () => {
  const written: string[] = [];
  new JsonLogger(createPino('silent', { write: (line) => void written.push(line) })).error('x');
  expect(written).toEqual([]);
});
