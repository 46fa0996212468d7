import { Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, type Schemas, unwrap } from '../../api/client';
import { FieldsForm, type FormField, type FormValues } from '../../components/fields-form';
import { PageHeading } from '../../components/page-heading';
import { linesOf } from '../../sources/lines';
import { sourceKinds } from '../../sources/source-status';
import { useTexts } from '../../texts/texts';

/** A source of money with the grantor's conditions; its ceilings, year by year, are said on its own page. */
export function FundingSourceNewScreen() {
  const t = useTexts('sources');
  const navigate = useNavigate();
  const kept = useQueryClient();
  const fields: FormField[] = [
    { name: 'code', kind: 'text', label: t('code'), hint: t('hints.code'), missing: t('missing.code') },
    { name: 'name', kind: 'text', label: t('name'), missing: t('missing.name') },
    {
      name: 'kind',
      kind: 'choice',
      label: t('kind'),
      missing: t('missing.kind'),
      options: sourceKinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
    },
    { name: 'grantor', kind: 'text', label: t('grantor') },
    { name: 'purposes', kind: 'long', label: t('purposes'), hint: t('hints.perLine') },
    {
      name: 'useFromDay',
      kind: 'day',
      label: t('useFrom'),
      hint: t('hints.usePeriod'),
      missing: t('missing.useFromDay'),
    },
    { name: 'useToDay', kind: 'day', label: t('useTo'), missing: t('missing.useToDay') },
    { name: 'requisitionDeadlineDay', kind: 'day', label: t('deadline'), hint: t('hints.deadline') },
    { name: 'requisitionDeadlineTime', kind: 'time', label: t('deadlineTime'), hint: t('hints.deadlineTime') },
    { name: 'reference', kind: 'text', label: t('reference'), hint: t('hints.reference') },
    { name: 'aliases', kind: 'long', label: t('aliases'), hint: t('hints.perLine') },
  ];
  const register = async ({ purposes, aliases, ...values }: FormValues): Promise<void> => {
    const body = { ...values, purposes: linesOf(purposes), aliases: linesOf(aliases) };
    const { id } = await unwrap(
      api.POST('/api/v1/funding-sources', { body: body as unknown as Schemas['NewSourceDto'] }),
    );
    await kept.invalidateQueries();
    await navigate({ to: '/kallor/$id', params: { id } });
  };
  return (
    <div className="page">
      <PageHeading>{t('add')}</PageHeading>
      <Paragraph>{t('addIntro')}</Paragraph>
      <FieldsForm fields={fields} submitLabel={t('addNow')} onSubmit={register} onDone={() => undefined} />
    </div>
  );
}
