import { Link as DsLink, Table } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { readEvery } from '../../api/client';
import { EmptyState } from '../../components/empty-state';
import { TableScroll } from '../../components/table-scroll';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

/** The matter's documents in the order of their numbers, with each stored version. */
export function Documents({ matterId }: { matterId: string }) {
  const t = useTexts('matter');
  const documents = useSuspenseQuery(
    readEvery('/api/v1/matters/{id}/documents', { params: { path: { id: matterId } } }),
  ).data;
  if (documents.length === 0) return <EmptyState title={t('noDocuments.title')} text={t('noDocuments.text')} />;
  return (
    <TableScroll label={t('tabs.documents')}>
      <Table>
        <caption className="visually-hidden">{t('tabs.documents')}</caption>
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell scope="col">{t('number')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{t('document')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{t('registered')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{t('file')}</Table.HeaderCell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {documents.map(({ id, number, title, registeredAt, versions }) => (
            <Table.Row key={id}>
              <Table.Cell>{number}</Table.Cell>
              <Table.Cell>{title}</Table.Cell>
              <Table.Cell>{formatInstant(registeredAt)}</Table.Cell>
              <Table.Cell>
                {versions.map((version) => (
                  <div key={version.id}>
                    <DsLink href={`/api/v1/document-versions/${version.id}/content`} download={version.fileName}>
                      {t('download', { number: version.number })}
                    </DsLink>
                  </div>
                ))}
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </TableScroll>
  );
}
