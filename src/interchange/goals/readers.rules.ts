/** Which documents about goals can be read, and by what. Pure. */
import { readBudgetText } from './budget.rules.js';
import { readCouncilGoalReport } from './council-goal.rules.js';
import { readEffectGoals } from './effect-goals.rules.js';
import { readFollowUpReport } from './report.rules.js';

export const goalReaders = {
  followUpReport: readFollowUpReport,
  effectGoals: readEffectGoals,
  budgetText: readBudgetText,
  councilGoalReport: readCouncilGoalReport,
} as const;

export type GoalDocumentKind = keyof typeof goalReaders;
export const goalDocumentKinds = Object.keys(goalReaders) as GoalDocumentKind[];

export type ReadGoalDocument = ReturnType<(typeof goalReaders)[GoalDocumentKind]>;
