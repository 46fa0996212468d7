/** The grid's places and what keys and the clipboard do with them. Pure: the screen only draws the answer. */
import { cellText } from './clipboard';
import { type Draft, entered, type Field, figuresOf, savedText } from './draft';
import type { Sheet, SheetRow } from './sheet';

export interface Place {
  row: number;
  column: number;
}

export interface Range {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** What stands in a column of the grid. Those of a source are written in, and `reason` and `priority`. */
export type GridColumn =
  { kind: 'title' | 'requested' | 'total' | 'reason' | 'priority' | 'decided' } | { kind: 'source'; index: number };

export function gridColumns(sheet: Sheet): GridColumn[] {
  return [
    { kind: 'title' },
    { kind: 'requested' },
    ...sheet.columns.map((_, index) => ({ kind: 'source', index }) as const),
    { kind: 'total' },
    { kind: 'reason' },
    { kind: 'priority' },
    { kind: 'decided' },
  ];
}

/** The field one writes in there, or undefined where nothing is written. */
export function fieldAt(sheet: Sheet, row: SheetRow | undefined, column: GridColumn | undefined): Field | undefined {
  if (row === undefined || column === undefined) return undefined;
  if (column.kind === 'reason' || column.kind === 'priority') return column.kind;
  if (column.kind !== 'source' || row.cells[column.index]?.isOpen !== true) return undefined;
  return sheet.columns[column.index]?.sourceYearId;
}

export const firstEditable = 2;

const pageRows = 10;

/** @returns the place a key leads to, or undefined when the key is not for moving or leads out of the grid */
export function moved(
  from: Place,
  { key, shiftKey, ctrlKey }: { key: string; shiftKey: boolean; ctrlKey: boolean },
  size: { rows: number; columns: number },
): Place | undefined {
  const { row, column } = from;
  const [lastRow, lastColumn] = [size.rows - 1, size.columns - 1];
  const at = (nextRow: number, nextColumn: number): Place => ({
    row: Math.min(Math.max(nextRow, 0), lastRow),
    column: Math.min(Math.max(nextColumn, 0), lastColumn),
  });
  switch (key) {
    case 'ArrowUp':
      return at(ctrlKey ? 0 : row - 1, column);
    case 'ArrowDown':
      return at(ctrlKey ? lastRow : row + 1, column);
    case 'ArrowLeft':
      return at(row, ctrlKey ? 0 : column - 1);
    case 'ArrowRight':
      return at(row, ctrlKey ? lastColumn : column + 1);
    case 'Home':
      return at(ctrlKey ? 0 : row, 0);
    case 'End':
      return at(ctrlKey ? lastRow : row, lastColumn);
    case 'PageUp':
      return at(row - pageRows, column);
    case 'PageDown':
      return at(row + pageRows, column);
    case 'Enter':
      return at(shiftKey ? row - 1 : row + 1, column);
    case 'Tab': {
      // Past the row's end Tab goes on out of the grid, so that nobody is caught in it (WCAG 2.1.2).
      const next = shiftKey ? column - 1 : column + 1;
      return next < 0 || next > lastColumn ? undefined : at(row, next);
    }
    default:
      return undefined;
  }
}

export function rangeOf(anchor: Place, active: Place): Range {
  return {
    top: Math.min(anchor.row, active.row),
    bottom: Math.max(anchor.row, active.row),
    left: Math.min(anchor.column, active.column),
    right: Math.max(anchor.column, active.column),
  };
}

export const isWithin = ({ top, bottom, left, right }: Range, row: number, column: number): boolean =>
  row >= top && row <= bottom && column >= left && column <= right;

export interface Pasted {
  draft: Draft;
  range: Range;
  /** Cells that now say something else. */
  changed: number;
  /** Values that fell on cells nobody writes in. */
  readOnly: number;
  /** Values that fell outside the grid. */
  outside: number;
}

/** A table from the clipboard laid out from the range's first cell; one single value fills the whole range. */
export function pasted(sheet: Sheet, draft: Draft, range: Range, table: readonly (readonly string[])[]): Pasted {
  const columns = gridColumns(sheet);
  const isOne = table.length === 1 && table[0]?.length === 1;
  const height = isOne ? range.bottom - range.top + 1 : table.length;
  const width = isOne ? range.right - range.left + 1 : Math.max(...table.map((row) => row.length), 1);
  const result: Pasted = { draft, range, changed: 0, readOnly: 0, outside: 0 };
  for (let down = 0; down < height; down += 1) {
    const row = sheet.rows[range.top + down];
    for (let right = 0; right < width; right += 1) {
      const text = isOne ? table[0]?.[0] : table[down]?.[right];
      if (text === undefined) continue;
      const column = columns[range.left + right];
      const field = fieldAt(sheet, row, column);
      if (row === undefined || column === undefined) result.outside += 1;
      else if (field === undefined) result.readOnly += 1;
      else {
        const next = entered(sheet, result.draft, row, field, text);
        if (next !== result.draft) result.changed += 1;
        result.draft = next;
      }
    }
  }
  result.range = {
    ...range,
    bottom: Math.min(range.top + height, sheet.rows.length) - 1,
    right: Math.min(range.left + width, columns.length) - 1,
  };
  return result;
}

/** Empties what one writes in within the range. */
export function cleared(sheet: Sheet, draft: Draft, { top, bottom, left, right }: Range): Draft {
  const columns = gridColumns(sheet);
  let next = draft;
  for (const row of sheet.rows.slice(top, bottom + 1))
    for (const column of columns.slice(left, right + 1)) {
      const field = fieldAt(sheet, row, column);
      if (field !== undefined) next = entered(sheet, next, row, field, '');
    }
  return next;
}

/** The text of a cell for the clipboard and for the editor: what one would type to get it. */
export function textAt(sheet: Sheet, draft: Draft, row: SheetRow, column: GridColumn): string {
  const typed = draft.get(row.id);
  switch (column.kind) {
    case 'title':
      return row.title;
    case 'requested':
      return cellText(row.requestedOre);
    case 'decided':
      return cellText(row.decidedOre);
    case 'total':
      return cellText(figuresOf(row, sheet.columns, typed).totalOre);
    case 'reason':
    case 'priority':
      return typed?.entries.get(column.kind)?.text ?? savedText(row, sheet.columns, column.kind);
    case 'source': {
      const field = sheet.columns[column.index]?.sourceYearId ?? '';
      return typed?.entries.get(field)?.text ?? savedText(row, sheet.columns, field);
    }
  }
}

export function copied(sheet: Sheet, draft: Draft, { top, bottom, left, right }: Range): string[][] {
  const columns = gridColumns(sheet).slice(left, right + 1);
  return sheet.rows.slice(top, bottom + 1).map((row) => columns.map((column) => textAt(sheet, draft, row, column)));
}
