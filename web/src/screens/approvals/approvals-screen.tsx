import { Alert, Link as DsLink } from '@digdir/designsystemet-react';
import { useSuspenseQueries, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read, readEvery, type Schemas } from '../../api/client';
import { holdsAny, useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { waitsForStep } from '../../proposals/approval-step';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { useTableSearch } from '../../tables/table-search';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type Proposal = Schemas['ProposalDto'];

/** Can I sign this: what is asked, what does it cost, what has changed since last? */
export function ApprovalsScreen() {
  const t = useTexts('approvals');
  const [{ klart, vad }] = useTableSearch();
  const rows = useWaiting();
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      {klart === undefined ? null : (
        <Alert data-color="success" role="status">
          {t(klart === 'godkant' ? 'approved' : 'sentBack', { title: vad ?? '' })}
        </Alert>
      )}
      <DataTable
        name="att-godkanna"
        caption={t('list')}
        columns={useColumns()}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
    </div>
  );
}

/** Those of our own authority, the ones that wait for me first. */
function useWaiting(): Proposal[] {
  const session = useSession();
  const own = new Set(session.appointments.map(({ authorityId }) => authorityId));
  const listed = useSuspenseQuery(
    readEvery('/api/v1/proposals', { params: { query: { status: 'managerReview' } } }),
  ).data.filter(({ authorityId }) => own.has(authorityId));
  const details = useSuspenseQueries({
    queries: listed.map(({ id }) => read('/api/v1/proposals/{id}', { params: { path: { id } } })),
  }).map(({ data }) => data);
  const isForMe = (proposal: Proposal): boolean => {
    const step = waitsForStep(proposal);
    return step !== undefined && holdsAny(session, [step]);
  };
  return details
    .filter((proposal) => waitsForStep(proposal) !== undefined)
    .toSorted((one, other) => Number(isForMe(other)) - Number(isForMe(one)));
}

function useColumns(): Column<Proposal>[] {
  const t = useTexts('approvals');
  const session = useSession();
  const waitsFor = (proposal: Proposal): string => {
    const step = waitsForStep(proposal);
    if (step === undefined) return t('none');
    if (holdsAny(session, [step])) return t('me');
    return t(step === 'unitHead' ? 'unitHead' : 'director');
  };
  return [
    {
      key: 'title',
      header: t('matter'),
      value: ({ title, registrationNumber }) => `${title} ${registrationNumber}`,
      show: ({ id, title, registrationNumber }) => (
        <>
          <DsLink asChild>
            <Link to="/att-godkanna/$id" params={{ id }}>
              {title}
            </Link>
          </DsLink>{' '}
          <span className="quiet">{registrationNumber}</span>
        </>
      ),
    },
    { key: 'waitsFor', header: t('waitsFor'), value: waitsFor },
    { key: 'since', header: t('since'), value: ({ updatedAt }) => formatInstant(updatedAt) },
    {
      key: 'changes',
      header: t('changes'),
      value: (proposal) =>
        proposal.versionNumber === 1 ? t('first') : t('changesHeading', { number: proposal.versionNumber - 1 }),
    },
    { key: 'total', header: t('requested'), kind: 'money', value: ({ total }) => total },
  ];
}
