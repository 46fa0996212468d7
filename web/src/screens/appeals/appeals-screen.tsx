import { Checkbox, Paragraph } from '@digdir/designsystemet-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { read } from '../../api/client';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { Pager } from '../../components/pager';
import { ProblemAlert } from '../../components/problem-alert';
import { pagesOf, ServerSearch, useServerSearch } from '../../components/server-search';
import { DecisionTable, useDecisionColumns } from '../../decisions/decision-table';
import { FoundDownloads } from '../../tables/found-downloads';
import { useTableSearch } from '../../tables/table-search';
import { useTexts } from '../../texts/texts';

/** Which decision is it that somebody appeals, and which appeals wait? The decision leads to the rest. */
export function AppealsScreen() {
  const t = useTexts('appeals');
  const columns = useDecisionColumns();
  const [search, setSearch] = useTableSearch();
  const { words, page, query } = useServerSearch();
  const onlyAppealed = search['visa'] !== 'alla' && words === '';
  const asked = { ...query, ...(onlyAppealed ? { appealed: 'true' as const } : {}) };
  const found = useQuery({
    ...read('/api/v1/decisions', { params: { query: asked } }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <Paragraph>{t('lead')}</Paragraph>
      <div className="table-tools no-print">
        <ServerSearch label={t('search')} />
        <Checkbox
          label={t('all')}
          checked={search['visa'] === 'alla'}
          onChange={({ target: { checked } }) => setSearch({ visa: checked ? 'alla' : undefined, sida: undefined })}
        />
        {found.data === undefined || found.data.total === 0 ? null : (
          <div className="table-actions">
            <FoundDownloads
              path="/api/v1/decisions"
              query={asked}
              name="beslut"
              caption={t('title')}
              columns={columns}
              total={found.data.total}
            />
          </div>
        )}
      </div>
      <ProblemAlert error={found.error} />
      {found.data === undefined ? null : (
        <>
          <p role="status" className="table-count">
            {t(onlyAppealed ? 'appealedCount' : 'count', { count: found.data.total })}
          </p>
          {found.data.total === 0 ? (
            <EmptyState
              title={t(onlyAppealed ? 'empty.title' : 'noHits.title')}
              text={t(onlyAppealed ? 'empty.text' : 'noHits.text')}
            />
          ) : (
            <DecisionTable decisions={found.data.items} withMatter />
          )}
          <Pager page={page} pages={pagesOf(found.data.total)} onPage={(sida) => setSearch({ sida: String(sida) })} />
        </>
      )}
    </div>
  );
}
