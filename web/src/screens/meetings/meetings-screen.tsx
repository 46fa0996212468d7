import { Button, Link as DsLink } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readEvery, type Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import type { Tone } from '../../components/status-tag';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { statesOf } from '../../tables/states';
import { useTexts } from '../../texts/texts';
import { PlanMeeting } from './plan-meeting';

type Meeting = Schemas['MeetingDto'];

const tones: Readonly<Record<Meeting['status'], Tone>> = {
  planned: 'neutral',
  noticeSent: 'info',
  opened: 'success',
  adjourned: 'warning',
  closed: 'neutral',
  cancelled: 'neutral',
};

/** Which meeting is next, and is its notice sent? The next first; what is over lies below. */
export function MeetingsScreen() {
  const t = useTexts('meetings');
  const session = useSession();
  const authorities = new Set(session.appointments.map(({ authorityId }) => authorityId));
  const bodies = useSuspenseQuery(readEvery('/api/v1/bodies')).data;
  const ownBodies = bodies.filter(({ authorityId }) => authorities.has(authorityId));
  const own = new Set(ownBodies.map(({ id }) => id));
  const meetings = useSuspenseQuery(readEvery('/api/v1/meetings')).data.filter(({ bodyId }) => own.has(bodyId));
  const isOver = ({ status }: Meeting): boolean => status === 'closed' || status === 'cancelled';
  const rows = [
    ...meetings.filter((each) => !isOver(each)).sort((a, b) => a.day.localeCompare(b.day)),
    ...meetings.filter(isOver).sort((a, b) => b.day.localeCompare(a.day)),
  ];
  const states = statesOf(t('state'), tones, (status) => t(`status.${status}`));
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <div className="actions">
        {mayEver(session, 'meeting.plan') ? <PlanMeeting bodies={ownBodies} /> : null}
        <Button asChild variant="secondary">
          <Link to="/delegationsbeslut">{t('toDelegated')}</Link>
        </Button>
        <Button asChild variant="tertiary">
          <Link to="/organ">{t('bodies')}</Link>
        </Button>
      </div>
      <DataTable
        name="sammantraden"
        caption={t('title')}
        columns={columnsOf(t, states.column)}
        rows={rows}
        rowKey={({ id }) => id}
        filters={[states.filter]}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
    </div>
  );
}

function columnsOf(t: ReturnType<typeof useTexts<'meetings'>>, state: Column<Meeting>): Column<Meeting>[] {
  return [
    {
      key: 'day',
      header: t('day'),
      kind: 'day',
      value: ({ day }) => day,
      show: ({ id, day, bodyName }) => (
        <DsLink asChild>
          <Link to={`/sammantraden/${id}` as '/'} aria-label={`${day} ${bodyName}`}>
            {day}
          </Link>
        </DsLink>
      ),
    },
    {
      key: 'body',
      header: t('body'),
      value: ({ bodyName }) => bodyName,
      show: ({ bodyId, bodyName }) => (
        <DsLink asChild>
          <Link to="/organ/$id" params={{ id: bodyId }}>
            {bodyName}
          </Link>
        </DsLink>
      ),
    },
    { key: 'time', header: t('time'), value: ({ startsAt }) => startsAt?.replace(':', '.') ?? null },
    { key: 'place', header: t('place'), value: ({ place }) => place },
    state,
  ];
}
