import { Heading, List, Paragraph, Table } from '@digdir/designsystemet-react';
import { useEffect, useRef } from 'react';
import type { Schemas } from '../../api/client';
import { CaptionedTable } from '../../components/captioned-table';
import { Fact, StatusLine } from '../../components/status-line';
import { StatusTag, type Tone } from '../../components/status-tag';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type Plan = Schemas['PlanOutcomeDto'];

const tones: Readonly<Record<Plan['verdict'], Tone>> = {
  inTime: 'success',
  inTimeIfImmediate: 'warning',
  notInTime: 'danger',
  unknown: 'neutral',
};

/** The answer in words first; then each step's last day and margin, both ways of adjusting, and what others need. */
export function Outcome({ outcome }: { outcome: Plan }) {
  const t = useTexts('planner');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { verdict, summary, end, latestStartDay, startSlackDays, immediateBuysDays, daysFromLastMeeting, leads } =
    outcome;
  const facts: [string, string][] = [
    [t('latestStart'), formatDay(latestStartDay)],
    [t('startSlack'), t('dayCount', { count: startSlackDays })],
    ...(daysFromLastMeeting === null
      ? []
      : [[t('fromMeeting'), t('dayCount', { count: daysFromLastMeeting })] as [string, string]]),
    [t('ordinarySlack'), slackText(t, outcome.ordinary)],
    [t('immediateSlack'), slackText(t, outcome.immediate)],
    ...(immediateBuysDays === null
      ? []
      : [[t('immediateBuys'), t('dayCount', { count: immediateBuysDays })] as [string, string]]),
  ];
  return (
    <section aria-labelledby="plan-outcome" className="plan-outcome">
      <Heading level={2} data-size="xs" id="plan-outcome" ref={heading} tabIndex={-1}>
        {t('until', { day: formatDay(end.day), what: end.what })}
      </Heading>
      <p>
        <StatusTag tone={tones[verdict]}>{t(`verdicts.${verdict}`)}</StatusTag>
      </p>
      <StatusLine>
        {facts.map(([label, value]) => (
          <Fact key={label} label={label}>
            {value}
          </Fact>
        ))}
      </StatusLine>
      <List.Unordered>
        {summary.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List.Unordered>
      <Steps steps={outcome.steps} />
      {leads.length === 0 ? null : (
        <>
          <Heading level={3} data-size="2xs">
            {t('leads')}
          </Heading>
          <List.Unordered>
            {leads.map(({ name, latestDay, text }) => (
              <List.Item key={`${name} ${latestDay}`}>
                <strong>{formatDay(latestDay)}</strong> {text}
              </List.Item>
            ))}
          </List.Unordered>
        </>
      )}
    </section>
  );
}

function Steps({ steps }: { steps: Plan['steps'] }) {
  const t = useTexts('planner');
  return (
    <CaptionedTable
      caption={t('steps')}
      heads={[t('step'), t('planned'), t('latest'), { number: t('slack') }, { number: t('buys') }, t('moments')]}
    >
      <Table.Body>
        {steps.map(({ name, day, latestDay, slackDays, immediateBuysDays, moments }, index) => (
          <Table.Row key={index}>
            <Table.HeaderCell scope="row">{name}</Table.HeaderCell>
            <Table.Cell>{day === null ? t('noDay') : formatDay(day)}</Table.Cell>
            <Table.Cell>{formatDay(latestDay)}</Table.Cell>
            <Table.Cell className="number">{slackDays === null ? '' : slackDays}</Table.Cell>
            <Table.Cell className="number">{immediateBuysDays}</Table.Cell>
            <Table.Cell>
              {moments.map(({ text, source }) => (
                <Paragraph key={text} data-size="sm">
                  {text} <span className="quiet">{source}</span>
                </Paragraph>
              ))}
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </CaptionedTable>
  );
}

function slackText(t: ReturnType<typeof useTexts<'planner'>>, { slackDays, fault }: Plan['ordinary']): string {
  if (slackDays !== null) return t('dayCount', { count: slackDays });
  return fault?.detail ?? t('noDay');
}
