import { Button, Link as DsLink, List } from '@digdir/designsystemet-react';
import { useQueries, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read, readEvery, type Schemas } from '../../api/client';
import { useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { Section } from '../../components/section';
import { ProposalStatusTag, proposalStatuses } from '../../proposals/proposal-status';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { NewProposal } from './new-proposal';

type Item = Schemas['ProposalListItemDto'];
type Call = Schemas['CallListItemDto'];
interface Work extends Item {
  call: Call | undefined;
}

/** What is due, when, and what was sent back to me? */
export function MyWorkScreen() {
  const t = useTexts('my-work');
  const proposals = useSuspenseQuery(readEvery('/api/v1/proposals')).data;
  const calls = useSuspenseQuery(readEvery('/api/v1/calls')).data;
  const own = useOwnAuthorities();
  const callById = new Map(calls.map((call) => [call.id, call]));
  const rows = proposals
    .filter(({ authorityId }) => own.has(authorityId))
    .map((item): Work => ({ ...item, call: item.callId === null ? undefined : callById.get(item.callId) }));
  const sentBack = rows.filter(({ status }) => status === 'referredBack');
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <p>
        <Link to="/foreningsbidrag">{t('toGrants')}</Link>
      </p>
      <SentBack rows={sentBack} />
      <CallsToAnswer calls={calls} rows={rows} own={own} />
      <DataTable
        name="mitt-arbete"
        caption={t('proposals')}
        columns={useColumns()}
        rows={rows}
        rowKey={({ id }) => id}
        filters={useStatusFilter()}
        actions={<NewProposal />}
        empty={
          <EmptyState title={t('empty.title')} text={t('empty.text')}>
            <NewProposal />
            <Button asChild variant="secondary">
              <Link to="/importera">{t('import')}</Link>
            </Button>
          </EmptyState>
        }
      />
    </div>
  );
}

function useOwnAuthorities(): ReadonlySet<string> {
  const { appointments } = useSession();
  return new Set(appointments.flatMap(({ authorityId }) => (authorityId === null ? [] : [authorityId])));
}

function useStatusFilter() {
  const t = useTexts('my-work');
  const p = useTexts('proposal');
  return [
    {
      key: 'status',
      label: t('status'),
      value: ({ status }: Work) => status,
      options: proposalStatuses.map((value) => ({ value, label: p(`status.${value}`) })),
    },
  ];
}

function useColumns(): Column<Work>[] {
  const t = useTexts('my-work');
  const p = useTexts('proposal');
  return [
    {
      key: 'title',
      header: t('matter'),
      value: ({ title, registrationNumber }) => `${title} ${registrationNumber}`,
      show: (row) => <Title row={row} />,
    },
    {
      key: 'status',
      header: t('status'),
      value: ({ status }) => p(`status.${status}`),
      show: ({ status }) => <ProposalStatusTag status={status} />,
    },
    { key: 'next', header: t('next'), value: ({ status }) => p(`next.${status}`) },
    {
      key: 'due',
      header: t('due'),
      kind: 'day',
      value: ({ call, status }) => (call === undefined || !isMine(status) ? null : call.replyByDay),
      show: ({ call, status }) =>
        call === undefined || !isMine(status)
          ? '–'
          : t('dueAt', { day: formatDay(call.replyByDay), time: call.replyByTime.replace(':', '.') }),
    },
    { key: 'total', header: t('requested'), kind: 'money', value: ({ total }) => total },
  ];
}

const isMine = (status: Work['status']): boolean => status === 'drafting' || status === 'referredBack';

/** A draft opens where one wrote last; anything further on opens where it is now. */
function Title({ row: { id, title, registrationNumber, status } }: { row: Work }) {
  const t = useTexts('my-work');
  return (
    <>
      <DsLink asChild>
        {status === 'drafting' ? (
          <Link to="/forslag/$id/skriv" params={{ id }}>
            {title}
          </Link>
        ) : (
          <Link to="/arende/$number" params={{ number: registrationNumber }}>
            {title}
          </Link>
        )}
      </DsLink>{' '}
      <span className="quiet">{registrationNumber}</span>
      {status === 'drafting' ? (
        <>
          {' · '}
          <DsLink asChild>
            <Link to="/forslag/$id" params={{ id }} aria-label={t('tasksOf', { title })}>
              {t('tasks')}
            </Link>
          </DsLink>
        </>
      ) : null}
    </>
  );
}

function SentBack({ rows }: { rows: readonly Work[] }) {
  const t = useTexts('my-work');
  const details = useQueries({
    queries: rows.map(({ id }) => read('/api/v1/proposals/{id}', { params: { path: { id } } })),
  });
  if (rows.length === 0) return null;
  return (
    <Section heading={t('sentBack', { count: rows.length })}>
      <List.Unordered>
        {rows.map(({ id, title, registrationNumber }, index) => (
          <List.Item key={id}>
            <Link to="/arende/$number" params={{ number: registrationNumber }}>
              {title}
            </Link>
            {': '}
            {details[index]?.data?.reasons.at(-1)?.reason ?? t('seeDecision')}
          </List.Item>
        ))}
      </List.Unordered>
    </Section>
  );
}

/** Calls that are open, that we are invited to as far as we can see, and that no proposal of ours answers. */
function CallsToAnswer({
  calls,
  rows,
  own,
}: {
  calls: readonly Call[];
  rows: readonly Work[];
  own: ReadonlySet<string>;
}) {
  const t = useTexts('my-work');
  const answered = new Set(rows.filter(({ status }) => status !== 'withdrawn').map(({ callId }) => callId));
  const open = calls.filter(({ id, status }) => status === 'issued' && !answered.has(id));
  const details = useQueries({
    queries: open.map(({ id }) => read('/api/v1/calls/{id}', { params: { path: { id } } })),
  });
  const invited = open.filter((_call, index) =>
    details[index]?.data?.invitations.some(({ authorityId, status }) => own.has(authorityId) && status === 'invited'),
  );
  if (invited.length === 0) return null;
  return (
    <Section heading={t('toAnswer', { count: invited.length })}>
      <List.Unordered>
        {invited.map((call) => (
          <List.Item key={call.id}>
            {call.title}, {t('by')}{' '}
            {t('dueAt', { day: formatDay(call.replyByDay), time: call.replyByTime.replace(':', '.') })}{' '}
            <NewProposal callId={call.id} title={call.title} />
          </List.Item>
        ))}
      </List.Unordered>
    </Section>
  );
}
