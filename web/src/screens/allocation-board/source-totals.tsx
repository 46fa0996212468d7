import { Table } from '@digdir/designsystemet-react';
import { memo, type ReactNode } from 'react';
import type { Sheet } from '../../board/sheet';
import type { ColumnTotals, Totals } from '../../board/totals';
import { CaptionedTable } from '../../components/captioned-table';
import { WhyNumber } from '../../components/why-number';
import { formatNumber } from '../../money/money';
import { useTexts } from '../../texts/texts';

const parts = [
  'ceiling',
  'reserved',
  'remaining',
  'requested',
  'recommended',
  'pending',
  'decided',
  'remainingAfter',
] as const;
type Part = (typeof parts)[number];

/** What the API calls the figure when it explains it. */
const figures: Readonly<Record<Part, string>> = {
  ceiling: 'ceiling',
  reserved: 'reserved',
  remaining: 'remaining',
  requested: 'requested',
  recommended: 'recommended',
  pending: 'pending',
  decided: 'decided',
  remainingAfter: 'remainingAfterRecommended',
};
/** Of the whole board the API explains these; a sum of ceilings is the sum of the rows above it. */
const explainedInSum = new Set<Part>(['requested', 'recommended', 'pending', 'decided']);

/** Each source and year against its ceiling as it stands with what is typed; every saved number leads to its rows. */
export const SourceTotals = memo(function SourceTotals({
  sheet,
  totals,
  callId,
}: {
  sheet: Sheet;
  totals: Totals;
  callId: string;
}) {
  const t = useTexts('allocation-board');
  const route = `/api/v1/calls/${callId}/board`;
  const why = (part: Part, ore: bigint, saved: bigint, parameters: Record<string, string>): ReactNode =>
    ore === saved ? (
      <WhyNumber route={route} figure={figures[part]} parameters={parameters}>
        {formatNumber(ore)}
      </WhyNumber>
    ) : (
      <>
        <span aria-hidden="true">● </span>
        {formatNumber(ore)}
        <span className="visually-hidden"> {t('notSaved')}</span>
      </>
    );
  const savedSum: Partial<Record<Part, bigint>> = {
    requested: sheet.sum.requestedOre,
    recommended: sheet.sum.recommendedOre,
    pending: sheet.sum.pendingOre,
    decided: sheet.sum.decidedOre,
  };
  return (
    <section aria-label={t('totals')} className="board-totals">
      <CaptionedTable
        caption={t('totals')}
        heads={[t('source'), ...parts.map((part) => ({ number: t(`parts.${part}`) }))]}
        data-size="sm"
      >
        <Table.Body>
          {sheet.columns.map((column, index) => {
            const now = totals.columns[index];
            if (now === undefined) return null;
            const isOver = now.overOre > 0n;
            return (
              <Table.Row key={column.sourceYearId} data-over={isOver ? '' : undefined}>
                <Table.HeaderCell scope="row" title={column.name}>
                  {isOver ? <span aria-hidden="true">▲ </span> : null}
                  {column.code} {column.year}
                  {isOver ? (
                    <span className="board-note board-over">{t('overBy', { amount: formatNumber(now.overOre) })}</span>
                  ) : null}
                </Table.HeaderCell>
                {parts.map((part) => (
                  <Table.Cell key={part} className="number">
                    {why(part, valueOf(now, part), valueOf(column, part), {
                      sourceId: column.sourceId,
                      year: String(column.year),
                    })}
                  </Table.Cell>
                ))}
              </Table.Row>
            );
          })}
          {totals.unassignedOre === 0n ? null : (
            <Table.Row>
              <Table.HeaderCell scope="row">{t('unassigned')}</Table.HeaderCell>
              {parts.map((part) => (
                <Table.Cell key={part} className="number">
                  {part === 'requested'
                    ? why(part, totals.unassignedOre, totals.unassignedOre, { unassigned: 'true' })
                    : null}
                </Table.Cell>
              ))}
            </Table.Row>
          )}
        </Table.Body>
        <Table.Foot>
          <Table.Row>
            <Table.HeaderCell scope="row">{t('sum')}</Table.HeaderCell>
            {parts.map((part) => (
              <Table.Cell key={part} className="number">
                {explainedInSum.has(part)
                  ? why(part, valueOf(totals.sum, part), savedSum[part] ?? 0n, {})
                  : formatNumber(valueOf(totals.sum, part))}
              </Table.Cell>
            ))}
          </Table.Row>
        </Table.Foot>
      </CaptionedTable>
      <p className="quiet">{t('whyHint')}</p>
    </section>
  );
});

const valueOf = (totals: Omit<ColumnTotals, 'overOre'>, part: Part): bigint => totals[`${part}Ore`];
