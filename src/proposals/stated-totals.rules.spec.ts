import { Money } from '../kernel/money.js';
import type { SectionKind } from '../calls/call.rules.js';
import { staleTotals } from './stated-totals.rules.js';
import type { Content } from './version.rules.js';

const amounts = ['5625000.00', '1950000.00', '500000.00'];
const titles = [
  'Förstärkning av det lokala utvecklingsarbetet och tidiga insatser',
  'Förstärka det brottsförebyggande arbetet genom förstärkt stöd och behandling',
  'Förstärkt arbete med dialog och information om socialtjänstens arbete',
];
const content = (kind: SectionKind | 'decision', text: string, overrides: Partial<Content> = {}): Content => ({
  title: 'Sociala insatser och lokal utveckling',
  documentDay: null,
  sections: kind === 'decision' ? [] : [{ kind, heading: null, text }],
  measures: amounts.map((amount, index) => ({
    measureKey: `m${index}`,
    title: titles[index]!,
    requestedAmount: Money.parse(amount),
    year: 2023,
    sourceId: null,
    details: {},
  })),
  decisionPoints: kind === 'decision' ? [{ number: 1, type: 'approve', text }] : [],
  decisionPlan: [],
  dispatchList: [],
  goalReferences: [],
  ...overrides,
});
const quotes = (kind: SectionKind | 'decision', text: string, former: string[] = []): string[] =>
  staleTotals(
    content(kind, text),
    former.map((amount) => Money.parse(amount)),
  ).map(({ quote }) => quote);

describe('a stated total that is the sum is left alone', () => {
  it.each<[SectionKind | 'decision', string]>([
    ['summary', 'Förvaltningens förslag på utvecklingsinsatser för 2023 uppgår till 8 075 000 SEK.'],
    ['summary', 'Förslaget uppgår totalt till 8,1 miljoner kronor.'],
    ['summary', 'Förslaget uppgår till 8 075 tkr.'],
    ['summary', 'Förslaget uppgår till\n8 075 000 kronor och avser tre insatser.'],
    [
      'considerations',
      'Behov av tillskott: 5 625 000 SEK\n\nBehov av tillskott: 1 950 000 SEK\n\nTotalt behov av tillskott för 2023 är: 8 075 000 SEK',
    ],
    ['considerations', 'Insats 1\t5 625 000 kr\nInsats 2\t1 950 000 kr\nInsats 3\t500 000 kr\nSumma\t8 075 000 kr'],
    ['considerations', 'Belopp i tkr\nSumma: 8 075'],
    ['economicConsequences', 'Totalt söks 8 075 000 kr, varav 5 625 000 kr till det lokala arbetet.'],
    ['decision', 'Nämnden godkänner förslaget om 8 075 000 SEK.'],
  ])('%s: %s', (kind, text) => {
    expect(quotes(kind, text)).toEqual([]);
  });
});

describe('money that is not what is asked for is left alone', () => {
  it.each<[SectionKind | 'decision', string]>([
    ['background', 'I kommunstyrelsens nämndsbudget har 15 miljoner kronor avsatts i anslag till förfogande.'],
    ['background', 'Malmö stad har tilldelats möjlighet att rekvirera totalt 22,2 miljoner kronor i statsbidrag.'],
    ['summary', 'Statsbidraget uppgår till 22,2 miljoner kronor. Förslaget uppgår till 8 075 000 SEK.'],
    ['summary', 'Insatserna omfattar bland annat föräldrakurser (per kurs 12 000 kr).'],
    ['considerations', 'Kostnaden för lokaler uppgår till 200 000 kr och ryms inom insatsen.'],
    ['summary', `Behovet för ${titles[2]!.toLowerCase()} uppgår till 500 000 SEK.`],
    ['summary', 'Förvaltningens förslag för den första insatsen uppgår till 5 625 000 SEK.'],
    ['considerations', 'Förra året uppgick förslagen totalt till 6 100 000 kr.'],
  ])('%s: %s', (kind, text) => {
    expect(quotes(kind, text)).toEqual([]);
  });
});

