import type { Place } from '../../board/grid';

export const cellId = (row: number, column: number): string => `cell-${row}-${column}`;

/** What a cell is found by again. */
export const cellMark = (row: number, column: number) => ({ id: cellId(row, column), 'data-cell': `${row} ${column}` });

/** The cell something stands in, or undefined outside every cell. */
export function placeOf(target: EventTarget | null): Place | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null;
  const [row, column] = cell?.dataset['cell']?.split(' ').map(Number) ?? [];
  return row === undefined || column === undefined ? undefined : { row, column };
}
