import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ifMatch, read, type Schemas, unwrap } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { mayAt, mayEver, type Session, useSession } from '../../api/session';
import { PayoutStatusTag } from '../../associations/payout-status';
import { DocumentLink } from '../../components/document-link';
import { FieldsDialog } from '../../components/fields-dialog';
import type { FormField } from '../../components/fields-form';
import { PageHeading } from '../../components/page-heading';
import { ProblemAlert } from '../../components/problem-alert';
import { Fact, StatusLine } from '../../components/status-line';
import { formatKr } from '../../money/money';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { formatDay, formatInstant, today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { route } from './route';

type T = ReturnType<typeof useTexts<'associations'>>;
type Payout = Schemas['PayoutDto'];
type Row = Payout['rows'][number];
type Act = 'attest' | 'pay' | 'cancel';

/** To whom is how much to be paid, who has made the list and who has attested it? */
export function PayoutListScreen() {
  const t = useTexts('associations');
  const { id } = route.useParams();
  const list = useSuspenseQuery(read('/api/v1/payout-lists/{id}', { params: { path: { id } } })).data;
  const address = `/api/v1/payout-lists/${id}/document`;
  return (
    <div className="page">
      <PageHeading>{t('listOf', { title: list.callTitle, number: list.number })}</PageHeading>
      <StatusLine>
        <Fact label={t('state')}>
          <PayoutStatusTag status={list.status} />
        </Fact>
        <Fact label={t('amount')}>{formatKr(list.total)}</Fact>
        <Fact label={t('preparedBy')}>{t('byAt', { name: list.preparedBy, at: formatInstant(list.preparedAt) })}</Fact>
        <Fact label={t('attestedBy')}>
          {list.attestedBy === null || list.attestedAt === null
            ? '–'
            : t('byAt', { name: list.attestedBy, at: formatInstant(list.attestedAt) })}
        </Fact>
        <Fact label={t('paidDay')}>{list.paidDay === null ? '–' : formatDay(list.paidDay)}</Fact>
      </StatusLine>
      {list.cancelledReason === null ? null : (
        <Paragraph>{t('cancelledBecause', { reason: list.cancelledReason })}</Paragraph>
      )}
      <Acts list={list} />
      <div className="actions">
        <DocumentLink href={`${address}?format=pdf`}>{t('pdf')}</DocumentLink>
        <DocumentLink href={`${address}?format=docx`}>{t('word')}</DocumentLink>
      </div>
      <DataTable
        name={`utbetalning-${list.number}`}
        caption={t('grants')}
        columns={columnsOf(t)}
        rows={list.rows}
        rowKey={({ applicationId }) => applicationId}
        empty={null}
      />
    </div>
  );
}

function possibleFor(session: Session, { authorityId, possibleActs, preparedBy }: Payout): Act[] {
  const may: Record<Act, boolean> = {
    // Whoever made the list does not attest it (D9); the API holds it, here the button only is not offered.
    attest: mayAt(session, 'payout.attest', authorityId) && session.person.name !== preparedBy,
    pay: mayEver(session, 'payout.pay'),
    cancel: mayAt(session, 'payout.prepare', authorityId),
  };
  return (Object.keys(may) as Act[]).filter((act) => may[act] && possibleActs.includes(act));
}

function Acts({ list }: { list: Payout }) {
  const t = useTexts('associations');
  const kept = useQueryClient();
  const session = useSession();
  const [act, setAct] = useState<'pay' | 'cancel' | undefined>();
  const [refusal, setRefusal] = useState<Error | undefined>();
  const params = { path: { id: list.id }, header: ifMatch(list.version) };
  /** Somebody was before: what stands now is shown, and the refusal stays to be read. */
  const told = async (error: Error): Promise<void> => {
    setRefusal(error);
    await kept.invalidateQueries();
  };
  const attest = useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/payout-lists/{id}/attestation', { params })),
    onMutate: () => setRefusal(undefined),
    onSuccess: () => kept.invalidateQueries(),
    onError: told,
  });
  const possible = possibleFor(session, list);
  return (
    <>
      <ProblemAlert error={refusal} />
      {possible.length === 0 ? null : (
        <div className="actions">
          {possible.map((each) => (
            <Button
              key={each}
              variant={each === 'cancel' ? 'secondary' : 'primary'}
              loading={each === 'attest' && attest.isPending}
              onClick={() => (each === 'attest' ? attest.mutate() : setAct(each))}
            >
              {t(`payoutActs.${each}`)}
            </Button>
          ))}
        </div>
      )}
      {act === undefined ? null : (
        <FieldsDialog
          heading={t(`payoutActs.${act}`)}
          fields={fieldsOf(t, act)}
          submitLabel={t(`payoutDo.${act}`)}
          onSubmit={async (values) => {
            setRefusal(undefined);
            try {
              if (act === 'pay')
                await unwrap(
                  api.POST('/api/v1/payout-lists/{id}/payment', { params, body: values as Schemas['PaidPayoutDto'] }),
                );
              else
                await unwrap(
                  api.POST('/api/v1/payout-lists/{id}/cancellation', {
                    params,
                    body: values as Schemas['CancelPayoutDto'],
                  }),
                );
            } catch (error) {
              if (error instanceof ApiProblem && error.isStale) await told(error);
              throw error;
            }
          }}
          onClose={() => setAct(undefined)}
        />
      )}
    </>
  );
}

function fieldsOf(t: T, act: 'pay' | 'cancel'): FormField[] {
  if (act === 'cancel')
    return [{ name: 'reason', kind: 'long', label: t('fields.cancelReason'), missing: t('missing.cancelReason') }];
  return [
    { name: 'paidDay', kind: 'day', label: t('fields.paidDay'), initial: today(), missing: t('missing.day') },
    { name: 'voucher', kind: 'text', label: t('fields.voucher') },
  ];
}

function columnsOf(t: T): Column<Row>[] {
  return [
    {
      key: 'association',
      header: t('association'),
      value: ({ associationName, organisationNumber }) => `${associationName} ${organisationNumber}`,
      show: ({ applicationId, associationName, organisationNumber }) => (
        <>
          <Link to="/foreningsbidrag/$id" params={{ id: applicationId }}>
            {associationName}
          </Link>
          <div className="quiet">{organisationNumber}</div>
        </>
      ),
    },
    { key: 'about', header: t('about'), value: ({ title }) => title },
    { key: 'source', header: t('source'), value: ({ sourceCode, year }) => `${sourceCode} ${year}` },
    {
      key: 'account',
      header: t('account'),
      value: ({ paymentKind, paymentNumber }) => `${t(`accounts.${paymentKind as 'bankgiro'}`)} ${paymentNumber}`,
    },
    { key: 'amount', header: t('amount'), kind: 'money', value: ({ amount }) => amount },
  ];
}
