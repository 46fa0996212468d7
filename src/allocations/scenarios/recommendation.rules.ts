/** What the office would give a measure, judged before it is kept. Pure. */
import type { FieldFault } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';

export interface NewRecommendation {
  proposalId: string;
  measureKey: string;
  /** Number of the judgement the office has read, 0 when there was none. */
  follows: number;
  priority?: number | undefined;
  rows: readonly { sourceId: string; year: number; amount: Money }[];
  /** Demanded when it is less than what is asked for. */
  reason?: string | undefined;
}

export const totalOf = ({ rows }: NewRecommendation): Money => Money.sum(rows.map(({ amount }) => amount));

/**
 * The first fault of one judgement: a source and year twice, more than what is asked for, a cut without a reason.
 * @param sourceYearIds in the order of its rows
 * @param pointer of the judgement in the request
 */
export function faultOf(
  given: NewRecommendation,
  { title, requested }: { title: string; requested: Money },
  sourceYearIds: readonly string[],
  pointer: string,
): FieldFault | undefined {
  const twice = sourceYearIds.findIndex((id, index) => sourceYearIds.indexOf(id) !== index);
  if (twice >= 0)
    return {
      pointer: `${pointer}/rows/${twice}`,
      code: 'duplicate-row',
      detail: `Samma källa och år står två gånger för ”${title}”.`,
    };
  const total = totalOf(given);
  if (total.compare(requested) > 0)
    return {
      pointer: `${pointer}/rows`,
      code: 'above-requested',
      detail: `Bedömningen ${total.format()} av ”${title}” är mer än de ${requested.format()} som begärs.`,
    };
  if ((given.reason?.trim() ?? '') !== '' || total.equals(requested)) return undefined;
  return {
    pointer: `${pointer}/reason`,
    code: 'required',
    detail: `Ange varför ”${title}” får ${requested.subtract(total).format()} mindre.`,
  };
}
