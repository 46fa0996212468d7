import { Button, Link as DsLink } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readEvery, type Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { applicationStateOf, ApplicationStatusTag } from '../../associations/application-status';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { StatusTag } from '../../components/status-tag';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { InviteAssociation } from './invite-association';

type T = ReturnType<typeof useTexts<'associations'>>;
type Application = Schemas['ApplicationItemDto'];

/** What have associations applied for, and what was granted? One row an application, over every call. */
export function AssociationsScreen() {
  const t = useTexts('associations');
  const session = useSession();
  const applications = useSuspenseQuery(readEvery('/api/v1/applications')).data;
  const calls = useSuspenseQuery(readEvery('/api/v1/calls', { params: { query: { kind: 'associationGrant' } } })).data;
  const titleOf = new Map(calls.map(({ id, title }) => [id, title]));
  const invite = mayEver(session, 'application.handle') ? <InviteAssociation calls={calls} /> : null;
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <div className="actions">
        {mayEver(session, 'payout.read') ? (
          <Button asChild variant="secondary">
            <Link to="/utbetalningslistor">{t('toPayouts')}</Link>
          </Button>
        ) : null}
        {mayEver(session, 'association.read') ? (
          <Button asChild variant="secondary">
            <Link to="/foreningar">{t('toRegister')}</Link>
          </Button>
        ) : null}
      </div>
      <DataTable
        name="foreningsbidrag"
        caption={t('applications')}
        columns={columnsOf(t, titleOf)}
        rows={applications}
        rowKey={({ id }) => id}
        filters={[
          {
            key: 'utlysning',
            label: t('call'),
            value: ({ callId }) => callId,
            options: calls.map(({ id, title }) => ({ value: id, label: title })),
          },
          {
            key: 'lage',
            label: t('state'),
            value: applicationStateOf,
            options: (['invited', 'received', 'inReview', 'granted', 'rejected', 'withdrawn'] as const).map(
              (value) => ({
                value,
                label: t(`status.${value}`),
              }),
            ),
          },
        ]}
        actions={invite}
        empty={
          <EmptyState title={t('empty.title')} text={t('empty.text')}>
            {invite}
          </EmptyState>
        }
      />
    </div>
  );
}

function columnsOf(t: T, titleOf: ReadonlyMap<string, string>): Column<Application>[] {
  return [
    {
      key: 'association',
      header: t('association'),
      value: ({ associationName, organisationNumber }) => `${associationName} ${organisationNumber}`,
      show: ({ id, associationName, organisationNumber }) => (
        <>
          <DsLink asChild>
            <Link to="/foreningsbidrag/$id" params={{ id }}>
              {associationName}
            </Link>
          </DsLink>
          <div className="quiet">{organisationNumber}</div>
        </>
      ),
    },
    { key: 'call', header: t('call'), value: ({ callId }) => titleOf.get(callId) ?? '' },
    { key: 'about', header: t('about'), value: ({ title }) => title ?? '' },
    {
      key: 'state',
      header: t('state'),
      value: (row) => t(`status.${applicationStateOf(row)}`),
      show: (row) => <ApplicationStatusTag application={row} />,
    },
    {
      key: 'received',
      header: t('received'),
      kind: 'day',
      value: ({ receivedAt }) => (receivedAt === null ? null : formatInstant(receivedAt)),
      show: ({ receivedAt, isLate }) =>
        receivedAt === null ? (
          '–'
        ) : (
          <>
            {formatInstant(receivedAt)} {isLate ? <StatusTag tone="warning">{t('late')}</StatusTag> : null}
          </>
        ),
    },
    {
      key: 'applied',
      header: t('applied'),
      kind: 'money',
      // What was taken back is not asked for any longer.
      value: ({ applied, status }) => (status === 'withdrawn' ? null : applied),
    },
    { key: 'granted', header: t('granted'), kind: 'money', value: ({ granted }) => granted },
  ];
}
