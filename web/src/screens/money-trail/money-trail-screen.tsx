import { Link as DsLink } from '@digdir/designsystemet-react';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read, readEvery, type Schemas } from '../../api/client';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { StatusTag } from '../../components/status-tag';
import { decisionWords } from '../../decisions/decision-table';
import { Execution } from '../../decisions/execution';
import { formatKr } from '../../money/money';
import { screenOf } from '../../money/explained';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import './money-trail.css';
import { route } from './route';

type Trail = Schemas['TrailDto'];
type Step = Trail['items'][number];
type Kind = Trail['record']['kind'];

/** The way in the order a krona goes it. */
const way: readonly Kind[] = [
  'sourceYear',
  'proposal',
  'decision',
  'allocation',
  'allocationRow',
  'requisition',
  'payout',
  'cost',
  'repayment',
];
/** The same for what a committee or its delegate gives to an association, which nobody divides and nobody requisitions. */
const associationWay: readonly Kind[] = [
  'sourceYear',
  'proposal',
  'decision',
  'delegatedDecision',
  'award',
  'payoutList',
  'cost',
];
const kinds = [...new Set([...way, ...associationWay])];

/** Where did the money come from, and what became of it? One step at a time, both ways. */
export function MoneyTrailScreen() {
  const t = useTexts('money-trail');
  const path = route.useParams() as { kind: Kind; id: string };
  const { record } = useSuspenseQuery(
    read('/api/v1/trail/{kind}/{id}', { params: { path, query: { limit: 1 } } }),
  ).data;
  const steps = useSuspenseQuery(readEvery('/api/v1/trail/{kind}/{id}', { params: { path } })).data;
  return (
    <div className="page">
      <PageHeading>{t('heading', { label: record.label })}</PageHeading>
      <ol className="trail-way" aria-label={t('way')}>
        {(way.includes(record.kind) ? way : associationWay).map((kind) => (
          <li key={kind} aria-current={kind === record.kind ? 'step' : undefined}>
            {t(`kinds.${kind}`)}
          </li>
        ))}
      </ol>
      <p className="live-sum">{record.amount == null ? t(`kinds.${record.kind}`) : formatKr(record.amount)}</p>
      <p className="trail-record">
        {t(`kinds.${record.kind}`)}
        {record.day == null ? null : `, ${formatDay(record.day)}`} <Opened record={record} />
      </p>
      <DataTable
        name="pengarnas-vag"
        caption={t('steps')}
        columns={columnsOf(t)}
        rows={steps}
        rowKey={({ kind, id, direction }) => `${direction} ${kind} ${id}`}
        filters={[
          {
            key: 'riktning',
            label: t('direction'),
            value: ({ direction }) => direction,
            options: (['up', 'down'] as const).map((value) => ({ value, label: t(`directions.${value}`) })),
          },
          {
            key: 'slag',
            label: t('kind'),
            value: ({ kind }) => kind,
            options: kinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
          },
        ]}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
      {record.kind === 'decision' ? <ExecutionOf decisionId={record.id} /> : null}
    </div>
  );
}

/** Before money is paid on a decision: may it be carried out? Of one that is not open to the reader, nothing. */
function ExecutionOf({ decisionId }: { decisionId: string }) {
  const t = useTexts('appeals');
  const standing = useQuery(read('/api/v1/decisions/{id}/standing', { params: { path: { id: decisionId } } })).data;
  if (standing === undefined) return null;
  return (
    <>
      <Execution standing={standing} />
      <p>
        <StatusTag tone={standing.standing === 'final' ? 'success' : 'neutral'}>{standing.standingText}</StatusTag>{' '}
        <DsLink asChild>
          <Link to="/stallning/$kind/$id" params={{ kind: decisionWords.decision, id: decisionId }}>
            {t('execution.toStanding')}
          </Link>
        </DsLink>
      </p>
    </>
  );
}

/** Where the record itself is read: its matter, or a screen of its own. */
function Opened({ record: { href, registrationNumber } }: { record: Trail['record'] }) {
  const t = useTexts('money-trail');
  const screen = href == null ? undefined : screenOf(href);
  const to = registrationNumber == null ? screen : `/arende/${registrationNumber}`;
  if (to === undefined) return null;
  return (
    <DsLink asChild>
      <Link to={to as '/'}>{registrationNumber ?? t('open')}</Link>
    </DsLink>
  );
}

/** Amounts of different kinds of record stand beside each other here, and are not added up. */
function columnsOf(t: ReturnType<typeof useTexts<'money-trail'>>): Column<Step>[] {
  return [
    { key: 'direction', header: t('direction'), value: ({ direction }) => t(`directions.${direction}`) },
    { key: 'kind', header: t('kind'), value: ({ kind }) => t(`kinds.${kind}`) },
    {
      key: 'label',
      header: t('record'),
      value: ({ label }) => label,
      show: ({ label, kind, id }) => (
        <DsLink asChild>
          <Link to="/vag/$kind/$id" params={{ kind, id }} search={{}}>
            {label}
          </Link>
        </DsLink>
      ),
    },
    { key: 'day', header: t('day'), kind: 'day', value: ({ day }) => day },
    { key: 'amount', header: t('amount'), kind: 'number', value: ({ amount }) => amount },
    {
      key: 'open',
      header: t('readMore'),
      value: ({ registrationNumber }) => registrationNumber,
      show: (row) => <Opened record={row} />,
    },
  ];
}
