/** The year's chain as a tree. What stands alone, or below something one may not see, begins one. Pure. */
import type { Schemas } from '../api/client';

type Goal = Schemas['GoalItemDto'];

export interface GoalNode {
  goal: Goal;
  below: GoalNode[];
}

export function treeOf(goals: readonly Goal[]): GoalNode[] {
  const known = new Set(goals.map(({ id }) => id));
  const under = (parentId: string | undefined): GoalNode[] =>
    goals
      .filter((goal) => (parentId === undefined ? !known.has(goal.parentId ?? '') : goal.parentId === parentId))
      .map((goal) => ({ goal, below: under(goal.id) }));
  return under(undefined);
}

/** How many are judged in each way; `undefined` for those no decided report has judged. They add up to all. */
export function countsOf(goals: readonly Goal[]): { status: Schemas['StatusViewDto'] | undefined; count: number }[] {
  const counts = new Map<string, { status: Schemas['StatusViewDto'] | undefined; count: number }>();
  for (const { judgement } of goals) {
    const key = judgement?.status.value ?? '';
    const known = counts.get(key) ?? { status: judgement?.status, count: 0 };
    counts.set(key, { ...known, count: known.count + 1 });
  }
  return [...counts.values()];
}
