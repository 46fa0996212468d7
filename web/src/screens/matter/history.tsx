import { Table } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { readEvery } from '../../api/client';
import { CaptionedTable } from '../../components/captioned-table';
import { formatNumber } from '../../money/money';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

/** The versions of the memorandum, newest first: how each came to be, and what it asked for. */
export function History({ id }: { id: string }) {
  const t = useTexts('matter');
  const versions = useSuspenseQuery(readEvery('/api/v1/proposals/{id}/versions', { params: { path: { id } } })).data;
  return (
    <CaptionedTable
      caption={t('tabs.history')}
      heads={[t('version'), t('origin'), t('made'), t('locked'), { number: t('requested') }]}
    >
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
    </CaptionedTable>
  );
}
