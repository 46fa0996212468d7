/**
 * Judges a history: the record of what sixteen people asked and were told, beside the ledger's own order, which is the
 * serial order of everything (so no search is needed). It shares no line with what it judges.
 */
import { checkAnswers } from './answers.checker.js';
import type { Line } from './format.js';
import { checkLedger } from './ledger.checker.js';
import { gather, groupedBy, type Verdict } from './operations.js';
import { checkReads } from './reads.checker.js';
import { authorsOf, timelinesOf } from './timeline.js';

/** @returns nothing when the history is one that could have happened, one thing after another */
export function check(lines: readonly Line[]): Verdict[] {
  const { operations, snapshots, ledger } = gather(lines);
  const authors = authorsOf(operations);
  const timelines = timelinesOf(ledger, authors);
  return [
    ...checkAnswers(operations, ledger, timelines, authors),
    ...checkLedger(ledger, timelines, snapshots),
    ...checkReads(operations, timelines),
  ];
}

/** How often each verdict was given, for a message that fits a screen. */
export function counted(verdicts: readonly Verdict[]): Record<string, number> {
  const groups = groupedBy(verdicts, ({ name }) => name);
  return Object.fromEntries([...groups].map(([name, list]) => [name, list.length]));
}
