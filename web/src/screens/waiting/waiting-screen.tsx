import { Button, Link as DsLink, Table } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, readEvery, type Schemas, unwrap } from '../../api/client';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { ProblemAlert } from '../../components/problem-alert';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { targetOf } from './notice-target';
import { TableScroll } from '../../components/table-scroll';

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
      {notices.length === 0 ? (
        <EmptyState title={t('empty.title')} text={t('empty.text')} />
      ) : (
        <>
          <p className="table-count">{t('count', { count: notices.length })}</p>
          <TableScroll label={t('title')}>
            <Table>
              <caption className="visually-hidden">{t('title')}</caption>
              <Table.Head>
                <Table.Row>
                  <Table.HeaderCell scope="col">{t('what')}</Table.HeaderCell>
                  <Table.HeaderCell scope="col">{t('matter')}</Table.HeaderCell>
                  <Table.HeaderCell scope="col">{t('since')}</Table.HeaderCell>
                  <Table.HeaderCell scope="col">
                    <span className="visually-hidden">{t('act')}</span>
                  </Table.HeaderCell>
                </Table.Row>
              </Table.Head>
              <Table.Body>
                {notices.map((notice) => (
                  <Table.Row key={notice.id}>
                    <Table.Cell>
                      <Asked notice={notice} />
                    </Table.Cell>
                    <Table.Cell>{concernOf(notice)}</Table.Cell>
                    <Table.Cell>{formatInstant(notice.createdAt)}</Table.Cell>
                    <Table.Cell>
                      <Button variant="tertiary" onClick={() => markRead.mutate(notice.id)}>
                        {t('markRead')}
                      </Button>
                    </Table.Cell>
                  </Table.Row>
                ))}
              </Table.Body>
            </Table>
          </TableScroll>
        </>
      )}
    </div>
  );
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
