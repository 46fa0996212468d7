import { Alert, Button, Link as DsLink, Paragraph } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read, type Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { Section } from '../../components/section';
import { WhyNumber } from '../../components/why-number';
import { type Amount, formatKr, formatNumber, oreOf } from '../../money/money';
import { type SourceYear, SourceYearField, sourceYearSearch, useSourceYear } from '../../sources/source-year';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { useTexts } from '../../texts/texts';
import { DoubleFinancing } from './double-financing';
import './use.css';

type Settlement = Schemas['SettlementDto'];
type Line = Settlement['lines'][number];

/** What has been used of what was given, measure by measure, and what falls on whom? */
export function UseScreen() {
  const t = useTexts('use');
  const { chosen, all } = useSourceYear();
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      {chosen === undefined ? (
        <EmptyState title={t('noSource.title')} text={t('noSource.text')} />
      ) : (
        <>
          <SourceYearField chosen={chosen} all={all} />
          <Used chosen={chosen} />
        </>
      )}
    </div>
  );
}

function Used({ chosen }: { chosen: SourceYear }) {
  const t = useTexts('use');
  const { sourceId, year } = chosen;
  const settlement = useSuspenseQuery(
    read('/api/v1/funding-sources/{id}/settlements/{year}', { params: { path: { id: sourceId, year } } }),
  ).data;
  const mayRecord = mayEver(useSession(), 'cost.record');
  const { lines, committees, sum, reach, settled } = settlement;
  const search = sourceYearSearch(chosen);
  return (
    <>
      <div className="actions no-print">
        {mayRecord && settled === null ? (
          <>
            <Button asChild>
              <Link to="/bokforing/las-in" search={search}>
                {t('import')}
              </Link>
            </Button>
            <Button asChild variant="secondary">
              <Link to="/bokforing" search={search} hash="ny">
                {t('record')}
              </Link>
            </Button>
          </>
        ) : null}
        <Button asChild variant="tertiary">
          <Link to="/bokforing" search={search}>
            {t('costs')}
          </Link>
        </Button>
      </div>
      <p role="status" className="table-count">
        {t('sum', { used: formatKr(sum.used), allocated: formatKr(sum.allocated), unspent: formatKr(sum.unspent) })}{' '}
        {reach === 'own' ? t('own') : null} {settled === null ? null : t('settled')}
      </p>
      {committees
        .filter(({ overspend }) => oreOf(overspend) > 0n)
        .map(({ authorityId, authorityCode, overspend }) => (
          <Alert key={authorityId} data-color="warning">
            {t('overspent', { code: authorityCode, amount: formatKr(overspend) })}
          </Alert>
        ))}
      <GrantAmounts settlement={settlement} />
      <DataTable
        name={`anvandning-${chosen.code}-${year}`}
        caption={t('lines')}
        columns={columnsOf(t, settlement)}
        rows={lines}
        rowKey={({ proposalId, measureKey }) => `${proposalId} ${measureKey}`}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
      {lines.some(({ doubleFinancing }) => doubleFinancing !== null) ? (
        <Section heading={t('double')}>
          {lines.map((line) => (
            <DoubleFinancing key={`${line.proposalId} ${line.measureKey}`} line={line} mayNote={mayRecord} />
          ))}
        </Section>
      ) : null}
    </>
  );
}

const routeOf = ({ sourceId, year }: Settlement): string => `/api/v1/funding-sources/${sourceId}/settlements/${year}`;

/** What the grantor has paid against what the measures used; only for those who see the whole source, and only of grants. */
function GrantAmounts({ settlement }: { settlement: Settlement }) {
  const t = useTexts('use');
  const { requisitioned, paid, repaid, balances, sum } = settlement;
  const amounts = (
    [
      ['requisitioned', requisitioned],
      ['paid', paid],
      ['repaid', repaid],
      ['unallocated', sum.unallocated],
      ['proposedRepayment', sum.proposedRepayment],
    ] as [string, Amount | null][]
  ).filter((pair): pair is [string, Amount] => pair[1] !== null);
  if (amounts.length === 0) return null;
  return (
    <>
      <dl className="amounts">
        {amounts.map(([figure, amount]) => (
          <div key={figure}>
            <dt>{t(figure as 'paid')}</dt>
            <dd>
              <WhyNumber route={routeOf(settlement)} figure={figure}>
                {formatKr(amount)}
              </WhyNumber>
            </dd>
          </div>
        ))}
      </dl>
      {balances === null ? null : <Paragraph>{t(balances ? 'balances' : 'unbalanced')}</Paragraph>}
    </>
  );
}

const figures = ['allocated', 'used', 'eligible', 'unspent', 'overspend'] as const;

function columnsOf(t: ReturnType<typeof useTexts<'use'>>, settlement: Settlement): Column<Line>[] {
  const search = (line: Line): never =>
    ({ kalla: settlement.sourceId, ar: String(settlement.year), insats: line.measureKey }) as never;
  return [
    { key: 'authority', header: t('committee'), value: ({ authorityCode }) => authorityCode },
    {
      key: 'measure',
      header: t('measure'),
      value: ({ measureTitle }) => measureTitle,
      show: (line) => (
        <DsLink asChild>
          <Link to="/bokforing" search={search(line)}>
            {line.measureTitle ?? t('untitled')}
          </Link>
        </DsLink>
      ),
    },
    ...figures.map((figure): Column<Line> => ({
      key: figure,
      header: t(figure),
      kind: 'money',
      value: (line) => line[figure],
      show: ({ proposalId, measureKey, [figure]: amount }) => (
        <WhyNumber route={routeOf(settlement)} figure={figure} parameters={{ proposalId, measureKey }}>
          {formatNumber(amount)}
        </WhyNumber>
      ),
    })),
  ];
}
