import { PageHeading } from '../../components/page-heading';
import { useAppointments } from '../../organisation/appointments';
import { AppointmentsTable } from '../../organisation/appointments-table';
import { useTexts } from '../../texts/texts';

/** Who may do what, in which body, and until when. */
export function OrganisationScreen() {
  const t = useTexts('organisation');
  const appointments = useAppointments();
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <AppointmentsTable name="uppdrag" caption={t('title')} rows={appointments} />
    </div>
  );
}
