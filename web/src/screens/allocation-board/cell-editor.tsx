import { useLayoutEffect, useRef } from 'react';
import type { Place } from '../../board/grid';
import { cellId } from './cell-place';

export interface Editing {
  at: Place;
  /** The key that began it replaces what stood there; F2 and a second press change it. */
  initial: string;
  label: string;
  isText: boolean;
}

/**
 * The one field of the grid, laid over the cell that is written in. It is always there: an element that comes or goes
 * makes the browser ask every `:has()` of the design system about every cell, which a key must not wait for.
 * Escape lets the cell be as it was; whatever else one does keeps what is typed.
 */
export function CellEditor({
  editing,
  onFinish,
}: {
  editing: Editing | undefined;
  /** @param text undefined when it is to be as it was */
  onFinish: (text: string | undefined, key: string, shiftKey: boolean) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const isOpen = useRef(false);
  useLayoutEffect(() => {
    const field = input.current;
    if (field === null || editing === undefined) return;
    isOpen.current = true;
    layOver(field, editing.at);
    field.value = editing.initial;
    field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
  }, [editing]);
  const end = (text: string | undefined, key: string, shiftKey = false): void => {
    if (!isOpen.current) return;
    isOpen.current = false;
    onFinish(text, key, shiftKey);
  };
  return (
    <input
      ref={input}
      className="board-editor"
      style={{ display: editing === undefined ? 'none' : 'block' }}
      data-kind={editing?.isText === true ? 'text' : 'amount'}
      aria-label={editing?.label ?? ''}
      autoComplete="off"
      inputMode={editing?.isText === true ? 'text' : 'decimal'}
      maxLength={editing?.isText === true ? 2000 : 40}
      onBlur={({ currentTarget }) => end(currentTarget.value, 'blur')}
      onKeyDown={(event) => {
        const { key, shiftKey, currentTarget } = event;
        // Ctrl S goes on to the screen, which saves what is kept here first.
        if (key === 's' && (event.ctrlKey || event.metaKey)) return end(currentTarget.value, 'Save');
        if (key === 'Escape') end(undefined, 'Stay');
        else if (key === 'Enter' || key === 'Tab' || key === 'ArrowUp' || key === 'ArrowDown')
          end(currentTarget.value, key, shiftKey);
        else return;
        event.preventDefault();
      }}
    />
  );
}

function layOver(field: HTMLInputElement, { row, column }: Place): void {
  const cell = document.getElementById(cellId(row, column))?.getBoundingClientRect();
  const scroll = field.parentElement;
  if (cell === undefined || scroll === null) return;
  const frame = scroll.getBoundingClientRect();
  field.style.left = `${cell.left - frame.left - scroll.clientLeft + scroll.scrollLeft}px`;
  field.style.top = `${cell.top - frame.top - scroll.clientTop + scroll.scrollTop}px`;
  field.style.width = `${cell.width}px`;
  field.style.height = `${cell.height}px`;
}
