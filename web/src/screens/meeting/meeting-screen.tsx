import { Link as DsLink, Paragraph, Table } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read, readEvery, type Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { DocumentLink } from '../../components/document-link';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { Section } from '../../components/section';
import { StatusTag } from '../../components/status-tag';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { LiveConduct } from './live-conduct';
import './meeting.css';
import { MinutesOfMeeting } from './minutes-of-meeting';
import { NoticeButton } from './notice-button';
import { OpeningForm } from './opening-form';
import { route } from './route';

type Item = Schemas['AgendaItemDto'];

/** One meeting from its agenda to its minutes; what can be done now stands first. */
export function MeetingScreen() {
  const t = useTexts('meeting');
  const { meetingId } = route.useParams();
  const meeting = useSuspenseQuery(read('/api/v1/meetings/{id}', { params: { path: { id: meetingId } } })).data;
  const agenda = useSuspenseQuery(
    readEvery('/api/v1/meetings/{id}/agenda', { params: { path: { id: meetingId } } }),
  ).data;
  const conducts = mayEver(useSession(), 'meeting.conduct');
  const { status, day } = meeting;
  const isBefore = status === 'planned' || status === 'noticeSent';
  return (
    <div className="page">
      <PageHeading>{`${meeting.bodyName} ${formatDay(day)}`}</PageHeading>
      <Paragraph>
        {[meeting.startsAt === null ? null : `kl. ${meeting.startsAt.replace(':', '.')}`, meeting.place]
          .filter((part) => part !== null)
          .join(', ')}{' '}
        <StatusTag tone={status === 'opened' ? 'success' : 'neutral'}>{t(`status.${status}`)}</StatusTag>
      </Paragraph>
      <div className="actions no-print">
        {conducts && isBefore ? <NoticeButton meeting={meeting} agenda={agenda} /> : null}
        <DocumentLink href={`/api/v1/meetings/${meetingId}/notice?format=pdf`}>{t('noticePdf')}</DocumentLink>
        <DsLink asChild>
          <Link to={`/sammantraden/${meetingId}/folj` as '/'}>{t('follow')}</Link>
        </DsLink>
      </div>
      {conducts && status === 'noticeSent' ? <OpeningForm meeting={meeting} /> : null}
      {conducts && status === 'opened' ? <LiveConduct meeting={meeting} /> : null}
      {isBefore || status === 'cancelled' ? null : (
        <MinutesOfMeeting meetingId={meetingId} isOver={status === 'closed'} />
      )}
      <Agenda items={agenda} />
    </div>
  );
}

function Agenda({ items }: { items: readonly Item[] }) {
  const t = useTexts('meeting');
  if (items.length === 0) return <EmptyState title={t('empty.title')} text={t('empty.text')} />;
  return (
    <Section heading={t('agenda')}>
      <p className="table-count">{t('count', { count: items.length })}</p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('agenda')}>
        <Table>
          <caption className="visually-hidden">{t('agenda')}</caption>
          <Table.Head>
            <Table.Row>
              <Table.HeaderCell scope="col" className="number">
                {t('place')}
              </Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('item')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('number')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('state')}</Table.HeaderCell>
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {items.map((item) => (
              <Table.Row key={item.id}>
                <Table.Cell className="number">{item.position}</Table.Cell>
                <Table.Cell>
                  {item.title} {item.isLate ? <StatusTag tone="warning">{t('late')}</StatusTag> : null}
                </Table.Cell>
                <Table.Cell>
                  <DsLink asChild>
                    <Link to={`/arende/${item.registrationNumber}` as '/'}>{item.registrationNumber}</Link>
                  </DsLink>
                </Table.Cell>
                <Table.Cell>{t(`items.${item.status}`)}</Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
    </Section>
  );
}
