import { Button, Heading, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap } from '../api/client';
import { ProblemAlert } from '../components/problem-alert';
import { today } from '../texts/dates';
import { useTexts } from '../texts/texts';
import type { Appointment } from './appointments';

/** The last day is said; what the person has done stands. */
export function EndAppointment({ appointment, onEnded }: { appointment: Appointment; onEnded: () => void }) {
  const t = useTexts('organisation');
  const kept = useQueryClient();
  const [lastDay, setLastDay] = useState(today());
  const end = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/appointments/{id}/end', { params: { path: { id: appointment.id } }, body: { lastDay } }),
      ),
    onSuccess: async () => {
      await kept.invalidateQueries();
      onEnded();
    },
  });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        end.mutate();
      }}
    >
      <Heading level={2} data-size="xs" id="end-heading">
        {t('endHeading')}
      </Heading>
      <Paragraph>
        {t('endText', { name: appointment.personName, role: appointment.roleName, place: appointment.place })}
      </Paragraph>
      <ProblemAlert error={end.error} />
      <Textfield
        type="date"
        label={t('lastDay')}
        value={lastDay}
        onChange={(event) => setLastDay(event.target.value)}
      />
      <Button type="submit" disabled={end.isPending || lastDay === ''}>
        {t('endConfirm')}
      </Button>
    </form>
  );
}
