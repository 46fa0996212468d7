import { Button, Link as DsLink, Paragraph } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { readEvery, type Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { StatusTag } from '../../components/status-tag';
import { type SourceYear, SourceYearField, sourceYearSearch, useSourceYear } from '../../sources/source-year';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { useTexts } from '../../texts/texts';
import { NewCost } from './new-cost';
import { Reversal } from './reversal';

export type Cost = Schemas['CostDto'];

/** Which costs are booked on which measure and source; add one, or take one back. */
export function BookkeepingScreen() {
  const t = useTexts('bookkeeping');
  const { chosen, all } = useSourceYear();
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      {chosen === undefined ? (
        <EmptyState title={t('noSource.title')} text={t('noSource.text')} />
      ) : (
        <>
          <SourceYearField chosen={chosen} all={all} />
          <Costs key={`${chosen.sourceId} ${chosen.year}`} chosen={chosen} />
        </>
      )}
    </div>
  );
}

function Costs({ chosen }: { chosen: SourceYear }) {
  const t = useTexts('bookkeeping');
  const { sourceId, year } = chosen;
  const costs = useSuspenseQuery(readEvery('/api/v1/actual-costs', { params: { query: { sourceId, year } } })).data;
  const mayRecord = mayEver(useSession(), 'cost.record');
  const [isAdding, setAdding] = useState(location.hash === '#ny');
  const [reversing, setReversing] = useState<Cost | undefined>();
  const measures = new Map(costs.map(({ measureKey, measureTitle }) => [measureKey, measureTitle ?? t('untitled')]));
  return (
    <>
      {mayRecord ? (
        isAdding ? (
          <NewCost chosen={chosen} onClose={() => setAdding(false)} />
        ) : (
          <div className="actions no-print">
            <Button onClick={() => setAdding(true)}>{t('add')}</Button>
            <Button asChild variant="secondary">
              <Link to="/bokforing/las-in" search={sourceYearSearch(chosen)}>
                {t('import')}
              </Link>
            </Button>
          </div>
        )
      ) : (
        <Paragraph>{t('readOnly')}</Paragraph>
      )}
      {reversing === undefined ? null : <Reversal cost={reversing} onClose={() => setReversing(undefined)} />}
      <DataTable
        name={`kostnader-${chosen.code}-${year}`}
        caption={t('costs')}
        columns={columnsOf(t, mayRecord ? setReversing : undefined)}
        rows={costs}
        rowKey={({ id }) => id}
        filters={[
          {
            key: 'insats',
            label: t('measure'),
            value: ({ measureKey }) => measureKey,
            options: [...measures].map(([value, label]) => ({ value, label })),
          },
        ]}
        empty={<EmptyState title={t('empty.title')} text={t(mayRecord ? 'empty.text' : 'empty.readOnly')} />}
      />
    </>
  );
}

function columnsOf(
  t: ReturnType<typeof useTexts<'bookkeeping'>>,
  onReverse: ((cost: Cost) => void) | undefined,
): Column<Cost>[] {
  const columns: Column<Cost>[] = [
    { key: 'day', header: t('day'), kind: 'day', value: ({ costDay }) => costDay },
    {
      key: 'text',
      header: t('text'),
      value: ({ text }) => text,
      show: ({ id, text, reason }) => (
        <>
          <DsLink asChild>
            <Link to="/vag/$kind/$id" params={{ kind: 'cost', id }}>
              {text}
            </Link>
          </DsLink>
          {reason == null ? null : <div className="quiet">{reason}</div>}
        </>
      ),
    },
    {
      key: 'measure',
      header: t('measure'),
      value: ({ registrationNumber, measureTitle }) => `${registrationNumber} ${measureTitle ?? ''}`.trim(),
      show: ({ registrationNumber, measureTitle }) => (
        <>
          <DsLink asChild>
            <Link to="/arende/$number" params={{ number: registrationNumber }}>
              {registrationNumber}
            </Link>
          </DsLink>{' '}
          {measureTitle}
        </>
      ),
    },
    { key: 'committee', header: t('committee'), value: ({ authorityCode }) => authorityCode },
    { key: 'voucher', header: t('voucher'), value: ({ voucher }) => voucher },
    { key: 'amount', header: t('amount'), kind: 'money', value: ({ amount }) => amount },
  ];
  const stateOf = ({ reversesId, reversedBy }: Cost): string =>
    reversesId !== null ? t('isReversal') : reversedBy !== null ? t('isReversed') : '';
  columns.push({
    key: 'state',
    header: t('correction'),
    value: stateOf,
    show: (cost) => {
      const state = stateOf(cost);
      if (state !== '') return <StatusTag tone="neutral">{state}</StatusTag>;
      if (onReverse === undefined) return null;
      return (
        <Button
          variant="tertiary"
          data-size="sm"
          onClick={() => onReverse(cost)}
          aria-label={t('reverseThis', { text: cost.text })}
        >
          {t('reverse')}
        </Button>
      );
    },
  });
  return columns;
}
