import { Paragraph } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { api, type Schemas, unwrap } from '../../api/client';
import { FieldsDialog } from '../../components/fields-dialog';
import type { FormField } from '../../components/fields-form';
import { FileField } from '../../components/file-field';
import { missingField } from '../../components/missing-field';
import { useTexts } from '../../texts/texts';
import { storeVersion } from './store-version';

export type DocumentAct = 'addFile' | 'mark' | 'lift';
type Document = Schemas['DocumentPageDto']['items'][number];

/** One act on one document: another file, or a secrecy marking set or lifted. */
export function DocumentActForm({
  act,
  document: { id, number, title },
  onClose,
}: {
  act: DocumentAct;
  document: Document;
  onClose: () => void;
}) {
  const t = useTexts('matter');
  const [file, setFile] = useState<File | undefined>();
  const fields: Record<DocumentAct, FormField[]> = {
    addFile: [],
    mark: [
      {
        name: 'provision',
        kind: 'text',
        label: t('fields.provision'),
        hint: t('hints.provision'),
        missing: t('missing.provision'),
      },
    ],
    lift: [{ name: 'ground', kind: 'long', label: t('fields.ground'), missing: t('missing.ground') }],
  };
  return (
    <FieldsDialog
      heading={t(`documentActs.${act}.of`, { number })}
      text={<Paragraph>{title}</Paragraph>}
      fields={fields[act]}
      submitLabel={t(`documentActs.${act}.confirm`)}
      further={
        act === 'addFile' ? (
          <FileField label={t('file')} hint={t('hints.file')} unsent={file} onChoose={setFile} />
        ) : undefined
      }
      onSubmit={(values) => {
        const params = { path: { id } };
        if (act === 'mark')
          return unwrap(
            api.POST('/api/v1/documents/{id}/secrecy-marking', {
              params,
              body: values as Schemas['SecrecyMarkingDto'],
            }),
          );
        if (act === 'lift')
          return unwrap(
            api.POST('/api/v1/documents/{id}/secrecy-marking/lifting', {
              params,
              body: values as Schemas['LiftMarkingDto'],
            }),
          );
        if (file === undefined) throw missingField('/file', t('missing.file'));
        return storeVersion(id, file);
      }}
      onClose={onClose}
    />
  );
}
