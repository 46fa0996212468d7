/** May a decision be carried out, also before it is final? Pure. */
import { compareDays, type Day } from '../kernel/day.js';
import type { Finality } from './notice-board/standing.rules.js';

/** Why a decision may not be carried out on a day. */
export const executionBars = ['annulled', 'appealed', 'refused', 'notAdjusted', 'adjustedLater'] as const;
export type ExecutionBar = (typeof executionBars)[number];

export const executionBarWords: Readonly<Record<ExecutionBar, string>> = {
  annulled: 'en domstol har upphävt beslutet',
  appealed: 'beslutet är överklagat, och ingen har bedömt om det får verkställas ändå',
  refused: 'det är bedömt att beslutet inte får verkställas innan det har fått laga kraft',
  notAdjusted: 'protokollet är inte justerat',
  adjustedLater: 'protokollet justerades först senare',
};

export interface ExecutionFacts {
  finality: Finality;
  /** What the latest assessment says; null when nobody has made one. */
  mayExecute: boolean | null;
  /** When its words were settled: the minutes adjusted, or made by a delegate, who has no minutes. */
  settledDay: Day | null;
  /** The day it is carried out. */
  day: Day;
}

/**
 * KL 13:14, R-40: a decision may be carried out before it is final unless special reasons speak against it. Its minutes are
 * adjusted, at once or in their time, or somebody has weighed it and says that it may; an appeal is weighed anew.
 * @returns undefined when nothing bars it
 */
export function executionBarOf({ finality, mayExecute, settledDay, day }: ExecutionFacts): ExecutionBar | undefined {
  const { kind, finalDay, isAssessmentAskedFor } = finality;
  if (kind === 'annulled') return 'annulled';
  if (finalDay !== null && compareDays(finalDay, day) <= 0) return undefined;
  if (isAssessmentAskedFor) return 'appealed';
  if (mayExecute !== null) return mayExecute ? undefined : 'refused';
  if (settledDay === null) return 'notAdjusted';
  return compareDays(settledDay, day) > 0 ? 'adjustedLater' : undefined;
}
