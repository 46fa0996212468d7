import { Button, Link as DsLink } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readEvery, type Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { StatusTag } from '../../components/status-tag';
import { consultationTones, ConsulteeTag, replyByText } from '../../consultations/words';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { statesOf } from '../../tables/states';
import { useTexts } from '../../texts/texts';

type Item = Schemas['ConsultationItemDto'];

/** Which answers are missing, and which have we to give? */
export function ConsultationsScreen() {
  const t = useTexts('consultations');
  const mayPropose = mayEver(useSession(), 'consultation.write');
  const states = statesOf(t('state'), consultationTones, (status) => t(`status.${status}`));
  const rows = useSuspenseQuery(readEvery('/api/v1/consultations')).data;
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      {mayPropose ? (
        <div className="actions no-print">
          <Button asChild variant="secondary">
            <Link to="/remisser/ny">{t('propose')}</Link>
          </Button>
        </div>
      ) : null}
      <DataTable
        name="remisser"
        caption={t('title')}
        columns={columnsOf(t, states.column)}
        rows={rows}
        rowKey={({ id }) => id}
        filters={[states.filter]}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
    </div>
  );
}

const isSent = ({ status }: Item): boolean =>
  !['proposed', 'scheduled', 'decided', 'rejected', 'withdrawn'].includes(status);
const missing = (item: Item): number | null => (isSent(item) ? item.asked - item.answered : null);

function columnsOf(t: ReturnType<typeof useTexts<'consultations'>>, state: Column<Item>): Column<Item>[] {
  return [
    { key: 'number', header: t('number'), value: ({ registrationNumber }) => registrationNumber },
    {
      key: 'consultation',
      header: t('consultation'),
      value: ({ title }) => title,
      show: ({ id, title }) => (
        <DsLink asChild>
          <Link to="/remisser/$id" params={{ id }}>
            {title}
          </Link>
        </DsLink>
      ),
    },
    {
      key: 'deadline',
      header: t('deadline'),
      value: ({ replyByDay, replyByTime }) => `${replyByDay} ${replyByTime ?? ''}`.trim(),
      show: ({ replyByDay, replyByTime, isDeadlineOver }) => (
        <>
          {replyByText(replyByDay, replyByTime)}{' '}
          {isDeadlineOver ? <StatusTag tone="warning">{t('over')}</StatusTag> : null}
        </>
      ),
    },
    { key: 'asked', header: t('asked'), kind: 'number', value: ({ asked }) => asked },
    { key: 'answered', header: t('answered'), kind: 'number', value: (row) => (isSent(row) ? row.answered : null) },
    { key: 'late', header: t('late'), kind: 'number', value: (row) => (isSent(row) ? row.late : null) },
    { key: 'missing', header: t('missing'), kind: 'number', value: missing },
    state,
    {
      key: 'own',
      header: t('ownAnswer'),
      value: ({ own }) => own.map(({ name, status }) => `${name} ${t(`consultee.status.${status}`)}`).join(', '),
      show: ({ own }) =>
        own.map(({ id, name, status, replyByDay, replyByTime }) => (
          <div key={id}>
            <DsLink asChild>
              <Link to="/remissinstanser/$id" params={{ id }}>
                {t('answerOf', { name })}
              </Link>
            </DsLink>{' '}
            <ConsulteeTag status={status} isLate={null} /> {replyByText(replyByDay, replyByTime)}
          </div>
        )),
    },
  ];
}
