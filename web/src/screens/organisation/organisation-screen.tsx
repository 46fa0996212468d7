import { Button } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { readEvery, type Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { OpenDialog } from '../../components/open-dialog';
import { PageHeading } from '../../components/page-heading';
import { StatusTag } from '../../components/status-tag';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { EndAppointment } from './end-appointment';
import { NewAppointment } from './new-appointment';

export interface Appointment extends Omit<Schemas['AppointmentDto'], 'authorityId'> {
  roleName: string;
  place: string;
  authorityName: string;
}

type Standing = 'inForce' | 'coming' | 'over';

/** Who may do what, in which body, and until when; an appointment is given and ended with its days. */
export function OrganisationScreen() {
  const t = useTexts('organisation');
  const manages = mayEver(useSession(), 'organisation.manage');
  const appointments = useAppointments();
  const [ending, setEnding] = useState<Appointment | undefined>();
  const [isAdding, setAdding] = useState(false);
  const add = manages ? <Button onClick={() => setAdding(true)}>{t('add')}</Button> : null;
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <DataTable
        name="uppdrag"
        caption={t('title')}
        columns={columnsOf(t, manages ? setEnding : undefined)}
        rows={appointments}
        rowKey={({ id }) => id}
        filters={[
          {
            key: 'galler',
            label: t('standing'),
            value: standingOf,
            options: (['inForce', 'coming', 'over'] as const).map((value) => ({ value, label: t(`is.${value}`) })),
          },
        ]}
        actions={add}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
      {isAdding ? (
        <OpenDialog onClose={() => setAdding(false)} labelledBy="add-heading">
          <Suspense fallback={null}>
            <NewAppointment onAdded={() => setAdding(false)} />
          </Suspense>
        </OpenDialog>
      ) : null}
      {ending === undefined ? null : (
        <OpenDialog onClose={() => setEnding(undefined)} labelledBy="end-heading">
          <EndAppointment appointment={ending} onEnded={() => setEnding(undefined)} />
        </OpenDialog>
      )}
    </div>
  );
}

function useAppointments(): Appointment[] {
  const roles = useTexts('common');
  const t = useTexts('organisation');
  const authorities = useSuspenseQuery(readEvery('/api/v1/authorities')).data;
  const bodies = useSuspenseQuery(readEvery('/api/v1/bodies')).data;
  const names = new Map([...authorities, ...bodies].map(({ id, name }) => [id, name]));
  return useSuspenseQuery(readEvery('/api/v1/appointments')).data.map(({ authorityId, ...appointment }) => {
    const authorityName = authorityId === null ? t('municipality') : (names.get(authorityId) ?? '');
    const place = appointment.bodyId === null ? authorityName : (names.get(appointment.bodyId) ?? '');
    return { ...appointment, authorityName, place, roleName: roles(`roles.${appointment.role}`) };
  });
}

function standingOf({ fromDay, toDay }: Appointment): Standing {
  if (fromDay > today()) return 'coming';
  return toDay !== null && toDay < today() ? 'over' : 'inForce';
}

function columnsOf(
  t: ReturnType<typeof useTexts<'organisation'>>,
  end: ((appointment: Appointment) => void) | undefined,
): Column<Appointment>[] {
  const columns: Column<Appointment>[] = [
    {
      key: 'person',
      header: t('person'),
      value: ({ personName, party }) => (party === null ? personName : `${personName} (${party})`),
    },
    { key: 'role', header: t('role'), value: ({ roleName }) => roleName },
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
  return columns;
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
