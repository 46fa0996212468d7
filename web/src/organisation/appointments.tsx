import { Button } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { readEvery, type Schemas } from '../api/client';
import { StatusTag } from '../components/status-tag';
import type { Column } from '../tables/column';
import type { Filter } from '../tables/data-table';
import { today } from '../texts/dates';
import { useTexts } from '../texts/texts';

export interface Appointment extends Omit<Schemas['AppointmentDto'], 'authorityId'> {
  roleName: string;
  place: string;
  authorityName: string;
}

type Standing = 'inForce' | 'coming' | 'over';
const standings = ['inForce', 'coming', 'over'] as const;

/** With the names a screen shows. @param bodyId only those in this body */
export function useAppointments(bodyId?: string): Appointment[] {
  const roles = useTexts('common');
  const t = useTexts('organisation');
  const authorities = useSuspenseQuery(readEvery('/api/v1/authorities')).data;
  const bodies = useSuspenseQuery(readEvery('/api/v1/bodies')).data;
  const names = new Map([...authorities, ...bodies].map(({ id, name }) => [id, name]));
  const query = bodyId === undefined ? {} : { bodyId };
  const appointments = useSuspenseQuery(readEvery('/api/v1/appointments', { params: { query } })).data;
  return appointments.map(({ authorityId, ...appointment }) => {
    const authorityName = authorityId === null ? t('municipality') : (names.get(authorityId) ?? '');
    const place = appointment.bodyId === null ? authorityName : (names.get(appointment.bodyId) ?? '');
    return { ...appointment, authorityName, place, roleName: roles(`roles.${appointment.role}`) };
  });
}

export function standingOf({ fromDay, toDay }: Pick<Appointment, 'fromDay' | 'toDay'>): Standing {
  if (fromDay > today()) return 'coming';
  return toDay !== null && toDay < today() ? 'over' : 'inForce';
}

export function useStandingFilter(): Filter<Appointment> {
  const t = useTexts('organisation');
  const options = standings.map((value) => ({ value, label: t(`is.${value}`) }));
  return { key: 'galler', label: t('standing'), value: standingOf, options };
}

/** @param end shown at each that has not ended, to those who may end it */
export function appointmentColumns(
  t: ReturnType<typeof useTexts<'organisation'>>,
  end: ((appointment: Appointment) => void) | undefined,
): Column<Appointment>[] {
  return [
    {
      key: 'person',
      header: t('person'),
      value: ({ personName, party }) => (party === null ? personName : `${personName} (${party})`),
    },
    {
      key: 'role',
      header: t('role'),
      value: ({ roleName, callingOrder }) =>
        callingOrder === null ? roleName : t('roleInOrder', { role: roleName, place: callingOrder }),
    },
    { key: 'place', header: t('place'), value: ({ place }) => place },
    { key: 'authority', header: t('authority'), value: ({ authorityName }) => authorityName },
    { key: 'from', header: t('from'), kind: 'day', value: ({ fromDay }) => fromDay },
    {
      key: 'to',
      header: t('to'),
      kind: 'day',
      value: ({ toDay }) => toDay ?? '',
      show: (appointment) => <Until appointment={appointment} end={end} />,
    },
  ];
}

function Until({
  appointment,
  end,
}: {
  appointment: Appointment;
  end: ((appointment: Appointment) => void) | undefined;
}) {
  const t = useTexts('organisation');
  const standing = standingOf(appointment);
  const { toDay, personName, roleName } = appointment;
  return (
    <>
      {toDay ?? t('untilFurther')}{' '}
      {standing === 'inForce' ? null : <StatusTag tone="neutral">{t(`is.${standing}`)}</StatusTag>}
      {end === undefined || standing === 'over' ? null : (
        <Button
          variant="tertiary"
          data-size="sm"
          aria-label={t('endWho', { role: roleName, name: personName })}
          onClick={() => end(appointment)}
        >
          {t('end')}
        </Button>
      )}
    </>
  );
}
