import { readCell } from '../../board/clipboard';
import type { Field } from '../../board/draft';
import type { Sheet } from '../../board/sheet';
import { formatKr } from '../../money/money';
import type { useTexts } from '../../texts/texts';

type T = ReturnType<typeof useTexts<'allocation-board'>>;

/** What people call a cell's column: the source and year, or the reason and the turn. */
export function fieldName(sheet: Sheet, field: Field, t: T): string {
  if (field === 'reason' || field === 'priority') return t(`columns.${field}`);
  const column = sheet.columns.find(({ sourceYearId }) => sourceYearId === field);
  return column === undefined ? '' : `${column.code} ${column.year}`;
}

/** A cell's text as it is read, for those who choose between two. */
export function shownText(field: Field, text: string, t: T): string {
  if (text === '') return t('empty');
  if (field === 'reason' || field === 'priority') return text;
  const { ore } = readCell(text);
  return ore === undefined ? text : formatKr(ore);
}
