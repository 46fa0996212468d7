/** What tables and lists mean beside the measures already found: new measures, the same again, or something else. */
import type { FoundMeasure } from './memorandum.measures.js';
import type { Amount, Group } from './memorandum.sums.js';
import { keyOf } from './memorandum.text.js';
import type { Restated } from './memorandum.totals.js';

export interface Settled {
  measures: FoundMeasure[];
  totals: Amount[];
  restated: Restated[];
  /** Sums of groups that are not the whole request; compared with their own rows. */
  ownSums: { amount: Amount; rows: Amount[] }[];
}

/**
 * Decides for each table or list whether it makes measures, says them again, or is about something else. A row says a
 * measure again when their titles match, or when the group has as many rows as there are measures.
 */
export function settleGroups(labelled: readonly FoundMeasure[], groups: readonly Group[]): Settled {
  const settled: Settled = { measures: [...labelled], totals: [], restated: [], ownSums: [] };
  for (const group of groups) {
    if (group.kind === 'frame') continue;
    if (group.kind === 'split') settleSplit(settled, group);
    else if (settled.measures.length === 0) {
      settled.measures = group.rows.map(asMeasure);
      settled.totals = settled.totals.concat(group.sums);
    } else settleAgain(settled, group);
  }
  return settled;
}

const asMeasure = ({ title, amount }: Group['rows'][number]): FoundMeasure => ({
  title,
  titleKey: keyOf(title),
  amount,
  span: { start: amount.start, end: amount.end },
});

function settleSplit(settled: Settled, group: Group): void {
  const about = settled.measures.find(({ span }) => group.start >= span.start && group.end <= span.end);
  const rows = group.rows.map(({ amount }) => amount);
  for (const amount of group.sums) {
    if (about !== undefined) settled.restated.push({ measure: about, amount });
    else settled.totals.push(amount);
    settled.ownSums.push({ amount, rows });
  }
}

function settleAgain(settled: Settled, group: Group): void {
  const known = settled.measures.slice();
  const inOrder = group.rows.length === known.length;
  const byTitle = new Map(known.map((measure) => [measure.titleKey, measure]));
  const matches = group.rows.map((row, index) => {
    const key = keyOf(row.title);
    const near =
      known.length > 100
        ? undefined
        : known.find(({ titleKey }) => key.length >= 8 && (titleKey.includes(key) || key.includes(titleKey)));
    return byTitle.get(key) ?? near ?? (inOrder ? known[index] : undefined);
  });
  const matched = matches.filter((match) => match !== undefined);
  if (matched.length === 0 && !group.isSure) {
    for (const amount of group.sums) settled.ownSums.push({ amount, rows: group.rows.map((row) => row.amount) });
    return;
  }
  group.rows.forEach((row, index) => {
    const measure = matches[index];
    if (measure !== undefined) settled.restated.push({ measure, amount: row.amount });
    else settled.measures.push(asMeasure(row));
  });
  const isWhole = new Set(matched).size === known.length;
  if (isWhole) settled.totals = settled.totals.concat(group.sums);
  else for (const amount of group.sums) settled.ownSums.push({ amount, rows: group.rows.map((row) => row.amount) });
}
