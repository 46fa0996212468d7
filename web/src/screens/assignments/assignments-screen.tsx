import { Button, Link as DsLink } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readEvery, type Schemas } from '../../api/client';
import { useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { StatusTag } from '../../components/status-tag';
import { GoalsTabs, useAuthorityNames } from '../../goals/words';
import { ownGivers } from '../../goals/write-rights';
import { formatKr } from '../../money/money';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type Item = Schemas['AssignmentItemDto'];

/** What have we been told to do, who does it, and which has nobody? */
export function AssignmentsScreen() {
  const t = useTexts('goals');
  const isGiver = ownGivers(useSession()).length > 0;
  const rows = useSuspenseQuery(readEvery('/api/v1/assignments')).data;
  const flagged = rows.filter(({ ownerId }) => ownerId === null).length;
  return (
    <div className="page">
      <PageHeading>{t('assignment.title')}</PageHeading>
      <GoalsTabs />
      {isGiver ? (
        <div className="actions no-print">
          <Button asChild variant="secondary">
            <Link to="/uppdrag/nytt">{t('assignment.give')}</Link>
          </Button>
        </div>
      ) : null}
      {flagged === 0 ? null : (
        <p>
          <StatusTag tone="danger">{t('assignment.noOwner')}</StatusTag> {t('assignment.flagged', { count: flagged })}
        </p>
      )}
      <DataTable
        name="uppdrag"
        caption={t('assignment.title')}
        columns={useColumns()}
        rows={rows}
        rowKey={({ id }) => id}
        filters={[
          {
            key: 'agare',
            label: t('assignment.owner'),
            value: ({ ownerId }) => (ownerId === null ? 'saknas' : 'finns'),
            options: [
              { value: 'saknas', label: t('assignment.noOwner') },
              { value: 'finns', label: t('assignment.hasOwner') },
            ],
          },
        ]}
        empty={<EmptyState title={t('assignment.empty.title')} text={t('assignment.empty.text')} />}
      />
    </div>
  );
}

function useColumns(): Column<Item>[] {
  const t = useTexts('goals');
  const nameOf = useAuthorityNames();
  const statusText = ({ status }: Item): string => t(`assignment.status.${status as 'given'}`);
  return [
    { key: 'year', header: t('year'), value: ({ year }) => year },
    {
      key: 'text',
      header: t('assignment.what'),
      value: ({ text }) => text,
      show: ({ id, text, sourceReference, goalId, findings }) => (
        <>
          <DsLink asChild>
            <Link to="/uppdrag/$id" params={{ id }}>
              {text}
            </Link>
          </DsLink>
          <span className="remark quiet">{sourceReference}</span>
          {goalId === null ? null : (
            <span className="remark">
              <DsLink asChild>
                <Link to="/mal/$id" params={{ id: goalId }}>
                  {t('assignment.goal')}
                </Link>
              </DsLink>
            </span>
          )}
          {findings.map(({ code, detail }) => (
            <span key={code} className="remark">
              {detail}
            </span>
          ))}
        </>
      ),
    },
    { key: 'giver', header: t('assignment.giver'), value: ({ giverId }) => nameOf(giverId) },
    {
      key: 'owner',
      header: t('assignment.owner'),
      value: ({ ownerId }) => nameOf(ownerId),
      show: ({ ownerId }) =>
        ownerId === null ? <StatusTag tone="danger">{t('assignment.noOwner')}</StatusTag> : nameOf(ownerId),
    },
    {
      key: 'resources',
      header: t('assignment.resources'),
      value: ({ resourceStatement, resourceAmount }) =>
        resourceAmount === null ? resourceStatement : formatKr(resourceAmount),
    },
    {
      key: 'back',
      header: t('assignment.reportBack'),
      kind: 'day',
      value: ({ reportBackDay }) => reportBackDay,
      show: ({ reportBackDay, isOverdue }) => (
        <>
          {reportBackDay === null ? '' : formatDay(reportBackDay)}{' '}
          {isOverdue ? <StatusTag tone="warning">{t('assignment.overdue')}</StatusTag> : null}
        </>
      ),
    },
    {
      key: 'status',
      header: t('state'),
      value: statusText,
      show: (row) => <StatusTag tone="neutral">{statusText(row)}</StatusTag>,
    },
  ];
}
