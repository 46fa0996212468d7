import { type CallContent, changedFields, conflictsOf, emptyCall, mergedCall } from './call-content';

const base: CallContent = { ...emptyCall(2026), title: 'Begäran', sourceIds: ['a', 'b'], replyByDay: '2026-04-28' };

test('the order in which boxes were ticked is no change', () => {
  expect(changedFields(base, { ...base, sourceIds: ['b', 'a'], title: 'Begäran ' })).toEqual([]);
  expect(changedFields(base, { ...base, sourceIds: ['a'], years: [2026, 2027] })).toEqual(['years', 'sourceIds']);
});

test('what only one has changed stands, what both have changed is asked about', () => {
  const mine = { ...base, title: 'Min', replyByTime: '15:00' };
  const theirs = { ...base, title: 'Deras', sourceIds: ['a'] };
  expect(conflictsOf(base, mine, theirs)).toEqual(['title']);
  expect(mergedCall(base, mine, theirs, new Map([['title', 'theirs']]))).toEqual({ ...theirs, replyByTime: '15:00' });
  expect(mergedCall(base, mine, theirs, new Map([['title', 'mine']]))).toEqual({
    ...theirs,
    title: 'Min',
    replyByTime: '15:00',
  });
});

test('the same change made twice is no conflict', () => {
  const both = { ...base, title: 'Ny' };
  expect(conflictsOf(base, both, both)).toEqual([]);
});
