import { Link as DsLink, Tabs } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readEvery, type Schemas } from '../../api/client';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { useTableSearch } from '../../tables/table-search';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type Dispatch = Schemas['DispatchDto'];

const states = ['sent', 'registered'] as const;
type State = (typeof states)[number];

/** What others have decided and sent here: what waits for a number, the longest first, and what has one. */
export function DispatchesScreen() {
  const t = useTexts('dispatches');
  const [search, setSearch] = useTableSearch();
  const shown: State = search['flik'] === 'registered' ? 'registered' : 'sent';
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <Tabs
        value={shown}
        onChange={(value) => setSearch({ flik: value === 'sent' ? undefined : value, q: undefined, sort: undefined })}
      >
        <Tabs.List>
          {states.map((state) => (
            <Tabs.Tab key={state} value={state}>
              {t(`tabs.${state}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {states.map((state) => (
          <Tabs.Panel key={state} value={state}>
            {state === shown ? <List state={state} /> : null}
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
}

function List({ state }: { state: State }) {
  const t = useTexts('dispatches');
  const dispatches = useSuspenseQuery(
    readEvery('/api/v1/dispatches', { params: { query: { direction: 'incoming', status: state } } }),
  ).data;
  return (
    <DataTable
      name={`skickat-hit-${state}`}
      caption={t(`tabs.${state}`)}
      columns={columnsOf(t, state)}
      rows={dispatches}
      rowKey={({ id }) => id}
      empty={<EmptyState title={t(`empty.${state}.title`)} text={t(`empty.${state}.text`)} />}
    />
  );
}

function columnsOf(t: ReturnType<typeof useTexts<'dispatches'>>, state: State): Column<Dispatch>[] {
  return [
    {
      key: 'decision',
      header: t('decision'),
      value: ({ title, registrationNumber }) => `${title} ${registrationNumber}`,
      show: ({ id, title, registrationNumber }) => (
        <>
          <DsLink asChild>
            <Link to="/skickat-hit/$id" params={{ id }}>
              {title}
            </Link>
          </DsLink>
          <div className="quiet">{registrationNumber}</div>
        </>
      ),
    },
    {
      key: 'from',
      header: t('from'),
      value: ({ bodyName, minuteItem, decisionDay }) => t('paragraphOf', { bodyName, minuteItem, decisionDay }),
    },
    { key: 'sent', header: t('sentAt'), kind: 'day', value: ({ sentAt }) => formatInstant(sentAt) },
    {
      key: 'attachments',
      header: t('attachments'),
      kind: 'number',
      value: ({ attachments }) => attachments.length,
    },
    ...(state === 'registered'
      ? [
          {
            key: 'registered',
            header: t('registeredAs'),
            value: ({ registered }: Dispatch) => registered?.registrationNumber ?? null,
            show: ({ registered }: Dispatch) =>
              registered === null ? null : (
                <Link to="/arende/$number" params={{ number: registered.registrationNumber }}>
                  {registered.registrationNumber}
                </Link>
              ),
          },
        ]
      : []),
  ];
}
