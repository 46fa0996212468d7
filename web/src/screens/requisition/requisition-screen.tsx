import { Alert, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read, readEvery, type Schemas } from '../../api/client';
import { PageHeading } from '../../components/page-heading';
import { WhyNumber } from '../../components/why-number';
import { formatKr, formatNumber, oreOf } from '../../money/money';
import { isLate, RequisitionStatus } from '../../requisitions/status';
import { formatDay, formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import './requisition.css';
import { route } from './route';
import { Steps } from './steps';
import { TaskList } from './task-list';

/** What is the next thing to do with this grant's money, and who may do it? */
export function RequisitionScreen() {
  const t = useTexts('requisitions');
  const { id } = route.useParams();
  const requisition = useSuspenseQuery(read('/api/v1/requisitions/{id}', { params: { path: { id } } })).data;
  const { sourceId, year, status, deadlineAt } = requisition;
  const grant = useSuspenseQuery(
    read('/api/v1/funding-sources/{id}/grant', { params: { path: { id: sourceId } } }),
  ).data;
  const listed = useSuspenseQuery(readEvery('/api/v1/grants')).data.find(
    (one) => one.sourceId === sourceId && one.year === year,
  );
  const late = isLate(requisition);
  return (
    <div className="page">
      <PageHeading>{t('heading', { source: grant.code, year })}</PageHeading>
      <Paragraph>
        <RequisitionStatus status={status} isLate={late} />{' '}
        {deadlineAt === null ? t('noDeadline') : t('deadlineIs', { at: formatInstant(deadlineAt) })}{' '}
        <Link to="/vag/$kind/$id" params={{ kind: 'requisition', id }}>
          {t('toTrail')}
        </Link>
      </Paragraph>
      {status === 'expired' ? <Alert data-color="danger">{t('expiredText')}</Alert> : null}
      {late ? <Alert data-color="danger">{t('lateText')}</Alert> : null}
      {grant.warnings.map((warning) => (
        <Alert key={warning} data-color="warning">
          {warning}
        </Alert>
      ))}
      {listed === undefined ? null : <Amounts listed={listed} />}
      <Heading level={2} data-size="xs">
        {t('tasks')}
      </Heading>
      <TaskList requisition={requisition} grant={grant} reserved={listed?.reserved} />
      <Heading level={2} data-size="xs">
        {t('conditions')}
      </Heading>
      {grant.conditions.length === 0 ? (
        <Paragraph>{t('noConditions')}</Paragraph>
      ) : (
        <ul>
          {grant.conditions.map(({ id: condition, text, dueDay, reference }) => (
            <li key={condition}>
              {text} {dueDay == null ? null : t('dueDay', { day: formatDay(dueDay) })}{' '}
              <span className="quiet">{reference}</span>
            </li>
          ))}
        </ul>
      )}
      <Steps requisition={requisition} name={`rekvisition-${grant.code}-${year}`} />
    </div>
  );
}

const figures = ['ceiling', 'reserved', 'requisitioned', 'paid', 'repaid'] as const;

/** The year's amounts, each to its rows, and in words whether what is asked for is what was given. */
function Amounts({ listed }: { listed: Schemas['GrantYearItemDto'] }) {
  const t = useTexts('requisitions');
  const { sourceId, year, prepared, reserved, tallies } = listed;
  const difference = prepared === null ? 0n : oreOf(prepared) - oreOf(reserved);
  return (
    <>
      <dl className="amounts">
        {figures.map((figure) => (
          <div key={figure}>
            <dt>{t(figure)}</dt>
            <dd>
              <WhyNumber
                route={`/api/v1/funding-sources/${sourceId}/grant`}
                figure={figure}
                parameters={{ year: String(year) }}
              >
                {formatKr(listed[figure])}
              </WhyNumber>
            </dd>
          </div>
        ))}
      </dl>
      <p role="status" className="table-count">
        {tallies === null || prepared === null
          ? oreOf(reserved) === 0n
            ? t('nothingGiven')
            : t('toAsk', { amount: formatKr(reserved) })
          : tallies
            ? t('agrees', { amount: formatKr(prepared) })
            : t(difference > 0n ? 'askedMore' : 'askedLess', {
                asked: formatKr(prepared),
                given: formatKr(reserved),
                difference: formatNumber(difference < 0n ? -difference : difference),
              })}
      </p>
    </>
  );
}
