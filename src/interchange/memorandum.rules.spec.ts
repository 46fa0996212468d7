import {
  amountPlaces,
  codes,
  expectGolden,
  measures,
  memorandum,
  parts,
  read,
  runningText,
  totals,
  two,
  uncaught,
} from '../../test/cases/memoranda/reading.js';

it('reads the running-text look-alike of the worked case as its golden JSON says', () => {
  expectGolden('running-text', read(runningText));
});

it('finds nothing to say about a consistent memorandum', () => {
  const answer = read(memorandum());
  expect([measures(answer), totals(answer), codes(answer), answer.total.amount]).toEqual([
    two,
    ['7 000 kr true'],
    [],
    '7000.00',
  ]);
});

it('catches every change of a single digit of a measure or a stated total', () => {
  expect(uncaught(runningText, amountPlaces(read(runningText)))).toEqual([]);
});

it('says what was read and what it should be', () => {
  const answer = read(runningText.replace('uppgår till 8 075 000', 'uppgår till 8 175 000'));
  const mismatch = answer.findings.filter(({ severity }) => severity === 'error');
  expect(mismatch.map(({ code, message, place }) => [code, message.replace(/\u00a0/g, ' '), place!.quote])).toEqual([
    ['total-mismatch', 'Summan anges till 8 175 000 kr men insatserna är tillsammans 8 075 000 kr.', '8 175 000 SEK'],
  ]);
});

describe('every stated total is compared, wherever it stands', () => {
  const stated: [name: string, over: Partial<typeof parts>][] = [
    ['summary', { summary: 'Förslaget uppgår till 7 100 kr.' }],
    ['decision, in words', { decision: '1. Nämnden godkänner förvaltningens förslag om 7 100 kr.' }],
    ['decision, unexplained', { decision: '1. Nämnden godkänner att 7 100 kr används.' }],
    ['economy', { economy: 'Insatserna kostar sammanlagt 7 100 kr.' }],
    ['body', { considerations: `${parts.considerations}\n\nTotalt: 7 100 kr` }],
    ['body without unit', { considerations: `${parts.considerations}\n\nSumma 7 100` }],
    ['label without heading', { considerations: `${parts.considerations}\n\nBehov av tillskott: 7 100 kr` }],
    ['sum row', { considerations: 'Insats\tBelopp\nKurser\t5 000\nSamtal\t2 000\nSumma\t7 100' }],
    ['sum row of the split by source', { economy: 'Källa\tBelopp\nStatsbidrag\t4 000\nEget\t3 100\nSumma\t7 100' }],
    ['in millions', { economy: 'Insatserna kostar totalt 0,0071 Mkr.' }],
  ];

  it.each(stated)('%s', (_, over) => {
    const answer = read(memorandum(over));
    expect(answer.statedTotals.filter(({ agrees }) => !agrees)).toHaveLength(1);
    expect(codes(answer).filter((code) => code === 'total-mismatch')).toHaveLength(1);
  });
});

