import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, asFile, type Schemas, unwrap } from '../../api/client';
import { type NameHeaders, useProgress } from '../../api/progress';
import { EmptyState } from '../../components/empty-state';
import { FileField } from '../../components/file-field';
import { PageHeading } from '../../components/page-heading';
import { ProblemAlert } from '../../components/problem-alert';
import { ProgressBar } from '../../components/progress-bar';
import { StatusTag } from '../../components/status-tag';
import { formatKr } from '../../money/money';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { useTableSearch } from '../../tables/table-search';
import { useTexts } from '../../texts/texts';
import './cost-import.css';
import { type FileRow, rowsOf } from './preview';

type Preview = Schemas['ImportPreviewDto'];

/** What would be booked from this file, row by row? Nothing is, until somebody says so, and then all of it or none. */
export function CostImportScreen() {
  const t = useTexts('cost-import');
  const kept = useQueryClient();
  const [search] = useTableSearch();
  const [file, setFile] = useState<File | undefined>();
  const { running, follow } = useProgress(0);
  const reading = useMutation({
    mutationFn: (chosen: File) =>
      follow((name) => unwrap(api.POST('/api/v1/cost-imports/previews', sent(chosen, name)))),
  });
  const booking = useMutation({
    mutationFn: (chosen: File) => follow((name) => unwrap(api.POST('/api/v1/cost-imports', sent(chosen, name)))),
    onSuccess: () => kept.invalidateQueries(),
  });
  const choose = (chosen: File | undefined): void => {
    setFile(chosen);
    booking.reset();
    if (chosen === undefined) reading.reset();
    else reading.mutate(chosen);
  };
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <Paragraph>{t('lead')}</Paragraph>
      <FileField label={t('file')} accept=".csv,.txt,.xlsx,.se,.si,.sie" onChoose={choose} />
      <ProgressBar running={running} />
      <ProblemAlert error={reading.error ?? booking.error} />
      {booking.data === undefined ? null : (
        <Alert data-color="success" role="status">
          {t('done', { count: booking.data.lines, amount: formatKr(booking.data.total) })}{' '}
          <Link to="/bokforing" search={{ kalla: search['kalla'], ar: search['ar'] } as never}>
            {t('toCosts')}
          </Link>
        </Alert>
      )}
      {reading.data === undefined || file === undefined || booking.data !== undefined ? null : (
        <Found preview={reading.data} isBooking={booking.isPending} onBook={() => booking.mutate(file)} />
      )}
    </div>
  );
}

/** The file as the API takes it, under a name by which its reading can be followed. */
function sent(file: File, name: NameHeaders) {
  const { headers, bodySerializer } = asFile;
  return {
    params: { query: { fileName: file.name } },
    body: file as never,
    bodySerializer,
    headers: { ...headers, ...name },
  };
}

function Found({ preview, isBooking, onBook }: { preview: Preview; isBooking: boolean; onBook: () => void }) {
  const t = useTexts('cost-import');
  const { acceptable, alreadyImported, faultCount, faults, costs, skipped, total } = preview;
  const rows = rowsOf(preview);
  return (
    <>
      <Alert data-color={acceptable ? 'success' : 'danger'} role={acceptable ? 'status' : 'alert'}>
        {acceptable ? t('acceptable', { count: preview.rows, amount: formatKr(total) }) : null}
        {alreadyImported ? t('alreadyImported') : null}
        {faultCount > 0 ? t('faulty', { count: faultCount }) : null}
      </Alert>
      {skipped > 0 ? <Paragraph>{t('skipped', { count: skipped })}</Paragraph> : null}
      {acceptable ? (
        <div className="actions">
          <Button loading={isBooking} onClick={onBook}>
            {t('book')}
          </Button>
        </div>
      ) : null}
      {costs.length < preview.rows - faultCount ? (
        <Paragraph>{t('shownOf', { shown: costs.length, rows: preview.rows })}</Paragraph>
      ) : null}
      {faults.length < faultCount ? (
        <Paragraph>{t('faultsOf', { shown: faults.length, faults: faultCount })}</Paragraph>
      ) : null}
      <DataTable
        name="inlasning"
        caption={t('rows')}
        columns={columnsOf(t)}
        rows={rows}
        rowKey={({ row }) => String(row)}
        filters={[
          {
            key: 'fel',
            label: t('fault'),
            value: ({ faults: found }) => (found.length > 0 ? 'ja' : 'nej'),
            options: [
              { value: 'ja', label: t('onlyFaults') },
              { value: 'nej', label: t('onlySound') },
            ],
          },
        ]}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
    </>
  );
}

function columnsOf(t: ReturnType<typeof useTexts<'cost-import'>>): Column<FileRow>[] {
  const faultText = ({ faults }: FileRow): string => faults.map(({ detail }) => detail).join(' ');
  return [
    { key: 'row', header: t('row'), kind: 'number', value: ({ row }) => row },
    {
      key: 'fault',
      header: t('fault'),
      value: faultText,
      show: (row) =>
        row.faults.length === 0 ? (
          <StatusTag tone="success">{t('sound')}</StatusTag>
        ) : (
          <div className="row-faults">
            {row.faults.map(({ column, detail }) => (
              <p key={`${column ?? ''} ${detail}`}>
                <StatusTag tone="danger">{t('wrong')}</StatusTag> {detail}
              </p>
            ))}
          </div>
        ),
    },
    { key: 'code', header: t('projectCode'), value: ({ read }) => read?.projectCode ?? null },
    { key: 'amount', header: t('amount'), kind: 'money', value: ({ read }) => read?.amount ?? null },
    { key: 'measure', header: t('measure'), value: ({ read }) => read?.measureTitle ?? null },
    {
      key: 'source',
      header: t('source'),
      value: ({ read }) => (read === undefined ? null : `${read.sourceName} ${read.year}`),
    },
    { key: 'day', header: t('day'), kind: 'day', value: ({ read }) => read?.costDay ?? null },
    { key: 'text', header: t('text'), value: ({ read }) => read?.text ?? null },
    { key: 'voucher', header: t('voucher'), value: ({ read }) => read?.voucher ?? null },
  ];
}
