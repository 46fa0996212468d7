import { memo, useEffect, useRef } from 'react';
import { figuresOf, type RowDraft } from '../../board/draft';
import type { GridColumn } from '../../board/grid';
import type { SheetColumn, SheetRow, Verdict } from '../../board/sheet';
import { formatKr, formatNumber } from '../../money/money';
import type { useTexts } from '../../texts/texts';
import { cellMark } from './cell-place';

type T = ReturnType<typeof useTexts<'allocation-board'>>;

const marks: Readonly<Record<Verdict, string>> = { eligible: '✓', notEligible: '✕', open: '?' };

interface RowProps {
  row: SheetRow;
  index: number;
  columns: readonly SheetColumn[];
  typed: RowDraft | undefined;
  /** Which ceilings the row is part of breaking. */
  note: string;
  activeColumn: number;
  selectedFrom: number;
  selectedTo: number;
  editingText: string | undefined;
  canWrite: boolean;
  onFinish: (text: string | undefined, key: string, shiftKey: boolean) => void;
  t: T;
}

/** One measure. Drawn again only when something of its own has changed: a board may have hundreds. */
export const BoardRow = memo(function BoardRow(props: RowProps) {
  const { row, columns, typed, note, t } = props;
  const figures = figuresOf(row, columns, typed);
  const faultAt = (field: string): boolean => figures.faults.some((fault) => fault.field === field);
  const cells: { column: GridColumn; field?: string; text: string; isInvalid?: boolean; isOpen?: boolean }[] = [
    { column: { kind: 'requested' }, text: shown(row.requestedOre) },
    ...columns.map(({ sourceYearId }, at) => ({
      column: { kind: 'source', index: at } as const,
      field: sourceYearId,
      text: isUnreadable(figures, sourceYearId)
        ? (typed?.entries.get(sourceYearId)?.text ?? '')
        : shown(figures.amounts[at] ?? 0n),
      isInvalid: faultAt(sourceYearId),
      isOpen: row.cells[at]?.isOpen ?? false,
    })),
    { column: { kind: 'total' }, text: shown(figures.totalOre) },
    { column: { kind: 'reason' }, field: 'reason', text: figures.reason, isInvalid: faultAt('reason'), isOpen: true },
    {
      column: { kind: 'priority' },
      field: 'priority',
      text: figures.priorityText,
      isInvalid: faultAt('priority'),
      isOpen: true,
    },
    { column: { kind: 'decided' }, text: shown(row.decidedOre) },
  ];
  const over = [figures.overOre > 0n ? t('aboveRequested', { amount: formatKr(figures.overOre) }) : '', note];
  const overText = over.filter((text) => text !== '').join(' ');
  return (
    <tr data-over={overText === '' ? undefined : ''} data-changed={typed === undefined ? undefined : ''}>
      <th {...cellProps(props, 0)} role="rowheader" scope="row" className="board-title">
        <span className="board-authority">{row.authorityCode}</span> {row.title}
        {row.isOutdated ? <span className="board-note">{t('outdated')}</span> : null}
        {overText === '' ? null : (
          <span className="board-note board-over">
            <span aria-hidden="true">▲ </span>
            {overText}
          </span>
        )}
      </th>
      {cells.map(({ column, field, text, isInvalid, isOpen }, at) => (
        <Cell
          key={column.kind === 'source' ? columns[column.index]?.sourceYearId : column.kind}
          props={props}
          place={at + 1}
          column={column}
          text={text}
          isInvalid={isInvalid === true}
          isReadOnly={field === undefined || isOpen !== true}
          isUnsaved={field !== undefined && typed?.entries.has(field) === true}
          label={field === undefined ? '' : labelOf(row, column, columns, t)}
        />
      ))}
    </tr>
  );
});

const shown = (ore: bigint): string => (ore === 0n ? '' : formatNumber(ore));

