import { Details, Link as DsLink } from '@digdir/designsystemet-react';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { api, readEvery, type Schemas, unwrap } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { FieldsForm } from '../../components/fields-form';
import { PageHeading } from '../../components/page-heading';
import { GoalsTabs, periodOf, periods, useAuthorityNames } from '../../goals/words';
import { reportTones } from '../../goals/report-words';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { statesOf } from '../../tables/states';
import { formatDay, today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type Item = Schemas['PeriodReportItemDto'];

/** Which reports are being written, and when must they be done? */
export function PeriodReportsScreen() {
  const t = useTexts('goals');
  const states = statesOf(t('state'), reportTones, (status) => t(`reportStatus.${status as 'drafting'}`));
  const rows = useSuspenseQuery(readEvery('/api/v1/period-reports')).data;
  return (
    <div className="page">
      <PageHeading>{t('reports.title')}</PageHeading>
      <GoalsTabs />
      <OpenReport />
      <DataTable
        name="uppfoljning"
        caption={t('reports.title')}
        columns={useColumns(states.column)}
        rows={rows}
        rowKey={({ id }) => id}
        filters={[states.filter]}
        empty={<EmptyState title={t('reports.empty.title')} text={t('reports.empty.text')} />}
      />
    </div>
  );
}

function useColumns(state: Column<Item>): Column<Item>[] {
  const t = useTexts('goals');
  const nameOf = useAuthorityNames();
  return [
    { key: 'number', header: t('number'), value: ({ registrationNumber }) => registrationNumber },
    {
      key: 'report',
      header: t('reports.report'),
      value: ({ title }) => title,
      show: ({ id, title }) => (
        <DsLink asChild>
          <Link to="/uppfoljning/$id" params={{ id }}>
            {title}
          </Link>
        </DsLink>
      ),
    },
    { key: 'authority', header: t('authority'), value: ({ authorityId }) => nameOf(authorityId) },
    {
      key: 'period',
      header: t('period'),
      value: ({ year, period }) => t('periodOf', { period: t(`periods.${periodOf(period)}`), year }),
    },
    {
      key: 'due',
      header: t('reports.due'),
      kind: 'day',
      value: ({ dueDay }) => dueDay,
      show: ({ dueDay }) => formatDay(dueDay),
    },
    state,
  ];
}

/** Opens a report with all the authority's goals of the year in it. */
function OpenReport() {
  const t = useTexts('goals');
  const session = useSession();
  const kept = useQueryClient();
  const navigate = useNavigate();
  const own = new Map(
    session.appointments.flatMap(({ authorityId, authorityName }) =>
      authorityId === null ? [] : [[authorityId, authorityName ?? ''] as const],
    ),
  );
  if (own.size === 0 || !mayEver(session, 'goalReport.write')) return null;
  return (
    <Details>
      <Details.Summary>{t('reports.open')}</Details.Summary>
      <Details.Content>
        <FieldsForm
          fields={[
            {
              name: 'authorityId',
              kind: 'choice',
              label: t('authority'),
              missing: t('reports.missing.authority'),
              initial: [...own.keys()][0] ?? '',
              options: [...own].map(([value, label]) => ({ value, label })),
            },
            {
              name: 'year',
              kind: 'text',
              label: t('year'),
              missing: t('reports.missing.year'),
              initial: today().slice(0, 4),
            },
            {
              name: 'period',
              kind: 'choice',
              label: t('period'),
              missing: t('reports.missing.period'),
              initial: 'januaryAugust',
              options: periods.map((value) => ({ value, label: t(`periods.${value}`) })),
            },
          ]}
          submitLabel={t('reports.openIt')}
          onSubmit={async (values) => {
            const body = { ...values, year: Number(values['year']) } as Schemas['NewPeriodReportDto'];
            const { id } = await unwrap(api.POST('/api/v1/period-reports', { body }));
            await kept.invalidateQueries();
            await navigate({ to: '/uppfoljning/$id', params: { id } });
          }}
          onDone={() => undefined}
        />
      </Details.Content>
    </Details>
  );
}
