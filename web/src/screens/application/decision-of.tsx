import { Heading, Link as DsLink, Paragraph } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read, type Schemas } from '../../api/client';
import { StatusTag } from '../../components/status-tag';
import { decisionWords } from '../../decisions/decision-table';
import { useDelegateWords, useDelegatingBodies, useScheme } from '../../decisions/delegation';
import { tellingOf, tellingTones } from '../../decisions/told';
import { formatDay, today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type Application = Schemas['ApplicationDto'];

/** Who may decide the application, or who did, on which ground, and what becomes of the decision. */
export function DecisionOf({ application }: { application: Application }) {
  const t = useTexts('award');
  const { decisionId, delegatedDecisionId, possibleActs } = application;
  const isWaiting = possibleActs.includes('decideByDelegation');
  if (decisionId === null && delegatedDecisionId === null && !isWaiting) return null;
  return (
    <section aria-labelledby="decision-of">
      <Heading level={2} data-size="xs" id="decision-of">
        {t('decision')}
      </Heading>
      {isWaiting ? <MayDecide application={application} /> : null}
      {delegatedDecisionId === null ? null : <ByDelegation id={delegatedDecisionId} />}
      {decisionId === null ? null : (
        <Paragraph>
          {t('byCommittee')}{' '}
          <DsLink asChild>
            <Link to="/stallning/$kind/$id" params={{ kind: decisionWords.decision, id: decisionId }}>
              {t('toStanding')}
            </Link>
          </DsLink>
        </Paragraph>
      )}
    </section>
  );
}

function MayDecide({ application: { authorityId } }: { application: Application }) {
  const t = useTexts('award');
  const words = useDelegateWords();
  const body = useDelegatingBodies().find((each) => each.authorityId === authorityId);
  const rules = (useScheme(body?.id, today())?.rules ?? []).filter(({ category }) => category === 'grants');
  return (
    <>
      {rules.map(({ id, number, description, delegate }) => (
        <Paragraph key={id}>{t('mayDecide', { number, description, delegate: words(delegate) })}</Paragraph>
      ))}
      <Paragraph>{t(rules.length === 0 ? 'onlyCommittee' : 'committeeToo')}</Paragraph>
    </>
  );
}

function ByDelegation({ id }: { id: string }) {
  const t = useTexts('award');
  const d = useTexts('delegated-decisions');
  const params = { path: { id } };
  const decision = useQuery(read('/api/v1/delegated-decisions/{id}', { params })).data;
  const standing = useQuery(read('/api/v1/delegated-decisions/{id}/standing', { params })).data;
  if (decision === undefined) return null;
  const { number, year, ruleNumber, ruleDescription, decidedByName, reportedDay } = decision;
  const telling = tellingOf(decision);
  const appealEndDay = standing?.announcement?.appealEndDay;
  return (
    <>
      <Paragraph>
        {t('byDelegate', {
          rule: d('rule', { number: ruleNumber ?? '', description: ruleDescription ?? '' }),
          name: decidedByName ?? d('delegates.automated'),
        })}{' '}
        <DsLink asChild>
          <Link to="/stallning/$kind/$id" params={{ kind: decisionWords.delegatedDecision, id }}>
            {t('delegatedNumber', { number, year })}
          </Link>
        </DsLink>
      </Paragraph>
      <Paragraph>
        <StatusTag tone={tellingTones[telling]}>{d(`telling.${telling}`)}</StatusTag>{' '}
        {reportedDay === null ? null : `${d('reportedDay', { day: formatDay(reportedDay) })}. `}
        {appealEndDay === undefined
          ? t(`appealFrom.${decision.reporting}`)
          : t('appealEnd', { day: formatDay(appealEndDay) })}
      </Paragraph>
    </>
  );
}
