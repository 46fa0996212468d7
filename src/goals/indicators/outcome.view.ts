/** An outcome as it is shown: exact counts, and the percent worked out from them when it is asked for (C-44). */
import { percentOf, rounded } from './figure.rules.js';
import { type Group, groups, type IndicatorKind } from './outcome.rules.js';
import type { Measured } from './target.rules.js';

export interface OutcomeRow {
  isMeasured: boolean;
  notMeasuredReason: string | null;
  kind: IndicatorKind;
  count_all: string | null;
  count_women: string | null;
  count_men: string | null;
  total_all: string | null;
  total_women: string | null;
  total_men: string | null;
  value_all: string | null;
  value_women: string | null;
  value_men: string | null;
  stated_all: string | null;
  stated_women: string | null;
  stated_men: string | null;
  note: string | null;
}

export const outcomeColumns = (
  o: string,
): string => `${o}.is_measured as "isMeasured", ${o}.not_measured_reason as "notMeasuredReason", ${o}.kind,
  ${['count', 'total', 'value', 'stated'].flatMap((field) => groups.map((group) => `${o}.${field}_${group}`)).join(', ')}, ${o}.note`;

export interface FigureView {
  group: Group;
  count: number | null;
  total: number | null;
  value: string | null;
  /** Rounded half up to whole percent; as it was stated when the total is not known; null of a total of 0. */
  percent: string | null;
}

export interface OutcomeView {
  isMeasured: boolean;
  notMeasuredReason: string | null;
  figures: FigureView[];
  note: string | null;
}

const numberOrNull = (text: string | null): number | null => (text === null ? null : Number(text));

export function outcomeView(row: OutcomeRow): OutcomeView {
  const figures = groups.flatMap((group): FigureView[] => {
    const [count, total, value] = [row[`count_${group}`], row[`total_${group}`], row[`value_${group}`]];
    if (count === null && value === null) return [];
    return [
      {
        group,
        count: numberOrNull(count),
        total: numberOrNull(total),
        value,
        percent: percentText(count, total, row[`stated_${group}`]),
      },
    ];
  });
  return { isMeasured: row.isMeasured, notMeasuredReason: row.notMeasuredReason, figures, note: row.note };
}

function percentText(count: string | null, total: string | null, stated: string | null): string | null {
  if (count === null || total === null) return stated;
  const percent = percentOf(BigInt(count), BigInt(total));
  return percent === undefined ? null : rounded(percent, 0);
}

/** The one number of it all that is compared. */
export const measuredOf = (row: OutcomeRow): Measured => ({
  isMeasured: row.isMeasured,
  count: row.count_all,
  total: row.total_all,
  value: row.value_all,
  stated: row.stated_all,
});
