/** A list's search words, order and filters live in the address: what one sees can be bookmarked and sent to a colleague. */
import { useNavigate, useSearch } from '@tanstack/react-router';

export type TableSearch = Record<string, string | undefined>;

/** For a route with a list: `validateSearch: tableSearch`. Keeps what is plain text. */
export function tableSearch(search: Record<string, unknown>): TableSearch {
  return Object.fromEntries(
    Object.entries(search).flatMap(([key, value]) => (typeof value === 'string' && value !== '' ? [[key, value]] : [])),
  );
}

export function useTableSearch(): [TableSearch, (change: TableSearch) => void] {
  const search = useSearch({ strict: false }) as TableSearch;
  const navigate = useNavigate();
  const change = (changes: TableSearch): void => {
    void navigate({ to: '.', search: { ...search, ...changes } as never, replace: true, resetScroll: false });
  };
  return [search, change];
}
