import { Alert, Heading, Link as DsLink } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read, type Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { StatusTag } from '../../components/status-tag';
import { WhyNumber } from '../../components/why-number';
import { formatKr, formatNumber } from '../../money/money';
import { type SourceYear, SourceYearField, useSourceYear } from '../../sources/source-year';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { useTableSearch } from '../../tables/table-search';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { Closing } from './closing';
import { MeasureFollowUp } from './measure-follow-up';

type FollowUp = Schemas['FollowUpDto'];
export type FollowUpLine = FollowUp['lines'][number];

/** Where is the year's money heading, which deviation has nobody explained, and which day is next? */
export function MoneyFollowUpScreen() {
  const t = useTexts('money-follow-up');
  const { chosen, all } = useSourceYear();
  const mayRecord = mayEver(useSession(), 'cost.record');
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <StopDates />
      {chosen === undefined ? (
        <EmptyState title={t('noSource.title')} text={t('noSource.text')} />
      ) : (
        <>
          <SourceYearField chosen={chosen} all={all} />
          <Followed key={`${chosen.sourceId} ${chosen.year}`} chosen={chosen} />
          {mayRecord ? <Closing key={`closing ${chosen.sourceId} ${chosen.year}`} chosen={chosen} /> : null}
        </>
      )}
    </div>
  );
}

/** Days after which something can no longer be done, two months ahead. */
function StopDates() {
  const t = useTexts('money-follow-up');
  const { items } = useSuspenseQuery(read('/api/v1/stop-dates')).data;
  if (items.length === 0) return <p className="table-count">{t('noStops')}</p>;
  return (
    <Alert data-color={items.some(({ daysLeft }) => daysLeft < 0) ? 'danger' : 'warning'}>
      <Heading level={2} data-size="2xs">
        {t('stops')}
      </Heading>
      <ul>
        {items.map(({ kind, sourceId, sourceCode, year, stopDay, daysLeft }) => (
          <li key={`${kind} ${sourceId} ${year}`}>
            {sourceCode} {year}: {t(`stopKinds.${kind}`)} {formatDay(stopDay)},{' '}
            {daysLeft < 0 ? t('passed') : t('daysLeft', { count: daysLeft })}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Followed({ chosen }: { chosen: SourceYear }) {
  const t = useTexts('money-follow-up');
  const { sourceId, year, code } = chosen;
  const [search] = useTableSearch();
  const followUp = useSuspenseQuery(
    read('/api/v1/funding-sources/{id}/follow-up/{year}', { params: { path: { id: sourceId, year } } }),
  ).data;
  const { lines, sum, reach, comparedUntilDay } = followUp;
  const measure = lines.find(({ measureKey }) => measureKey === search['insats']);
  const missing = lines.filter(({ commentMissing }) => commentMissing).length;
  return (
    <>
      <p role="status" className="table-count">
        {t('sum', {
          used: formatKr(sum.used),
          allocated: formatKr(sum.allocated),
          forecast: formatKr(sum.forecast),
        })}{' '}
        {sum.withoutForecast === 0 ? null : t('withoutForecast', { count: sum.withoutForecast })}{' '}
        {comparedUntilDay === null ? null : t('comparedUntil', { day: formatDay(comparedUntilDay) })}{' '}
        {reach === 'own' ? t('own') : null}
      </p>
      {missing === 0 ? null : (
        <Alert data-color="warning">{t('missing', { count: missing, percent: followUp.deviationPercent })}</Alert>
      )}
      <DataTable
        name={`uppfoljning-${code}-${year}`}
        caption={t('lines')}
        columns={columnsOf(t, followUp)}
        rows={lines}
        rowKey={({ proposalId, measureKey }) => `${proposalId} ${measureKey}`}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
      {measure === undefined ? null : (
        <MeasureFollowUp key={measure.measureKey} line={measure} place={{ sourceId, year }} />
      )}
    </>
  );
}

function columnsOf(
  t: ReturnType<typeof useTexts<'money-follow-up'>>,
  { sourceId, year }: FollowUp,
): Column<FollowUpLine>[] {
  const route = `/api/v1/funding-sources/${sourceId}/follow-up/${year}`;
  const why = (figure: 'allocated' | 'used' | 'forecast', header: string): Column<FollowUpLine> => {
    const amountOf = (line: FollowUpLine) => (figure === 'forecast' ? (line.forecast?.amount ?? null) : line[figure]);
    return {
      key: figure,
      header,
      kind: 'money',
      value: amountOf,
      show: (line) => {
        const amount = amountOf(line);
        const { proposalId, measureKey } = line;
        return amount === null ? null : (
          <WhyNumber route={route} figure={figure} parameters={{ proposalId, measureKey }}>
            {formatNumber(amount)}
          </WhyNumber>
        );
      },
    };
  };
  const stateOf = ({ commentMissing, nextYearRisk, forecastStale }: FollowUpLine): string =>
    [commentMissing ? t('commentMissing') : '', forecastStale ? t('stale') : '', nextYearRisk ?? '']
      .filter((part) => part !== '')
      .join(' ');
  return [
    { key: 'committee', header: t('committee'), value: ({ authorityCode }) => authorityCode },
    {
      key: 'measure',
      header: t('measure'),
      value: ({ measureTitle }) => measureTitle,
      show: ({ measureKey, measureTitle }) => (
        <DsLink asChild>
          <Link
            to="/uppfoljning-av-pengar"
            search={{ kalla: sourceId, ar: String(year), insats: measureKey } as never}
            hash="insats"
          >
            {measureTitle ?? t('untitled')}
          </Link>
        </DsLink>
      ),
    },
    {
      key: 'state',
      header: t('state'),
      value: stateOf,
      show: (line) => (
        <>
          {line.commentMissing ? <StatusTag tone="warning">{t('commentMissing')}</StatusTag> : null}
          {line.forecastStale ? <StatusTag tone="neutral">{t('stale')}</StatusTag> : null}
          {line.nextYearRisk == null ? null : <div className="quiet">{line.nextYearRisk}</div>}
        </>
      ),
    },
    why('allocated', t('allocated')),
    why('used', t('used')),
    why('forecast', t('forecast')),
    { key: 'ofYear', header: t('ofYear'), kind: 'money', value: ({ deviationOfYear }) => deviationOfYear },
    { key: 'soFar', header: t('soFar'), kind: 'money', value: ({ deviationSoFar }) => deviationSoFar },
  ];
}
