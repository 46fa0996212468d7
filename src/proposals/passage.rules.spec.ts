import { Money } from '../kernel/money.js';
import { placeInTexts } from './passage.rules.js';
import type { Section } from './version.rules.js';

const section = (text: string, heading: string | null = null): Section => ({ kind: 'considerations', heading, text });
const measure = { title: 'Fältverksamhet', requestedAmount: Money.parse('1950000') };

it.each([
  [
    'the line with the amount',
    'Inledning.\n\nFör arbetet behövs 1 950 000 kr.\nSlut.',
    3,
    'För arbetet behövs 1 950 000 kr.',
  ],
  ['written in millions', 'Kostnaden är 1,95 miljoner kronor.', 1, 'Kostnaden är 1,95 miljoner kronor.'],
  [
    'the one that names the measure, of several',
    'Mentorer 1 950 000 kr\n  Fältverksamhet: 1 950 000 kr  ',
    2,
    'Fältverksamhet: 1 950 000 kr',
  ],
])('%s', (_name, text, line, quote) => {
  const place = placeInTexts([section('Ingenting här.'), section(text, 'Ekonomi')], measure)!;
  expect(place).toMatchObject({ pointer: '/sections/1/text', section: 'Ekonomi', line, quote });
  expect(text.slice(place.start, place.end)).toBe(quote);
});

it.each([
  ['no amount at all', ['Ingenting här.']],
  ['another amount', ['För arbetet behövs 1 950 001 kr.']],
  ['twice and never by name: which is meant cannot be known', ['Lön 1 950 000 kr.', 'Lokaler 1 950 000 kr.']],
  ['a number without a unit', ['Nämnden har 1 950 000 invånare.']],
  ['a range', ['Mellan 1 950 000 och 2 000 000 kr.']],
])('%s gives no place', (_name, texts) => {
  expect(
    placeInTexts(
      texts.map((text) => section(text)),
      measure,
    ),
  ).toBeNull();
});

it('a section without a heading goes by the name of its kind', () => {
  expect(placeInTexts([section('Det kostar 1 950 000 kr.')], measure)?.section).toBe('Förvaltningens överväganden');
});