describe('findings', () => {
  const found: [name: string, over: Partial<typeof parts>, ...expected: string[]][] = [
    [
      'a range',
      { considerations: parts.considerations.replace('5 000 kr', '5 000–6 000 kr') },
      'amount-ambiguous 5 000–6 000 kr',
    ],
    [
      'a decimal point',
      { considerations: parts.considerations.replace('5 000 kr', '1.5 Mkr') },
      'amount-ambiguous 1.5 Mkr',
    ],
    ['an ambiguous total', { summary: 'Förslaget uppgår till 7.000 kr.' }, 'amount-ambiguous 7.000 kr'],
    [
      'a minus',
      { considerations: parts.considerations.replace('5 000 kr', '\u22125 000 kr') },
      'amount-unreadable \u22125 000 kr',
    ],
    [
      'two columns and no total',
      { considerations: 'Insats\tKostnad 2023\tKostnad 2024\nKurser\t5 000\t1 000\nSamtal\t2 000\t700' },
      'amount-ambiguous Insats\tKostnad 2023\tKostnad 2024',
      'no-measures null',
    ],
    [
      'a row against its parts',
      {
        considerations:
          'Insats\tStatsbidrag\tEget\tTotalt\nKurser\t4 000\t1 900\t5 000\nSamtal\t2 000\t0\t2 000\nSumma\t6 000\t1 900\t7 000',
      },
      'table-mismatch 5 000',
      'table-mismatch 7 000',
    ],
    [
      'a subtotal',
      { considerations: 'Insats\tBelopp\nKurser\t5 000\nDelsumma\t5 500\nSamtal\t2 000\nSumma\t7 000' },
      'table-mismatch 5 500',
    ],
    [
      'a measure told twice',
      { considerations: `${parts.considerations}\n\nInsats\tBelopp\nKurser\t5 100\nSamtal\t1 900\nSumma\t7 000` },
      'measure-mismatch 5 100',
      'measure-mismatch 1 900',
    ],
    ['no measures', { considerations: 'Inget.', summary: 'Inget.' }, 'no-measures null'],
    ['a missing section', { child: '' }, 'section-missing Barnperspektiv'],
    ['a rounded total', { summary: 'Förslaget uppgår till 0,01 Mkr.' }, 'total-rounded 0,01 Mkr'],
    ['no total', { summary: 'Förslaget är bra.' }, 'no-stated-total null'],
    ['a hidden turn of direction', { economy: 'Inga \u202eandra.' }, 'hidden-direction \u202e'],
    [
      'a document later than two steps',
      { plan: 'AU 2023-03-01\n\nASN 2023-03-15' },
      'dated-after-step 2023-03-01',
      'dated-after-step 2023-03-15',
    ],
    ['a plan out of order', { plan: 'AU 2023-05-01\n\nASN 2023-04-26' }, 'dates-out-of-order 2023-04-26'],
    ['a step without a day', { plan: 'ASN 2023-04-26\n\nKommunstyrelsen' }, 'undated Kommunstyrelsen'],
    ['a day that is none', { plan: 'ASN 2023-02-30' }, 'date-invalid 2023-02-30'],
    [
      'no date and no number',
      { head: 'Tjänsteskrivelse\n\nTrygghet' },
      'undated null',
      'registration-number-missing null',
    ],
    [
      'a doubtful amount that counts for nothing',
      { background: 'Varje kurs ger 5 000–6 000 kr i intäkt.' },
      'amount-ambiguous 5 000–6 000 kr',
    ],
  ];

  it.each(found)('%s', (_, over, ...expected) => {
    const answer = read(memorandum(over));
    expect(answer.findings.map(({ code, place }) => `${code} ${place?.quote ?? null}`)).toEqual(expected);
  });

  it('warns where a person must judge, and refuses where sums or sections are wrong', () => {
    const verdicts = found.map(([name, over]) => [name, read(memorandum(over)).consistent] as const);
    expect(verdicts.filter(([, consistent]) => consistent).map(([name]) => name)).toEqual([
      'a rounded total',
      'no total',
      'a document later than two steps',
      'a plan out of order',
      'a step without a day',
      'a day that is none',
      'no date and no number',
      'a doubtful amount that counts for nothing',
    ]);
  });

  it('lets the municipality say which sections are mandatory', () => {
    expect(codes(read(memorandum({ child: '' }), { mandatorySections: ['summary', 'decision'] }))).toEqual([]);
    expect(codes(read(memorandum(), { mandatorySections: ['responsible'] }))).toEqual(['section-missing']);
  });
});

describe('the same money under several names (A-41)', () => {
  const [fund, other] = ['kommunstyrelsens anslag till förfogande', 'kommunstyrelsens medel för särskilt förfogande'];
  const told: [name: string, expected: string[], over: Partial<typeof parts>][] = [
    [
      'different amounts',
      ['source-aliases'],
      { background: `Det finns 15 miljoner kronor i ${fund}. Ur ${other} finns 12 miljoner kronor att söka.` },
    ],
    [
      'rows booked on different names',
      ['source-aliases'],
      {
        considerations:
          'Insats\tKälla\tBelopp\nKurser\tAnslag till förfogande\t5 000\nSamtal\tMedel för särskilt förfogande\t2 000\nSumma\t\t7 000',
      },
    ],
    [
      'the same amount under both names',
      [],
      { background: `Det finns 15 miljoner kronor i ${fund}. Ur ${other} finns 15 miljoner kronor att söka.` },
    ],
    [
      'one amount beside two names',
      [],
      { background: `I kommunstyrelsens nämndsbudget finns 15 miljoner kronor i ${fund}.` },
    ],
    [
      'two names, one without amount',
      [],
      { background: `Det finns 15 miljoner kronor i ${fund}.`, summary: `${parts.summary} Pengarna söks ur ${other}.` },
    ],
    [
      'one name, two years',
      [],
      { background: `År 2022 fanns 10 miljoner kronor i ${fund}. I år finns 15 miljoner kronor i ${fund}.` },
    ],
    [
      'a request out of it',
      [],
      { summary: `Förvaltningen söker 7 000 kr ur ${other}.`, background: `Det finns 15 miljoner kronor i ${fund}.` },
    ],
  ];

  it.each(told)('%s', (_, expected, over) => {
    const answer = read(memorandum(over));
    expect([codes(answer), answer.consistent]).toEqual([expected, true]);
  });

  it('takes the names from the registered sources', () => {
    const text = memorandum({
      background: 'Det finns 9 miljoner kronor i Potten. I Kakburken finns 8 miljoner kronor.',
    });
    expect(codes(read(text, { sourceAliases: [['Potten', 'Kakburken']] }))).toEqual(['source-aliases']);
    expect(codes(read(text))).toEqual([]);
  });
});
