import { figuresOf, type RowDraft } from '../../board/draft';
import type { Sheet, SheetRow } from '../../board/sheet';
import type { Totals } from '../../board/totals';
import { formatKr } from '../../money/money';
import type { useTexts } from '../../texts/texts';

/** Of a row one has changed: which ceilings it is part of breaking, and by how much. Empty when none. */
export function overNote(
  sheet: Sheet,
  row: SheetRow,
  typed: RowDraft,
  totals: Totals,
  t: ReturnType<typeof useTexts<'allocation-board'>>,
): string {
  const { amounts } = figuresOf(row, sheet.columns, typed);
  return sheet.columns
    .flatMap(({ code, year }, index) => {
      const overOre = totals.columns[index]?.overOre ?? 0n;
      if (overOre === 0n || (amounts[index] ?? 0n) === 0n) return [];
      return [t('over', { source: `${code} ${year}`, amount: formatKr(overOre) })];
    })
    .join(' ');
}

/** What happened last, and every ceiling that does not hold, with how much; read aloud as it changes. */
export function BoardSaid({
  sheet,
  totals,
  said,
  t,
}: {
  sheet: Sheet;
  totals: Totals;
  /** A sentence, or the source one has just written in. */
  said: string | { column: number };
  t: ReturnType<typeof useTexts<'allocation-board'>>;
}) {
  const over = sheet.columns.flatMap(({ code, year }, index) => {
    const overOre = totals.columns[index]?.overOre ?? 0n;
    return overOre === 0n ? [] : [t('over', { source: `${code} ${year}`, amount: formatKr(overOre) })];
  });
  const column = typeof said === 'string' ? undefined : sheet.columns[said.column];
  const leftOre = typeof said === 'string' ? 0n : (totals.columns[said.column]?.remainingAfterOre ?? 0n);
  const about =
    column === undefined || leftOre < 0n
      ? typeof said === 'string'
        ? said
        : ''
      : t('columnLeft', { source: `${column.code} ${column.year}`, amount: formatKr(leftOre) });
  const parts = [about, ...over, over.length === 0 ? t('fits') : ''];
  return (
    <p className="board-said" role="status" data-over={over.length > 0 ? '' : undefined} data-testid="board-said">
      {over.length > 0 ? '▲ ' : ''}
      {parts.filter((text) => text !== '').join(' ')}
    </p>
  );
}
