import { Heading, List, Paragraph } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { read, type Schemas } from '../../api/client';
import { PageHeading } from '../../components/page-heading';
import { Section } from '../../components/section';
import { StatusTag } from '../../components/status-tag';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { BallotOpen } from './ballot-open';
import { claimText, type LiveClaim } from './claim-text';
import './follow-meeting.css';
import { route } from './route';

type Live = Schemas['LiveDto'];
type LiveItem = Schemas['LiveItemDto'];

/** The view is one that a whole assembly may repeat; two seconds is how soon a result is to be seen. */
const refreshMs = 2_000;

/** Where are we now, and how do I vote? */
export function FollowMeetingScreen() {
  const t = useTexts('follow-meeting');
  const { meetingId } = route.useParams();
  const path = { params: { path: { id: meetingId } } };
  const meeting = useSuspenseQuery(read('/api/v1/meetings/{id}', path)).data;
  const live = useSuspenseQuery({ ...read('/api/v1/meetings/{id}/live', path), refetchInterval: refreshMs }).data;
  const { seats } = useSuspenseQuery(
    read('/api/v1/bodies/{id}/seats', { params: { path: { id: meeting.bodyId }, query: { onDay: meeting.day } } }),
  ).data;
  const names = new Map(
    seats.map(({ personId, name, party }) => [personId, party === null ? name : `${name} (${party})`]),
  );
  const current = live.items.find(({ id }) => id === live.current?.agendaItemId);
  return (
    <div className="page">
      <PageHeading>{t('heading', { body: meeting.bodyName })}</PageHeading>
      <Paragraph>
        {formatDay(meeting.day)}{' '}
        <StatusTag tone={live.status === 'opened' ? 'success' : 'neutral'}>
          {t(`status.${live.status}` as 'status.opened')}
        </StatusTag>
      </Paragraph>
      <Current live={live} item={current} names={names} />
      <Agenda items={live.items} currentId={current?.id} />
    </div>
  );
}

function Current({
  live,
  item,
  names,
}: {
  live: Live;
  item: LiveItem | undefined;
  names: ReadonlyMap<string, string>;
}) {
  const t = useTexts('follow-meeting');
  const { current } = live;
  if (current === null || item === undefined)
    return <Paragraph role="status">{live.status === 'closed' ? t('over') : t('between')}</Paragraph>;
  const claims = current.claims as unknown as LiveClaim[];
  const open = current.ballots.find(({ status }) => status === 'open');
  return (
    <section aria-labelledby="current" className="current-item">
      <Heading level={2} data-size="sm" id="current">
        {item.position}. {item.title}
      </Heading>
      <Paragraph className="quiet">{item.registrationNumber}</Paragraph>
      <Paragraph role="status">{t(`next.${current.next.is}` as 'next.put')}</Paragraph>
      {open === undefined ? null : (
        <BallotOpen key={open.id} ballot={open} claims={claims} names={names} roster={current.roster} />
      )}
      {claims.length === 0 ? null : (
        <>
          <Heading level={3} data-size="2xs">
            {t('claims')}
          </Heading>
          <List.Unordered>
            {claims.map((claim) => (
              <List.Item key={claim.id}>
                {claimText(claim, names, t)}
                {claim.isWithdrawn ? ` – ${t('withdrawn')}` : ''}
                {claim.refusedGround === null ? '' : ` – ${t('refused', { ground: claim.refusedGround })}`}
              </List.Item>
            ))}
          </List.Unordered>
        </>
      )}
      <Paragraph className="quiet">
        {t('quorum', { serving: current.quorum.serving, needed: current.quorum.needed })}
      </Paragraph>
    </section>
  );
}

function Agenda({ items, currentId }: { items: readonly LiveItem[]; currentId: string | undefined }) {
  const t = useTexts('follow-meeting');
  return (
    <Section heading={t('agenda')}>
      <List.Ordered>
        {items.map(({ id, title, outcome, minuteItem }) => (
          <List.Item key={id} aria-current={id === currentId ? 'step' : undefined}>
            {title}
            {outcome === null ? null : (
              <>
                {' '}
                <StatusTag tone="info">
                  {t(`outcomes.${outcome}` as 'outcomes.approve')}, § {minuteItem}
                </StatusTag>
              </>
            )}
          </List.Item>
        ))}
      </List.Ordered>
    </Section>
  );
}
