import { Heading, Link as DsLink, Table } from '@digdir/designsystemet-react';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { StatusTag } from '../../components/status-tag';
import { TableScroll } from '../../components/table-scroll';
import { WhyNumber } from '../../components/why-number';
import { formatNumber, sumOf } from '../../money/money';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import type { SourceWithHistory } from './funding-source-screen';

type Year = Schemas['SourceYearDto'];
const amounts = ['ceiling', 'given', 'left'] as const;
const amountIn = { ceiling: 'ceiling', given: 'reserved', left: 'remaining' } as const;

/** Ceiling, given and left, year by year; from each year on to its follow-up, where it is closed. */
export function SourceYears({ source: { id, years } }: { source: SourceWithHistory }) {
  const t = useTexts('sources');
  const common = useTexts('common');
  if (years.length === 0) return <EmptyState title={t('noYears.title')} text={t('noYears.text')} />;
  return (
    <section aria-labelledby="years">
      <Heading level={2} data-size="xs" id="years">
        {t('yearsHeading')}
      </Heading>
      <TableScroll label={t('yearsHeading')}>
        <Table>
          <caption className="visually-hidden">{t('yearsHeading')}</caption>
          <Table.Head>
            <Table.Row>
              <Table.HeaderCell scope="col">{t('year')}</Table.HeaderCell>
              {amounts.map((name) => (
                <Table.HeaderCell key={name} scope="col" className="number">
                  {t(name)}
                </Table.HeaderCell>
              ))}
              <Table.HeaderCell scope="col">{t('status')}</Table.HeaderCell>
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {years.map((year) => (
              <YearRow key={year.id} sourceId={id} year={year} />
            ))}
          </Table.Body>
          <Table.Foot>
            <Table.Row>
              <Table.HeaderCell scope="row">{common('table.sum')}</Table.HeaderCell>
              {amounts.map((name) => (
                <Table.Cell key={name} className="number" data-sum={name}>
                  {formatNumber(sumOf(years.map((year) => year[amountIn[name]])))}
                </Table.Cell>
              ))}
              <Table.Cell />
            </Table.Row>
          </Table.Foot>
        </Table>
      </TableScroll>
    </section>
  );
}

function YearRow({ sourceId, year: one }: { sourceId: string; year: Year }) {
  const t = useTexts('sources');
  const session = useSession();
  const { id, year, ceiling, reserved, remaining, overAllocated, closedAt } = one;
  const why = (figure: string, amount: Year['ceiling']) =>
    mayEver(session, 'totals.read') ? (
      <WhyNumber route="/api/v1/totals" figure={figure} parameters={{ sourceId, year: String(year) }}>
        {formatNumber(amount)}
      </WhyNumber>
    ) : (
      formatNumber(amount)
    );
  return (
    <Table.Row>
      <Table.HeaderCell scope="row">{year}</Table.HeaderCell>
      <Table.Cell className="number">{why('ceiling', ceiling)}</Table.Cell>
      <Table.Cell className="number">
        <Link to="/vag/$kind/$id" params={{ kind: 'sourceYear', id }} search={{}} className="why-number">
          {formatNumber(reserved)}
        </Link>
      </Table.Cell>
      <Table.Cell className="number">{why('remaining', remaining)}</Table.Cell>
      <Table.Cell>
        {overAllocated ? <StatusTag tone="danger">{t('over')}</StatusTag> : null}{' '}
        {closedAt === null ? null : t('closed', { at: formatInstant(closedAt) })}{' '}
        {mayEver(session, 'cost.read') ? (
          <DsLink asChild>
            <Link to="/uppfoljning-av-pengar" search={{ kalla: sourceId, ar: String(year) } as never}>
              {closedAt === null && mayEver(session, 'cost.record')
                ? t('toClosing', { year })
                : t('toFollowUp', { year })}
            </Link>
          </DsLink>
        ) : null}
      </Table.Cell>
    </Table.Row>
  );
}
