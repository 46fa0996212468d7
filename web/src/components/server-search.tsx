import { Label, Search } from '@digdir/designsystemet-react';
import { useId } from 'react';
import { useTexts } from '../texts/texts';
import { useTableSearch } from '../tables/table-search';

const pageSize = 50;
const wordsMax = 100;

/** What the address asks of a list that the server searches: words, and which page of fifty. */
export function useServerSearch(): { words: string; query: { q?: string; page: number; limit: number }; page: number } {
  const [search] = useTableSearch();
  const words = (search['q'] ?? '').trim().slice(0, wordsMax);
  const page = Math.max(1, Math.trunc(Number(search['sida'] ?? 1)) || 1);
  return { words, page, query: { ...(words === '' ? {} : { q: words }), page, limit: pageSize } };
}

export const pagesOf = (total: number): number => Math.max(1, Math.ceil(total / pageSize));

/** The field in which those words are typed. */
export function ServerSearch({ label }: { label: string }) {
  const [search, setSearch] = useTableSearch();
  return (
    <ServerSearchField
      label={label}
      value={search['q'] ?? ''}
      onChange={(words) => setSearch({ q: words || undefined, sida: undefined })}
    />
  );
}

/** The same where the words are a part of a form, and do not belong in the address. */
export function ServerSearchField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (words: string) => void;
}) {
  const t = useTexts('common');
  const id = useId();
  return (
    <div>
      <Label htmlFor={id}>{label}</Label>
      <Search>
        <Search.Input id={id} value={value} onChange={(event) => onChange(event.target.value)} />
        <Search.Clear aria-label={t('table.clear')} onClick={() => onChange('')} />
      </Search>
    </div>
  );
}
