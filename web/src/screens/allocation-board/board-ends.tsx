import type { Place } from '../../board/grid';
import type { Sheet } from '../../board/sheet';
import type { Totals } from '../../board/totals';
import { formatNumber } from '../../money/money';
import type { useTexts } from '../../texts/texts';
import { cellMark } from './cell-place';

type T = ReturnType<typeof useTexts<'allocation-board'>>;

/** A cell of a grid may say so (WAI-ARIA 1.2); those that may be written in leave it out. */
export const readOnly = { 'aria-readonly': true } as const;

/** Rows below the measures that the arrows reach too. */
export const footRows = 2;

export function BoardHead({ sheet, t }: { sheet: Sheet; t: T }) {
  return (
    <thead>
      <tr>
        <th scope="col" className="board-title">
          {t('columns.measure')}
        </th>
        <th scope="col" className="number">
          {t('columns.requested')}
        </th>
        {sheet.columns.map(({ sourceYearId, code, name, year, ceilingOre }) => (
          <th key={sourceYearId} scope="col" className="number board-source" title={name}>
            {code} {year}
            <span className="board-note">{t('ceiling', { amount: formatNumber(ceilingOre) })}</span>
          </th>
        ))}
        <th scope="col" className="number">
          {t('columns.total')}
        </th>
        <th scope="col" className="board-reason">
          {t('columns.reason')}
        </th>
        <th scope="col" className="number board-narrow">
          {t('columns.priority')}
        </th>
        <th scope="col" className="number">
          {t('columns.decided')}
        </th>
      </tr>
    </thead>
  );
}

/** The sum row, and what would be left of each ceiling: how much over, in words and with a sign, when it does not fit. */
export function BoardFoot({ sheet, totals, active, t }: { sheet: Sheet; totals: Totals; active: Place; t: T }) {
  const { sum, columns } = totals;
  const left = columns.map(({ overOre, remainingAfterOre }) => ({
    text: overOre > 0n ? t('overBy', { amount: formatNumber(overOre) }) : formatNumber(remainingAfterOre),
    isOver: overOre > 0n,
  }));
  const plain = (ore: bigint) => ({ text: formatNumber(ore), isOver: false });
  const nothing = { text: '', isOver: false };
  const rows = [
    {
      label: t('sumRow'),
      cells: [
        plain(sum.requestedOre),
        ...columns.map(({ recommendedOre }) => plain(recommendedOre)),
        plain(sum.recommendedOre),
        nothing,
        nothing,
        plain(sum.decidedOre),
      ],
    },
    { label: t('leftRow'), cells: [nothing, ...left, nothing, nothing, nothing, nothing] },
  ];
  return (
    <tfoot>
      {rows.map(({ label, cells }, index) => {
        const row = sheet.rows.length + index;
        const place = (column: number) => ({
          ...cellMark(row, column),
          tabIndex: active.row === row && active.column === column ? 0 : -1,
        });
        return (
          <tr key={label}>
            <th {...place(0)} scope="row" className="board-title">
              {label}
            </th>
            {cells.map(({ text, isOver }, at) => (
              <td key={at} {...place(at + 1)} {...readOnly} className="number" data-over={isOver ? '' : undefined}>
                {isOver ? <span aria-hidden="true">▲ </span> : null}
                {text}
              </td>
            ))}
          </tr>
        );
      })}
    </tfoot>
  );
}
