import { Heading, Link as DsLink, List, Paragraph, Table } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read, type Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { PageHeading } from '../../components/page-heading';
import { TableScroll } from '../../components/table-scroll';
import { OutcomeCells } from '../../goals/figures-table';
import { periodOf, usePersonNames } from '../../goals/words';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { OutcomeForm } from './outcome-form';
import { route } from './route';
import { TargetForm } from './target-form';

type Indicator = Schemas['IndicatorDto'];

/** What is measured, how, and what came out: by everybody, women and men, with each period's target. */
export function IndicatorScreen() {
  const { id } = route.useParams();
  const session = useSession();
  const indicator = useSuspenseQuery(read('/api/v1/indicators/{id}', { params: { path: { id } } })).data;
  const isOwn = session.appointments.some(({ authorityId }) => authorityId === indicator.authorityId);
  return (
    <div className="page">
      <PageHeading>{indicator.name}</PageHeading>
      <Facts indicator={indicator} />
      {isOwn && mayEver(session, 'goal.write') ? <OutcomeForm indicator={indicator} /> : null}
      {isOwn && mayEver(session, 'goal.write') ? <TargetForm indicator={indicator} /> : null}
      <Outcomes indicator={indicator} />
      <Targets indicator={indicator} />
      <Definitions indicator={indicator} />
    </div>
  );
}

function Facts({ indicator: { goalId, goalTitle, responsibleId, availableFromDay } }: { indicator: Indicator }) {
  const t = useTexts('goals');
  const personOf = usePersonNames();
  return (
    <dl className="status-line">
      <div>
        <dt>{t('goal')}</dt>
        <dd>
          <DsLink asChild>
            <Link to="/mal/$id" params={{ id: goalId }}>
              {goalTitle}
            </Link>
          </DsLink>
        </dd>
      </div>
      <div>
        <dt>{t('responsible')}</dt>
        <dd>{responsibleId === null ? t('nobody') : personOf(responsibleId)}</dd>
      </div>
      {availableFromDay === null ? null : (
        <div>
          <dt>{t('indicator.from')}</dt>
          <dd>{formatDay(availableFromDay)}</dd>
        </div>
      )}
    </dl>
  );
}

function Outcomes({ indicator: { outcomes } }: { indicator: Indicator }) {
  const t = useTexts('goals');
  return (
    <section aria-labelledby="outcomes" className="goal-part">
      <Heading level={2} data-size="xs" id="outcomes">
        {t('outcome.heading')}
      </Heading>
      {outcomes.length === 0 ? (
        <Paragraph>{t('outcome.none')}</Paragraph>
      ) : (
        <TableScroll label={t('outcome.heading')}>
          <Table>
            <caption className="visually-hidden">{t('outcome.heading')}</caption>
            <Table.Head>
              <Table.Row>
                <Table.HeaderCell scope="col">{t('period')}</Table.HeaderCell>
                {(['all', 'women', 'men'] as const).map((group) => (
                  <Table.HeaderCell key={group} scope="col" className="number">
                    {t(`groups.${group}`)}
                  </Table.HeaderCell>
                ))}
                <Table.HeaderCell scope="col">{t('outcome.note')}</Table.HeaderCell>
              </Table.Row>
            </Table.Head>
            <Table.Body>
              {outcomes.map((outcome) => (
                <Table.Row key={`${outcome.year} ${outcome.period} ${outcome.number}`}>
                  <Table.HeaderCell scope="row">
                    {t('periodOf', { period: t(`periods.${periodOf(outcome.period)}`), year: outcome.year })}
                  </Table.HeaderCell>
                  <OutcomeCells outcome={outcome} />
                  <Table.Cell>{outcome.note ?? ''}</Table.Cell>
                </Table.Row>
              ))}
            </Table.Body>
          </Table>
        </TableScroll>
      )}
    </section>
  );
}

function Targets({ indicator: { targets, breaks } }: { indicator: Indicator }) {
  const t = useTexts('goals');
  if (targets.length === 0 && breaks.length === 0) return null;
  return (
    <section aria-labelledby="targets" className="goal-part">
      <Heading level={2} data-size="xs" id="targets">
        {t('indicator.targets')}
      </Heading>
      <List.Unordered>
        {targets.map(({ year, text }) => (
          <List.Item key={`${year} ${text}`}>
            {year}: {text}
          </List.Item>
        ))}
        {breaks.map(({ fromDay, reason }) => (
          <List.Item key={fromDay}>{t('indicator.break', { day: formatDay(fromDay), reason })}</List.Item>
        ))}
      </List.Unordered>
    </section>
  );
}

function Definitions({ indicator: { definitions } }: { indicator: Indicator }) {
  const t = useTexts('goals');
  return (
    <section aria-labelledby="definitions" className="goal-part">
      <Heading level={2} data-size="xs" id="definitions">
        {t('indicator.definition')}
      </Heading>
      {definitions.map(({ number, fromDay, definition, numerator, denominator, unit, sourceSystem, method }) => (
        <div key={number}>
          <Paragraph>
            <strong>{t('indicator.since', { number, day: formatDay(fromDay) })}</strong> {definition}
          </Paragraph>
          <Paragraph className="quiet">
            {[
              numerator !== null && denominator !== null ? t('indicator.share', { numerator, denominator }) : null,
              t('indicator.unit', { unit }),
              sourceSystem === null ? null : t('indicator.source', { source: sourceSystem }),
              method,
            ]
              .filter(Boolean)
              .join(' ')}
          </Paragraph>
        </div>
      ))}
    </section>
  );
}
