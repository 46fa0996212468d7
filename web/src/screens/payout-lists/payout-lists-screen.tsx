import { Alert, Button, Link as DsLink } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, readEvery, type Schemas, unwrap } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { PayoutStatusTag } from '../../associations/payout-status';
import { EmptyState } from '../../components/empty-state';
import { FieldsDialog } from '../../components/fields-dialog';
import { PageHeading } from '../../components/page-heading';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { useTexts } from '../../texts/texts';

type T = ReturnType<typeof useTexts<'associations'>>;
type Payout = Schemas['PayoutItemDto'];
type Prepared = Schemas['PreparedPayoutDto'];

/** Which lists are made, attested and paid, and how much is on each? */
export function PayoutListsScreen() {
  const t = useTexts('associations');
  const mayPrepare = mayEver(useSession(), 'payout.prepare');
  const lists = useSuspenseQuery(readEvery('/api/v1/payout-lists')).data;
  const [isPreparing, setIsPreparing] = useState(false);
  const [prepared, setPrepared] = useState<Prepared | undefined>();
  const prepare = mayPrepare ? <Button onClick={() => setIsPreparing(true)}>{t('prepare')}</Button> : null;
  return (
    <div className="page">
      <PageHeading>{t('payouts')}</PageHeading>
      {prepared === undefined ? null : (
        <Alert data-color="success" role="status">
          {t('preparedAs', { number: prepared.number, count: prepared.rows })}{' '}
          {prepared.withoutAccount.length === 0
            ? null
            : t('withoutAccount', { names: prepared.withoutAccount.join(', ') })}{' '}
          {prepared.notExecutable.length === 0
            ? null
            : t('notExecutable', { names: prepared.notExecutable.join('; ') })}
        </Alert>
      )}
      <DataTable
        name="utbetalningslistor"
        caption={t('payouts')}
        columns={columnsOf(t)}
        rows={lists}
        rowKey={({ id }) => id}
        actions={prepare}
        empty={
          <EmptyState title={t('noPayouts.title')} text={t('noPayouts.text')}>
            {prepare}
          </EmptyState>
        }
      />
      {isPreparing ? <Prepare onClose={() => setIsPreparing(false)} onPrepared={setPrepared} /> : null}
    </div>
  );
}

function Prepare({ onClose, onPrepared }: { onClose: () => void; onPrepared: (made: Prepared) => void }) {
  const t = useTexts('associations');
  const calls = useSuspenseQuery(readEvery('/api/v1/calls', { params: { query: { kind: 'associationGrant' } } })).data;
  return (
    <FieldsDialog
      heading={t('prepare')}
      fields={[
        {
          name: 'callId',
          kind: 'choice',
          label: t('call'),
          missing: t('missing.call'),
          ...(calls.length === 1 && calls[0] !== undefined ? { initial: calls[0].id } : {}),
          options: calls.map(({ id, title }) => ({ value: id, label: title })),
        },
      ]}
      submitLabel={t('prepareNow')}
      onSubmit={async (values) => {
        const body = values as Schemas['NewPayoutListDto'];
        onPrepared(await unwrap(api.POST('/api/v1/payout-lists', { body })));
      }}
      onClose={onClose}
    />
  );
}

function columnsOf(t: T): Column<Payout>[] {
  return [
    {
      key: 'list',
      header: t('list'),
      value: ({ callTitle, number }) => t('listOf', { title: callTitle, number }),
      show: ({ id, callTitle, number }) => (
        <DsLink asChild>
          <Link to="/utbetalningslistor/$id" params={{ id }}>
            {t('listOf', { title: callTitle, number })}
          </Link>
        </DsLink>
      ),
    },
    {
      key: 'state',
      header: t('state'),
      value: ({ status }) => t(`payoutStatus.${status as 'prepared'}`),
      show: ({ status }) => <PayoutStatusTag status={status} />,
    },
    { key: 'rows', header: t('grants'), kind: 'number', value: ({ rows }) => rows },
    { key: 'paid', header: t('paidDay'), kind: 'day', value: ({ paidDay }) => paidDay },
    {
      key: 'total',
      header: t('amount'),
      kind: 'money',
      // The grants of a cancelled list stand on another: counted here too they would be counted twice.
      value: ({ total, status }) => (status === 'cancelled' ? null : total),
    },
  ];
}
