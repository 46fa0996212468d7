import { changedRows, type Draft, entered, figuresOf, judgementsOf, noDraft, withoutSent } from './draft';
import { sheetFor } from './sheet-of';

const sheet = sheetFor(
  [{ ceiling: 1_000 }, { ceiling: 500 }],
  [{ requested: 600 }, { requested: 400, recommended: [300, 0], follows: 2, reason: 'Delas', priority: 3 }],
);
const [first, second] = sheet.rows as [(typeof sheet.rows)[0], (typeof sheet.rows)[0]];
const figures = (draft: Draft, row = first) => figuresOf(row, sheet.columns, draft.get(row.id));
const faults = (draft: Draft, row = first): string[] =>
  figures(draft, row).faults.map(({ field, fault }) => `${field} ${fault}`);

test.each([
  ['all that is asked for', [['sy0', '600']], []],
  [
    'spread over two sources',
    [
      ['sy0', '400'],
      ['sy1', '200'],
    ],
    [],
  ],
  ['as a person writes it', [['sy0', '0,0006 mnkr']], []],
  ['less without a reason', [['sy0', '500']], ['reason reasonMissing']],
  [
    'less with a reason',
    [
      ['sy0', '500'],
      ['reason', 'Delas'],
    ],
    [],
  ],
  ['nothing, with a reason', [['reason', 'Ryms inte']], []],
  [
    'more than is asked for',
    [
      ['sy0', '600'],
      ['sy1', '1'],
    ],
    ['sy0 aboveRequested'],
  ],
  ['what cannot be read', [['sy0', '6oo']], ['sy0 unreadable', 'reason reasonMissing']],
  [
    'a turn that is no number',
    [
      ['sy0', '600'],
      ['priority', 'först'],
    ],
    ['priority priority'],
  ],
])('a row with %s', (_name, cells, expected) => {
  const draft = cells.reduce<Draft>((so, [field = '', text = '']) => entered(sheet, so, first, field, text), noDraft);
  expect(faults(draft)).toEqual(expected);
});

test('how much over and how much less is told in öre', () => {
  const over = entered(sheet, noDraft, first, 'sy0', '600,50');
  expect([figures(over).overOre, figures(over).cutOre]).toEqual([50n, 0n]);
  expect(figures(entered(sheet, noDraft, first, 'sy0', '599,50')).cutOre).toBe(50n);
});

test('the saved text again, or the same amount in other words, is no change', () => {
  const typed = entered(sheet, noDraft, second, 'sy0', '200');
  expect(changedRows(sheet, typed)).toEqual([second]);
  expect(entered(sheet, typed, second, 'sy0', '300,00 kr')).toEqual(noDraft);
  expect(entered(sheet, noDraft, second, 'sy0', '0,3 tkr')).toBe(noDraft);
  expect(entered(sheet, noDraft, first, 'sy1', '-')).toBe(noDraft);
});

test('what is saved of a row is all of it, also what was not touched', () => {
  const draft = entered(sheet, noDraft, second, 'sy1', '50');
  expect(judgementsOf(sheet, draft)).toEqual([
    {
      proposalId: 'p',
      measureKey: 'm1',
      follows: 2,
      priority: 3,
      reason: 'Delas',
      rows: [
        { sourceId: 's0', year: 2023, ore: 30_000n },
        { sourceId: 's1', year: 2023, ore: 5_000n },
      ],
    },
  ]);
});

test('what is typed while the rest is being saved stays, and follows what was saved', () => {
  const sent = entered(sheet, entered(sheet, noDraft, second, 'sy1', '50'), second, 'priority', '1');
  const later = entered(sheet, entered(sheet, sent, second, 'sy1', '60'), first, 'sy0', '600');
  const left = withoutSent(later, sent);
  expect(left.get(second.id)).toEqual({ follows: 3, entries: new Map([['sy1', { text: '60', was: '50' }]]) });
  expect(left.get(first.id)?.follows).toBe(0);
  expect(withoutSent(sent, sent)).toEqual(noDraft);
});
