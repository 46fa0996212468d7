import { Paragraph } from '@digdir/designsystemet-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, asFile, readEvery, type Schemas, unwrap } from '../../api/client';
import { useProgress } from '../../api/progress';
import { useSession } from '../../api/session';
import { FieldsForm, type FormField } from '../../components/fields-form';
import { ProgressBar } from '../../components/progress-bar';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

/** Where the draft belongs and what it answers. */
export function AcceptForm({
  file,
  preview,
  onAccepted,
}: {
  file: File;
  preview: Schemas['MemorandumPreviewDto'];
  onAccepted: (accepted: Schemas['AcceptedMemorandumDto']) => void;
}) {
  const t = useTexts('memorandum-import');
  const kept = useQueryClient();
  const { running, follow } = useProgress();
  const places = useSession().appointments.flatMap(({ role, authorityId, authorityName }) =>
    role === 'caseOfficer' && authorityId !== null ? [{ value: authorityId, label: authorityName ?? '' }] : [],
  );
  const calls = (useQuery(readEvery('/api/v1/calls')).data ?? []).filter(({ status }) => status === 'issued');
  if (preview.measures.length === 0) return <Paragraph>{t('noMeasures')}</Paragraph>;
  const fields: FormField[] = [
    {
      name: 'authorityId',
      kind: 'choice',
      label: t('authority'),
      missing: t('authorityMissing'),
      initial: places[0]?.value ?? '',
      options: places,
    },
    {
      name: 'callId',
      kind: 'choice',
      label: t('call'),
      options: calls.map(({ id, title }) => ({ value: id, label: title })),
    },
    {
      name: 'year',
      kind: 'text',
      label: t('year'),
      missing: t('yearMissing'),
      initial: (preview.document.date ?? today()).slice(0, 4),
    },
  ];
  return (
    <>
      <FieldsForm
        fields={fields}
        submitLabel={t('accept')}
        onSubmit={async (values) => {
          const query = { ...values, fileName: file.name } as unknown as AcceptQuery;
          const { headers, bodySerializer } = asFile;
          const accepted = await follow((name) =>
            unwrap(
              api.POST('/api/v1/memoranda', {
                params: { query },
                body: file as never,
                bodySerializer,
                headers: { ...headers, ...name },
              }),
            ),
          );
          await kept.invalidateQueries({ queryKey: ['/api/v1/proposals'] });
          onAccepted(accepted);
        }}
        onDone={() => undefined}
      />
      <ProgressBar running={running} />
    </>
  );
}

interface AcceptQuery {
  fileName: string;
  authorityId: string;
  callId?: string;
  year: number;
}
