import { useSuspenseQuery } from '@tanstack/react-query';
import { readEvery, type Schemas } from '../api/client';
import { ChoiceField } from '../components/choice-field';
import { oreOf } from '../money/money';
import { useTableSearch } from '../tables/table-search';
import { useTexts } from '../texts/texts';

export interface SourceYear {
  sourceId: string;
  code: string;
  name: string;
  kind: Schemas['SourceDto']['kind'];
  year: number;
}

/**
 * The source and year that the address names, `?kalla=…&ar=2023`; otherwise the latest year something is given from, and in
 * it the source that has given most.
 * `undefined` when no source has a ceiling.
 */
export function useSourceYear(): { chosen: SourceYear | undefined; all: SourceYear[] } {
  const [search] = useTableSearch();
  const sources = useSuspenseQuery(readEvery('/api/v1/funding-sources')).data;
  const listed = sources.flatMap(({ id, code, name, kind, years }) =>
    years.map(({ year, reserved }) => ({ sourceId: id, code, name, kind, year, reservedOre: oreOf(reserved) })),
  );
  const named = listed.find(({ sourceId, year }) => sourceId === search['kalla'] && String(year) === search['ar']);
  const used = listed
    .filter(({ reservedOre }) => reservedOre !== 0n)
    .sort((one, other) => other.year - one.year || (other.reservedOre > one.reservedOre ? 1 : -1));
  return { chosen: named ?? used[0] ?? listed[0], all: listed };
}

/** Chooses the source and year a screen is about; the choice stands in the address. */
export function SourceYearField({ chosen, all }: { chosen: SourceYear; all: readonly SourceYear[] }) {
  const t = useTexts('common');
  const [, setSearch] = useTableSearch();
  const keyOf = ({ sourceId, year }: SourceYear): string => `${sourceId} ${year}`;
  return (
    <ChoiceField
      label={t('ceiling.source')}
      value={keyOf(chosen)}
      options={all.map((one) => ({ value: keyOf(one), label: `${one.code} ${one.year}, ${one.name}` }))}
      onChange={(value) => {
        const [kalla, ar] = value.split(' ');
        setSearch({ kalla, ar });
      }}
    />
  );
}

/** For a link to another screen about the same source and year. */
export const sourceYearSearch = ({ sourceId, year }: SourceYear): never =>
  ({ kalla: sourceId, ar: String(year) }) as never;
