import { Button, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Trans } from 'react-i18next';
import { read, type Schemas } from '../../api/client';
import { CeilingBars } from '../../components/ceiling-bars';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { StatusTag } from '../../components/status-tag';
import { WhyNumber } from '../../components/why-number';
import { formatKr } from '../../money/money';
import { formatDay, today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { route } from './route';

/** Asked against decided against the ceiling, per source and year: what is left, now or on any earlier day? */
export function CeilingsScreen() {
  const t = useTexts('ceilings');
  const { dag } = route.useSearch();
  const navigate = useNavigate();
  const go = (day: string): void =>
    void navigate({ to: '.', search: (day === '' ? {} : { dag: day }) as never, replace: true, resetScroll: false });
  const totals = useSuspenseQuery(
    read('/api/v1/totals', { params: { query: dag === undefined ? {} : { asOf: dag } } }),
  ).data;
  const { sources, unassigned, sum } = totals;
  const over = sources.filter(({ overAllocated }) => overAllocated);
  const why = (figure: string, parameters: Record<string, string> = {}) => (
    <WhyNumber route="/api/v1/totals" figure={figure} parameters={{ ...parameters, asOf: dag }}>
      {null}
    </WhyNumber>
  );
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <div className="actions no-print">
        <Textfield
          type="date"
          label={t('asOf')}
          value={dag ?? ''}
          max={today()}
          onChange={(event) => go(event.target.value)}
        />
        {dag === undefined ? null : (
          <Button variant="tertiary" onClick={() => go('')}>
            {t('now')}
          </Button>
        )}
        <Button asChild variant="secondary">
          <Link to="/kallor">{t('sources')}</Link>
        </Button>
      </div>
      <p role="status" className="table-count">
        {dag === undefined ? t('standsNow') : t('stoodThen', { day: formatDay(dag) })}{' '}
        <Trans
          t={t}
          i18nKey="sum"
          values={{
            allocated: formatKr(sum.allocated),
            ceiling: formatKr(sum.ceiling),
            remaining: formatKr(sum.remaining),
          }}
          components={{ allocated: why('allocated'), ceiling: why('ceiling'), remaining: why('remaining') }}
        />
      </p>
      {over.map(({ sourceId, code, year, remaining }) => (
        <Paragraph key={`${sourceId} ${year}`}>
          <StatusTag tone="danger">{t('over')}</StatusTag>{' '}
          <Trans
            t={t}
            i18nKey="overText"
            values={{ code, year, remaining: formatKr(remaining) }}
            components={{ remaining: why('remaining', { sourceId, year: String(year) }) }}
          />
        </Paragraph>
      ))}
      {unassigned.map(({ year, requested, recommended }) => (
        <Paragraph key={year}>
          <Trans
            t={t}
            i18nKey="unassigned"
            values={{ year, requested: formatKr(requested), recommended: formatKr(recommended) }}
            components={{
              requested: why('requested', { unassigned: 'true', year: String(year) }),
              recommended: why('recommended', { unassigned: 'true', year: String(year) }),
            }}
          />
        </Paragraph>
      ))}
      {sources.length === 0 ? (
        <EmptyState title={t('empty.title')} text={t('empty.text')} />
      ) : (
        <CeilingBars
          caption={t('title')}
          rows={sources.map((source) => rowOf(source, dag))}
          sum={{ ...sum, decided: sum.allocated }}
          moment={{ asOf: dag }}
        />
      )}
    </div>
  );
}

const rowOf = (source: Schemas['SourceTotalsDto'], dag: string | undefined) => ({
  key: `${source.sourceId} ${source.year}`,
  label: `${source.code} ${source.year}`,
  parameters: { sourceId: source.sourceId, year: String(source.year), asOf: dag },
  ceiling: source.ceiling,
  requested: source.requested,
  recommended: source.recommended,
  decided: source.allocated,
  remaining: source.remaining,
});
