import { Button, Link as DsLink, Table } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readEvery, type Schemas } from '../../api/client';
import { mayAt, useSession } from '../../api/session';
import { CaptionedTable } from '../../components/captioned-table';
import { EmptyState } from '../../components/empty-state';
import { Section } from '../../components/section';
import { StatusTag } from '../../components/status-tag';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { type DocumentAct, DocumentActForm } from './document-act';
import { RegisterDocument } from './register-document';

type Matter = Schemas['MatterPageDto']['items'][number];
type Document = Schemas['DocumentPageDto']['items'][number];

/** The matter's documents in the order of their numbers, with each stored version, and what may be done with them. */
export function Documents({ matter }: { matter: Matter }) {
  const t = useTexts('matter');
  const session = useSession();
  const documents = useSuspenseQuery(
    readEvery('/api/v1/matters/{id}/documents', { params: { path: { id: matter.id } } }),
  ).data;
  const [chosen, setChosen] = useState<{ act: DocumentAct; document: Document } | undefined>();
  const isOpen = matter.status === 'open';
  const mayRegister = isOpen && mayAt(session, 'document.register', matter.authorityId);
  const mayMark = mayAt(session, 'secrecy.mark', matter.authorityId);
  return (
    <Section heading={t('tabs.documents')} className="page">
      {mayRegister ? <RegisterDocument matterId={matter.id} /> : null}
      {documents.length === 0 ? (
        <EmptyState title={t('noDocuments.title')} text={t('noDocuments.text')} />
      ) : (
        <>
          <p role="status" className="table-count">
            {t('documentCount', { count: documents.length })}
          </p>
          <DocumentTable
            documents={documents}
            acts={(document) => [
              ...(mayRegister ? (['addFile'] as const) : []),
              ...(mayMark ? ([document.secrecy === null ? 'mark' : 'lift'] as const) : []),
            ]}
            onAct={(act, document) => setChosen({ act, document })}
          />
        </>
      )}
      {chosen === undefined ? null : <DocumentActForm {...chosen} onClose={() => setChosen(undefined)} />}
    </Section>
  );
}

function DocumentTable({
  documents,
  acts,
  onAct,
}: {
  documents: readonly Document[];
  acts: (document: Document) => readonly DocumentAct[];
  onAct: (act: DocumentAct, document: Document) => void;
}) {
  const t = useTexts('matter');
  const hasActs = documents.some((document) => acts(document).length > 0);
  return (
    <CaptionedTable
      caption={t('tabs.documents')}
      heads={[t('number'), t('document'), t('way'), t('file'), ...(hasActs ? [t('acts')] : [])]}
    >
      <Table.Body>
        {documents.map((document) => (
          <Table.Row key={document.id}>
            <Table.Cell>{document.number}</Table.Cell>
            <Table.Cell>
              {document.title}
              {document.secrecy === null ? null : (
                <div>
                  <StatusTag tone="warning">
                    {t('marked', { provision: document.secrecy.provision, day: document.secrecy.markedDay })}
                  </StatusTag>
                </div>
              )}
            </Table.Cell>
            <Table.Cell>
              <Way document={document} />
            </Table.Cell>
            <Table.Cell>
              {document.versions.length === 0 ? <span className="quiet">{t('noFile')}</span> : null}
              {document.versions.map((version) => (
                <Version key={version.id} version={version} />
              ))}
            </Table.Cell>
            {hasActs ? (
              <Table.Cell>
                {acts(document).map((act) => (
                  <Button
                    key={act}
                    variant="tertiary"
                    data-size="sm"
                    aria-label={t(`documentActs.${act}.of`, { number: document.number })}
                    onClick={() => onAct(act, document)}
                  >
                    {t(`documentActs.${act}.do`)}
                  </Button>
                ))}
              </Table.Cell>
            ) : null}
          </Table.Row>
        ))}
      </Table.Body>
    </CaptionedTable>
  );
}

/** Whether it came, was sent, was drawn up or is a working note; from or for whom, and when (OSL 5:2). */
function Way({ document: { direction, counterpart, receivedAt, drawnUpAt, registeredAt } }: { document: Document }) {
  const t = useTexts('matter');
  const way = direction === 'drawnUp' && counterpart !== null ? 'sent' : direction;
  return (
    <>
      {t(`ways.${way}`, { at: formatInstant(receivedAt ?? drawnUpAt ?? registeredAt) })}
      {counterpart === null ? null : <div>{t(direction === 'received' ? 'fromWhom' : 'forWhom', { counterpart })}</div>}
    </>
  );
}

/** One press downloads it; the checksum tells whoever asks that it is the same file. */
function Version({ version }: { version: Document['versions'][number] }) {
  const t = useTexts('matter');
  return (
    <div>
      <DsLink href={`/api/v1/document-versions/${version.id}/content`} download={version.fileName}>
        {t('download', { number: version.number, name: version.fileName })}
      </DsLink>
      <details className="quiet">
        <summary>{t('checksum')}</summary>
        <code className="checksum">{version.sha256}</code>
      </details>
    </div>
  );
}
