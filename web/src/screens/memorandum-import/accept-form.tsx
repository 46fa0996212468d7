import { Button, Field, Label, Paragraph, Select, Textfield } from '@digdir/designsystemet-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, asFile, readEvery, type Schemas, unwrap } from '../../api/client';
import { useSession } from '../../api/session';
import { ProblemAlert } from '../../components/problem-alert';
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
  const places = useSession().appointments.flatMap(({ role, authorityId, authorityName }) =>
    role === 'caseOfficer' && authorityId !== null ? [{ authorityId, name: authorityName ?? '' }] : [],
  );
  const calls = (useQuery(readEvery('/api/v1/calls')).data ?? []).filter(({ status }) => status === 'issued');
  const [authorityId, setAuthorityId] = useState(places[0]?.authorityId ?? '');
  const [callId, setCallId] = useState('');
  const [year, setYear] = useState((preview.document.date ?? today()).slice(0, 4));
  const accept = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/memoranda', {
          params: {
            query: { fileName: file.name, authorityId, year: Number(year), ...(callId === '' ? {} : { callId }) },
          },
          body: file as never,
          ...asFile,
        }),
      ),
    onSuccess: async (accepted) => {
      await kept.invalidateQueries({ queryKey: ['/api/v1/proposals'] });
      onAccepted(accepted);
    },
  });
  if (preview.measures.length === 0) return <Paragraph>{t('noMeasures')}</Paragraph>;
  return (
    <form
      className="import-form"
      onSubmit={(event) => {
        event.preventDefault();
        accept.mutate();
      }}
    >
      <ProblemAlert error={accept.error} />
      {places.length > 1 ? (
        <Field>
          <Label htmlFor="import-authority">{t('authority')}</Label>
          <Select id="import-authority" value={authorityId} onChange={({ target: { value } }) => setAuthorityId(value)}>
            {places.map((each) => (
              <Select.Option key={each.authorityId} value={each.authorityId}>
                {each.name}
              </Select.Option>
            ))}
          </Select>
        </Field>
      ) : null}
      <Field>
        <Label htmlFor="import-call">{t('call')}</Label>
        <Select id="import-call" value={callId} onChange={({ target: { value } }) => setCallId(value)}>
          <Select.Option value="">{t('noCall')}</Select.Option>
          {calls.map(({ id, title }) => (
            <Select.Option key={id} value={id}>
              {title}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <Textfield
        id="import-year"
        label={t('year')}
        inputMode="numeric"
        value={year}
        onChange={({ target: { value } }) => setYear(value)}
      />
      <Button type="submit" loading={accept.isPending}>
        {t('accept')}
      </Button>
    </form>
  );
}
