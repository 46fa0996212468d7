import { passagesOf } from './passages';

const text = 'Insatsen kostar 500 000 kr. Summan är 600 000 kr. Slut.';
const place = (quote: string) => {
  const start = text.indexOf(quote);
  return { start, end: start + quote.length, quote };
};
const amount = { amount: '1.00', currency: 'SEK' };

test('the whole text comes back in order, with what agrees green and what does not red', () => {
  const passages = passagesOf({
    text,
    measures: [{ title: 'Insatsen', amount, place: place('500 000 kr') }],
    statedTotals: [{ amount, place: place('600 000 kr'), agrees: false }],
    findings: [{ code: 'total-mismatch', severity: 'error', message: 'Fel summa.', place: place('600 000 kr') }],
  } as never);
  expect(passages.map((passage) => passage.text).join('')).toBe(text);
  expect(passages.map(({ state }) => state)).toEqual(['plain', 'good', 'plain', 'bad', 'plain']);
  expect(passages[3]).toEqual({ text: '600 000 kr', state: 'bad', message: 'Fel summa.' });
});

test('red goes before green where they overlap, and nothing is shown twice', () => {
  const passages = passagesOf({
    text,
    measures: [{ title: 'Insatsen', amount, place: place('500 000 kr') }],
    statedTotals: [],
    findings: [
      { code: 'amount-ambiguous', severity: 'error', message: 'Tvetydigt.', place: place('kostar 500 000') },
      { code: 'undated', severity: 'warning', message: 'Utan datum.', place: place('Slut') },
    ],
  } as never);
  expect(passages.map((passage) => passage.text).join('')).toBe(text);
  expect(passages.filter(({ state }) => state !== 'plain').map((passage) => passage.text)).toEqual(['kostar 500 000']);
});
