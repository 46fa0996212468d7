import { Button, Link as DsLink, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { Link } from '@tanstack/react-router';
import { mayAt, useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { StatusTag } from '../../components/status-tag';
import { type DelegationRule, useDelegateWords, useDelegatingBodies, useScheme } from '../../decisions/delegation';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { useTableSearch } from '../../tables/table-search';
import { formatDay, today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

/** Who may decide what on the body's behalf, on a day? */
export function DelegationSchemeScreen() {
  const t = useTexts('delegated-decisions');
  const words = useDelegateWords();
  const session = useSession();
  const [{ organ, dag = today() }, setSearch] = useTableSearch();
  const bodies = useDelegatingBodies();
  const body = bodies.find(({ id }) => id === organ) ?? bodies[0];
  const scheme = useScheme(body?.id, dag);
  return (
    <div className="page">
      <PageHeading>{t('schemeHeading', { body: body?.name ?? '' })}</PageHeading>
      <div className="table-tools no-print">
        <Textfield
          type="date"
          label={t('schemeDay')}
          value={dag}
          onChange={({ target: { value } }) => setSearch({ dag: value === '' ? undefined : value })}
        />
        <DsLink asChild>
          <Link to="/delegationsbeslut" search={body === undefined ? {} : { organ: body.id }}>
            {t('toDecisions')}
          </Link>
        </DsLink>
      </div>
      {body === undefined || !mayAt(session, 'delegation.set', body.authorityId) ? null : (
        <div className="actions">
          <Button asChild variant="secondary">
            <Link to="/delegationsordning/ny" search={{ organ: body.id }}>
              {t('schemeNew')}
            </Link>
          </Button>
        </div>
      )}
      {scheme === null ? <EmptyState title={t('schemeNone.title')} text={t('schemeNone.text')} /> : null}
      {scheme == null ? null : (
        <>
          <Paragraph>{t('schemeFrom', { day: formatDay(scheme.fromDay), ground: scheme.ground })}</Paragraph>
          <DataTable
            name="delegationsordning"
            caption={t('scheme')}
            columns={columnsOf(t, words)}
            rows={scheme.rules}
            rowKey={({ id }) => id}
            filters={[
              {
                key: 'min',
                label: t('whose'),
                value: ({ isOwn }) => (isOwn ? 'own' : 'others'),
                options: (['own', 'others'] as const).map((value) => ({ value, label: t(`rulesOf.${value}`) })),
              },
            ]}
            empty={null}
          />
        </>
      )}
    </div>
  );
}

function columnsOf(
  t: ReturnType<typeof useTexts<'delegated-decisions'>>,
  words: (delegate: DelegationRule['delegate']) => string,
): Column<DelegationRule>[] {
  return [
    { key: 'number', header: t('ruleNumber'), value: ({ number }) => number },
    { key: 'description', header: t('about'), value: ({ description }) => description },
    {
      key: 'delegate',
      header: t('delegate'),
      value: ({ delegate }) => words(delegate),
      show: ({ delegate, isOwn }) => (
        <>
          {words(delegate)} {isOwn ? <StatusTag tone="info">{t('you')}</StatusTag> : null}
        </>
      ),
    },
    { key: 'provision', header: t('provision'), value: ({ provision }) => provision ?? '–' },
    { key: 'reporting', header: t('told'), value: ({ reporting }) => t(`reportings.${reporting}`) },
    {
      key: 'appeal',
      header: t('appealable'),
      value: ({ isAppealable }) => t(`answers.${isAppealable ? 'yes' : 'no'}`),
    },
  ];
}
