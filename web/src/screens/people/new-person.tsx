import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../../api/client';
import { FieldsForm } from '../../components/fields-form';
import { useTexts } from '../../texts/texts';

/** A name and no more than is needed: no number and no address, so that nothing protected is ever asked for. */
export function NewPerson({ onAdded }: { onAdded: () => void }) {
  const t = useTexts('people');
  const kept = useQueryClient();
  return (
    <>
      <Heading level={2} data-size="xs" id="new-person">
        {t('add')}
      </Heading>
      <Paragraph>{t('protectedText')}</Paragraph>
      <FieldsForm
        fields={[
          { name: 'name', kind: 'text', label: t('name'), hint: t('hints.name'), missing: t('missing.name') },
          { name: 'title', kind: 'text', label: t('personTitle') },
          { name: 'email', kind: 'text', label: t('email'), hint: t('hints.email') },
        ]}
        submitLabel={t('addNow')}
        onSubmit={(values) =>
          unwrap(api.POST('/api/v1/people', { body: values as unknown as Schemas['NewPersonDto'] }))
        }
        onDone={async () => {
          await kept.invalidateQueries();
          onAdded();
        }}
      />
    </>
  );
}
