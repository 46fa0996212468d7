import { memo } from 'react';
import { figuresOf, type RowDraft, type RowFault } from '../../board/draft';
import type { GridColumn } from '../../board/grid';
import type { SheetColumn, SheetRow, Verdict } from '../../board/sheet';
import { formatKr, formatNumber } from '../../money/money';
import type { useTexts } from '../../texts/texts';
import { readOnly } from './board-ends';
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
  canWrite: boolean;
  t: T;
}

/** One measure. Drawn again only when something of its own has changed: a board may have hundreds. */
export const BoardRow = memo(function BoardRow(props: RowProps) {
  const { row, columns, typed, note, t } = props;
  const figures = figuresOf(row, columns, typed);
  const faultAt = (field: string): RowFault | undefined => figures.faults.find((one) => one.field === field)?.fault;
  const cells: { column: GridColumn; field?: string; text: string; fault?: RowFault | undefined; isOpen?: boolean }[] =
    [
      { column: { kind: 'requested' }, text: shown(row.requestedOre) },
      ...columns.map(({ sourceYearId }, at) => ({
        column: { kind: 'source', index: at } as const,
        field: sourceYearId,
        text: isUnreadable(figures, sourceYearId)
          ? (typed?.entries.get(sourceYearId)?.text ?? '')
          : shown(figures.amounts[at] ?? 0n),
        fault: faultAt(sourceYearId),
        isOpen: row.cells[at]?.isOpen ?? false,
      })),
      { column: { kind: 'total' }, text: shown(figures.totalOre) },
      { column: { kind: 'reason' }, field: 'reason', text: figures.reason, fault: faultAt('reason'), isOpen: true },
      {
        column: { kind: 'priority' },
        field: 'priority',
        text: figures.priorityText,
        fault: faultAt('priority'),
        isOpen: true,
      },
      { column: { kind: 'decided' }, text: shown(row.decidedOre) },
    ];
  const over = [figures.overOre > 0n ? t('aboveRequested', { amount: formatKr(figures.overOre) }) : '', note];
  const overText = over.filter((text) => text !== '').join(' ');
  return (
    <tr data-over={overText === '' ? undefined : ''} data-changed={typed === undefined ? undefined : ''}>
      <th {...cellProps(props, 0)} scope="row" className="board-title">
        <span className="board-authority">{row.authorityCode}</span> {row.title}
        {row.isOutdated ? <span className="board-note">{t('outdated')}</span> : null}
        {overText === '' ? null : (
          <span className="board-note board-over">
            <span aria-hidden="true">▲ </span>
            {overText}
          </span>
        )}
      </th>
      {cells.map(({ column, field, text, fault, isOpen }, at) => (
        <Cell
          key={column.kind === 'source' ? columns[column.index]?.sourceYearId : column.kind}
          props={props}
          place={at + 1}
          column={column}
          text={text}
          fault={fault}
          isReadOnly={field === undefined || isOpen !== true}
          isUnsaved={field !== undefined && typed?.entries.has(field) === true}
        />
      ))}
    </tr>
  );
});

const shown = (ore: bigint): string => (ore === 0n ? '' : formatNumber(ore));

function isUnreadable({ faults }: ReturnType<typeof figuresOf>, field: string): boolean {
  return faults.some((fault) => fault.field === field && fault.fault === 'unreadable');
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
  fault,
  isReadOnly,
  isUnsaved,
}: {
  props: RowProps;
  place: number;
  column: GridColumn;
  text: string;
  fault: RowFault | undefined;
  isReadOnly: boolean;
  isUnsaved: boolean;
}) {
  const { row, canWrite, t } = props;
  const isText = column.kind === 'reason';
  const cell = column.kind === 'source' ? row.cells[column.index] : undefined;
  return (
    <td
      {...cellProps(props, place)}
      className={isText ? 'board-reason' : 'number'}
      {...(isReadOnly || !canWrite ? readOnly : {})}
      data-invalid={fault === undefined ? undefined : ''}
      data-unsaved={isUnsaved ? '' : undefined}
      {...describedAs(fault, isUnsaved, t)}
    >
      {cell === undefined ? null : <Eligibility verdict={cell.eligibility} isOpen={cell.isOpen} t={t} />}
      {text}
    </td>
  );
}

/** Said of a cell beside what stands in it: what must be mended before it can be saved, and that it is not saved. */
function describedAs(fault: RowFault | undefined, isUnsaved: boolean, t: T): { 'aria-description'?: string } {
  if (fault !== undefined) return { 'aria-description': t(`cellFaults.${fault}`) };
  return isUnsaved ? { 'aria-description': t('notSaved') } : {};
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
