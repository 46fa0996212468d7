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
 * The one field of the grid, laid over the cell that is written in. It is always there, and no `input`: an element that
 * comes or goes, and an input that gets the focus, makes the browser ask rules of the design system such as
 * `.ds-field:has(input:focus-visible) *` about every cell of the board, and a key must not wait for that.
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
  const input = useRef<HTMLTextAreaElement>(null);
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
    <textarea
      ref={input}
      rows={1}
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

function layOver(field: HTMLTextAreaElement, { row, column }: Place): void {
  const cell = document.getElementById(cellId(row, column))?.getBoundingClientRect();
  const scroll = field.parentElement;
  if (cell === undefined || scroll === null) return;
  const frame = scroll.getBoundingClientRect();
  field.style.left = `${cell.left - frame.left - scroll.clientLeft + scroll.scrollLeft}px`;
  field.style.top = `${cell.top - frame.top - scroll.clientTop + scroll.scrollTop}px`;
  field.style.width = `${cell.width}px`;
  field.style.height = `${cell.height}px`;
}
