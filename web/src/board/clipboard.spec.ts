import { cellText, readCell, readTable, writeTable } from './clipboard';

test.each([
  ['one cell', '5 625 000,00', [['5 625 000,00']]],
  ['a row and its end', 'a\tb\r\n', [['a', 'b']]],
  [
    'rows by line feed alone',
    'a\tb\nc\td',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['rows by carriage return alone', 'a\rb\r', [['a'], ['b']]],
  ['empty cells first, between and last', '\ta\t\tb\t', [['', 'a', '', 'b', '']]],
  ['an empty row between', 'a\n\nb', [['a'], [''], ['b']]],
  ['a line break and a tab within quotes', '"a\nb\tc"\td', [['a\nb\tc', 'd']]],
  ['doubled quotes', '"a ""b"" c"\r\n', [['a "b" c']]],
  ['quotes in the middle of a cell', 'a "b"\tc', [['a "b"', 'c']]],
  ['a quote that is never closed', '"a\tb', [['"a', 'b']]],
  ['text after the closing quote', '"a"b\tc', [['"a"b', 'c']]],
  ['nothing', '', []],
])('reads %s', (_name, text, expected) => {
  expect(readTable(text)).toEqual(expected);
});

test('what is written is read back the same', () => {
  const table = [
    ['a\tb', 'c "d"', ''],
    ['e\r\nf', '5625000,50', 'g'],
  ];
  expect(readTable(writeTable(table))).toEqual(table);
});

test.each([
  ['5 625 000,00', 562_500_000n],
  ['5\u00a0625\u00a0000,00 kr', 562_500_000n],
  ['5\u202f625\u202f000', 562_500_000n],
  ['5625000', 562_500_000n],
  ['22,2 mnkr', 2_220_000_000n],
  ['400 tkr', 40_000_000n],
  ['10,5', 1_050n],
  ['0', 0n],
  ['', 0n],
  ['  ', 0n],
  ['-', 0n],
  [' -   kr', 0n],
  ['\u2013', 0n],
])('the cell %j is %s öre', (text, ore) => {
  expect(readCell(text)).toEqual({ ore });
});

test.each([
  ['-1 000', 'negative'],
  ['1.5', 'grouping'],
  ['5 62 000', 'grouping'],
  ['10,505', 'decimals'],
  ['5 000\u20136 000', 'range'],
  ['#REF!', 'unreadable'],
  ['5,625,000.00', 'unreadable'],
  ['ja', 'unreadable'],
  ['99 999 mdkr', 'tooLarge'],
])('the cell %j is refused as %s', (text, fault) => {
  expect(readCell(text)).toEqual({ fault });
});

test.each([0n, 1n, 50n, 100n, 562_500_000n, 2_220_000_050n])('%s öre is written as it is read', (ore) => {
  expect(readCell(cellText(ore))).toEqual({ ore });
});
