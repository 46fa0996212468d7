import { Heading } from '@digdir/designsystemet-react';
import type { Schemas } from '../../api/client';
import { EmptyState } from '../../components/empty-state';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type Requisition = Schemas['RequisitionDto'];
type Step = Requisition['steps'][number];

/** Everything that has been noted, and the report as it was given. */
export function Steps({ requisition: { steps, report }, name }: { requisition: Requisition; name: string }) {
  const t = useTexts('requisitions');
  return (
    <>
      {report == null ? null : (
        <section aria-labelledby="report">
          <Heading level={2} data-size="xs" id="report">
            {t('report')}
          </Heading>
          <p className="table-count">
            {t(report.isLate === true ? 'reportedLate' : 'reportedOn', { day: report.reportedDay })}
          </p>
          <dl className="report">
            {(['use', 'results', 'resultsAgainstPurpose'] as const).map((part) => (
              <div key={part}>
                <dt>{t(`fields.${part}`)}</dt>
                <dd>{report[part]}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <Heading level={2} data-size="xs">
        {t('history')}
      </Heading>
      <DataTable
        name={name}
        caption={t('history')}
        columns={columnsOf(t)}
        rows={steps}
        rowKey={({ number }) => String(number)}
        empty={<EmptyState title={t('noSteps.title')} text={t('noSteps.text')} />}
      />
    </>
  );
}

/** Amounts of different acts stand below each other here, and are not added up. */
function columnsOf(t: ReturnType<typeof useTexts<'requisitions'>>): Column<Step>[] {
  return [
    { key: 'day', header: t('day'), kind: 'day', value: ({ day }) => day },
    { key: 'act', header: t('act'), value: ({ act }) => t(`acts.${act as 'prepare'}.done`) },
    { key: 'amount', header: t('amount'), kind: 'number', value: ({ amount }) => amount },
    {
      key: 'note',
      header: t('note'),
      value: ({ note, ground }) =>
        [ground === null ? null : t(`grounds.${ground as 'unused'}`), note].filter((part) => part !== null).join('. '),
    },
    { key: 'who', header: t('who'), value: ({ recordedByName }) => recordedByName ?? t('theClock') },
    { key: 'recorded', header: t('recorded'), value: ({ recordedAt }) => formatInstant(recordedAt) },
  ];
}
