import fc from 'fast-check';
import { canonicalJson } from './canonical.js';
import { Money } from './money.js';

describe('canonicalJson', () => {
  it.each<[string, unknown, string]>([
    ['sorts keys at every level', { b: 1, a: { d: 2, c: 3 } }, '{"a":{"c":3,"d":2},"b":1}'],
    [
      'sorts by UTF-16, as the example of RFC 8785 §3.2.3',
      { '€': 0, '\r': 1, '\ufb33': 2, '1': 3, '\u{1f600}': 4, '\u0080': 5, ö: 6 },
      '{"\\r":1,"1":3,"\u0080":5,"ö":6,"€":0,"\u{1f600}":4,"\ufb33":2}',
    ],
    ['keeps the order of lists', [3, 1, [2]], '[3,1,[2]]'],
    ['drops undefined members', { a: undefined, b: null }, '{"b":null}'],
    [
      'writes Money and Date',
      { m: Money.fromOre(150n), t: new Date(0) },
      '{"m":{"amount":"1.50","currency":"SEK"},"t":"1970-01-01T00:00:00.000Z"}',
    ],
    ['escapes as little as JSON does', '"\\/\b\u001f\u2028å', '"\\"\\\\/\\b\\u001f\u2028å"'],
    ['writes minus zero as zero', [-0, -7], '[0,-7]'],
    ['takes objects without prototype', Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
    ['takes a member named __proto__', JSON.parse('{"__proto__":{"b":1}}'), '{"__proto__":{"b":1}}'],
    ['writes empty things', [{}, [], ''], '[{},[],""]'],
  ])('%s', (_name, value, expected) => expect(canonicalJson(value)).toBe(expected));

  const cycle: Record<string, unknown> = {};
  cycle['again'] = cycle;

  it.each<[string, unknown, string]>([
    ['a fraction', { a: [1, 1.5] }, '/a/1'],
    ['an unsafe integer', 2 ** 53, ''],
    ['NaN', [NaN], '/0'],
    ['infinity', { 'a/b': { '~': Infinity } }, '/a~1b/~0'],
    ['a bigint', { ore: 1n }, '/ore'],
    ['undefined at the top', undefined, ''],
    ['undefined in a list', [undefined], '/0'],
    ['a hole', Array(1), '/0'],
    ['a function', { f: () => 1 }, '/f'],
    ['a symbol', { s: Symbol('s') }, '/s'],
    ['a Map', { m: new Map() }, '/m'],
    ['an instance', { e: new Error('e') }, '/e'],
    ['an invalid Date', { t: new Date(NaN) }, '/t'],
    ['half a surrogate pair', { x: '\ud800' }, '/x'],
    ['half a surrogate pair in a key', { '\udc00': 1 }, ''],
    ['a cycle', cycle, '/again'.repeat(65)],
  ])('refuses %s', (_name, value, pointer) => {
    expect(() => canonicalJson(value)).toThrow(
      expect.objectContaining({
        type: 'validation-failed',
        code: 'type',
        errors: [expect.objectContaining({ pointer })],
      }),
    );
  });

  const leaf = fc.oneof(fc.string({ unit: 'grapheme' }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
  const json = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('value')),
      fc.dictionary(fc.string({ unit: 'grapheme' }), tie('value')),
    ),
  })).value;

  it('is JSON of the same value, and the same text whatever order the keys came in', () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, member]) => [key, turned(member)]),
      );
    };
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(turned(value))).toBe(text);
      }),
    );
  });
});
