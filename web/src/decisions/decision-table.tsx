import { Link as DsLink, Table } from '@digdir/designsystemet-react';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../api/client';
import { CaptionedTable } from '../components/captioned-table';
import { StatusTag } from '../components/status-tag';
import type { Column } from '../tables/column';
import { useTexts } from '../texts/texts';

export type MadeDecision = Schemas['MadeDecisionPageDto']['items'][number];

/** The kind of decision in an address. */
export const decisionWords = { decision: 'beslut', delegatedDecision: 'delegationsbeslut' } as const;

/** The same as plain values, for a file. */
export function useDecisionColumns(): Column<MadeDecision>[] {
  const t = useTexts('matter');
  return [
    { key: 'number', header: t('number'), value: ({ registrationNumber }) => registrationNumber },
    { key: 'title', header: t('title'), value: ({ title }) => title },
    { key: 'decision', header: t('decision'), value: (decision) => nameOf(t, decision) },
    { key: 'day', header: t('decisionDay'), kind: 'day', value: ({ decisionDay }) => decisionDay },
    {
      key: 'outcome',
      header: t('outcome'),
      value: ({ outcome }) => (outcome === null ? null : t(`outcomes.${outcome}`)),
    },
    { key: 'appeals', header: t('appeals'), kind: 'number', value: ({ appeals }) => appeals },
    { key: 'open', header: t('appealsOpen'), kind: 'number', value: ({ openAppeals }) => openAppeals },
  ];
}

function nameOf(t: ReturnType<typeof useTexts<'matter'>>, { kind, bodyName, minuteItem }: MadeDecision): string {
  const item = t(kind === 'decision' ? 'paragraph' : 'byDelegation', { number: minuteItem });
  return `${bodyName} ${item}`;
}

/** Decisions, each leading to its standing: announced, appealed, final. */
export function DecisionTable({ decisions, withMatter }: { decisions: readonly MadeDecision[]; withMatter?: boolean }) {
  const t = useTexts('matter');
  return (
    <CaptionedTable
      caption={t('tabs.decisions')}
      heads={[
        t('decision'),
        ...(withMatter === true ? [t('title')] : []),
        t('decisionDay'),
        t('outcome'),
        t('appeals'),
      ]}
      zebra
    >
      <Table.Body>
        {decisions.map((decision) => (
          <Table.Row key={decision.id}>
            <Table.Cell>
              <DsLink asChild>
                <Link to="/stallning/$kind/$id" params={{ kind: decisionWords[decision.kind], id: decision.id }}>
                  {nameOf(t, decision)}
                </Link>
              </DsLink>
            </Table.Cell>
            {withMatter === true ? (
              <Table.Cell>
                {decision.title}{' '}
                {decision.registrationNumber === null ? null : (
                  <Link className="nowrap" to="/arende/$number" params={{ number: decision.registrationNumber }}>
                    {decision.registrationNumber}
                  </Link>
                )}
              </Table.Cell>
            ) : null}
            <Table.Cell className="day">{decision.decisionDay}</Table.Cell>
            <Table.Cell>{decision.outcome === null ? '–' : t(`outcomes.${decision.outcome}`)}</Table.Cell>
            <Table.Cell>
              {decision.openAppeals > 0 ? (
                <StatusTag tone="warning">{t('openAppeals', { count: decision.openAppeals })}</StatusTag>
              ) : (
                decision.appeals
              )}
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </CaptionedTable>
  );
}
