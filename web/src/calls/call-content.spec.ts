import { changedParts, mergeParts } from '../drafts/merging';
import { type CallContent, callParts, emptyCall } from './call-content';

const base: CallContent = { ...emptyCall(2026), title: 'Begäran', sourceIds: ['a', 'b'], replyByDay: '2026-04-28' };

test('the order in which boxes were ticked is no change', () => {
  expect(changedParts(callParts, base, { ...base, sourceIds: ['b', 'a'], title: 'Begäran ' })).toEqual([]);
  const changed = { ...base, sourceIds: ['a'], years: [2026, 2027] };
  expect(changedParts(callParts, base, changed)).toEqual(['years', 'sourceIds']);
});

test('what only one has changed stands, what both have changed is asked about', () => {
  const mine = { ...base, title: 'Min', replyByTime: '15:00' };
  const theirs = { ...base, title: 'Deras', sourceIds: ['a'] };
  const merged = (choice?: 'mine' | 'theirs') =>
    mergeParts(callParts, base, mine, theirs, new Map(choice === undefined ? [] : [['title', choice]]));
  expect(merged().conflicts).toEqual([{ key: 'title', mine: 'Min', theirs: 'Deras' }]);
  expect(merged('theirs')).toEqual({ content: { ...theirs, replyByTime: '15:00' }, conflicts: [] });
  expect(merged('mine').content).toEqual({ ...theirs, title: 'Min', replyByTime: '15:00' });
});

test('the same change made twice is no conflict', () => {
  const both = { ...base, title: 'Ny' };
  expect(mergeParts(callParts, base, both, both)).toEqual({ content: both, conflicts: [] });
});
