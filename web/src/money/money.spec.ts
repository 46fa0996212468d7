import { amountOf, formatKr, oreOf, parseAmount, sumOf, formatParts } from './money';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

test.each([
  ['5 625 000 SEK', 562_500_000n],
  ['5625000', 562_500_000n],
  ['5.625.000', 562_500_000n],
  ['1\u00a0950\u00a0000:-', 195_000_000n],
  ['1\u202f950\u202f000 kr', 195_000_000n],
  ['22,2 mnkr', 2_220_000_000n],
  ['22,2 miljoner kronor', 2_220_000_000n],
  ['15 miljoner', 1_500_000_000n],
  ['2,5 Mkr', 250_000_000n],
  ['400 tkr', 40_000_000n],
  ['1,5 mdkr', 150_000_000_000n],
  ['0,50', 50n],
  ['10,5', 1_050n],
])('%s is read as an amount', (text, ore) => {
  expect(parseAmount(text)).toEqual({ ore });
});

test.each([
  ['', 'empty'],
  ['   ', 'empty'],
  ['1.5', 'grouping'],
  ['5 62 000', 'grouping'],
  ['1,234.50', 'unreadable'],
  ['5 000–6 000', 'range'],
  ['-5', 'negative'],
  ['1,234', 'decimals'],
  ['mycket', 'unreadable'],
  ['99999 mdkr', 'tooLarge'],
])('%s is asked about, not guessed', (text, fault) => {
  expect(parseAmount(text)).toEqual({ fault });
});

test('amounts are shown the Swedish way, and read back as they were', () => {
  expect(plain(formatKr({ amount: '8075000.00', currency: 'SEK' }))).toBe('8 075 000 kr');
  expect(plain(formatKr(-150n))).toBe('\u22121,50 kr');
  expect(plain(formatKr(0n))).toBe('0 kr');
  for (const ore of [0n, 1n, -1n, 99n, 100n, 807_500_000n, -123_456_789n]) expect(oreOf(amountOf(ore))).toBe(ore);
});

test.each([
  [['15000000.00', '22200000.00'], '15 + 22,2 mnkr'],
  [['1250000000.00'], '1 250 mnkr'],
  [['22250000.00', '50000.00'], '22,25 + 0,05 mnkr'],
  [['15000000.00', '22199999.50'], '15 000 000 + 22 199 999,50 kr'],
])('%s beside each other are said %s', (amounts, said) => {
  expect(plain(formatParts(amounts.map((amount) => ({ amount, currency: 'SEK' }))))).toBe(said);
});

test('the worked case sums to the öre', () => {
  const parts = ['5625000.00', '1950000.00', '500000.00'].map((amount) => ({ amount, currency: 'SEK' }));
  expect(sumOf(parts)).toEqual({ amount: '8075000.00', currency: 'SEK' });
});
