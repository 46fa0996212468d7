import { Button, Link as DsLink } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readEvery, type Schemas } from '../../api/client';
import { useSession } from '../../api/session';
import { ChoiceField } from '../../components/choice-field';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { StatusTag } from '../../components/status-tag';
import { countsOf, type GoalNode, treeOf } from '../../goals/tree';
import { AttainmentTag, GoalsTabs, useAuthorityNames } from '../../goals/words';
import { ownFollowers } from '../../goals/write-rights';
import { useTableSearch } from '../../tables/table-search';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

/** What do we want this year, what does it build on, and how did it go? */
export function GoalsScreen() {
  const t = useTexts('goals');
  const session = useSession();
  const [{ ar, namnd }, setSearch] = useTableSearch();
  const chains = useSuspenseQuery(readEvery('/api/v1/goal-chains')).data;
  const years = [...new Set(chains.map(({ year }) => year))].sort((one, other) => other - one);
  const year = years.find((each) => String(each) === ar) ?? years[0] ?? Number(today().slice(0, 4));
  const goals = useSuspenseQuery(readEvery('/api/v1/goals', { params: { query: { year } } })).data;
  const nameOf = useAuthorityNames();
  const authorities = [...new Set(goals.map(({ authorityId }) => authorityId))];
  const shown = namnd === undefined ? goals : goals.filter(({ authorityId }) => authorityId === namnd);
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <GoalsTabs />
      {ownFollowers(session).length === 0 || years.length === 0 ? null : (
        <div className="actions no-print">
          <Button asChild variant="secondary">
            <Link to="/mal/nytt" search={{ ar: String(year) }}>
              {t('write')}
            </Link>
          </Button>
        </div>
      )}
      {goals.length === 0 ? (
        <EmptyState title={t('empty.title', { year })} text={t('empty.text')} />
      ) : (
        <>
          <div className="year-choice no-print">
            <ChoiceField
              label={t('year')}
              value={String(year)}
              options={years.map((each) => ({ value: String(each), label: String(each) }))}
              onChange={(value) => setSearch({ ar: value })}
            />
            <ChoiceField
              label={t('authority')}
              none={t('everybody')}
              value={namnd ?? ''}
              options={authorities.map((id) => ({ value: id, label: nameOf(id) }))}
              onChange={(value) => setSearch({ namnd: value === '' ? undefined : value })}
            />
          </div>
          <p role="status" className="table-count">
            {t('count', { count: shown.length })}{' '}
            {countsOf(shown).map(({ status, count }) => (
              <span key={status?.value ?? ''} data-judged={count}>
                {' '}
                <AttainmentTag status={status} /> {count}
              </span>
            ))}
          </p>
          <Tree nodes={treeOf(shown)} year={year} nameOf={nameOf} isTop />
        </>
      )}
    </div>
  );
}

function Tree({
  nodes,
  year,
  nameOf,
  isTop = false,
}: {
  nodes: readonly GoalNode[];
  year: number;
  nameOf: (id: string) => string;
  isTop?: boolean;
}) {
  return (
    <ul className={isTop ? 'goal-tree' : undefined}>
      {nodes.map(({ goal, below }) => (
        <li key={goal.id}>
          <Row goal={goal} year={year} authority={nameOf(goal.authorityId)} />
          {below.length === 0 ? null : <Tree nodes={below} year={year} nameOf={nameOf} />}
        </li>
      ))}
    </ul>
  );
}

function Row({ goal, year, authority }: { goal: Schemas['GoalItemDto']; year: number; authority: string }) {
  const t = useTexts('goals');
  return (
    <div>
      <span className="goal-level">
        {t(`levels.${goal.level}`)} · {authority}
      </span>
      <DsLink asChild>
        <Link to="/mal/$id" params={{ id: goal.id }} search={{ ar: String(year) }}>
          {goal.title}
        </Link>
      </DsLink>{' '}
      <AttainmentTag status={goal.judgement?.status} />{' '}
      {goal.isGap ? <StatusTag tone="warning">{t('gap')}</StatusTag> : null}
    </div>
  );
}
