import { Alert, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read } from '../../api/client';
import { ApplicationStatusTag } from '../../associations/application-status';
import { PageHeading } from '../../components/page-heading';
import { ReceivedFiles } from '../../components/received-files';
import { formatKr } from '../../money/money';
import { formatDay, formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { ApplicationActs } from './application-acts';
import { DecisionOf } from './decision-of';
import { route } from './route';

/** What does the association ask for, when did it come, and what became of it? */
export function ApplicationScreen() {
  const t = useTexts('associations');
  const { id } = route.useParams();
  const application = useSuspenseQuery(read('/api/v1/applications/{id}', { params: { path: { id } } })).data;
  const { associationName, applied, granted, receivedAt, isLate, registrationNumber, decidedDay } = application;
  return (
    <div className="page">
      <PageHeading>{t('applicationOf', { name: associationName })}</PageHeading>
      <Paragraph>
        <ApplicationStatusTag application={application} />{' '}
        {registrationNumber === null ? null : (
          <Link to="/arende/$number" params={{ number: registrationNumber }}>
            {registrationNumber}
          </Link>
        )}
      </Paragraph>
      {isLate ? <Alert data-color="warning">{t('lateText')}</Alert> : null}
      <dl className="amounts">
        <div>
          <dt>{t('applied')}</dt>
          <dd>{applied === null ? '–' : formatKr(applied)}</dd>
        </div>
        <div>
          <dt>{t('granted')}</dt>
          <dd>{granted === null ? '–' : formatKr(granted)}</dd>
        </div>
        <div>
          <dt>{t('received')}</dt>
          <dd>{receivedAt === null ? '–' : formatInstant(receivedAt)}</dd>
        </div>
        <div>
          <dt>{t('decided')}</dt>
          <dd>{decidedDay === null ? '–' : formatDay(decidedDay)}</dd>
        </div>
      </dl>
      {application.title === null ? null : (
        <>
          <Heading level={2} data-size="xs">
            {application.title}
          </Heading>
          <p className="passage">{application.purpose}</p>
          <ReceivedFiles files={application.files} />
        </>
      )}
      {application.notedElsewhere === null ? null : (
        <Paragraph>{t('cameBy', { how: application.notedElsewhere })}</Paragraph>
      )}
      {application.withdrawnReason === null ? null : (
        <Paragraph>{t('withdrawnBecause', { reason: application.withdrawnReason })}</Paragraph>
      )}
      <DecisionOf application={application} />
      <ApplicationActs application={application} />
    </div>
  );
}
