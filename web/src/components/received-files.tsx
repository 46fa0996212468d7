import { Link as DsLink, List } from '@digdir/designsystemet-react';
import { useTexts } from '../texts/texts';

interface ReceivedFile {
  documentVersionId: string;
  number: number;
  /** Null while the document is marked secret for the reader. */
  fileName: string | null;
  sizeBytes: number;
}

/** Files that came with a letter: one press downloads each, and its number is the one it has in the matter. */
export function ReceivedFiles({ files }: { files: readonly ReceivedFile[] }) {
  const t = useTexts('common');
  if (files.length === 0) return null;
  return (
    <List.Unordered>
      {files.map(({ documentVersionId, number, fileName, sizeBytes }) => (
        <List.Item key={documentVersionId}>
          {fileName === null ? (
            t('file.secret', { number })
          ) : (
            <>
              <DsLink href={`/api/v1/document-versions/${documentVersionId}/content`} download={fileName}>
                {t('file.download', { name: fileName })}
              </DsLink>{' '}
              <span className="quiet">
                {t('file.facts', { number, kilobytes: Math.max(1, Math.round(sizeBytes / 1000)) })}
              </span>
            </>
          )}
        </List.Item>
      ))}
    </List.Unordered>
  );
}
