import type { Day } from '../../kernel/day.js';
import { type GroupFigures, type MeasuredBy, type OutcomeInput, soundFigures } from './outcome.rules.js';

const share: MeasuredBy = { kind: 'share', bySex: true, availableFromDay: null };
const count: MeasuredBy = { kind: 'count', bySex: false, availableFromDay: null };
const value: MeasuredBy = { kind: 'value', bySex: false, availableFromDay: null };
const august = '2019-08-31' as Day;

const outcome = (...figures: GroupFigures[]): OutcomeInput => ({ isMeasured: true, figures });

function refusal(run: () => unknown): { code: string; at: string; detail: string } | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    const { code, errors, message } = error as { code: string; errors: { pointer: string }[]; message: string };
    return { code, at: errors[0]?.pointer ?? '', detail: message };
  }
}

const table: GroupFigures[] = [
  { group: 'all', count: 116, total: 628, statedPercent: '18' },
  { group: 'women', count: 52, total: 257, statedPercent: '20' },
  { group: 'men', count: 64, total: 371, statedPercent: '17' },
];

test('a table of a follow-up report stands (C-30)', () => {
  expect(soundFigures(share, outcome(...table), august)).toEqual({ all: table[0], women: table[1], men: table[2] });
});

test('what was not measured has a reason and no figure, and 0 is a figure (C-07)', () => {
  expect(soundFigures(share, { isMeasured: false, notMeasuredReason: 'Följs upp i årsanalysen' }, august)).toEqual({});
  expect(soundFigures(count, outcome({ group: 'all', count: 0 }), august)).toEqual({ all: { group: 'all', count: 0 } });
  expect(refusal(() => soundFigures(count, { isMeasured: false }, august))?.code).toBe('required');
  expect(
    refusal(() =>
      soundFigures(count, { isMeasured: false, notMeasuredReason: 'x', figures: [{ group: 'all', count: 0 }] }, august),
    )?.code,
  ).toBe('not-measured-has-figures');
});

test('a percent may be kept without its total, with the decimals it had (C-42, C-44)', () => {
  const earlier: GroupFigures[] = [
    { group: 'all', count: 80, statedPercent: '7' },
    { group: 'women', count: 60, statedPercent: '9.5' },
    { group: 'men', count: 20, statedPercent: '4' },
  ];
  expect(soundFigures(share, outcome(...earlier), august).women).toEqual(earlier[1]);
});

test.each<[string, MeasuredBy, GroupFigures[], string, string, string]>([
  [
    'parts that do not add up',
    share,
    [{ ...table[0]!, count: 117 }, table[1]!, table[2]!],
    'sum',
    '/figures/0/count',
    'Kvinnor 52 + män 64 = 116, men samtliga är 117',
  ],
  [
    'wholes that do not add up',
    share,
    [{ ...table[0]!, total: 629 }, table[1]!, table[2]!],
    'sum',
    '/figures/0/total',
    '= 628, men samtliga är 629',
  ],
  [
    'a percent that is not the count',
    share,
    [table[0]!, { ...table[1]!, statedPercent: '21' }, table[2]!],
    'percent',
    '/figures/1/statedPercent',
    'Kvinnor: 52 av 257 är 20,23 %, avrundat 20 %; angivet är 21 %',
  ],
  [
    'a percent right to one decimal less than printed',
    share,
    [{ ...table[0]!, statedPercent: '18.4' }, table[1]!, table[2]!],
    'percent',
    '/figures/0/statedPercent',
    'avrundat 18,5 %',
  ],
  [
    'a percent of nothing',
    { ...share, bySex: false },
    [{ group: 'all', count: 0, total: 0, statedPercent: '0' }],
    'percent',
    '/figures/0/statedPercent',
    'av 0',
  ],
  [
    'a percent above the whole, without it',
    { ...share, bySex: false },
    [{ group: 'all', count: 80, statedPercent: '250' }],
    'percent',
    '/figures/0/statedPercent',
    'högst 100 %',
  ],
  [
    'a percent of none, without the whole',
    { ...share, bySex: false },
    [{ group: 'all', count: 0, statedPercent: '7' }],
    'percent',
    '/figures/0/statedPercent',
    '0 är 0 %',
  ],
  [
    'more than the whole',
    share,
    [{ group: 'all', count: 5, total: 4 }, table[1]!, table[2]!],
    'above-total',
    '/figures/0/count',
    '5',
  ],
  ['women without men', share, [table[0]!, table[1]!], 'breakdown-incomplete', '/figures', 'både'],
  ['no breakdown where there should be one', share, [table[0]!], 'breakdown-missing', '/figures', 'båda'],
  [
    'a total for one sex',
    share,
    [table[0]!, table[1]!, { group: 'men', count: 64, statedPercent: '17' }],
    'breakdown-incomplete',
    '/figures',
    'total',
  ],
  ['nobody at all', count, [], 'required', '/figures', 'samtliga'],
  [
    'a group twice',
    count,
    [
      { group: 'all', count: 1 },
      { group: 'all', count: 2 },
    ],
    'duplicate',
    '/figures/1/group',
    'två gånger',
  ],
  ['a total of a count', count, [{ group: 'all', count: 1, total: 2 }], 'kind', '/figures/0/total', 'total'],
  ['a count of a value', value, [{ group: 'all', value: '4.5', count: 1 }], 'kind', '/figures/0/count', 'count'],
  [
    'a share with neither total nor percent',
    share,
    [{ group: 'all', count: 1 }],
    'required',
    '/figures/0/total',
    'av hur många',
  ],
])('%s is refused with its figures', (_what, indicator, figures, code, at, detail) => {
  const found = refusal(() => soundFigures(indicator, outcome(...figures), august));
  expect(found).toMatchObject({ code, at });
  expect(found?.detail.replaceAll('\u00a0', ' ')).toContain(detail);
});

test('values have their own breakdown and do not add up', () => {
  const days: GroupFigures[] = [
    { group: 'all', value: '12.4' },
    { group: 'women', value: '11' },
    { group: 'men', value: '13.9' },
  ];
  expect(soundFigures(value, outcome(...days), august).men).toEqual(days[2]);
});

test('before its day it cannot be measured, only said not to be (B-81)', () => {
  const later = { ...count, availableFromDay: '2019-09-01' as Day };
  expect(refusal(() => soundFigures(later, outcome({ group: 'all', count: 3 }), august))?.code).toBe(
    'not-available-yet',
  );
  expect(soundFigures(later, { isMeasured: false, notMeasuredReason: 'Registreras från september' }, august)).toEqual(
    {},
  );
});
