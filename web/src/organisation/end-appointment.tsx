import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../api/client';
import { FieldsForm } from '../components/fields-form';
import { today } from '../texts/dates';
import { useTexts } from '../texts/texts';
import type { Appointment } from './appointments';

/** The last day is said; what the person has done stands. */
export function EndAppointment({ appointment, onEnded }: { appointment: Appointment; onEnded: () => void }) {
  const t = useTexts('organisation');
  const kept = useQueryClient();
  const { id, personName: name, roleName: role, place } = appointment;
  return (
    <>
      <Heading level={2} data-size="xs" id="end-heading">
        {t('endHeading')}
      </Heading>
      <Paragraph>{t('endText', { name, role, place })}</Paragraph>
      <FieldsForm
        fields={[{ name: 'lastDay', kind: 'day', label: t('lastDay'), missing: t('lastDayMissing'), initial: today() }]}
        submitLabel={t('endConfirm')}
        onSubmit={(values) =>
          unwrap(
            api.POST('/api/v1/appointments/{id}/end', {
              params: { path: { id } },
              body: values as Schemas['EndingDto'],
            }),
          )
        }
        onDone={async () => {
          await kept.invalidateQueries();
          onEnded();
        }}
      />
    </>
  );
}
