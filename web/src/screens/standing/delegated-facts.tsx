import { Link as DsLink, Paragraph } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read } from '../../api/client';
import { StatusTag } from '../../components/status-tag';
import { tellingOf, tellingTones } from '../../decisions/told';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

/** What was decided, on which rule, by whom, and whether the body has been told. */
export function DelegatedFacts({ id }: { id: string }) {
  const t = useTexts('delegated-decisions');
  const decision = useSuspenseQuery(read('/api/v1/delegated-decisions/{id}', { params: { path: { id } } })).data;
  const { isUrgent, ruleNumber, ruleDescription, decidedByName, registrationNumber, reportedDay, text } = decision;
  const telling = tellingOf(decision);
  const rule =
    isUrgent || ruleNumber === null
      ? t('urgent')
      : t('rule', { number: ruleNumber, description: ruleDescription ?? '' });
  return (
    <>
      <p className="passage">{text ?? t('secret')}</p>
      <Paragraph>
        {t('groundBy', { rule, name: decidedByName ?? t('delegates.automated') })}{' '}
        {registrationNumber === null ? null : (
          <DsLink asChild>
            <Link className="nowrap" to="/arende/$number" params={{ number: registrationNumber }}>
              {registrationNumber}
            </Link>
          </DsLink>
        )}
      </Paragraph>
      <Paragraph>
        <StatusTag tone={tellingTones[telling]}>{t(`telling.${telling}`)}</StatusTag>{' '}
        {reportedDay === null ? null : t('reportedDay', { day: formatDay(reportedDay) })}
      </Paragraph>
    </>
  );
}
