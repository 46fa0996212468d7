import { Heading } from '@digdir/designsystemet-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, read, type Schemas, unwrap } from '../../api/client';
import { FieldsForm, type FormField, type FormValues } from '../../components/fields-form';
import { missingField } from '../../components/missing-field';
import { OpenDialog } from '../../components/open-dialog';
import { instantAt } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type Application = Schemas['ApplicationDto'];
type T = ReturnType<typeof useTexts<'associations'>>;

/** An application that came on paper is registered with when and how it came; one is taken back with its reason. */
export function ActDialog({
  act,
  application: { id, version, callId },
  onClose,
}: {
  act: 'receive' | 'withdraw';
  application: Application;
  onClose: () => void;
}) {
  const t = useTexts('associations');
  const kept = useQueryClient();
  const years = useQuery(read('/api/v1/calls/{id}', { params: { path: { id: callId } } })).data?.years ?? [];
  const params = { path: { id }, header: ifMatch(version) };
  return (
    <OpenDialog labelledBy="application-act" onClose={onClose}>
      <Heading level={2} data-size="xs" id="application-act">
        {t(`acts.${act}`)}
      </Heading>
      <FieldsForm
        fields={
          act === 'receive'
            ? receiptFields(t, years)
            : [{ name: 'reason', kind: 'long', label: t('fields.reason'), missing: t('missing.reason') }]
        }
        submitLabel={t(`${act}Now`)}
        onSubmit={(values) =>
          act === 'receive'
            ? unwrap(api.POST('/api/v1/applications/{id}/receipt', { params, body: receiptOf(t, values) }))
            : unwrap(
                api.POST('/api/v1/applications/{id}/withdrawal', {
                  params,
                  body: values as Schemas['WithdrawApplicationDto'],
                }),
              )
        }
        onDone={async () => {
          await kept.invalidateQueries();
          onClose();
        }}
      />
    </OpenDialog>
  );
}

function receiptFields(t: T, years: readonly number[]): FormField[] {
  return [
    { name: 'title', kind: 'text', label: t('fields.title'), missing: t('missing.title') },
    { name: 'purpose', kind: 'long', label: t('fields.purpose'), missing: t('missing.purpose') },
    { name: 'appliedAmount', kind: 'amount', label: t('applied'), missing: t('missing.amount') },
    {
      name: 'year',
      kind: 'choice',
      label: t('fields.year'),
      missing: t('missing.year'),
      ...(years.length === 1 ? { initial: String(years[0]) } : {}),
      options: years.map((year) => ({ value: String(year), label: String(year) })),
    },
    { name: 'signatory', kind: 'text', label: t('fields.signatory') },
    { name: 'receivedAt', kind: 'day', label: t('fields.receivedDay'), hint: t('hints.now') },
    { name: 'time', kind: 'time', label: t('fields.time') },
    { name: 'notedElsewhere', kind: 'text', label: t('fields.notedElsewhere'), hint: t('hints.notedElsewhere') },
  ];
}

/** @throws ApiProblem at the field when a day is given without its time, or the other way round */
function receiptOf(t: T, { receivedAt, time, year, ...values }: FormValues): Schemas['ReceiveApplicationDto'] {
  if (receivedAt !== undefined && time === undefined) throw missingField('/time', t('missing.time'));
  if (time !== undefined && receivedAt === undefined) throw missingField('/receivedAt', t('missing.day'));
  const moment = receivedAt === undefined ? {} : { receivedAt: instantAt(receivedAt as string, time as string) };
  return { ...values, ...moment, year: Number(year) } as unknown as Schemas['ReceiveApplicationDto'];
}
