import { Button } from '@digdir/designsystemet-react';
import { useTexts } from '../texts/texts';

/** Below a list the server gives a page at a time; nothing when it is all on one. */
export function Pager({ page, pages, onPage }: { page: number; pages: number; onPage: (page: number) => void }) {
  const t = useTexts('common');
  if (pages <= 1) return null;
  return (
    <nav aria-label={t('pages.label')} className="actions">
      <Button variant="secondary" aria-disabled={page <= 1} onClick={() => page > 1 && onPage(page - 1)}>
        {t('pages.newer')}
      </Button>
      <span>{t('pages.pageOf', { page, pages })}</span>
      <Button variant="secondary" aria-disabled={page >= pages} onClick={() => page < pages && onPage(page + 1)}>
        {t('pages.older')}
      </Button>
    </nav>
  );
}
