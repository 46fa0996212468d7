import { Money } from '../kernel/money.js';
import { type PresentedRow, presentationOf } from './presentation.rules.js';

const nbsp = '\u00a0';
/** As a person writes an amount, with the spaces the product prints. */
const spaced = (text: string): string => text.replaceAll(/(?<=\d) (?=\d{3}|kr)/g, nbsp);

const row = (changes: Partial<PresentedRow> = {}): PresentedRow => ({
  rowKey: 'r1',
  authorityId: 'asn',
  authorityName: 'Arbetsmarknads- och socialnämnden',
  proposal: 'ASN-2023-5446 Sociala insatser',
  measureTitle: 'Lokalt utvecklingsarbete',
  sourceName: 'Sociala insatser i utsatta områden',
  year: 2023,
  amount: Money.parse('5625000.00'),
  reason: null,
  condition: null,
  ...changes,
});
const present = (...rows: PresentedRow[]) =>
  presentationOf({ title: 'Fördelning 2023', authorityId: 'ks', boardName: 'Kommunstyrelsen', rows });
const negative = (kronor: string): Money => Money.parse(kronor).negate();

test('the whole, then each committee with source and measures; who gets rows gets the decision', () => {
  const shown = present(
    row(),
    row({
      rowKey: 'r2',
      measureTitle: 'Dialog',
      amount: Money.parse('500000.00'),
      sourceName: 'Anslag till förfogande',
    }),
    row({
      rowKey: 'r3',
      authorityId: 'tn',
      authorityName: 'Tekniska nämnden',
      proposal: 'TN-2023-7 Belysning',
      measureTitle: 'Belysning',
      amount: Money.parse('1000000.50'),
    }),
  );
  expect(shown.decisionPoints.map(({ number, type, text }) => `${number} ${type} ${text}`)).toEqual(
    [
      '1 approve Kommunstyrelsen fördelar sammanlagt 7 125 000,50 kr till 3 insatser hos 2 myndigheter.',
      '2 approve Arbetsmarknads- och socialnämnden får 6 125 000 kr. Ur Sociala insatser i utsatta områden 2023: ”Lokalt utvecklingsarbete” 5 625 000 kr. Ur Anslag till förfogande 2023: ”Dialog” 500 000 kr.',
      '3 approve Tekniska nämnden får 1 000 000,50 kr. Ur Sociala insatser i utsatta områden 2023: ”Belysning” 1 000 000,50 kr.',
    ].map(spaced),
  );
  expect(shown.dispatchList.map(({ name }) => name)).toEqual(['Arbetsmarknads- och socialnämnden', 'Tekniska nämnden']);
  expect(shown.decisionBasis).toEqual(['ASN-2023-5446 Sociala insatser', 'TN-2023-7 Belysning']);
  expect(shown.total).toEqual(Money.parse('7125000.50'));
  expect(shown.amendable?.[1]).toEqual({
    path: '/rows/r2/amount',
    label: 'Arbetsmarknads- och socialnämnden: Dialog, Anslag till förfogande 2023',
    amount: Money.parse('500000.00'),
  });
});

test('a reduction says how much and why', () => {
  const shown = present(row({ amount: negative('720000.00'), reason: 'Statsbidraget har sänkts.' }));
  expect(shown.decisionPoints.map(({ text }) => text)).toEqual([
    spaced('Kommunstyrelsen minskar fördelade medel med 720 000 kr för 1 insats hos 1 myndighet.'),
    `För Arbetsmarknads- och socialnämnden minskas medlen med ${spaced('720 000 kr')}. Ur Sociala insatser i utsatta områden 2023: ”Lokalt utvecklingsarbete” \u2212${spaced('720 000 kr')} (Statsbidraget har sänkts).`,
  ]);
});

test('money that only changes source', () => {
  const shown = present(
    row({ amount: negative('100.00'), reason: 'Byte av källa' }),
    row({ rowKey: 'r2', amount: Money.parse('100.00'), sourceName: 'Anslag till förfogande' }),
  );
  expect(shown.decisionPoints.map(({ text }) => text.split('.')[0])).toEqual([
    'Kommunstyrelsen omfördelar medel mellan 1 insats hos 1 myndighet, utan att summan ändras',
    'För Arbetsmarknads- och socialnämnden flyttas medel, utan att summan ändras',
  ]);
});

test('what waits for a condition is told apart and is in no sum', () => {
  const next = row({
    rowKey: 'r2',
    year: 2024,
    amount: Money.parse('1125000.00'),
    condition: 'Medel anvisas i budget 2024.',
  });
  const both = present(row(), next);
  expect(both.total).toEqual(Money.parse('5625000.00'));
  expect(both.decisionPoints.map(({ text }) => text)).toEqual(
    [
      'Kommunstyrelsen fördelar sammanlagt 5 625 000 kr till 1 insats hos 1 myndighet. Kommunstyrelsen utfäster 1 125 000 kr under villkor; det reserverar inga medel förrän villkoret är uppfyllt.',
      'Arbetsmarknads- och socialnämnden får 5 625 000 kr. Ur Sociala insatser i utsatta områden 2023: ”Lokalt utvecklingsarbete” 5 625 000 kr. Ur Sociala insatser i utsatta områden 2024: ”Lokalt utvecklingsarbete” 1 125 000 kr (villkor: Medel anvisas i budget 2024).',
    ].map(spaced),
  );
  const alone = present(next).decisionPoints.map(({ text }) => text);
  expect(alone[0]).toMatch(/^Kommunstyrelsen utfäster/);
  expect(alone[1]).toMatch(/^Arbetsmarknads- och socialnämnden får medel under villkor\. /);
});

test('the owner of the matter is not sent its own decision', () => {
  expect(present(row({ authorityId: 'ks', authorityName: 'Kommunstyrelsen' })).dispatchList).toEqual([]);
});
