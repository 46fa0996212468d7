import {
  amountPlaces,
  codes,
  measures,
  memorandum,
  parts,
  read,
  totals,
  two,
  uncaught,
} from '../../test/cases/memoranda/reading.js';

describe('the ways measures are written', () => {
  const ways: [name: string, considerations: string][] = [
    ['labels under headings', parts.considerations],
    ['labels without blank lines', 'Kurser\nBehov av tillskott: 5 000 kr\nSamtal\nBehov av tillskott: 2 000 kr'],
    ['labels without units', 'Kurser\n\nBehov av tillskott: 5 000\n\nSamtal\n\nBehov av tillskott: 2 000'],
    [
      'labels with the year',
      'Kurser\n\nBehov av tillskott 2023: 5 000\n\nSamtal\n\nBehov av tillskott under 2023 är 2 000 kr.',
    ],
    [
      'labels above their amounts',
      'Kurser\n\nBehov av tillskott\n\n5 000 kr\n\nSamtal\n\nBehov av tillskott:\n\n2 000 kr',
    ],
    ['labels in tkr', 'Kurser\n\nBehov av tillskott (tkr): 5\n\nSamtal\n\nBehov av tillskott (tkr): 2'],
    [
      'a scale for all',
      'Alla belopp anges i tkr.\n\nKurser\n\nBehov av tillskott: 5\n\nSamtal\n\nBehov av tillskott: 2',
    ],
    [
      'labels that name the measure',
      'Behov av tillskott för Kurser: 5 000 kr\n\nBehov av tillskott för Samtal: 2 000 kr',
    ],
    ['other labels', '1. Kurser\n\nSökt belopp: 5 000:-\n\n2. Samtal\n\nSökt belopp: 2 000:-'],
    ['cost labels', 'Kurser\n\nKostnad: 5 000 kr\n\nSamtal\n\nBeräknad kostnad: 2 000 kr'],
    [
      'a cost beside the wish',
      'Kurser\n\nKostnad: 9 000 kr\n\nBehov av tillskott: 5 000 kr\n\nSamtal\n\nBehov av tillskott: 2 000 kr',
    ],
    [
      'numbered headings with subheadings',
      '1. Kurser\n\nMålgrupp\n\nAlla.\n\nBehov av tillskott: 5 000 kr\n\n2. Samtal\n\nMålgrupp\n\nAlla.\n\nBehov av tillskott: 2 000 kr',
    ],
    [
      'named headings',
      'Insats 1: Kurser\nBehov av tillskott: 5 000 kr\n\nInsats 2: Samtal\nBehov av tillskott: 2 000 kr',
    ],
    [
      'emphasis and markdown',
      '## Kurser\n\n**Behov av tillskott:** 5 000 kr\n\n**Samtal**\n\n**Behov av tillskott: 2 000 kr**',
    ],
    ['numbered lines', '1. Kurser: 5 000 kr\n2. Samtal: 2 000 kr'],
    ['bullets with dashes', '- Kurser – 5 000 kr\n- Samtal – 2 000 kr'],
    ['bullets with brackets', '• Kurser (5 000 kr)\n• Samtal (2 000 kr)'],
    ['plain lines', 'Kurser: 5 000 kr\nSamtal: 2 000 kr'],
    ['lines under a tkr heading', 'Insatser (tkr)\n\n- Kurser: 5\n- Samtal: 2'],
    ['a tabbed table', 'Insats\tBelopp\nKurser\t5 000 kr\nSamtal\t2 000 kr\nSumma\t7 000 kr'],
    ['a table in tkr', 'Nr\tInsats\tBelopp (tkr)\n1\tKurser\t5\n2\tSamtal\t2\n\tTotalt\t7'],
    ['a table under a tkr caption', 'Sammanställning (tkr)\n\nInsats\tBelopp\nKurser\t5\nSamtal\t2\nSumma\t7'],
    [
      'a table set with spaces',
      'Insats        Belopp (tkr)\nKurser                   5\nSamtal                   2\nSumma                    7',
    ],
    [
      'a table with bars',
      '| Insats | Belopp |\n|---|---:|\n| Kurser | 5 000 |\n| Samtal | 2 000 |\n| **Summa** | **7 000** |',
    ],
    ['a table without heading', 'Kurser\t5 000 kr\nSamtal\t2 000 kr\nSumma\t7 000 kr'],
    ['a sum row without title', 'Insats\tBelopp\nKurser\t5 000\nSamtal\t2 000\n\t7 000'],
    [
      'a table with its parts',
      'Insats\tStatsbidrag\tEgna medel\tTotalt\nKurser\t4 000\t1 000\t5 000\nSamtal\t2 000\t–\t2 000\nSumma\t6 000\t1 000\t7 000',
    ],
    [
      'a table with last year',
      'Insats\tUtfall 2022\tBehov 2023\nKurser\t4 500\t5 000\nSamtal\t1 900\t2 000\nSumma\t6 400\t7 000',
    ],
    [
      'a form per measure',
      'Insats\tKurser\nMålgrupp\tAlla\nBehov av tillskott\t5 000 kr\n\n\nInsats\tSamtal\nBehov av tillskott\t2 000 kr',
    ],
    [
      'headings and sentences',
      'Kurser\n\nKurserna beräknas kosta 5 000 kr.\n\nSamtal\n\nDet finns ett behov av 2 000 kr.',
    ],
    [
      'labels and a sentence again',
      `${parts.considerations}\n\nFörslaget omfattar kurser för 5 000 kr och samtal för 2 000 kr.`,
    ],
    ['labels and a table again', `${parts.considerations}\n\nInsats\tBelopp (tkr)\nKurser\t5\nSamtal\t2\nSumma\t7`],
  ];

  it.each(ways)('%s', (_, considerations) => {
    const answer = read(memorandum({ considerations }));
    expect([measures(answer), codes(answer)]).toEqual([two, []]);
    expect(uncaught(memorandum({ considerations }), amountPlaces(answer))).toEqual([]);
  });

  it.each(['a table with its parts', 'labels and a table again', 'labels and a sentence again'])(
    'catches every changed digit in %s',
    (name) => {
      const considerations = ways.find(([way]) => way === name)![1];
      const text = memorandum({ considerations });
      const rows = [...text.matchAll(/^(?:Kurser|Samtal|Summa)\t.*$|^Förslaget omfattar.*$/gm)];
      const within = rows.map((row) => ({ start: row.index, end: row.index + row[0].length }));
      expect(within.length).toBeGreaterThan(0);
      expect(uncaught(text, within)).toEqual([]);
    },
  );
});

