import type { Schemas } from '../api/client';
import { countsOf, type GoalNode, treeOf } from './tree';

const goal = (id: string, parentId: string | null, value?: string) =>
  ({
    id,
    parentId,
    judgement: value === undefined ? null : { status: { value } },
  }) as unknown as Schemas['GoalItemDto'];

const written = (nodes: readonly GoalNode[]): string =>
  nodes.map(({ goal: { id }, below }) => (below.length === 0 ? id : `${id}(${written(below)})`)).join(' ');

test('each stands once, under what it contributes to; what stands below the unseen begins a tree', () => {
  const goals = [goal('a', null), goal('b', 'a'), goal('c', 'a'), goal('d', 'c'), goal('e', 'osedd')];
  expect(written(treeOf(goals))).toBe('a(b c(d)) e');
  expect(treeOf([])).toEqual([]);
});

test('the counts add up to all, those not judged too', () => {
  const goals = [goal('a', null, 'achieved'), goal('b', null, 'partly'), goal('c', null, 'achieved'), goal('d', null)];
  expect(countsOf(goals).map(({ status, count }) => [status?.value, count])).toEqual([
    ['achieved', 2],
    ['partly', 1],
    [undefined, 1],
  ]);
});
