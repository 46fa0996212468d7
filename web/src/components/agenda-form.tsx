import { Button } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, readEvery, type Schemas, unwrap } from '../api/client';
import { formatDay } from '../texts/dates';
import { useTexts } from '../texts/texts';
import { ChoiceField } from './choice-field';
import { ProblemAlert } from './problem-alert';

/** Puts something on the agenda of a meeting of an authority's own bodies. */
export function AgendaForm({
  subjectKind,
  subjectId,
  authorityId,
  label,
  hint,
}: {
  subjectKind: Schemas['PlanRouteDto']['subjectKind'];
  subjectId: string;
  authorityId: string | null;
  label: string;
  /** What putting it there does to it. */
  hint: string;
}) {
  const t = useTexts('common');
  const kept = useQueryClient();
  const bodies = useSuspenseQuery(readEvery('/api/v1/bodies')).data;
  const own = new Set(bodies.filter((body) => body.authorityId === authorityId).map(({ id }) => id));
  const meetings = useSuspenseQuery(readEvery('/api/v1/meetings')).data.filter(
    ({ bodyId, status }) => own.has(bodyId) && (status === 'planned' || status === 'noticeSent'),
  );
  const [meetingId, setMeeting] = useState('');
  const plan = useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/routes', { body: { subjectKind, subjectId, meetingIds: [meetingId] } })),
    onSuccess: () => kept.invalidateQueries(),
  });
  return (
    <div className="form">
      <ProblemAlert error={plan.error} />
      <ChoiceField
        label={label}
        hint={hint}
        none={t('agenda.choose')}
        value={meetingId}
        options={meetings.map(({ id, bodyName, day }) => ({ value: id, label: `${formatDay(day)}, ${bodyName}` }))}
        onChange={setMeeting}
      />
      <Button disabled={meetingId === '' || plan.isPending} onClick={() => plan.mutate()}>
        {t('agenda.put')}
      </Button>
    </div>
  );
}
