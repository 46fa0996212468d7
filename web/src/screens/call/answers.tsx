import { Link as DsLink, Paragraph } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read, type Schemas } from '../../api/client';
import { CeilingBars } from '../../components/ceiling-bars';
import { EmptyState } from '../../components/empty-state';
import { Section } from '../../components/section';
import { StatusTag, type Tone } from '../../components/status-tag';
import { formatKr, formatParts, sumOf } from '../../money/money';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type Answer = Schemas['CallAnswerDto'];

const tones: Readonly<Record<Answer['status'], Tone>> = {
  invited: 'warning',
  replied: 'success',
  declined: 'neutral',
  noReply: 'danger',
};

/** The answers one by one, their sum, and the sum against each source's ceiling. */
export function Answers({ callId }: { callId: string }) {
  const t = useTexts('call');
  const { answers, totals } = useSuspenseQuery(
    read('/api/v1/calls/{id}/answers', { params: { path: { id: callId } } }),
  ).data;
  return (
    <>
      <p className="live-sum">
        {t('sumAgainst', {
          amount: formatKr(sumOf(answers.map(({ requested }) => requested))),
          ceilings: formatParts(totals.sources.map(({ ceiling }) => ceiling)),
        })}
      </p>
      {totals.unassigned.map(({ year, requested }) => (
        <Paragraph key={year}>{t('unassigned', { year, amount: formatKr(requested) })}</Paragraph>
      ))}
      <Section heading={t('answers')}>
        <DataTable
          name="svar"
          caption={t('answers')}
          columns={columnsOf(t)}
          rows={answers}
          rowKey={({ authorityId }) => authorityId}
          empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
        />
      </Section>
      <Section heading={t('ceilings')}>
        <CeilingBars
          caption={t('ceilings')}
          rows={totals.sources.map((source) => ({
            key: `${source.sourceId} ${source.year}`,
            label: `${source.name} ${source.year}`,
            parameters: { sourceId: source.sourceId, year: String(source.year), callId },
            ceiling: source.ceiling,
            requested: source.requested,
            recommended: source.recommended,
            decided: source.allocated,
            remaining: source.remaining,
          }))}
          sum={{ ...totals.sum, decided: totals.sum.allocated }}
          moment={{ callId }}
        />
      </Section>
    </>
  );
}

function columnsOf(t: ReturnType<typeof useTexts<'call'>>): Column<Answer>[] {
  const stateOf = ({ status, isLate }: Answer): string => t(isLate ? 'repliedLate' : `reply.${status}`);
  return [
    { key: 'authority', header: t('authority'), value: ({ authorityName }) => authorityName },
    {
      key: 'state',
      header: t('state'),
      value: stateOf,
      show: (answer) => (
        <StatusTag tone={answer.isLate ? 'warning' : tones[answer.status]}>{stateOf(answer)}</StatusTag>
      ),
    },
    {
      key: 'received',
      header: t('received'),
      kind: 'day',
      value: ({ receivedAt }) => (receivedAt === null ? null : formatInstant(receivedAt)),
    },
    {
      key: 'proposals',
      header: t('proposals'),
      value: ({ proposals }) => proposals.map(({ registrationNumber }) => registrationNumber).join(', '),
      show: ({ proposals }) =>
        proposals.map(({ id, registrationNumber, title }) => (
          <div key={id}>
            <DsLink asChild>
              <Link to={`/arende/${registrationNumber}` as '/'} aria-label={`${registrationNumber} ${title}`}>
                {registrationNumber}
              </Link>
            </DsLink>
          </div>
        )),
    },
    { key: 'requested', header: t('requested'), kind: 'money', value: ({ requested }) => requested },
    { key: 'approved', header: t('approved'), kind: 'money', value: ({ approved }) => approved },
    { key: 'allocated', header: t('allocated'), kind: 'money', value: ({ allocated }) => allocated },
  ];
}
