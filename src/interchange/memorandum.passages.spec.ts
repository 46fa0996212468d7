import { readFileSync } from 'node:fs';
import { passagesOf } from './memorandum.passages.js';
import { readMemorandum } from './memorandum.rules.js';
import { placeOf } from './memorandum.types.js';

const text = readFileSync('test/cases/memoranda/running-text.txt', 'utf8');

it('each measure is quoted from its line, under its heading', () => {
  const read = readMemorandum(text);
  const passages = passagesOf(text, read);
  expect(passages.map(({ amount }) => amount.toString())).toEqual(read.measures.map(({ amount }) => amount.amount));
  const lines = text.split('\n');
  for (const [index, { line, start, end, quote, section }] of passages.entries()) {
    expect(text.slice(start, end)).toBe(quote);
    expect(lines[line - 1]).toContain(quote);
    expect(quote).toContain(read.measures[index]!.place.quote.split('\n')[0]);
    expect(section).not.toBeNull();
  }
});

it('a paragraph written as one long line is quoted around the amount', () => {
  const long = `Förslag\n\n${'Orden är många. '.repeat(60)}Mentorer kostar 1 950 000 kr. ${'Och fler kommer. '.repeat(60)}`;
  const amount = '1 950 000 kr';
  const start = long.indexOf(amount);
  const place = placeOf(long, start, start + amount.length);
  const measure = { title: 'Mentorer', amount: { amount: '1950000.00', currency: 'SEK' as const }, place };
  const [passage] = passagesOf(long, { ...readMemorandum(''), measures: [measure] });
  expect(passage!.quote.length).toBeLessThan(600);
  expect(passage!.quote).toContain('Mentorer kostar 1 950 000 kr');
  expect(long.slice(passage!.start, passage!.end)).toBe(passage!.quote);
});
