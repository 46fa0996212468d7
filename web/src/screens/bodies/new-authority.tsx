import { Heading } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../../api/client';
import { FieldsForm } from '../../components/fields-form';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

/** A committee with the administration that works under it; its bodies are added after it. */
export function NewAuthority({ onDone }: { onDone: () => void }) {
  const t = useTexts('bodies');
  const kept = useQueryClient();
  return (
    <>
      <Heading level={2} data-size="xs" id="unit-heading">
        {t('addAuthority')}
      </Heading>
      <FieldsForm
        fields={[
          { name: 'code', kind: 'text', label: t('code'), hint: t('hints.code'), missing: t('missing.code') },
          { name: 'name', kind: 'text', label: t('name'), missing: t('missing.name') },
          {
            name: 'administrationName',
            kind: 'text',
            label: t('administration'),
            missing: t('missing.administration'),
          },
          {
            name: 'organisationNumber',
            kind: 'text',
            label: t('organisationNumber'),
            hint: t('hints.organisationNumber'),
          },
          {
            name: 'validFrom',
            kind: 'day',
            label: t('from'),
            initial: today(),
            missing: t('missing.validFrom'),
          },
        ]}
        submitLabel={t('addAuthorityNow')}
        onSubmit={(values) =>
          unwrap(api.POST('/api/v1/authorities', { body: values as unknown as Schemas['NewAuthorityDto'] }))
        }
        onDone={async () => {
          await kept.invalidateQueries();
          onDone();
        }}
      />
    </>
  );
}
