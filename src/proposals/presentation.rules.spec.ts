import type { Day } from '../kernel/day.js';
import { Money } from '../kernel/money.js';
import { emptyContent } from './draft.rules.js';
import { presentationOf } from './presentation.rules.js';
import type { Content, Measure } from './version.rules.js';

const measure = (measureKey: string, title: string, kronor: string): Measure => ({
  measureKey,
  title,
  requestedAmount: Money.parse(kronor),
  year: 2023,
  sourceId: null,
  details: {},
});

/** The worked case, ASN-2023-5446. */
const content: Content = {
  ...emptyContent,
  title: 'Sociala insatser och lokal utveckling',
  documentDay: '2023-04-11' as Day,
  sections: [
    { kind: 'summary', heading: null, text: 'Förslaget uppgår till 8 075 000 SEK.' },
    { kind: 'background', heading: null, text: 'Står inte i protokollet.' },
  ],
  measures: [
    measure('a', 'Lokalt utvecklingsarbete', '5625000.00'),
    measure('b', 'Brottsförebyggande arbete', '1950000.00'),
    measure('c', 'Dialog och information', '500000.00'),
  ],
  decisionPoints: [
    { number: 1, type: 'approve', text: 'Nämnden godkänner förslaget.' },
    { number: 2, type: 'forward', text: 'Nämnden översänder beslutet till kommunstyrelsen.' },
    { number: 3, type: 'adjustImmediately', text: 'Nämnden justerar paragrafen omedelbart.' },
  ],
  dispatchList: [
    { authorityId: 'ks', name: null },
    { authorityId: null, name: 'Polisområde Syd' },
  ],
};
const names: Readonly<Record<string, string>> = { ks: 'Kommunstyrelsen' };
const present = (changes: Partial<Content> = {}) =>
  presentationOf({ ...content, ...changes }, 2, (id) => names[id] ?? '');

test('the worked case, in the memorandum’s own words', () => {
  expect(present()).toEqual({
    title: 'Sociala insatser och lokal utveckling',
    summary: 'Förslaget uppgår till 8 075 000 SEK.',
    decisionPoints: content.decisionPoints,
    decisionBasis: ['Tjänsteskrivelse 2023-04-11, version 2'],
    dispatchList: [
      { authorityId: 'ks', name: 'Kommunstyrelsen' },
      { authorityId: null, name: 'Polisområde Syd' },
    ],
    amendable: [
      { path: '/measures/a/requestedAmount', label: 'Lokalt utvecklingsarbete', amount: Money.parse('5625000.00') },
      { path: '/measures/b/requestedAmount', label: 'Brottsförebyggande arbete', amount: Money.parse('1950000.00') },
      { path: '/measures/c/requestedAmount', label: 'Dialog och information', amount: Money.parse('500000.00') },
    ],
    total: Money.parse('8075000.00'),
  });
});

test.each([
  ['one document', '- G-Tjänsteskrivelse - Sociala insatser', ['G-Tjänsteskrivelse - Sociala insatser']],
  ['a numbered list', '1. Tjänsteskrivelse\n2) Bilaga\n\n', ['Tjänsteskrivelse', 'Bilaga']],
  ['dots', '• Tjänsteskrivelse\n  • Bilaga 1', ['Tjänsteskrivelse', 'Bilaga 1']],
  ['a year is no list mark', '2023 års plan', ['2023 års plan']],
  ['blank lines only', ' \n \n', ['Tjänsteskrivelse 2023-04-11, version 2']],
])('the decision basis: %s', (_name, text, expected) => {
  expect(present({ sections: [{ kind: 'decisionBasis', heading: null, text }] }).decisionBasis).toEqual(expected);
});

test('a recipient told by id and by name is one', () => {
  const dispatchList = [
    { authorityId: 'ks', name: null },
    { authorityId: null, name: 'KOMMUNSTYRELSEN ' },
  ];
  expect(present({ dispatchList }).dispatchList).toEqual([{ authorityId: 'ks', name: 'Kommunstyrelsen' }]);
});

test('without measures, summary and document day nothing is made up', () => {
  const { total, summary, decisionBasis } = present({ measures: [], sections: [], documentDay: null });
  expect([total, summary, decisionBasis]).toEqual([Money.zero, '', ['Tjänsteskrivelse, version 2']]);
});
