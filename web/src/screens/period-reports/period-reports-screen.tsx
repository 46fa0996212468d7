import { Button, Details, Field, Label, Link as DsLink, Select, Textfield } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, readEvery, type Schemas, unwrap } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { ProblemAlert } from '../../components/problem-alert';
import { GoalsTabs, type Period, periodOf, periods, useAuthorityNames } from '../../goals/words';
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
  const [authorityId, setAuthority] = useState([...own.keys()][0] ?? '');
  const [year, setYear] = useState(today().slice(0, 4));
  const [period, setPeriod] = useState<Period>('januaryAugust');
  const open = useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/period-reports', { body: { authorityId, year: Number(year), period } })),
    onSuccess: async ({ id }) => {
      await kept.invalidateQueries();
      await navigate({ to: '/uppfoljning/$id', params: { id } });
    },
  });
  if (own.size === 0 || !mayEver(session, 'goalReport.write')) return null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    open.mutate();
  };
  return (
    <Details>
      <Details.Summary>{t('reports.open')}</Details.Summary>
      <Details.Content>
        <form className="form entry-form" noValidate onSubmit={submit}>
          <ProblemAlert error={open.error} />
          <Field>
            <Label htmlFor="report-authority">{t('authority')}</Label>
            <Select id="report-authority" value={authorityId} onChange={(event) => setAuthority(event.target.value)}>
              {[...own].map(([id, name]) => (
                <Select.Option key={id} value={id}>
                  {name}
                </Select.Option>
              ))}
            </Select>
          </Field>
          <Textfield
            label={t('year')}
            inputMode="numeric"
            value={year}
            onChange={(event) => setYear(event.target.value)}
          />
          <Field>
            <Label htmlFor="report-period">{t('period')}</Label>
            <Select id="report-period" value={period} onChange={(event) => setPeriod(event.target.value as Period)}>
              {periods.map((each) => (
                <Select.Option key={each} value={each}>
                  {t(`periods.${each}`)}
                </Select.Option>
              ))}
            </Select>
          </Field>
          <Button type="submit" disabled={!/^\d{4}$/.test(year)} loading={open.isPending}>
            {t('reports.openIt')}
          </Button>
        </form>
      </Details.Content>
    </Details>
  );
}
