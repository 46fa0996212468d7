import { Button, Link as DsLink } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readEvery } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { sumOf } from '../../money/money';
import { isOver, type Source, sourceKinds, SourceStatus, sourceStatuses } from '../../sources/source-status';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { useTexts } from '../../texts/texts';

type T = ReturnType<typeof useTexts<'sources'>>;

/** Where does money come from, what may it be used for, until when, and how much of it is left? One row a source. */
export function FundingSourcesScreen() {
  const t = useTexts('sources');
  const sources = useSuspenseQuery(readEvery('/api/v1/funding-sources')).data;
  const add = mayEver(useSession(), 'source.manage') ? (
    <Button asChild>
      <Link to="/kallor/ny">{t('add')}</Link>
    </Button>
  ) : null;
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <DataTable
        name="kallor"
        caption={t('title')}
        columns={columnsOf(t)}
        rows={sources}
        rowKey={({ id }) => id}
        filters={[
          {
            key: 'slag',
            label: t('kind'),
            value: ({ kind }) => kind,
            options: sourceKinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
          },
          {
            key: 'lage',
            label: t('status'),
            value: ({ status }) => status,
            options: sourceStatuses.map((value) => ({ value, label: t(`statuses.${value}`) })),
          },
        ]}
        actions={add}
        empty={
          <EmptyState title={t('empty.title')} text={t('empty.text')}>
            {add}
          </EmptyState>
        }
      />
    </div>
  );
}

function columnsOf(t: T): Column<Source>[] {
  return [
    {
      key: 'source',
      header: t('source'),
      value: ({ code, name, grantor, purposes }) => [code, name, grantor ?? '', ...purposes].join(' ').trim(),
      show: ({ id, code, name, grantor }) => (
        <>
          <DsLink asChild>
            <Link to="/kallor/$id" params={{ id }}>{`${code}, ${name}`}</Link>
          </DsLink>
          {grantor === null ? null : <div className="quiet">{grantor}</div>}
        </>
      ),
    },
    { key: 'kind', header: t('kind'), value: ({ kind }) => t(`kinds.${kind}`) },
    { key: 'years', header: t('years'), value: ({ years }) => years.map(({ year }) => year).join(', ') },
    { key: 'usedTo', header: t('usedTo'), kind: 'day', value: ({ useToDay }) => useToDay },
    {
      key: 'deadline',
      header: t('deadline'),
      kind: 'day',
      value: ({ requisitionDeadline }) => requisitionDeadline?.day ?? null,
    },
    { key: 'ceiling', header: t('ceiling'), kind: 'money', value: ({ years }) => sumOf(years.map((y) => y.ceiling)) },
    { key: 'given', header: t('given'), kind: 'money', value: ({ years }) => sumOf(years.map((y) => y.reserved)) },
    { key: 'left', header: t('left'), kind: 'money', value: ({ years }) => sumOf(years.map((y) => y.remaining)) },
    {
      key: 'status',
      header: t('status'),
      value: (source) => [t(`statuses.${source.status}`), isOver(source) ? t('over') : ''].join(' ').trim(),
      show: (source) => <SourceStatus source={source} />,
    },
  ];
}
