import { Link as DsLink, List, Paragraph } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read, readEvery, type Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { PageHeading } from '../../components/page-heading';
import { Section } from '../../components/section';
import { Fact, StatusLine } from '../../components/status-line';
import { StatusTag } from '../../components/status-tag';
import { AttainmentTag, periodOf, useAuthorityNames, usePersonNames } from '../../goals/words';
import { useTableSearch } from '../../tables/table-search';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { GoalActs } from './goal-acts';
import { MoneyOfGoal } from './money-of-goal';
import { route } from './route';

type Goal = Schemas['GoalDto'];

/** What is it for, how did it go, and what did the money do? */
export function GoalScreen() {
  const { id } = route.useParams();
  const [{ ar, period }] = useTableSearch();
  const goal = useSuspenseQuery(read('/api/v1/goals/{id}', { params: { path: { id } } })).data;
  const seesMoney = mayEver(useSession(), 'goalMoney.read');
  const year = goal.placements.find((each) => String(each.year) === ar)?.year ?? goal.placements[0]?.year;
  return (
    <div className="page">
      <PageHeading>{goal.title}</PageHeading>
      <Facts goal={goal} />
      {goal.description === null ? null : <Paragraph>{goal.description}</Paragraph>}
      <GoalActs goal={goal} />
      <Placements goal={goal} />
      <Judgements goal={goal} />
      {year !== undefined && seesMoney ? (
        <MoneyOfGoal id={id} year={year} years={goal.placements.map((each) => each.year)} period={periodOf(period)} />
      ) : null}
      <Indicators goal={goal} />
      <Links goal={goal} />
      <AssignmentsOf goalId={id} />
    </div>
  );
}

function Facts({ goal }: { goal: Goal }) {
  const t = useTexts('goals');
  const authorityOf = useAuthorityNames();
  const personOf = usePersonNames();
  const facts: [string, string][] = [
    [t('level'), t(`levels.${goal.level as 'goalArea'}`)],
    [t('authority'), authorityOf(goal.authorityId)],
    [t('state'), t(`goalStatus.${goal.status as 'adopted'}`)],
    [t('responsible'), goal.responsibleId === null ? t('nobody') : personOf(goal.responsibleId)],
    ...(goal.serviceState === null
      ? []
      : [[t('service'), t(`serviceStates.${goal.serviceState as 'prototype'}`)] as [string, string]]),
  ];
  return (
    <StatusLine>
      {facts.map(([label, value]) => (
        <Fact key={label} label={label}>
          {value}
        </Fact>
      ))}
    </StatusLine>
  );
}

function Placements({ goal: { placements } }: { goal: Goal }) {
  const t = useTexts('goals');
  const above = placements.filter(({ parentId }) => parentId !== null);
  if (above.length === 0) return null;
  return (
    <Section heading={t('above')} className="goal-part">
      <List.Unordered>
        {above.map(({ year, parentId, parentTitle, contribution }) => (
          <List.Item key={year}>
            {year}:{' '}
            <DsLink asChild>
              <Link to="/mal/$id" params={{ id: parentId ?? '' }} search={{ ar: String(year) }}>
                {parentTitle}
              </Link>
            </DsLink>
            {contribution === null ? '' : `. ${contribution}`}
          </List.Item>
        ))}
      </List.Unordered>
    </Section>
  );
}

function Judgements({ goal: { judgements } }: { goal: Goal }) {
  const t = useTexts('goals');
  return (
    <Section heading={t('judged')} className="goal-part">
      {judgements.length === 0 ? (
        <Paragraph>{t('neverJudged')}</Paragraph>
      ) : (
        <List.Unordered>
          {judgements.map(({ reportId, year, period, status }) => (
            <List.Item key={reportId}>
              <DsLink asChild>
                <Link to="/uppfoljning/$id" params={{ id: reportId }}>
                  {t('periodOf', { period: t(`periods.${periodOf(period)}`), year })}
                </Link>
              </DsLink>{' '}
              <AttainmentTag status={status} />
            </List.Item>
          ))}
        </List.Unordered>
      )}
    </Section>
  );
}

function Indicators({ goal: { indicators } }: { goal: Goal }) {
  const t = useTexts('goals');
  if (indicators.length === 0) return null;
  return (
    <Section heading={t('indicator.own')} className="goal-part">
      <List.Unordered>
        {indicators.map(({ id, name }) => (
          <List.Item key={id}>
            <DsLink asChild>
              <Link to="/indikatorer/$id" params={{ id }}>
                {name}
              </Link>
            </DsLink>
          </List.Item>
        ))}
      </List.Unordered>
    </Section>
  );
}

function Links({ goal: { links } }: { goal: Goal }) {
  const t = useTexts('goals');
  if (links.length === 0) return null;
  return (
    <Section heading={t('links')} className="goal-part">
      <List.Unordered>
        {links.map(({ kind, id, measureKey, title }) => (
          <List.Item key={`${kind} ${id} ${measureKey ?? ''}`}>
            {t(`linkKinds.${kind as 'measure'}`)}:{' '}
            {kind === 'measure' || kind === 'proposal' ? (
              <DsLink asChild>
                <Link to="/forslag/$id" params={{ id }}>
                  {title}
                </Link>
              </DsLink>
            ) : (
              title
            )}
          </List.Item>
        ))}
      </List.Unordered>
    </Section>
  );
}

function AssignmentsOf({ goalId }: { goalId: string }) {
  const t = useTexts('goals');
  const nameOf = useAuthorityNames();
  const assignments = useSuspenseQuery(readEvery('/api/v1/assignments', { params: { query: { goalId } } })).data;
  if (assignments.length === 0) return null;
  return (
    <Section heading={t('tabs.uppdrag')} className="goal-part">
      <List.Unordered>
        {assignments.map(({ id, text, ownerId, status, reportBackDay }) => (
          <List.Item key={id}>
            <DsLink asChild>
              <Link to="/uppdrag/$id" params={{ id }}>
                {text}
              </Link>
            </DsLink>{' '}
            {ownerId === null ? <StatusTag tone="danger">{t('assignment.noOwner')}</StatusTag> : nameOf(ownerId)}{' '}
            <span className="quiet">
              {t(`assignment.status.${status as 'given'}`)}
              {reportBackDay === null ? '' : `, ${t('assignment.by', { day: formatDay(reportBackDay) })}`}
            </span>
          </List.Item>
        ))}
      </List.Unordered>
    </Section>
  );
}
