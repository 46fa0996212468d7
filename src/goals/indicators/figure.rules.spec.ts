import { compare, figureFrom, minus, percentOf, rounded, swedishFigure } from './figure.rules.js';

// The tables of a follow-up report, cell by cell (C-30 … C-33): count, total, the percent that is printed.
test.each<[number, number, string]>([
  [116, 628, '18'],
  [52, 257, '20'],
  [64, 371, '17'],
  [130, 628, '21'],
  [43, 257, '17'],
  [87, 371, '23'],
  [86, 1376, '6'],
  [66, 700, '9'],
  [20, 676, '3'],
  [307, 1376, '22'],
  [133, 700, '19'],
  [171, 676, '25'],
  [1, 8, '13'],
  [1, 200, '1'],
  [0, 5, '0'],
  [5, 5, '100'],
])('%d of %d is %s percent', (count, total, expected) => {
  const figure = percentOf(BigInt(count), BigInt(total));
  expect(figure && rounded(figure, 0)).toBe(expected);
});

test('of nothing there is no percent', () => {
  expect(percentOf(0n, 0n)).toBeUndefined();
});

test.each([
  ['9.5', 1, '9.5'],
  ['9.45', 1, '9.5'],
  ['-0.04', 1, '0.0'],
  ['-2.5', 0, '-3'],
  ['0.005', 2, '0.01'],
])('%s with %d decimals is %s', (text, decimals, expected) => {
  expect(rounded(figureFrom(text)!, decimals)).toBe(expected);
});

test.each(['', '1,5', '1e3', '.5', '5.', '1.23456', 'NaN', '123456789012345'])('%j is no figure', (text) => {
  expect(figureFrom(text)).toBeUndefined();
});

test('fractions are compared exactly', () => {
  const third = { n: 1n, d: 3n };
  expect(compare(third, figureFrom('0.3333')!)).toBe(1);
  expect(compare({ n: 2n, d: 6n }, third)).toBe(0);
  expect(compare(figureFrom('-1')!, figureFrom('0')!)).toBe(-1);
  expect(rounded(minus(figureFrom('18')!, figureFrom('20')!), 0)).toBe('-2');
});

test('as people write it', () => {
  expect(swedishFigure('1376')).toBe('1\u00a0376');
  expect(swedishFigure('1234567.5')).toBe('1\u00a0234\u00a0567,5');
});
