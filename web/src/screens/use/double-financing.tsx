import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schemas, unwrap } from '../../api/client';
import { FieldsForm } from '../../components/fields-form';
import { useTexts } from '../../texts/texts';

/** A measure with money of two kinds in a year: what the law says, and the assessment that has been noted, or may be. */
export function DoubleFinancing({
  line: { proposalId, measureKey, measureTitle, authorityCode, doubleFinancing },
  mayNote,
}: {
  line: Schemas['SettlementDto']['lines'][number];
  mayNote: boolean;
}) {
  const t = useTexts('use');
  const kept = useQueryClient();
  const [isNoting, setNoting] = useState(false);
  if (doubleFinancing === null) return null;
  const { otherSources, detail, legalNote } = doubleFinancing;
  const title = measureTitle ?? t('untitled');
  return (
    <Alert data-color={legalNote == null ? 'warning' : 'info'} className="double-financing">
      <Heading level={3} data-size="2xs">
        {t('doubleOf', { code: authorityCode, title, sources: otherSources.join(', ') })}
      </Heading>
      <Paragraph>{detail}</Paragraph>
      {legalNote == null ? null : (
        <Paragraph>
          <strong>{t('legalNote')}</strong> {legalNote}
        </Paragraph>
      )}
      {!mayNote ? null : isNoting ? (
        <FieldsForm
          fields={[{ name: 'note', kind: 'long', label: t('note'), hint: t('noteHint'), missing: t('noteMissing') }]}
          submitLabel={t('saveNote')}
          onSubmit={(values) =>
            unwrap(
              api.POST('/api/v1/double-financing-notes', {
                body: { proposalId, measureKey, ...values } as unknown as Schemas['DoubleFinancingNoteDto'],
              }),
            )
          }
          onDone={async () => {
            await kept.invalidateQueries();
            setNoting(false);
          }}
        />
      ) : (
        <Button variant="secondary" data-size="sm" onClick={() => setNoting(true)}>
          {t(legalNote == null ? 'addNote' : 'newNote')}
        </Button>
      )}
    </Alert>
  );
}
