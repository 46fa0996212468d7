import { Button, Heading, List, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { api, ifMatch, read, type Schemas, unwrap } from '../../api/client';
import { OpenDialog } from '../../components/open-dialog';
import { ProblemAlert } from '../../components/problem-alert';
import { useTexts } from '../../texts/texts';

type Meeting = Schemas['MeetingDto'];
type Item = Schemas['AgendaItemDto'];

/** The notice, shown before it is sent: what it holds, and to whom it goes. Sent again, it is a supplement. */
export function NoticeButton({ meeting, agenda }: { meeting: Meeting; agenda: readonly Item[] }) {
  const t = useTexts('meeting');
  const [isOpen, setOpen] = useState(false);
  const isFirst = meeting.status === 'planned';
  return (
    <>
      <Button onClick={() => setOpen(true)}>{isFirst ? t('notice.send') : t('notice.supplement')}</Button>
      {isOpen ? (
        <OpenDialog onClose={() => setOpen(false)} labelledBy="notice-heading">
          <Suspense fallback={null}>
            <Preview meeting={meeting} agenda={agenda} onSent={() => setOpen(false)} />
          </Suspense>
        </OpenDialog>
      ) : null}
    </>
  );
}

function Preview({ meeting, agenda, onSent }: { meeting: Meeting; agenda: readonly Item[]; onSent: () => void }) {
  const t = useTexts('meeting');
  const kept = useQueryClient();
  const [ground, setGround] = useState('');
  const { seats } = useSuspenseQuery(
    read('/api/v1/bodies/{id}/seats', { params: { path: { id: meeting.bodyId }, query: { onDay: meeting.day } } }),
  ).data;
  const send = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/meetings/{id}/notice', {
          params: { path: { id: meeting.id }, header: ifMatch(meeting.version) },
          body: ground.trim() === '' ? {} : { lateGround: ground },
        }),
      ),
    onSuccess: async () => {
      await kept.invalidateQueries();
      onSent();
    },
  });
  return (
    <>
      <Heading level={2} data-size="xs" id="notice-heading">
        {meeting.status === 'planned' ? t('notice.send') : t('notice.supplement')}
      </Heading>
      <ProblemAlert error={send.error} />
      <Paragraph>{t('notice.recipients', { count: seats.length })}</Paragraph>
      <Paragraph>{t('notice.items', { count: agenda.length })}</Paragraph>
      <List.Ordered>
        {agenda.map(({ id, title, registrationNumber }) => (
          <List.Item key={id}>
            {title} ({registrationNumber})
          </List.Item>
        ))}
      </List.Ordered>
      {send.error === null ? null : (
        <Textfield label={t('notice.ground')} value={ground} onChange={(event) => setGround(event.target.value)} />
      )}
      <div className="actions">
        <Button disabled={send.isPending || agenda.length === 0} onClick={() => send.mutate()}>
          {t('notice.confirm')}
        </Button>
      </div>
    </>
  );
}
