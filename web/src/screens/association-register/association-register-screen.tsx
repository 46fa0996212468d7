import { Button, Link as DsLink } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { readEvery, type Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { StatusTag } from '../../components/status-tag';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { useTexts } from '../../texts/texts';
import { AddAssociation } from './add-association';
import { CorrectAssociation } from './correct-association';

type T = ReturnType<typeof useTexts<'associations'>>;
export type Association = Schemas['AssociationDto'];

/** Which associations do we know, and where is each of them paid? */
export function AssociationRegisterScreen() {
  const t = useTexts('associations');
  const title = useTexts('association-register')('title');
  const mayWrite = mayEver(useSession(), 'association.write');
  const associations = useSuspenseQuery(readEvery('/api/v1/associations')).data;
  const [isAdding, setAdding] = useState(false);
  const [correcting, setCorrecting] = useState<Association | undefined>();
  const add = mayWrite ? <Button onClick={() => setAdding(true)}>{t('addToRegister')}</Button> : null;
  return (
    <div className="page">
      <PageHeading>{title}</PageHeading>
      <DataTable
        name="foreningar"
        caption={title}
        columns={columnsOf(t, mayWrite ? setCorrecting : undefined)}
        rows={associations}
        rowKey={({ id }) => id}
        filters={[
          {
            key: 'konto',
            label: t('account'),
            value: ({ paymentNumber }) => (paymentNumber === null ? 'missing' : 'known'),
            options: (['known', 'missing'] as const).map((value) => ({ value, label: t(`hasAccount.${value}`) })),
          },
        ]}
        actions={add}
        empty={
          <EmptyState title={t('noAssociations.title')} text={t('noAssociations.text')}>
            {add}
          </EmptyState>
        }
      />
      {isAdding ? <AddAssociation onClose={() => setAdding(false)} /> : null}
      {correcting === undefined ? null : (
        <CorrectAssociation association={correcting} onClose={() => setCorrecting(undefined)} />
      )}
    </div>
  );
}

function columnsOf(t: T, correct: ((association: Association) => void) | undefined): Column<Association>[] {
  const accountOf = ({ paymentKind, paymentNumber }: Association): string =>
    paymentKind === null || paymentNumber === null
      ? t('hasAccount.missing')
      : `${t(`accounts.${paymentKind}`)} ${paymentNumber}`;
  return [
    {
      key: 'name',
      header: t('association'),
      value: ({ name }) => name,
      show: (association) => (
        <>
          {association.name}
          {correct === undefined ? null : (
            <>
              {' '}
              <Button
                variant="tertiary"
                data-size="sm"
                aria-label={t('correctWhich', { name: association.name })}
                onClick={() => correct(association)}
              >
                {t('correct')}
              </Button>
            </>
          )}
        </>
      ),
    },
    { key: 'number', header: t('fields.organisationNumber'), value: ({ organisationNumber }) => organisationNumber },
    { key: 'email', header: t('details.email'), value: ({ email }) => email ?? '–' },
    {
      key: 'account',
      header: t('account'),
      value: accountOf,
      show: (association) =>
        association.paymentNumber === null ? (
          <StatusTag tone="warning">{accountOf(association)}</StatusTag>
        ) : (
          <span className="nowrap">{accountOf(association)}</span>
        ),
    },
    {
      key: 'applications',
      header: t('ofAssociation'),
      value: () => null,
      show: ({ name, organisationNumber }) => (
        <DsLink asChild>
          <Link to="/foreningsbidrag" search={{ q: organisationNumber }} aria-label={t('applicationsOf', { name })}>
            {t('showApplications')}
          </Link>
        </DsLink>
      ),
    },
  ];
}
