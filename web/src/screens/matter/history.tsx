import { Table } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { readEvery } from '../../api/client';
import { TableScroll } from '../../components/table-scroll';
import { formatNumber } from '../../money/money';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

/** The versions of the memorandum, newest first: how each came to be, and what it asked for. */
export function History({ id }: { id: string }) {
  const t = useTexts('matter');
  const versions = useSuspenseQuery(readEvery('/api/v1/proposals/{id}/versions', { params: { path: { id } } })).data;
  return (
    <TableScroll label={t('tabs.history')}>
      <Table>
        <caption className="visually-hidden">{t('tabs.history')}</caption>
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell scope="col">{t('version')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{t('origin')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{t('made')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{t('locked')}</Table.HeaderCell>
            <Table.HeaderCell scope="col" className="number">
              {t('requested')}
            </Table.HeaderCell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {versions.map(({ versionId, versionNumber, origin, createdAt, frozenAt, total }) => (
            <Table.Row key={versionId}>
              <Table.Cell>{versionNumber}</Table.Cell>
              <Table.Cell>{t(`origins.${origin}`)}</Table.Cell>
              <Table.Cell>{formatInstant(createdAt)}</Table.Cell>
              <Table.Cell>{frozenAt == null ? t('current') : formatInstant(frozenAt)}</Table.Cell>
              <Table.Cell className="number">{formatNumber(total)}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </TableScroll>
  );
}
