import { Button, Heading, Link as DsLink, List, Paragraph } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read, readEvery, type Schemas } from '../../api/client';
import { type Session, useSession } from '../../api/session';
import { DocumentLink } from '../../components/document-link';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { Section } from '../../components/section';
import { StatusTag } from '../../components/status-tag';
import { formatKr } from '../../money/money';
import { formatDay, today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import './next-meeting.css';
import { route } from './route';

type Meeting = Schemas['MeetingDto'];
type Item = Schemas['NoticeItemDto'];

const seats = ['chair', 'viceChair', 'member', 'substitute'];

/** What shall I decide, and what is new since the notice? */
export function NextMeetingScreen() {
  const t = useTexts('next-meeting');
  const mine = bodiesOf(useSession());
  const meetings = useSuspenseQuery(readEvery('/api/v1/meetings', { params: { query: { fromDay: today() } } })).data;
  const [next, ...later] = meetings
    .filter(({ bodyId, status }) => mine.has(bodyId) && status !== 'cancelled' && status !== 'closed')
    .sort((a, b) => placeInTime(a).localeCompare(placeInTime(b)));
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      {next === undefined ? (
        <EmptyState title={t('none.title')} text={t('none.text')} />
      ) : (
        <>
          <MeetingInFull meeting={next} />
          {later.length === 0 ? null : <Later meetings={later} />}
        </>
      )}
    </div>
  );
}

const bodiesOf = ({ appointments }: Session): Set<string> =>
  new Set(appointments.flatMap(({ role, bodyId }) => (seats.includes(role) && bodyId !== null ? [bodyId] : [])));

const placeInTime = ({ day, startsAt }: Meeting): string => `${day} ${startsAt ?? ''}`;

function MeetingInFull({ meeting }: { meeting: Meeting }) {
  const t = useTexts('next-meeting');
  const isNoticed = meeting.status !== 'planned';
  const isGoingOn = meeting.status === 'opened' || meeting.status === 'adjourned';
  return (
    <>
      <Heading level={2} data-size="sm">
        {meeting.bodyName}
      </Heading>
      <Paragraph>
        {[formatDay(meeting.day), timeOf(meeting), meeting.place].filter((part) => part !== null).join(', ')}{' '}
        <StatusTag tone={isGoingOn ? 'success' : isNoticed ? 'info' : 'neutral'}>
          {t(`status.${meeting.status}` as 'status.planned')}
        </StatusTag>
      </Paragraph>
      {isGoingOn ? (
        <div className="actions">
          <Button asChild>
            <Link to={`/sammantraden/${meeting.id}/folj` as '/'}>{t('follow')}</Link>
          </Button>
        </div>
      ) : null}
      {isNoticed ? (
        <Notice meetingId={meeting.id} />
      ) : (
        <EmptyState title={t('notSent.title')} text={t('notSent.text')} />
      )}
    </>
  );
}

const timeOf = ({ startsAt }: Meeting): string | null =>
  startsAt === null ? null : `kl. ${startsAt.replace(':', '.')}`;

function Notice({ meetingId }: { meetingId: string }) {
  const t = useTexts('next-meeting');
  const { visa } = route.useSearch();
  const notice = useSuspenseQuery(
    read('/api/v1/meetings/{id}/notice', { params: { path: { id: meetingId }, query: { format: 'json' } } }),
  ).data;
  const sentDay = notice.sent[0]?.day;
  const added = notice.items.filter(({ isLate }) => isLate);
  const shown = visa === 'nytt' ? added : notice.items;
  return (
    <>
      <div className="actions no-print">
        {visa === 'nytt' ? (
          <DsLink asChild>
            <Link to="." search={{}}>
              {t('all', { count: notice.items.length })}
            </Link>
          </DsLink>
        ) : added.length === 0 ? (
          <Paragraph>{t('nothingNew', { day: sentDay === undefined ? '' : formatDay(sentDay) })}</Paragraph>
        ) : (
          <DsLink asChild>
            <Link to="." search={{ visa: 'nytt' } as never}>
              {t('new', { day: sentDay === undefined ? '' : formatDay(sentDay), count: added.length })}
            </Link>
          </DsLink>
        )}
        <DocumentLink href={`/api/v1/meetings/${meetingId}/notice?format=pdf`}>{t('pdf')}</DocumentLink>
      </div>
      <p role="status" className="table-count">
        {t('count', { count: shown.length })}
      </p>
      {shown.map((item) => (
        <ItemToRead key={item.agendaItemId} item={item} />
      ))}
    </>
  );
}

/** What is proposed, for how much, on what basis. */
function ItemToRead({ item }: { item: Item }) {
  const t = useTexts('next-meeting');
  const { position, title, registrationNumber, summary, proposal, decisionBasis, total, isLate } = item;
  return (
    <article className="item-to-read" aria-labelledby={`item-${item.agendaItemId}`}>
      <Heading level={3} data-size="xs" id={`item-${item.agendaItemId}`}>
        {position}. {title} {isLate ? <StatusTag tone="warning">{t('late')}</StatusTag> : null}
      </Heading>
      <Paragraph className="quiet">
        <DsLink asChild>
          <Link to={`/arende/${registrationNumber}` as '/'}>{registrationNumber}</Link>
        </DsLink>
        {total === null ? null : <> · {t('total', { amount: formatKr(total) })}</>}
      </Paragraph>
      {summary === '' ? null : <Paragraph>{summary}</Paragraph>}
      {proposal.length === 0 ? null : (
        <>
          <Heading level={4} data-size="2xs">
            {t('proposal')}
          </Heading>
          <List.Ordered>
            {proposal.map(({ number, text }) => (
              <List.Item key={number}>{text}</List.Item>
            ))}
          </List.Ordered>
        </>
      )}
      {decisionBasis.length === 0 ? null : (
        <>
          <Heading level={4} data-size="2xs">
            {t('basis')}
          </Heading>
          <List.Unordered>
            {decisionBasis.map((text) => (
              <List.Item key={text}>{text}</List.Item>
            ))}
          </List.Unordered>
        </>
      )}
    </article>
  );
}

function Later({ meetings }: { meetings: readonly Meeting[] }) {
  const t = useTexts('next-meeting');
  return (
    <Section heading={t('later')}>
      <List.Unordered>
        {meetings.map((meeting) => (
          <List.Item key={meeting.id}>
            {[formatDay(meeting.day), timeOf(meeting), meeting.bodyName].filter((part) => part !== null).join(', ')}
          </List.Item>
        ))}
      </List.Unordered>
    </Section>
  );
}
