import { Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, readEvery, type Schemas, unwrap } from '../../api/client';
import { useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { FieldsForm, type FormField, type FormValues } from '../../components/fields-form';
import { PageHeading } from '../../components/page-heading';
import { ownGivers } from '../../goals/write-rights';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

/** What a budget or a decision tells somebody to do, in its own words; it may lack an owner, and is then flagged (E-05). */
export function AssignmentNewScreen() {
  const t = useTexts('goal-write');
  const navigate = useNavigate();
  const kept = useQueryClient();
  const own = ownGivers(useSession());
  const authorities = useSuspenseQuery(readEvery('/api/v1/authorities')).data;
  const givers = authorities.filter(({ id }) => own.includes(id));
  const options = (of: typeof authorities) => of.map(({ id, name }) => ({ value: id, label: name }));
  const fields: FormField[] = [
    { name: 'text', label: t('assignment.text'), kind: 'long', missing: t('assignment.missing.text') },
    {
      name: 'year',
      label: t('assignment.year'),
      kind: 'text',
      initial: today().slice(0, 4),
      missing: t('assignment.missing.year'),
    },
    {
      name: 'source',
      label: t('assignment.source'),
      kind: 'choice',
      missing: t('assignment.missing.source'),
      options: (['budget', 'decision', 'other'] as const).map((value) => ({
        value,
        label: t(`assignment.sources.${value}`),
      })),
    },
    {
      name: 'sourceReference',
      label: t('assignment.reference'),
      hint: t('assignment.referenceHint'),
      kind: 'text',
      missing: t('assignment.missing.reference'),
    },
    {
      name: 'giverId',
      label: t('assignment.giver'),
      kind: 'choice',
      initial: givers[0]?.id ?? '',
      missing: t('assignment.missing.giver'),
      options: options(givers),
    },
    {
      name: 'ownerId',
      label: t('assignment.owner'),
      hint: t('assignment.ownerHint'),
      kind: 'choice',
      options: options(authorities.filter(({ validTo }) => validTo === null)),
    },
    { name: 'reportBackDay', label: t('assignment.reportBackDay'), kind: 'day' },
    {
      name: 'resourceStatement',
      label: t('assignment.resources'),
      hint: t('assignment.resourcesHint'),
      kind: 'text',
    },
    { name: 'resourceAmount', label: t('assignment.amount'), kind: 'amount' },
  ];
  const give = async ({ year, ...rest }: FormValues): Promise<void> => {
    const body = { ...rest, year: Number(year) } as unknown as Schemas['NewAssignmentDto'];
    const { id } = await unwrap(api.POST('/api/v1/assignments', { body }));
    await kept.invalidateQueries();
    await navigate({ to: '/uppdrag/$id', params: { id } });
  };
  return (
    <div className="page">
      <PageHeading>{t('assignment.title')}</PageHeading>
      {givers.length === 0 ? (
        <EmptyState title={t('assignment.notYours.title')} text={t('assignment.notYours.text')} />
      ) : (
        <>
          <Paragraph>{t('assignment.intro')}</Paragraph>
          <FieldsForm fields={fields} submitLabel={t('assignment.give')} onSubmit={give} onDone={() => undefined} />
        </>
      )}
    </div>
  );
}
