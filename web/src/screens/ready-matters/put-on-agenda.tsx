import { Button, Fieldset, Heading, Paragraph, Radio } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, readEvery, unwrap } from '../../api/client';
import { ChoiceField } from '../../components/choice-field';
import { ProblemAlert } from '../../components/problem-alert';
import { formatDay, today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import type { ReadyMatter } from './ready-matters-screen';

const deciding = new Set(['committee', 'council', 'executiveBoard']);

/** To which meeting: the next one is chosen from the start. A body that prepares may have them first. */
export function PutOnAgenda({ matters, onAdded }: { matters: readonly ReadyMatter[]; onAdded: () => void }) {
  const t = useTexts('ready-matters');
  const kept = useQueryClient();
  const authorities = new Set(matters.map(({ authorityId }) => authorityId));
  const bodies = useSuspenseQuery(readEvery('/api/v1/bodies')).data.filter(({ authorityId }) =>
    authorities.has(authorityId),
  );
  const kindOf = new Map(bodies.map(({ id, kind }) => [id, kind]));
  const coming = useSuspenseQuery(
    readEvery('/api/v1/meetings', { params: { query: { fromDay: today() } } }),
  ).data.filter(({ bodyId, status }) => kindOf.has(bodyId) && (status === 'planned' || status === 'noticeSent'));
  const last = coming.filter(({ bodyId }) => deciding.has(kindOf.get(bodyId) ?? ''));
  const [meetingId, setMeetingId] = useState(last[0]?.id ?? '');
  const [beforeId, setBeforeId] = useState('');
  const day = last.find(({ id }) => id === meetingId)?.day ?? '';
  const preparing = coming.filter((each) => !deciding.has(kindOf.get(each.bodyId) ?? '') && each.day < day);
  const add = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/meetings/{id}/agenda', {
          params: { path: { id: meetingId } },
          body: {
            items: matters.map(({ subjectKind, subjectId }) => ({ subjectKind, subjectId })),
            beforeMeetingIds: preparing.some(({ id }) => id === beforeId) ? [beforeId] : [],
          },
        }),
      ),
    onSuccess: async () => {
      await kept.invalidateQueries();
      onAdded();
    },
  });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <Heading level={2} data-size="xs" id="move-heading">
        {t('moveHeading', { count: matters.length })}
      </Heading>
      <ProblemAlert error={add.error} />
      {last.length === 0 ? <Paragraph>{t('noMeeting')}</Paragraph> : null}
      <Fieldset>
        <Fieldset.Legend>{t('meeting')}</Fieldset.Legend>
        {last.map((meeting) => (
          <Radio
            key={meeting.id}
            name="meeting"
            value={meeting.id}
            label={`${formatDay(meeting.day)}, ${meeting.bodyName}`}
            {...(meeting.status === 'noticeSent' ? { description: t('afterNotice') } : {})}
            checked={meetingId === meeting.id}
            onChange={() => setMeetingId(meeting.id)}
          />
        ))}
      </Fieldset>
      {preparing.length === 0 ? null : (
        <ChoiceField
          label={t('before')}
          none={t('nobodyBefore')}
          value={beforeId}
          options={preparing.map((meeting) => ({
            value: meeting.id,
            label: `${formatDay(meeting.day)}, ${meeting.bodyName}`,
          }))}
          onChange={setBeforeId}
        />
      )}
      <Button type="submit" disabled={add.isPending || meetingId === ''}>
        {t('add')}
      </Button>
    </form>
  );
}