describe('a stale total is found where it stands', () => {
  it.each<[SectionKind | 'decision', string, string]>([
    ['summary', 'Förvaltningens förslag på utvecklingsinsatser för 2023 uppgår till 7 800 000 SEK.', '7 800 000 SEK'],
    ['summary', 'Förvaltningens förslag uppgår till 8 075 001 SEK.', '8 075 001 SEK'],
    ['summary', 'Förslaget uppgår totalt till 8,2 miljoner kronor.', '8,2 miljoner kronor'],
    ['considerations', 'Totalt behov av tillskott för 2023 är: 7 800 000 SEK', '7 800 000 SEK'],
    ['considerations', 'Insats 1\t5 625 000 kr\nInsats 2\t1 950 000 kr\nSumma\t7 575 000 kr', '7 575 000 kr'],
    ['economicConsequences', 'Förvaltningen ansöker om 7 800 000 kr.', '7 800 000 kr'],
    ['decision', 'Nämnden godkänner förslaget om 7 800 000 SEK.', '7 800 000 SEK'],
    ['decision', 'Nämnden anslår 7 800 000 SEK.', '7 800 000 SEK'],
    ['summary', 'Förslaget uppgår till 8 000 000–8 100 000 kronor.', '8 000 000–8 100 000 kronor'],
  ])('%s: %s', (kind, text, quote) => {
    expect(quotes(kind, text)).toEqual([quote]);
  });

  it('says what was read, where, and what it should be', () => {
    const text = 'Förslaget uppgår till 7 800 000 SEK.';
    const [stale] = staleTotals(content('summary', text));
    expect(stale).toMatchObject({ pointer: '/sections/0/text', quote: '7 800 000 SEK' });
    expect(text.slice(stale!.start, stale!.end)).toBe(stale!.quote);
    expect([String(stale!.read), String(stale!.expected)]).toEqual(['7800000.00', '8075000.00']);
    expect(stale!.fault.code).toBe('total-mismatch');
    expect(stale!.fault.detail).toMatch(/Sammanfattning.*7 800 000 SEK.*8\u00a0075\u00a0000/);
  });

  it('what cannot be read for certain is told as such', () => {
    const [stale] = staleTotals(content('summary', 'Förslaget uppgår totalt till 8.075 kronor.'));
    expect(stale?.fault.code).toBe('amount-ambiguous');
    expect(stale?.read).toBeNull();
  });
});

describe('an earlier version’s total', () => {
  const former = ['8100000.00'];
  it.each<[string, string[]]>([
    ['Arbetet under året finansieras med 8 100 000 SEK.', ['8 100 000 SEK']],
    ['Beloppet har sänkts från 8 100 000 SEK.', []],
    ['Tidigare begärdes 8 100 000 SEK för insatserna.', []],
  ])('%s', (text, found) => {
    expect(quotes('summary', text, former)).toEqual(found);
  });

  it('is no claim when nothing earlier had that total', () => {
    expect(quotes('summary', 'Arbetet under året finansieras med 8 100 000 SEK.')).toEqual([]);
  });
});

describe('a part of the whole', () => {
  const [first, ...rest] = content('summary', '').measures;
  it('the sum of one year, where the sentence says the year', () => {
    const measures = [{ ...first!, year: 2024 }, ...rest];
    expect(staleTotals(content('summary', 'Totalt söks 2 450 000 kr för 2023.', { measures }))).toEqual([]);
    expect(staleTotals(content('summary', 'Totalt söks 2 450 000 kr för insatserna.', { measures }))).toHaveLength(1);
  });

  it('the sum of one source, where there are several', () => {
    const measures = [{ ...first!, sourceId: 's1' }, ...rest];
    expect(staleTotals(content('summary', 'Totalt söks 5 625 000 kr ur statsbidraget.', { measures }))).toEqual([]);
  });
});

it('a text with more numbers than anybody can check is refused, and says where', () => {
  const text = 'Förslaget uppgår totalt till 8 075 000 SEK. ';
  expect(quotes('summary', text.repeat(500))).toEqual([]);
  expect(() => quotes('summary', text.repeat(501))).toThrow(
    expect.objectContaining({
      code: 'too-many-numbers',
      errors: [expect.objectContaining({ pointer: '/sections/0/text' })],
    }),
  );
});
