/** Scenarios side by side: which measures fare differently, and what each scenario adds up to. */
import type { Schemas } from '../api/client';
import { oreOf } from '../money/money';

type Comparison = Schemas['ComparisonDto'];

export interface ComparedRow {
  id: string;
  title: string;
  authorityCode: string;
  requestedOre: bigint;
  /** In the scenarios' order. */
  amounts: { ore: bigint; sources: string }[];
  /** Not the same in all: another amount, or out of another source. */
  differs: boolean;
}

export function comparedRows({ measures }: Pick<Comparison, 'measures'>): ComparedRow[] {
  return measures.map(({ proposalId, measureKey, title, authorityCode, requested, amounts }) => {
    const shown = amounts.map(({ total, sources }) => ({
      ore: oreOf(total),
      sources: [...sources]
        .map(({ code, year }) => `${code} ${year}`)
        .sort((one, other) => one.localeCompare(other, 'sv'))
        .join(', '),
    }));
    const ways = new Set(amounts.map(partsText));
    return {
      id: `${proposalId} ${measureKey}`,
      title,
      authorityCode,
      requestedOre: oreOf(requested),
      amounts: shown,
      differs: ways.size > 1,
    };
  });
}

function partsText({ sources }: Comparison['measures'][number]['amounts'][number]): string {
  return sources
    .map(({ code, year, amount }) => `${code} ${year} ${oreOf(amount)}`)
    .sort()
    .join('; ');
}

/** What each scenario gives in all, added up from the rows that are shown. */
export function sumsOf(rows: readonly ComparedRow[], count: number): bigint[] {
  return Array.from({ length: count }, (_, at) =>
    rows.reduce((sum, { amounts }) => sum + (amounts[at]?.ore ?? 0n), 0n),
  );
}
