import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import { FieldsForm } from '../../components/fields-form';
import { useTexts } from '../../texts/texts';
import type { Person } from './people-screen';

/** The way in is shut; the person and everything done stand. */
export function DeactivatePerson({ person, onDone }: { person: Person; onDone: () => void }) {
  const t = useTexts('people');
  const kept = useQueryClient();
  return (
    <>
      <Heading level={2} data-size="xs" id="deactivate-person">
        {t('deactivateWhom', { name: person.name })}
      </Heading>
      <Paragraph>{t('deactivateText', { name: person.name })}</Paragraph>
      {person.holds === '' ? null : <Paragraph>{t('stillHolds', { holds: person.holds })}</Paragraph>}
      <FieldsForm
        fields={[]}
        submitLabel={t('deactivateNow')}
        onSubmit={() => unwrap(api.POST('/api/v1/people/{id}/deactivate', { params: { path: { id: person.id } } }))}
        onDone={async () => {
          await kept.invalidateQueries();
          onDone();
        }}
      />
    </>
  );
}
