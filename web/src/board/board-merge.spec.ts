import { conflictsOf, rebased, resolved } from './board-merge';
import { type Draft, entered, noDraft } from './draft';
import { sheetFor } from './sheet-of';

const sources = [{ ceiling: 1_000 }, { ceiling: 1_000 }];
const read = sheetFor(sources, [{ requested: 600 }, { requested: 400 }]);
/** Since then somebody else has given the first measure 250 from the first source. */
const now = sheetFor(sources, [
  { requested: 600, recommended: [250, 0], follows: 1, reason: 'Deras skäl' },
  { requested: 400 },
]);
const typed = (...cells: [row: number, field: string, text: string][]): Draft =>
  cells.reduce<Draft>((so, [row, field, text]) => entered(read, so, read.rows[row]!, field, text), noDraft);
const told = (draft: Draft) => conflictsOf(now, draft).map(({ field, mine, theirs }) => [field, mine, theirs]);

test.each([
  ['both the same cell, differently', typed([0, 'sy0', '600']), [['sy0', '600', '250']]],
  ['both the same cell, alike', typed([0, 'sy0', '250']), []],
  ['different cells of the same measure', typed([0, 'sy1', '100']), []],
  ['different measures', typed([1, 'sy0', '400']), []],
  [
    'the reason as well',
    typed([0, 'sy0', '1'], [0, 'reason', 'Mitt']),
    [
      ['sy0', '1', '250'],
      ['reason', 'Mitt', 'Deras skäl'],
    ],
  ],
])('changed by two: %s', (_name, draft, expected) => {
  expect(told(draft)).toEqual(expected);
});

test('what nobody else has touched goes on to the judgement that now rules', () => {
  const draft = rebased(now, typed([0, 'sy1', '100'], [1, 'sy0', '400']));
  expect(draft.get(now.rows[0]!.id)?.follows).toBe(1);
  expect(draft.get(now.rows[1]!.id)?.follows).toBe(0);
  expect(rebased(now, draft)).toBe(draft);
});

test('a row with a conflict waits until somebody has chosen', () => {
  const draft = typed([0, 'sy0', '600'], [0, 'sy1', '50']);
  expect(rebased(now, draft)).toBe(draft);
  const mine = resolved(now, draft, () => true);
  expect(mine.get(now.rows[0]!.id)).toEqual({
    follows: 1,
    entries: new Map([
      ['sy0', { text: '600', was: '250' }],
      ['sy1', { text: '50', was: '' }],
    ]),
  });
  expect(conflictsOf(now, mine)).toEqual([]);
  const theirs = resolved(now, draft, () => false);
  expect([...(theirs.get(now.rows[0]!.id)?.entries.keys() ?? [])]).toEqual(['sy1']);
});

test('a measure that has left the board takes what was typed with it', () => {
  expect(rebased(sheetFor(sources, []), typed([0, 'sy0', '600']))).toEqual(noDraft);
});
