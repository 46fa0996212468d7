import { Link as DsLink, List, Paragraph, Table } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read, type Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { CaptionedTable } from '../../components/captioned-table';
import { PageHeading } from '../../components/page-heading';
import { Section } from '../../components/section';
import { Fact, StatusLine } from '../../components/status-line';
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
    <StatusLine>
      <Fact label={t('goal')}>
        <DsLink asChild>
          <Link to="/mal/$id" params={{ id: goalId }}>
            {goalTitle}
          </Link>
        </DsLink>
      </Fact>
      <Fact label={t('responsible')}>{responsibleId === null ? t('nobody') : personOf(responsibleId)}</Fact>
      {availableFromDay === null ? null : <Fact label={t('indicator.from')}>{formatDay(availableFromDay)}</Fact>}
    </StatusLine>
  );
}

function Outcomes({ indicator: { outcomes } }: { indicator: Indicator }) {
  const t = useTexts('goals');
  return (
    <Section heading={t('outcome.heading')} className="goal-part">
      {outcomes.length === 0 ? (
        <Paragraph>{t('outcome.none')}</Paragraph>
      ) : (
        <CaptionedTable
          caption={t('outcome.heading')}
          heads={[
            t('period'),
            ...(['all', 'women', 'men'] as const).map((group) => ({ number: t(`groups.${group}`) })),
            t('outcome.note'),
          ]}
        >
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
        </CaptionedTable>
      )}
    </Section>
  );
}

function Targets({ indicator: { targets, breaks } }: { indicator: Indicator }) {
  const t = useTexts('goals');
  if (targets.length === 0 && breaks.length === 0) return null;
  return (
    <Section heading={t('indicator.targets')} className="goal-part">
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
    </Section>
  );
}

function Definitions({ indicator: { definitions } }: { indicator: Indicator }) {
  const t = useTexts('goals');
  return (
    <Section heading={t('indicator.definition')} className="goal-part">
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
    </Section>
  );
}