describe('what is no measure and no total', () => {
  const frames: [name: string, over: Partial<typeof parts>][] = [
    [
      'the background of the worked case',
      {
        background:
          'I nämndsbudgeten har 15 miljoner kronor avsatts. Staden kan rekvirera 22,2 miljoner kronor i statsbidrag.',
      },
    ],
    [
      'a frame told with "totalt"',
      { summary: `${parts.summary} Statsbidraget uppgår totalt till 22,2 miljoner kronor.` },
    ],
    ['a table of sources', { background: 'Källa\tBelopp (tkr)\nStatsbidrag\t22 200\nEget\t15 000\nSumma\t37 200' }],
    [
      'a list in the background',
      { background: '- Statsbidrag: 22,2 miljoner kronor\n- Eget anslag: 15 miljoner kronor' },
    ],
    ['the price of a post', { considerations: `${parts.considerations}\n\nEn tjänst kostar 650 000 kr per år.` }],
    [
      'a part of the total',
      { economy: 'Av förslagets kostnad används lejonparten till löner, varav 1 000 kr till resor.' },
    ],
    ['last year', { economy: 'Föregående år uppgick förslaget till 6 000 kr.' }],
    ['a range of ages', { considerations: `Barn 2-6 år, 3 kvällar i veckan.\n\n${parts.considerations}` }],
    [
      'money inside a measure',
      {
        considerations:
          'Kurser\n\nKostnaden är 3 000 kr för lokaler och 2 000 kr för mat.\n\nBehov av tillskott: 5 000 kr\n\nSamtal\n\nBehov av tillskott: 2 000 kr',
      },
    ],
    [
      'the cost by kind inside a measure',
      {
        considerations:
          'Kurser\n\nKostnadsslag\tBelopp\nLöner\t3 000\nMat\t2 000\nSumma\t5 000\n\nBehov av tillskott: 5 000 kr\n\nSamtal\n\nBehov av tillskott: 2 000 kr',
      },
    ],
  ];

  it.each(frames)('%s', (_, over) => {
    const answer = read(memorandum(over));
    expect([measures(answer), totals(answer), codes(answer)]).toEqual([two, ['7 000 kr true'], []]);
  });
});
