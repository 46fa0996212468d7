import { Heading, Paragraph } from '@digdir/designsystemet-react';
import type { Schemas } from '../../api/client';
import { figuresOf, type RowDraft } from '../../board/draft';
import { rowId, type Sheet, type SheetRow } from '../../board/sheet';
import { Section } from '../../components/section';
import { WhyNumber } from '../../components/why-number';
import { amountOf, formatKr, oreOf } from '../../money/money';
import { useTexts } from '../../texts/texts';
import { EligibilityAnswers, type TypedAnswers } from './eligibility-answers';

/** The measure one stands on: its amounts step by step with the reason for each cut, and what has been answered of it. */
export function MeasurePanel({
  board,
  sheet,
  row,
  typed,
  canWrite,
  answers,
  onAnswers,
}: {
  board: Schemas['BoardDto'];
  sheet: Sheet;
  row: SheetRow;
  typed: RowDraft | undefined;
  canWrite: boolean;
  /** Answers typed and not saved, by measure and source. */
  answers: ReadonlyMap<string, TypedAnswers>;
  onAnswers: (key: string, typed: TypedAnswers) => void;
}) {
  const t = useTexts('allocation-board');
  const measure = board.measures.find((one) => rowId(one) === row.id);
  if (measure === undefined) return null;
  const { totalOre, cutOre, reason } = figuresOf(row, sheet.columns, typed);
  const amounts = { requested: row.requestedOre, pending: row.pendingOre, decided: row.decidedOre };
  const why = (figure: string, ore: bigint) => (
    <WhyNumber
      route={`/api/v1/calls/${board.callId}/board`}
      figure={figure}
      parameters={{ proposalId: row.proposalId, measureKey: row.measureKey }}
    >
      {formatKr(ore)}
    </WhyNumber>
  );
  const decided = measure.recommendedToDecided;
  const codes = new Map(sheet.columns.map(({ sourceId, code, name }) => [sourceId, `${code}, ${name}`]));
  return (
    <Section heading={t('chosen', { title: row.title })} className="board-measure">
      <dl className="board-facts">
        {(['requested', 'recommended', 'pending', 'decided'] as const).map((part) => (
          <div key={part}>
            <dt>{t(`parts.${part}`)}</dt>
            <dd>
              {part !== 'recommended'
                ? why(part, amounts[part])
                : totalOre === row.recommendedOre
                  ? why(part, totalOre)
                  : t('notSavedAmount', { amount: formatKr(totalOre) })}
            </dd>
          </div>
        ))}
      </dl>
      {cutOre > 0n && (row.follows > 0 || typed !== undefined) ? (
        <Paragraph>
          {t('cut', { amount: formatKr(cutOre) })} {reason === '' ? t('reasonMissing') : t('because', { reason })}
        </Paragraph>
      ) : null}
      {decided == null || oreOf(decided.amount) === 0n ? null : (
        <Paragraph>
          {t(oreOf(decided.amount) > 0n ? 'decidedLess' : 'decidedMore', {
            amount: formatKr(amountOf(absolute(oreOf(decided.amount)))),
          })}{' '}
          {decided.reason === null ? '' : t('because', { reason: decided.reason })}
        </Paragraph>
      )}
      <Heading level={3} data-size="2xs">
        {t('eligibility')}
      </Heading>
      {measure.eligibility.map((one) => (
        <EligibilityAnswers
          key={one.sourceId}
          callId={board.callId}
          measure={measure}
          sourceName={codes.get(one.sourceId) ?? ''}
          eligibility={one}
          criteria={board.sources.find(({ sourceId }) => sourceId === one.sourceId)?.criteria ?? []}
          canWrite={canWrite}
          typed={answers.get(`${row.id} ${one.sourceId}`) ?? {}}
          onType={(typedAnswers) => onAnswers(`${row.id} ${one.sourceId}`, typedAnswers)}
        />
      ))}
    </Section>
  );
}

const absolute = (ore: bigint): bigint => (ore < 0n ? -ore : ore);
