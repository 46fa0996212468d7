import { Button, Link as DsLink } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { api, readEvery, type Schemas, unwrap } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { ProblemAlert } from '../../components/problem-alert';
import { StatusTag } from '../../components/status-tag';
import { WhyNumber } from '../../components/why-number';
import { formatNumber, oreOf } from '../../money/money';
import { isLate, RequisitionStatus } from '../../requisitions/status';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { formatInstant, today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type GrantYear = Schemas['GrantYearItemDto'];
type T = ReturnType<typeof useTexts<'requisitions'>>;

/** What is to be asked for before which day, and does it agree with what was given? */
export function RequisitionsScreen() {
  const t = useTexts('requisitions');
  const rows = useSuspenseQuery(readEvery('/api/v1/grants')).data;
  const mayHandle = mayEver(useSession(), 'grant.handle');
  const navigate = useNavigate();
  const kept = useQueryClient();
  const start = useMutation({
    mutationFn: ({ sourceId, year }: GrantYear) =>
      unwrap(
        api.POST('/api/v1/funding-sources/{id}/requisitions', { params: { path: { id: sourceId } }, body: { year } }),
      ),
    onSuccess: async ({ id }) => {
      await kept.invalidateQueries({ queryKey: ['/api/v1/grants'] });
      await navigate({ to: '/rekvisitioner/$id', params: { id } });
    },
  });
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <ProblemAlert error={start.error} />
      <DataTable
        name="rekvisitioner"
        caption={t('title')}
        columns={columnsOf(t, mayHandle ? (row) => start.mutate(row) : undefined)}
        rows={rows}
        rowKey={({ sourceId, year }) => `${sourceId} ${year}`}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
    </div>
  );
}

function columnsOf(t: T, onStart: ((row: GrantYear) => void) | undefined): Column<GrantYear>[] {
  const name = ({ sourceCode, year }: GrantYear): string => `${sourceCode} ${year}`;
  const money = (key: 'reserved' | 'requisitioned' | 'paid' | 'repaid'): Column<GrantYear> => ({
    key,
    header: t(key),
    kind: 'money',
    value: (row) => row[key],
    show: (row) => (
      <WhyNumber
        route={`/api/v1/funding-sources/${row.sourceId}/grant`}
        figure={key}
        parameters={{ year: String(row.year) }}
      >
        {formatNumber(row[key])}
      </WhyNumber>
    ),
  });
  return [
    {
      key: 'source',
      header: t('source'),
      value: name,
      show: (row) => <Source row={row} name={name(row)} onStart={onStart} />,
    },
    {
      key: 'status',
      header: t('state'),
      value: (row) => (isLate(row) ? t('late') : t(`status.${row.status ?? 'notStarted'}`)),
      show: (row) => <RequisitionStatus status={row.status ?? 'notStarted'} isLate={isLate(row)} />,
    },
    {
      key: 'deadline',
      header: t('deadline'),
      kind: 'day',
      value: ({ deadlineAt }) => (deadlineAt === null ? null : formatInstant(deadlineAt)),
      show: ({ deadlineAt }) => (deadlineAt === null ? t('noDeadline') : formatInstant(deadlineAt)),
    },
    { key: 'agent', header: t('agent'), value: (row) => agentText(t, row) },
    money('reserved'),
    money('requisitioned'),
    { key: 'outstanding', header: t('outstanding'), kind: 'money', value: ({ outstanding }) => outstanding },
    {
      key: 'tallies',
      header: t('tallies'),
      value: (row) => talliesText(t, row),
      show: (row) => (
        <StatusTag tone={row.tallies === true ? 'success' : row.tallies === false ? 'warning' : 'neutral'}>
          {talliesText(t, row)}
        </StatusTag>
      ),
    },
    money('paid'),
    money('repaid'),
    { key: 'report', header: t('reportDue'), kind: 'day', value: ({ reportDueDay }) => reportDueDay },
  ];
}

function Source({
  row,
  name,
  onStart,
}: {
  row: GrantYear;
  name: string;
  onStart: ((row: GrantYear) => void) | undefined;
}) {
  const t = useTexts('requisitions');
  const { requisitionId, sourceName } = row;
  return (
    <>
      <span className="nowrap">
        {requisitionId === null ? (
          name
        ) : (
          <DsLink asChild>
            <Link to="/rekvisitioner/$id" params={{ id: requisitionId }}>
              {name}
            </Link>
          </DsLink>
        )}
      </span>
      <div className="quiet">{sourceName}</div>
      {requisitionId !== null || onStart === undefined || isLate(row) ? null : (
        <Button variant="secondary" data-size="sm" onClick={() => onStart(row)} aria-label={`${t('start')} ${name}`}>
          {t('start')}
        </Button>
      )}
    </>
  );
}

/** Before the agent is asked for, the last day to do so is what one must know. */
function agentText(t: T, { agentStatus, agentName, lastDayToAskAgent, status }: GrantYear): string {
  if (agentStatus !== null) return t(`agents.${agentStatus}`, { name: agentName ?? '' });
  if (status !== null && status !== 'notStarted') return '';
  if (lastDayToAskAgent === null) return t('agents.none');
  return t(lastDayToAskAgent < today() ? 'agents.missed' : 'agents.askBy', { day: lastDayToAskAgent });
}

function talliesText(t: T, { tallies, prepared, reserved }: GrantYear): string {
  if (tallies === null || prepared === null) return t('tally.nothing');
  if (tallies) return t('tally.yes');
  const difference = oreOf(prepared) - oreOf(reserved);
  return t(difference > 0n ? 'tally.more' : 'tally.less', {
    amount: formatNumber(difference < 0n ? -difference : difference),
  });
}
