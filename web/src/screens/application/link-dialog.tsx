import { Alert, Heading, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { api, type Schemas, unwrap } from '../../api/client';
import { FieldsForm } from '../../components/fields-form';
import { OpenDialog } from '../../components/open-dialog';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

/** A link for the association, whose address is shown this one time: nobody can read it again, not even here. */
export function LinkDialog({ applicationId, onClose }: { applicationId: string; onClose: () => void }) {
  const t = useTexts('associations');
  const [made, setMade] = useState<Schemas['MadeApplicationLinkDto'] | undefined>();
  return (
    <OpenDialog labelledBy="link" onClose={onClose}>
      <Heading level={2} data-size="xs" id="link">
        {t('acts.link')}
      </Heading>
      {made === undefined ? (
        <FieldsForm
          fields={[{ name: 'expiresDay', kind: 'day', label: t('fields.expiresDay'), hint: t('hints.expiresDay') }]}
          submitLabel={t('makeLink')}
          onSubmit={async (values) => {
            const params = { path: { id: applicationId } };
            setMade(await unwrap(api.POST('/api/v1/applications/{id}/links', { params, body: values })));
          }}
          onDone={() => undefined}
        />
      ) : (
        <>
          <Alert data-color="success" role="status">
            {t('linkMade', { at: formatInstant(made.expiresAt) })}
          </Alert>
          {made.address === null ? (
            <Paragraph>{t('linkShownBefore')}</Paragraph>
          ) : (
            <Textfield label={t('linkAddress')} readOnly value={new URL(made.address, location.origin).href} />
          )}
        </>
      )}
    </OpenDialog>
  );
}
