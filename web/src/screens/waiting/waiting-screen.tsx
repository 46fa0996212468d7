import { Button, Link as DsLink } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, readEvery, type Schemas, unwrap } from '../../api/client';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { ProblemAlert } from '../../components/problem-alert';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { targetOf } from './notice-target';

type Notice = Schemas['NoticeDto'];

/** "Väntar på mig": what I have been told and not yet seen to. */
export function WaitingScreen() {
  const t = useTexts('waiting');
  const notices = useSuspenseQuery(readEvery('/api/v1/notices')).data;
  const kept = useQueryClient();
  const markRead = useMutation({
    mutationFn: (id: string) => unwrap(api.POST('/api/v1/notices/{id}/read', { params: { path: { id } } })),
    onSettled: () => kept.invalidateQueries({ queryKey: ['/api/v1/notices'] }),
  });
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <ProblemAlert error={markRead.error} />
      <DataTable
        name="vantar"
        caption={t('title')}
        columns={columnsOf(t, (id) => markRead.mutate(id))}
        rows={notices}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
    </div>
  );
}

function columnsOf(t: ReturnType<typeof useTexts<'waiting'>>, markRead: (id: string) => void): Column<Notice>[] {
  return [
    {
      key: 'what',
      header: t('what'),
      value: ({ kind }) => t(`kinds.${kind}` as 'kinds.approveProposal'),
      show: (notice) => <Asked notice={notice} />,
    },
    { key: 'matter', header: t('matter'), value: concernOf },
    {
      key: 'since',
      header: t('since'),
      value: ({ createdAt }) => formatInstant(createdAt),
      show: ({ id, createdAt }) => (
        <>
          {formatInstant(createdAt)}{' '}
          <Button variant="tertiary" data-size="sm" className="no-print" onClick={() => markRead(id)}>
            {t('markRead')}
          </Button>
        </>
      ),
    },
  ];
}

/** What is asked for leads to where it is done. */
function Asked({ notice }: { notice: Notice }) {
  const t = useTexts('waiting');
  const target = targetOf(notice);
  const asked = t(`kinds.${notice.kind}` as 'kinds.approveProposal');
  if (target === undefined) return asked;
  return (
    <DsLink asChild>
      <Link to={target as '/'} aria-label={`${asked}: ${concernOf(notice)}`}>
        {asked}
      </Link>
    </DsLink>
  );
}

const concernOf = ({ registrationNumber, title, about }: Notice): string =>
  registrationNumber === null ? (about ?? '') : `${registrationNumber} ${title ?? ''}`;
