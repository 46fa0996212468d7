import { Button, Details, Textfield } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTexts } from '../texts/texts';
import type { TableSearch } from './table-search';

interface SavedView {
  name: string;
  search: TableSearch;
}

/** Named sets of search words, filters and order, kept in this browser per list. */
export function SavedViews({
  list,
  search,
  onChoose,
}: {
  list: string;
  search: TableSearch;
  onChoose: (search: TableSearch) => void;
}) {
  const t = useTexts('common');
  const [views, setViews] = useState(() => readViews(list));
  const [name, setName] = useState('');
  const keep = (next: SavedView[]): void => {
    setViews(next);
    try {
      localStorage.setItem(keyOf(list), JSON.stringify(next));
    } catch {
      // Storage is closed or full; the views last until the page is left.
    }
  };
  const cleared = Object.fromEntries(Object.keys(search).map((key) => [key, undefined]));
  return (
    <Details className="saved-views no-print">
      <Details.Summary>{t('views.heading')}</Details.Summary>
      <Details.Content>
        <ul>
          {views.map((view) => (
            <li key={view.name}>
              <Button variant="tertiary" onClick={() => onChoose({ ...cleared, ...view.search })}>
                {view.name}
              </Button>
              <Button
                variant="tertiary"
                data-color="danger"
                aria-label={t('views.remove', { name: view.name })}
                onClick={() => keep(views.filter((other) => other !== view))}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const trimmed = name.trim();
            if (trimmed === '') return;
            keep([...views.filter((view) => view.name !== trimmed), { name: trimmed, search }]);
            setName('');
          }}
        >
          <Textfield label={t('views.name')} value={name} onChange={(event) => setName(event.target.value)} />
          <Button type="submit" variant="secondary">
            {t('views.save')}
          </Button>
        </form>
      </Details.Content>
    </Details>
  );
}

const keyOf = (list: string): string => `anslag.views.${list}`;

function readViews(list: string): SavedView[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(list)) ?? '[]');
    return Array.isArray(kept) ? (kept as SavedView[]).filter(({ name }) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}
