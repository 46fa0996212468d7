import { type ClipboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { readTable, writeTable } from '../../board/clipboard';
import { type Draft, entered } from '../../board/draft';
import {
  cleared,
  copied,
  fieldAt,
  firstEditable,
  gridColumns,
  moved,
  pasted,
  type Place,
  rangeOf,
  textAt,
} from '../../board/grid';
import type { Sheet } from '../../board/sheet';
import type { Totals } from '../../board/totals';
import { useTexts } from '../../texts/texts';
import { BoardFoot, BoardHead, footRows } from './board-ends';
import { BoardRow } from './board-row';
import { CellEditor, type Editing } from './cell-editor';
import { cellId, placeOf } from './cell-place';
import { fieldName } from './field-text';
import { BoardSaid, overNote } from './over-note';

/**
 * The matrix. One cell takes part in the order of Tab and the arrows lead to the others; what is typed replaces a cell, F2
 * changes it, Enter and Tab go on, Escape lets it be. All keys are told in the text above it.
 */
export function BoardGrid({
  sheet,
  draft,
  totals,
  canWrite,
  tools,
  onChange,
  onUndo,
  onChosen,
}: {
  sheet: Sheet;
  draft: Draft;
  totals: Totals;
  canWrite: boolean;
  tools: ReactNode;
  onChange: (next: Draft) => void;
  onUndo: () => void;
  /** The row one stands on. */
  onChosen: (row: number) => void;
}) {
  const t = useTexts('allocation-board');
  const columns = useMemo(() => gridColumns(sheet), [sheet]);
  const [active, setActive] = useState<Place>({ row: 0, column: firstEditable });
  const [anchor, setAnchor] = useState<Place>(active);
  const [editing, setEditing] = useState<Editing | undefined>();
  const [said, setSaid] = useState<string | { column: number }>('');
  const isMoving = useRef(false);
  const size = { rows: sheet.rows.length + footRows, columns: columns.length };
  const range = rangeOf(anchor, active);
  const isRange = range.top !== range.bottom || range.left !== range.right;

  const goTo = (place: Place, { extend = false } = {}): void => {
    setActive(place);
    if (!extend) setAnchor(place);
    if (place.row < sheet.rows.length) onChosen(place.row);
    isMoving.current = true;
    document.getElementById(cellId(place.row, place.column))?.focus();
    isMoving.current = false;
  };
  const edit = (at: Place, initial?: string): void => {
    const [row, column] = [sheet.rows[at.row], columns[at.column]];
    if (!canWrite || row === undefined || column === undefined || fieldAt(sheet, row, column) === undefined) return;
    const field = fieldAt(sheet, row, column) ?? '';
    setEditing({
      at,
      initial: initial ?? textAt(sheet, draft, row, column),
      label: `${row.title}, ${fieldName(sheet, field, t)}`,
      isText: column.kind === 'reason',
    });
  };
  const finish = (text: string | undefined, key: string, shiftKey: boolean): void => {
    if (editing === undefined) return;
    const { at } = editing;
    const [row, column] = [sheet.rows[at.row], columns[at.column]];
    const field = fieldAt(sheet, row, column);
    setEditing(undefined);
    if (key !== 'blur') goTo(moved(at, { key, shiftKey, ctrlKey: false }, size) ?? at);
    if (text === undefined || row === undefined || field === undefined) return;
    onChange(entered(sheet, draft, row, field, text));
    setSaid(column?.kind === 'source' ? { column: column.index } : '');
  };
  const paste = (text: string): void => {
    if (!canWrite) return;
    const result = pasted(sheet, draft, range, readTable(text));
    onChange(result.draft);
    const { changed, readOnly, outside } = result;
    setSaid(
      [
        t('paste.changed', { count: changed }),
        readOnly === 0 ? '' : t('paste.readOnly', { count: readOnly }),
        outside === 0 ? '' : t('paste.outside', { count: outside }),
      ]
        .join(' ')
        .trim(),
    );
    setAnchor({ row: range.top, column: range.left });
    goTo({ row: result.range.bottom, column: result.range.right }, { extend: true });
  };
  usePaste(paste);
  const copy = (event: ClipboardEvent, andClear: boolean): void => {
    event.preventDefault();
    event.clipboardData.setData('text/plain', writeTable(copied(sheet, draft, range)));
    if (andClear && canWrite) onChange(cleared(sheet, draft, range));
  };

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const { key, shiftKey, altKey } = event;
    const ctrlKey = event.ctrlKey || event.metaKey;
    if (altKey) return;
    const next = moved(active, { key, shiftKey, ctrlKey }, size);
    if (next !== undefined) {
      event.preventDefault();
      goTo(next, { extend: shiftKey && key !== 'Tab' && key !== 'Enter' });
      return;
    }
    if (key === 'F2') edit(active);
    else if (ctrlKey && key === 'z') onUndo();
    else if (ctrlKey && key === 'a') {
      setAnchor({ row: 0, column: 0 });
      goTo({ row: sheet.rows.length - 1, column: columns.length - 1 }, { extend: true });
    } else if ((key === 'Delete' || key === 'Backspace') && canWrite) onChange(cleared(sheet, draft, range));
    else if (key === 'Escape' && isRange) setAnchor(active);
    else if (key.length === 1 && !ctrlKey) edit(active, key === ' ' ? undefined : key);
    else return;
    event.preventDefault();
  };
  const onMouseDown = (event: React.MouseEvent): void => {
    const place = placeOf(event.target);
    if (place === undefined || event.button !== 0) return;
    event.preventDefault();
    const isHere = place.row === active.row && place.column === active.column && !event.shiftKey;
    if (isHere && document.activeElement?.id === cellId(place.row, place.column)) edit(place);
    else goTo(place, { extend: event.shiftKey });
  };
  const onMouseOver = (event: React.MouseEvent): void => {
    const place = event.buttons === 1 && editing === undefined ? placeOf(event.target) : undefined;
    if (place !== undefined && (place.row !== active.row || place.column !== active.column))
      goTo(place, { extend: true });
  };
  // A fault's link goes to the cell itself; then that cell is the one.
  const onFocus = (event: React.FocusEvent): void => {
    const place = isMoving.current ? undefined : placeOf(event.target);
    if (place === undefined || (place.row === active.row && place.column === active.column)) return;
    setActive(place);
    setAnchor(place);
    if (place.row < sheet.rows.length) onChosen(place.row);
  };

  return (
    <section className="board" aria-label={t('grid')}>
      <div className="board-tools no-print">{tools}</div>
      <BoardSaid sheet={sheet} totals={totals} said={said} t={t} />
      <p className="quiet">
        {t(canWrite ? 'keys' : 'keysReadOnly')} {t('signs')}
      </p>
      <div className="table-scroll board-scroll">
        <table
          role="grid"
          className="ds-table board-grid"
          aria-label={t('grid')}
          aria-readonly={!canWrite}
          aria-multiselectable="true"
          style={{ width: `${46.5 + 8.5 * sheet.columns.length}rem` }}
          onKeyDown={onKeyDown}
          onMouseDown={onMouseDown}
          onMouseOver={onMouseOver}
          onFocus={onFocus}
          onCopy={(event) => copy(event, false)}
          onCut={(event) => copy(event, true)}
        >
          <BoardHead sheet={sheet} t={t} />
          <tbody>
            {sheet.rows.map((row, index) => {
              const isSelected = isRange && index >= range.top && index <= range.bottom;
              const typed = draft.get(row.id);
              return (
                <BoardRow
                  key={row.id}
                  row={row}
                  index={index}
                  columns={sheet.columns}
                  typed={typed}
                  note={typed === undefined ? '' : overNote(sheet, row, typed, totals, t)}
                  activeColumn={index === active.row ? active.column : -1}
                  selectedFrom={isSelected ? range.left : -1}
                  selectedTo={isSelected ? range.right : -1}
                  canWrite={canWrite}
                  t={t}
                />
              );
            })}
          </tbody>
          <BoardFoot sheet={sheet} totals={totals} active={active} t={t} />
        </table>
        <CellEditor editing={editing} onFinish={finish} />
      </div>
    </section>
  );
}

/** Wherever on the page one pastes, it lands in the grid's chosen cell; into a field of its own it goes as usual. */
function usePaste(paste: (text: string) => void): void {
  const current = useRef(paste);
  useEffect(() => {
    current.current = paste;
  });
  useEffect(() => {
    const listen = (event: globalThis.ClipboardEvent): void => {
      const isField = event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]');
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (isField || text === '' || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      current.current(text);
    };
    document.addEventListener('paste', listen);
    return () => document.removeEventListener('paste', listen);
  }, []);
}
