import { Button, Link as DsLink } from '@digdir/designsystemet-react';
import { Link } from '@tanstack/react-router';
import { StatusTag } from '../../components/status-tag';
import { decisionWords } from '../../decisions/decision-table';
import type { DelegatedDecision } from '../../decisions/delegation';
import { tellingOf, tellingTones } from '../../decisions/told';
import type { Column } from '../../tables/column';
import type { useTexts } from '../../texts/texts';

type T = ReturnType<typeof useTexts<'delegated-decisions'>>;

/** @param announce for whoever posts notices; undefined for others */
export function columnsOf(
  t: T,
  announce: ((decision: DelegatedDecision) => void) | undefined,
): Column<DelegatedDecision>[] {
  return [
    {
      key: 'number',
      header: t('number'),
      value: numberOf,
      show: (decision) => (
        <DsLink asChild>
          <Link
            className="nowrap"
            to="/stallning/$kind/$id"
            params={{ kind: decisionWords.delegatedDecision, id: decision.id }}
          >
            {numberOf(decision)}
          </Link>
        </DsLink>
      ),
    },
    { key: 'day', header: t('decidedDay'), kind: 'day', value: ({ decidedDay }) => decidedDay },
    {
      key: 'text',
      header: t('decision'),
      value: (decision) => `${ruleOf(t, decision)} ${decision.text ?? ''}`,
      show: (decision) => (
        <>
          <div>{decision.text ?? t('secret')}</div>
          <div className="quiet">{ruleOf(t, decision)}</div>
        </>
      ),
    },
    { key: 'by', header: t('decidedBy'), value: ({ decidedByName }) => decidedByName ?? t('delegates.automated') },
    {
      key: 'matter',
      header: t('matter'),
      value: ({ registrationNumber }) => registrationNumber ?? '–',
      show: ({ registrationNumber: number }) =>
        number === null ? (
          '–'
        ) : (
          <DsLink asChild>
            <Link className="nowrap" to="/arende/$number" params={{ number }}>
              {number}
            </Link>
          </DsLink>
        ),
    },
    {
      key: 'told',
      header: t('told'),
      value: (decision) => t(`telling.${tellingOf(decision)}`),
      show: (decision) => <Told t={t} decision={decision} announce={announce} />,
    },
  ];
}

const numberOf = ({ number, year }: DelegatedDecision): string => `${number}/${year}`;

function ruleOf(t: T, { isUrgent, ruleNumber, ruleDescription }: DelegatedDecision): string {
  return ruleNumber === null || isUrgent
    ? t('urgent')
    : t('rule', { number: ruleNumber, description: ruleDescription ?? '' });
}

function Told({
  t,
  decision,
  announce,
}: {
  t: T;
  decision: DelegatedDecision;
  announce: ((decision: DelegatedDecision) => void) | undefined;
}) {
  const telling = tellingOf(decision);
  const { reportedDay, announcement } = decision;
  return (
    <>
      <StatusTag tone={tellingTones[telling]}>{t(`telling.${telling}`)}</StatusTag>
      {reportedDay !== null ? <div className="nowrap">{t('reportedDay', { day: reportedDay })}</div> : null}
      {announcement === null ? null : <div>{t('appealEnd', { day: announcement.appealEndDay })}</div>}
      {telling === 'toAnnounce' && announce !== undefined ? (
        <Button
          variant="secondary"
          data-size="sm"
          aria-label={t('announceWhich', { number: numberOf(decision) })}
          onClick={() => announce(decision)}
        >
          {t('announce')}
        </Button>
      ) : null}
    </>
  );
}
