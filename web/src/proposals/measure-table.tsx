import { Table } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { readEvery } from '../api/client';
import { TableScroll } from '../components/table-scroll';
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
    <TableScroll label={caption}>
      <Table>
        <caption className="visually-hidden">{caption}</caption>
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell scope="col">{t('measure.title')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{t('measure.source')}</Table.HeaderCell>
            <Table.HeaderCell scope="col" className="number">
              {t('measure.year')}
            </Table.HeaderCell>
            <Table.HeaderCell scope="col" className="number">
              {t('measure.amountKr')}
            </Table.HeaderCell>
          </Table.Row>
        </Table.Head>
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
      </Table>
    </TableScroll>
  );
}

/** Sources by name; the id stands while they are on their way, which is a moment at most. */
export function useSourceNames(): (id: string) => string {
  const sources = useQuery({ ...readEvery('/api/v1/funding-sources'), staleTime: 300_000 }).data ?? [];
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? '…';
}
