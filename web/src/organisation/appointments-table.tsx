import { Button } from '@digdir/designsystemet-react';
import { Suspense, useState } from 'react';
import { mayEver, useSession } from '../api/session';
import { EmptyState } from '../components/empty-state';
import { OpenDialog } from '../components/open-dialog';
import { DataTable } from '../tables/data-table';
import { useTexts } from '../texts/texts';
import { type Appointment, appointmentColumns, useStandingFilter } from './appointments';
import { EndAppointment } from './end-appointment';
import { NewAppointment } from './new-appointment';

/** Who holds what and until when; an appointment is given and ended with its days, by those who may. */
export function AppointmentsTable({
  name,
  caption,
  rows,
  bodyId,
}: {
  name: string;
  caption: string;
  rows: readonly Appointment[];
  /** The body the list is of, when it is of one. */
  bodyId?: string;
}) {
  const t = useTexts('organisation');
  const manages = mayEver(useSession(), 'organisation.manage');
  const standing = useStandingFilter();
  const [ending, setEnding] = useState<Appointment | undefined>();
  const [isAdding, setAdding] = useState(false);
  const add = manages ? <Button onClick={() => setAdding(true)}>{t('add')}</Button> : null;
  return (
    <>
      <DataTable
        name={name}
        caption={caption}
        columns={appointmentColumns(t, manages ? setEnding : undefined).filter(
          // In a body's own list every row says the same of these.
          ({ key }) => bodyId === undefined || (key !== 'place' && key !== 'authority'),
        )}
        rows={rows}
        rowKey={({ id }) => id}
        filters={[standing]}
        actions={add}
        empty={
          <EmptyState title={t('empty.title')} text={t(manages ? 'empty.text' : 'empty.readOnly')}>
            {add}
          </EmptyState>
        }
      />
      {isAdding ? (
        <OpenDialog onClose={() => setAdding(false)} labelledBy="add-heading">
          <Suspense fallback={null}>
            <NewAppointment bodyId={bodyId} onAdded={() => setAdding(false)} />
          </Suspense>
        </OpenDialog>
      ) : null}
      {ending === undefined ? null : (
        <OpenDialog onClose={() => setEnding(undefined)} labelledBy="end-heading">
          <EndAppointment appointment={ending} onEnded={() => setEnding(undefined)} />
        </OpenDialog>
      )}
    </>
  );
}
