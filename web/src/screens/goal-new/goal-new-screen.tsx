import { Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, readEvery, type Schemas, unwrap } from '../../api/client';
import { useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { FieldsForm, type FormField, type FormValues } from '../../components/fields-form';
import { PageHeading } from '../../components/page-heading';
import { ownFollowers } from '../../goals/write-rights';
import { useTableSearch } from '../../tables/table-search';
import { useTexts } from '../../texts/texts';

type Level = Schemas['NewGoalDto']['level'];

/** A goal in a year's chain: on which level, whose, and under which other. It is a draft until it is adopted. */
export function GoalNewScreen() {
  const t = useTexts('goal-write');
  const g = useTexts('goals');
  const [{ ar }] = useTableSearch();
  const navigate = useNavigate();
  const kept = useQueryClient();
  const own = ownFollowers(useSession());
  const chains = useSuspenseQuery(readEvery('/api/v1/goal-chains')).data;
  const authorities = useSuspenseQuery(readEvery('/api/v1/authorities')).data.filter(({ id }) => own.includes(id));
  const years = [...new Set(chains.map((chain) => chain.year))].sort((one, other) => other - one);
  const year = years.find((each) => String(each) === ar) ?? years[0];
  const goals = useSuspenseQuery(
    readEvery('/api/v1/goals', { params: { query: year === undefined ? {} : { year } } }),
  ).data;
  if (year === undefined || authorities.length === 0)
    return (
      <div className="page">
        <PageHeading>{t('title')}</PageHeading>
        <EmptyState
          title={t(year === undefined ? 'noChain.title' : 'notYours.title')}
          text={t(year === undefined ? 'noChain.text' : 'notYours.text')}
        />
      </div>
    );
  const levels = [
    ...new Set(chains.filter((chain) => chain.year === year).flatMap((chain) => chain.levels)),
  ] as Level[];
  const first = authorities[0]?.id ?? '';
  const fields: FormField[] = [
    { name: 'title', label: t('goalTitle'), kind: 'text', missing: t('missing.title') },
    {
      name: 'level',
      label: g('level'),
      kind: 'choice',
      missing: t('missing.level'),
      options: levels.map((value) => ({ value, label: g(`levels.${value}`) })),
    },
    {
      name: 'authorityId',
      label: t('whose'),
      kind: 'choice',
      initial: first,
      missing: t('missing.whose'),
      options: authorities.map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      name: 'parentId',
      label: t('parent'),
      hint: t('parentHint'),
      kind: 'choice',
      options: goals.map(({ id, level, title }) => ({ value: id, label: `${g(`levels.${level}`)}: ${title}` })),
    },
    { name: 'contribution', label: t('contribution'), kind: 'long' },
    { name: 'description', label: t('description'), kind: 'long' },
  ];
  const create = async ({ title, level, authorityId, parentId, contribution, description }: FormValues) => {
    const given = { parentId, contribution, description };
    const { id } = await unwrap(
      api.POST('/api/v1/goals', {
        body: {
          year,
          title: title as string,
          level: level as Level,
          authorityId: authorityId as string,
          ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
        },
      }),
    );
    await kept.invalidateQueries();
    await navigate({ to: '/mal/$id', params: { id }, search: { ar: String(year) } });
  };
  return (
    <div className="page">
      <PageHeading>{t('titleOf', { year })}</PageHeading>
      <Paragraph>{t('intro')}</Paragraph>
      <FieldsForm fields={fields} submitLabel={t('save')} onSubmit={create} onDone={() => undefined} />
    </div>
  );
}
