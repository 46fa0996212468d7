import { Button, Field, Label, Paragraph, Select } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { api, type Schemas, unwrap } from '../../api/client';
import { ProblemAlert } from '../../components/problem-alert';
import { useTexts } from '../../texts/texts';
import { useAct } from './use-act';

const grounds = ['party', 'representative', 'supervision', 'otherCircumstance'] as const;
const statuses = ['reported', 'disputed', 'declared', 'dismissed'] as const;

/** Somebody is disqualified in this item only; who serves in it is worked out anew (KL 6:28-29). */
export function DisqualificationForm({
  current,
  names,
}: {
  current: Schemas['LiveCurrentDto'];
  names: ReadonlyMap<string, string>;
}) {
  const t = useTexts('meeting');
  const [personId, setPersonId] = useState('');
  const [ground, setGround] = useState<(typeof grounds)[number]>('party');
  const [status, setStatus] = useState<(typeof statuses)[number]>('reported');
  const note = useAct(async () => {
    await unwrap(
      api.POST('/api/v1/agenda-items/{id}/disqualifications', {
        params: { path: { id: current.agendaItemId } },
        body: { personId, ground, status },
      }),
    );
    setPersonId('');
  });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        note.mutate(undefined);
      }}
    >
      <Paragraph>{t('disqualification.text')}</Paragraph>
      <ProblemAlert error={note.error} />
      <Field>
        <Label>{t('disqualification.who')}</Label>
        <Select value={personId} onChange={(event) => setPersonId(event.target.value)}>
          <Select.Option value="">{t('live.choose')}</Select.Option>
          {[...names].map(([id, name]) => (
            <Select.Option key={id} value={id}>
              {name}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <Field>
        <Label>{t('disqualification.ground')}</Label>
        <Select value={ground} onChange={(event) => setGround(event.target.value as typeof ground)}>
          {grounds.map((each) => (
            <Select.Option key={each} value={each}>
              {t(`disqualification.grounds.${each}`)}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <Field>
        <Label>{t('disqualification.status')}</Label>
        <Select value={status} onChange={(event) => setStatus(event.target.value as typeof status)}>
          {statuses.map((each) => (
            <Select.Option key={each} value={each}>
              {t(`disqualification.statuses.${each}`)}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <Button type="submit" disabled={note.isPending || personId === ''}>
        {t('disqualification.record')}
      </Button>
    </form>
  );
}
