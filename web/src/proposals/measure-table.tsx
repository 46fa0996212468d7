import { Table } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { readEvery } from '../api/client';
import { CaptionedTable } from '../components/captioned-table';
import { type Amount, formatNumber, sumOf } from '../money/money';
import { useTexts } from '../texts/texts';

interface Row {
  measureKey: string;
  title: string;
  requestedAmount: Amount;
  year: number;
  sourceId: string | null;
}

/** Measures with their amounts and the sum under them. */
export function MeasureTable({ measures, caption }: { measures: readonly Row[]; caption: string }) {
  const t = useTexts('proposal');
  const nameOf = useSourceNames();
  return (
    <CaptionedTable
      caption={caption}
      heads={[
        t('measure.title'),
        t('measure.source'),
        { number: t('measure.year') },
        { number: t('measure.amountKr') },
      ]}
    >
      <Table.Body>
        {measures.map(({ measureKey, title, sourceId, year, requestedAmount }) => (
          <Table.Row key={measureKey}>
            <Table.Cell>{title}</Table.Cell>
            <Table.Cell>{sourceId === null ? t('measure.open') : nameOf(sourceId)}</Table.Cell>
            <Table.Cell className="number">{year}</Table.Cell>
            <Table.Cell className="number">{formatNumber(requestedAmount)}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
      <Table.Foot>
        <Table.Row>
          <Table.Cell>{t('measure.sum')}</Table.Cell>
          <Table.Cell />
          <Table.Cell />
          <Table.Cell className="number">
            {formatNumber(sumOf(measures.map(({ requestedAmount }) => requestedAmount)))}
          </Table.Cell>
        </Table.Row>
      </Table.Foot>
    </CaptionedTable>
  );
}

/** Sources by name; the id stands while they are on their way, which is a moment at most. */
export function useSourceNames(): (id: string) => string {
  const sources = useQuery({ ...readEvery('/api/v1/funding-sources'), staleTime: 300_000 }).data ?? [];
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? '…';
}
