import fc from 'fast-check';
import { Money } from '../kernel/money.js';
import { agrees, headingScale, isFault, readAmount, type ReadAmount, scanAmounts } from './amounts.rules.js';

/** Every amount with a unit, as "quote = value" or "quote ! kind". */
function found(text: string): string[] {
  return scanAmounts(text)
    .filter((token) => token.isMoney)
    .map((token) => {
      const amount = readAmount(token);
      const quote = text.slice(amount.start, amount.end);
      if (isFault(amount)) return `${quote} ! ${amount.isAmbiguous ? 'ambiguous' : 'unreadable'}`;
      return `${quote} = ${amount.money.toString()}`;
    });
}

// Swedish amounts as they stand in running text.
const notations: [text: string, ...expected: string[]][] = [
  ['uppgår till 8 075 000 SEK.', '8 075 000 SEK = 8075000.00'],
  ['8\u00a0075\u00a0000\u00a0SEK', '8\u00a0075\u00a0000\u00a0SEK = 8075000.00'],
  ['8\u202f075\u202f000 kr', '8\u202f075\u202f000 kr = 8075000.00'],
  ['8\u2009075\u2009000 kronor', '8\u2009075\u2009000 kronor = 8075000.00'],
  ['22,2 miljoner kronor', '22,2 miljoner kronor = 22200000.00'],
  ['15 Mkr och 2,5 mnkr', '15 Mkr = 15000000.00', '2,5 mnkr = 2500000.00'],
  ['400 tkr (sexhundra)', '400 tkr = 400000.00'],
  ['1,5 miljarder kronor', '1,5 miljarder kronor = 1500000000.00'],
  ['400 tusen kronor', '400 tusen kronor = 400000.00'],
  ['5 625 000:-', '5 625 000:- = 5625000.00'],
  ['5.625.000 kr', '5.625.000 kr = 5625000.00'],
  ['5 625 000,50 kr', '5 625 000,50 kr = 5625000.50'],
  ['5625000 kr', '5625000 kr = 5625000.00'],
  ['SEK 5 625 000', 'SEK 5 625 000 = 5625000.00'],
  ['Summa:8 075 000 SEK', '8 075 000 SEK = 8075000.00'],
  ['under 2023 500 000 SEK', '500 000 SEK = 500000.00'],
  ['den 2023-04-11 500 000 SEK', '500 000 SEK = 500000.00'],
  ['Kurser – 500 000 kr', '500 000 kr = 500000.00'],
  ['Kurser-500 000 kr', '500 000 kr = 500000.00'],
  ['Insats 2 – 500 000 kr', '500 000 kr = 500000.00'],
  ['uppgår till 8 075\n000 SEK i år', '8 075\n000 SEK = 8075000.00'],
  ['uppgår till 8 075 000\r\nSEK i år', '8 075 000\r\nSEK = 8075000.00'],
  ['500 000\n500 000 kr', '500 000 kr = 500000.00'],
  ['5 625 000 SEK, 1 950 000 SEK', '5 625 000 SEK = 5625000.00', '1 950 000 SEK = 1950000.00'],
  // Doubt is told, never settled.
  ['1.5 miljoner kronor', '1.5 miljoner kronor ! ambiguous'],
  ['5.625 kr', '5.625 kr ! ambiguous'],
  ['5,625,000 kr', '5,625,000 kr ! ambiguous'],
  ['5 62 000 kr', '5 62 000 kr ! ambiguous'],
  ["5'625'000 kr", "5'625'000 kr ! unreadable"],
  ['5 000–6 000 kr', '5 000–6 000 kr ! ambiguous'],
  ['5 000 - 6 000 kr', '5 000 - 6 000 kr ! ambiguous'],
  ['5 Mkr–6 Mkr', '5 Mkr–6 Mkr ! ambiguous'],
  ['mellan 5 och 6 miljoner kronor', '5 och 6 miljoner kronor ! ambiguous'],
  ['0 075 000 kr', '0 075 000 kr ! ambiguous'],
  ['-500 000 kr', '-500 000 kr ! unreadable'],
  ['\u2212500 000 kr', '\u2212500 000 kr ! unreadable'],
  ['10,005 kr', '10,005 kr ! unreadable'],
  ['9 999 999 999 999 kr', '9 999 999 999 999 kr ! unreadable'],
  // No amounts.
  ['ASN-2023-5446, kl. 12.00, barn 2-6 år, 040-34 50 00, § 4, 15/10'],
  ['3 kraftiga, 5 sekretessbelagda, 12 skolor'],
  ['3 miljoner invånare'],
  ['１２３ kr'],
];

it.each(notations)('reads %j', (text, ...expected) => {
  expect(found(text)).toEqual(expected);
});

it('says when a notation shows the amount only rounded', () => {
  const stated = (text: string) => readAmount(scanAmounts(text)[0]!) as ReadAmount;
  const counted = Money.parse('8075000');
  const answers = [
    '8 075 000 kr',
    '8 075 tkr',
    '8,1 miljoner kronor',
    '8 miljoner kronor',
    '8,2 Mkr',
    '8 075 001 kr',
    '8 076 tkr',
  ];
  expect(answers.map((text) => agrees(stated(text), counted))).toEqual([true, true, true, true, false, false, false]);
});

it('finds the scale of a heading', () => {
  const headings = [
    'Belopp (tkr)',
    'Belopp i tusental kronor',
    'Mnkr',
    'Kostnad (miljoner kronor)',
    'Belopp',
    'Trygghet',
    'Stkr',
  ];
  expect(headings.map(headingScale)).toEqual([3, 3, 6, 6, null, null, null]);
});

it('keeps the column scale from amounts that carry their own unit', () => {
  const [bare, own] = ['5 625', '5 625 000 kr'].map((text) => readAmount(scanAmounts(text)[0]!, 3) as ReadAmount);
  expect([bare!.money.toString(), own!.money.toString()]).toEqual(['5625000.00', '5625000.00']);
});

it('reads back every amount in every grouping', () => {
  const kronor = fc.bigInt({ min: 1n, max: 999_999_999_999n });
  fc.assert(
    fc.property(
      kronor,
      fc.constantFrom(' ', '\u00a0', '\u202f', '\u2009', ''),
      fc.constantFrom('SEK', 'kr', 'kronor', ':-'),
      (amount, space, unit) => {
        const grouped = String(amount).replace(/\B(?=(?:\d{3})+$)/g, space);
        const text = `Behovet är ${grouped} ${unit} i år.`;
        expect(found(text)).toEqual([`${grouped} ${unit} = ${amount}.00`]);
      },
    ),
  );
});

it('gives tokens in order, apart, and within the text', () => {
  const piece = fc.constantFrom(
    '5',
    '000',
    ' ',
    '\u00a0',
    '.',
    ',',
    '-',
    '–',
    ' kr',
    ' SEK',
    'tkr',
    '\n',
    'a',
    ':',
    ':-',
    ' och ',
    'mellan ',
    '2023-04-11',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      let last = 0;
      for (const token of scanAmounts(text)) {
        expect(token.start).toBeGreaterThanOrEqual(last);
        expect(token.end).toBeGreaterThan(token.start);
        last = token.end;
        readAmount(token);
      }
      expect(last).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 2_000 },
  );
});
