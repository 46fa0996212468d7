import { Table } from '@digdir/designsystemet-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read, type Schemas } from '../../api/client';
import { mayEver, ownAuthorities, useSession } from '../../api/session';
import { CaptionedTable } from '../../components/captioned-table';
import { ChoiceField, optionsOf } from '../../components/choice-field';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { Pager } from '../../components/pager';
import { ProblemAlert } from '../../components/problem-alert';
import { pagesOf, ServerSearch, useServerSearch } from '../../components/server-search';
import { StatusTag } from '../../components/status-tag';
import type { Column } from '../../tables/column';
import { FoundDownloads } from '../../tables/found-downloads';
import { useTableSearch } from '../../tables/table-search';
import { useTexts } from '../../texts/texts';
import { NewMatter } from './new-matter';

/** The authority's matters, newest first. A register grows without end, so the server searches and gives a page at a time. */
export function RegisterScreen() {
  const t = useTexts('register');
  const session = useSession();
  const authorities = ownAuthorities(session);
  const [search, setSearch] = useTableSearch();
  const authorityId = authorities.find(({ id }) => id === search['myndighet'])?.id ?? authorities[0]?.id;
  const { words, page, query } = useServerSearch();
  const asked = { ...query, ...(authorityId === undefined ? {} : { authorityId }) };
  const found = useQuery({
    ...read('/api/v1/matters', { params: { query: asked } }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <div className="table-tools no-print">
        <ServerSearch label={t('search')} />
        {authorities.length > 1 ? (
          <ChoiceField
            label={t('authority')}
            value={authorityId ?? ''}
            options={optionsOf(authorities)}
            onChange={(myndighet) => setSearch({ myndighet, sida: undefined })}
          />
        ) : null}
        <div className="table-actions">
          {mayEver(session, 'matter.register') ? <NewMatter authorities={authorities} /> : null}
          {found.data === undefined || found.data.total === 0 ? null : (
            <FoundDownloads
              path="/api/v1/matters"
              query={asked}
              name="diariet"
              caption={t('matters')}
              columns={columnsOf(t)}
              total={found.data.total}
            />
          )}
        </div>
      </div>
      <ProblemAlert error={found.error} />
      {found.data === undefined ? null : (
        <>
          <p role="status" className="table-count">
            {t('count', { count: found.data.total })}
          </p>
          {found.data.total === 0 ? (
            <EmptyState
              title={t(words === '' ? 'empty.title' : 'noHits.title')}
              text={t(words === '' ? 'empty.text' : 'noHits.text')}
            />
          ) : (
            <Matters items={found.data.items} />
          )}
          <Pager page={page} pages={pagesOf(found.data.total)} onPage={(sida) => setSearch({ sida: String(sida) })} />
        </>
      )}
    </div>
  );
}

type Matter = Schemas['MatterPageDto']['items'][number];

function columnsOf(t: ReturnType<typeof useTexts<'register'>>): Column<Matter>[] {
  return [
    { key: 'number', header: t('number'), value: ({ registrationNumber }) => registrationNumber },
    { key: 'title', header: t('matterTitle'), value: ({ title }) => title },
    { key: 'opened', header: t('opened'), kind: 'day', value: ({ openedDay }) => openedDay },
    { key: 'state', header: t('state'), value: ({ status }) => t(`status.${status}`) },
  ];
}

function Matters({ items }: { items: readonly Matter[] }) {
  const t = useTexts('register');
  return (
    <CaptionedTable
      caption={t('matters')}
      heads={(['number', 'matterTitle', 'opened', 'state'] as const).map((key) => t(key))}
      zebra
    >
      <Table.Body>
        {items.map(({ id, registrationNumber, title, openedDay, status }) => (
          <Table.Row key={id}>
            <Table.Cell className="nowrap">
              <Link to="/arende/$number" params={{ number: registrationNumber }}>
                {registrationNumber}
              </Link>
            </Table.Cell>
            <Table.Cell>{title}</Table.Cell>
            <Table.Cell className="day">{openedDay}</Table.Cell>
            <Table.Cell>
              <StatusTag tone={status === 'open' ? 'info' : 'neutral'}>{t(`status.${status}`)}</StatusTag>
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </CaptionedTable>
  );
}
