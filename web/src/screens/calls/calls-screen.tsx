import { Button, Link as DsLink } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readEvery, type Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { callStatuses, CallStatusTag } from '../../calls/call-status';
import { RemindMissing } from '../../calls/remind-missing';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { StatusTag } from '../../components/status-tag';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { useTexts } from '../../texts/texts';

type Call = Schemas['CallListItemDto'];

/** Who has answered, who is late, what is asked for so far? One row per call, the reminder within it. */
export function CallsScreen() {
  const t = useTexts('calls');
  const manages = mayEver(useSession(), 'call.manage');
  const calls = useSuspenseQuery(readEvery('/api/v1/calls')).data;
  const create = manages ? (
    <Button asChild>
      <Link to={'/utlysningar/ny' as '/'}>{t('create')}</Link>
    </Button>
  ) : null;
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <DataTable
        name="utlysningar"
        caption={t('title')}
        columns={columnsOf(t, manages)}
        rows={calls}
        rowKey={({ id }) => id}
        filters={[
          {
            key: 'lage',
            label: t('state'),
            value: ({ status }) => status,
            options: callStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
          },
        ]}
        actions={create}
        empty={
          <EmptyState title={t('empty.title')} text={t('empty.text')}>
            {create}
          </EmptyState>
        }
      />
    </div>
  );
}

function columnsOf(t: ReturnType<typeof useTexts<'calls'>>, mayRemind: boolean): Column<Call>[] {
  return [
    {
      key: 'title',
      header: t('call'),
      value: ({ title }) => title,
      show: ({ id, title, registrationNumber }) => (
        <>
          <DsLink asChild>
            <Link to={`/utlysningar/${id}` as '/'}>{title}</Link>
          </DsLink>
          <br />
          <span className="quiet">{registrationNumber}</span>
        </>
      ),
    },
    {
      key: 'replyBy',
      header: t('replyBy'),
      kind: 'day',
      value: ({ replyByDay, replyByTime }) => `${replyByDay} ${replyByTime.replace(':', '.')}`,
    },
    {
      key: 'state',
      header: t('state'),
      value: ({ status }) => t(`status.${status}`),
      show: ({ status }) => <CallStatusTag status={status} />,
    },
    {
      key: 'answers',
      header: t('answers'),
      value: ({ answered, invited }) => t('answered', { answered, invited }),
      show: (call) => <Answers call={call} mayRemind={mayRemind} />,
    },
    { key: 'requested', header: t('requested'), kind: 'money', value: ({ requested }) => requested },
    // A source is shared by several calls, so the ceilings are not summed.
    { key: 'ceiling', header: t('ceiling'), kind: 'number', value: ({ ceiling }) => ceiling },
  ];
}

function Answers({ call, mayRemind }: { call: Call; mayRemind: boolean }) {
  const t = useTexts('calls');
  const { answered, invited, missing, late, isDue, status } = call;
  const isWaiting = missing > 0 && status !== 'draft' && status !== 'cancelled';
  return (
    <>
      {t('answered', { answered, invited })}{' '}
      {late > 0 ? <StatusTag tone="warning">{t('late', { count: late })}</StatusTag> : null}{' '}
      {isWaiting && isDue ? <StatusTag tone="danger">{t('overdue')}</StatusTag> : null}
      {isWaiting ? <RemindMissing callId={call.id} missing={missing} mayRemind={mayRemind} /> : null}
    </>
  );
}
