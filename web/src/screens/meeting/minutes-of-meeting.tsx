import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { api, ifMatch, read, readEvery, type Schemas, unwrap } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { DocumentLink } from '../../components/document-link';
import { ProblemAlert } from '../../components/problem-alert';
import { Section } from '../../components/section';
import { StatusTag } from '../../components/status-tag';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type Minutes = Schemas['MinutesSummaryDto'];

/** What must be adjusted and posted, by which day; one act at a time is the next. */
export function MinutesOfMeeting({ meetingId, isOver }: { meetingId: string; isOver: boolean }) {
  const t = useTexts('meeting');
  const documents = useSuspenseQuery(
    readEvery('/api/v1/meetings/{id}/minutes', { params: { path: { id: meetingId } } }),
  ).data;
  return (
    <Section heading={t('minutes.heading')}>
      {documents.map((minutes) => (
        <OneDocument key={minutes.id} minutes={minutes} isOver={isOver} />
      ))}
    </Section>
  );
}

function OneDocument({ minutes, isOver }: { minutes: Minutes; isOver: boolean }) {
  const t = useTexts('meeting');
  const kept = useQueryClient();
  const session = useSession();
  const params = { path: { id: minutes.id }, header: ifMatch(minutes.version) };
  const act = useMutation({
    mutationFn: (what: 'send' | 'sign' | 'announce') => {
      if (what === 'send') return unwrap<unknown>(api.POST('/api/v1/minutes/{id}/signing', { params }));
      if (what === 'sign')
        return unwrap<unknown>(api.POST('/api/v1/minutes/{id}/signatures', { params, body: { method: 'signedIn' } }));
      return unwrap<unknown>(api.POST('/api/v1/minutes/{id}/announcement', { params, body: {} }));
    },
    onSuccess: () => kept.invalidateQueries(),
  });
  const { status, kind, number, adjustBy, adjustedDay } = minutes;
  // Who has not signed is asked for only while somebody is waited for.
  const whole = useQuery({
    ...read('/api/v1/minutes/{id}', { params: { path: { id: minutes.id } } }),
    enabled: status === 'signing',
  });
  const missing = status === 'signing' ? (whole.data?.missing ?? []) : [];
  return (
    <article className="minutes-document">
      <Paragraph>
        {t(`minutes.${kind}`, { number })}{' '}
        <StatusTag tone={status === 'draft' ? 'neutral' : status === 'signing' ? 'warning' : 'success'}>
          {t(`minutes.status.${status}`)}
        </StatusTag>{' '}
        {adjustedDay === null
          ? t('minutes.adjustBy', { day: formatDay(adjustBy) })
          : t('minutes.adjusted', { day: formatDay(adjustedDay) })}
      </Paragraph>
      {missing.length > 0 ? (
        <Paragraph>{t('minutes.waitsFor', { names: missing.map(({ name }) => name).join('; ') })}</Paragraph>
      ) : null}
      <ProblemAlert error={act.error} />
      <div className="actions no-print">
        {status === 'draft' && isOver && mayEver(session, 'meeting.conduct') ? (
          <Button variant="secondary" disabled={act.isPending} onClick={() => act.mutate('send')}>
            {t('minutes.send')}
          </Button>
        ) : null}
        {missing.some(({ personId }) => personId === session.person.id) ? (
          <Button disabled={act.isPending} onClick={() => act.mutate('sign')}>
            {t('minutes.sign')}
          </Button>
        ) : null}
        {status === 'adjusted' && mayEver(session, 'minutes.announce') ? (
          <Button disabled={act.isPending} onClick={() => act.mutate('announce')}>
            {t('minutes.announce')}
          </Button>
        ) : null}
        <DocumentLink href={`/api/v1/minutes/${minutes.id}/document?format=pdf`}>{t('minutes.pdf')}</DocumentLink>
        <DocumentLink href={`/api/v1/minutes/${minutes.id}/document?format=docx`}>{t('minutes.word')}</DocumentLink>
      </div>
    </article>
  );
}