function isUnreadable({ faults }: ReturnType<typeof figuresOf>, field: string): boolean {
  return faults.some((fault) => fault.field === field && fault.fault === 'unreadable');
}

function labelOf(row: SheetRow, column: GridColumn, columns: readonly SheetColumn[], t: T): string {
  const source = column.kind === 'source' ? columns[column.index] : undefined;
  const name = source === undefined ? t(`columns.${column.kind as 'reason'}`) : `${source.code} ${source.year}`;
  return `${row.title}, ${name}`;
}

function cellProps({ index, activeColumn, selectedFrom, selectedTo }: RowProps, place: number) {
  return {
    ...cellMark(index, place),
    tabIndex: activeColumn === place ? 0 : -1,
    'aria-selected': (place >= selectedFrom && place <= selectedTo) || undefined,
  };
}

function Cell({
  props,
  place,
  column,
  text,
  isInvalid,
  isReadOnly,
  isUnsaved,
  label,
}: {
  props: RowProps;
  place: number;
  column: GridColumn;
  text: string;
  isInvalid: boolean;
  isReadOnly: boolean;
  isUnsaved: boolean;
  label: string;
}) {
  const { row, activeColumn, editingText, canWrite, onFinish, t } = props;
  const isText = column.kind === 'reason';
  const cell = column.kind === 'source' ? row.cells[column.index] : undefined;
  return (
    <td
      {...cellProps(props, place)}
      role="gridcell"
      className={isText ? 'board-reason' : 'number'}
      aria-readonly={isReadOnly || !canWrite || undefined}
      aria-invalid={isInvalid || undefined}
      data-unsaved={isUnsaved ? '' : undefined}
    >
      {activeColumn === place && editingText !== undefined ? (
        <CellEditor initial={editingText} label={label} isText={isText} onFinish={onFinish} />
      ) : (
        <>
          {cell === undefined ? null : <Eligibility verdict={cell.eligibility} isOpen={cell.isOpen} t={t} />}
          {text}
          {isUnsaved ? <span className="visually-hidden"> {t('notSaved')}</span> : null}
        </>
      )}
    </td>
  );
}

/** The source's checklist for the measure, as a sign with its word; the answers stand below the grid. */
function Eligibility({ verdict, isOpen, t }: { verdict: Verdict; isOpen: boolean; t: T }) {
  const word = isOpen ? t(`verdicts.${verdict}`) : t('outsidePeriod');
  return (
    <span className="board-verdict" data-verdict={isOpen ? verdict : 'notEligible'} title={word}>
      <span aria-hidden="true">{isOpen ? marks[verdict] : '–'}</span>
      <span className="visually-hidden">{word} </span>
    </span>
  );
}

/** Escape lets the cell be as it was; whatever else one does with the cell keeps what is typed. */
function CellEditor({
  initial,
  label,
  isText,
  onFinish,
}: {
  initial: string;
  label: string;
  isText: boolean;
  onFinish: RowProps['onFinish'];
}) {
  const input = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  useEffect(() => {
    const field = input.current;
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  }, []);
  const end = (text: string | undefined, key: string, shiftKey = false): void => {
    if (isDone.current) return;
    isDone.current = true;
    onFinish(text, key, shiftKey);
  };
  return (
    <input
      ref={input}
      className="board-editor"
      aria-label={label}
      defaultValue={initial}
      autoComplete="off"
      inputMode={isText ? 'text' : 'decimal'}
      maxLength={isText ? 2000 : 40}
      onBlur={({ currentTarget }) => end(currentTarget.value, 'blur')}
      onKeyDown={(event) => {
        const { key, shiftKey, currentTarget } = event;
        if (key === 's' && (event.ctrlKey || event.metaKey)) return end(currentTarget.value, 'Save');
        if (key === 'Escape') end(undefined, 'Stay');
        else if (key === 'Enter' || key === 'Tab' || key === 'ArrowUp' || key === 'ArrowDown')
          end(currentTarget.value, key, shiftKey);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
