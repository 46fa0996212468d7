import { DomainError } from '../../kernel/errors.js';
import { readStrictJson } from './strict-json.js';

const read = (text: string | Buffer): unknown => readStrictJson(typeof text === 'string' ? Buffer.from(text) : text);

function problemOf(text: string | Buffer): string {
  try {
    read(text);
    return 'accepted';
  } catch (error) {
    return error instanceof DomainError
      ? `${error.type}${error.code === undefined ? '' : `/${error.code}`}`
      : String(error);
  }
}

describe('a JSON body is read without quiet losses', () => {
  test.each([
    ['{"a": [1, {"b": "x, {y} [z]"}], "c": null}', { a: [1, { b: 'x, {y} [z]' }], c: null }],
    [String.raw`{"a\"b": "\\"}`, { 'a"b': '\\' }],
    ['{"a": {"k": 1}, "b": {"k": 2}}', { a: { k: 1 }, b: { k: 2 } }],
    ['{"å": "ö 😀"}', { å: 'ö 😀' }],
    [String.raw`{"e": "\ud83d\ude00"}`, { e: '😀' }],
    ['', undefined],
  ])('%s', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  test.each([
    ['a key given twice', '{"amount":"1.00","amount":"9.00"}'],
    ['a key given twice behind an escape', String.raw`{"amount":"1.00","\u0061mount":"9.00"}`],
    ['a truncated text', '{"a": 1'],
    ['an endless string', '{"a": "1'],
    ['a trailing comma', '{"a": 1,}'],
    ['a comment', '{"a": 1} // x'],
    ['single quotes', "{'a': 1}"],
    ['NaN', '{"a": NaN}'],
    ['a lone surrogate', String.raw`{"a": "\ud800"}`],
    ['a byteordermark', '\uFEFF{"a": 1}'],
    ['invalid UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22])],
    ['a depth that would exhaust the stack', '['.repeat(100_000)],
  ])('%s is refused', (_what, text) => {
    expect(problemOf(text)).toBe('malformed-request');
  });

  test.each(['{"__proto__": {"isAdmin": true}}', '{"a": {"constructor": {"prototype": {}}}}'])(
    '%s reaches no prototype',
    (text) => {
      expect(problemOf(text)).toBe('validation-failed/unknown-property');
      expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
    },
  );
});
