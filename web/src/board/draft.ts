/**
 * What somebody has typed on the board and not yet saved, kept apart from what the API says: a board read anew shows what
 * others have done and takes nothing of it away.
 */
import { cellText, readCell } from './clipboard';
import type { Sheet, SheetColumn, SheetRow } from './sheet';

/** `reason`, `priority`, or the id of a source and year. */
export type Field = string;

export interface Entry {
  text: string;
  /** What was saved when it was typed; another saved text since then means that two have changed the same cell. */
  was: string;
}

export interface RowDraft {
  /** The judgement that was read. */
  follows: number;
  entries: ReadonlyMap<Field, Entry>;
}

export type Draft = ReadonlyMap<string, RowDraft>;

export const noDraft: Draft = new Map();

export function savedText(row: SheetRow, columns: readonly SheetColumn[], field: Field): string {
  if (field === 'reason') return row.reason;
  if (field === 'priority') return row.priority === null ? '' : String(row.priority);
  const index = columns.findIndex(({ sourceYearId }) => sourceYearId === field);
  return cellText(row.cells[index]?.recommendedOre ?? 0n);
}

/** An amount that can be read is kept in one form, so that `22,2 mnkr` over 22 200 000 is no change. */
function kept(field: Field, text: string): string {
  if (field === 'reason') return text.trim();
  if (field === 'priority') return text.trim();
  const { ore } = readCell(text);
  return ore === undefined ? text.trim() : cellText(ore);
}

/** The draft with that text in the cell; the saved text again is no change. */
export function entered(sheet: Sheet, draft: Draft, row: SheetRow, field: Field, text: string): Draft {
  const before = draft.get(row.id);
  const was = before?.entries.get(field)?.was ?? savedText(row, sheet.columns, field);
  const written = kept(field, text);
  if ((before?.entries.get(field)?.text ?? was) === written) return draft;
  const entries = new Map(before?.entries);
  if (written === was) entries.delete(field);
  else entries.set(field, { text: written, was });
  const next = new Map(draft);
  if (entries.size === 0) next.delete(row.id);
  else next.set(row.id, { follows: before?.follows ?? row.follows, entries });
  return next;
}

export type RowFault = 'unreadable' | 'priority' | 'aboveRequested' | 'reasonMissing';

/** A row as it would be saved now. */
export interface RowFigures {
  /** What each column would give, in their order; a cell that cannot be read gives nothing. */
  amounts: readonly bigint[];
  totalOre: bigint;
  /** How much more than is asked for. */
  overOre: bigint;
  /** How much less. */
  cutOre: bigint;
  reason: string;
  priorityText: string;
  faults: readonly { field: Field; fault: RowFault }[];
}

export function figuresOf(row: SheetRow, columns: readonly SheetColumn[], draft: RowDraft | undefined): RowFigures {
  const faults: { field: Field; fault: RowFault }[] = [];
  const amounts = row.cells.map(({ recommendedOre }, index): bigint => {
    const field = columns[index]?.sourceYearId ?? '';
    const typed = draft?.entries.get(field);
    if (typed === undefined) return recommendedOre;
    const { ore } = readCell(typed.text);
    if (ore === undefined) faults.push({ field, fault: 'unreadable' });
    return ore ?? 0n;
  });
  const totalOre = amounts.reduce((sum, ore) => sum + ore, 0n);
  const reason = draft?.entries.get('reason')?.text ?? row.reason;
  const priorityText = draft?.entries.get('priority')?.text ?? (row.priority === null ? '' : String(row.priority));
  const [overOre, cutOre] = [totalOre - row.requestedOre, row.requestedOre - totalOre];
  const firstColumn = columns.find((_, index) => (amounts[index] ?? 0n) > 0n)?.sourceYearId ?? 'reason';
  if (!/^([1-9]\d{0,3})?$/.test(priorityText)) faults.push({ field: 'priority', fault: 'priority' });
  if (overOre > 0n) faults.push({ field: firstColumn, fault: 'aboveRequested' });
  if (draft !== undefined && cutOre > 0n && reason === '') faults.push({ field: 'reason', fault: 'reasonMissing' });
  return {
    amounts,
    totalOre,
    overOre: overOre > 0n ? overOre : 0n,
    cutOre: cutOre > 0n ? cutOre : 0n,
    reason,
    priorityText,
    faults,
  };
}

export interface NewJudgement {
  proposalId: string;
  measureKey: string;
  follows: number;
  priority?: number;
  reason?: string;
  rows: { sourceId: string; year: number; ore: bigint }[];
}

/** What there is to save, measure by measure in the board's order. */
export function judgementsOf(sheet: Sheet, draft: Draft): NewJudgement[] {
  return changedRows(sheet, draft).map((row) => {
    const typed = draft.get(row.id);
    const { amounts, reason, priorityText } = figuresOf(row, sheet.columns, typed);
    return {
      proposalId: row.proposalId,
      measureKey: row.measureKey,
      follows: typed?.follows ?? row.follows,
      ...(priorityText === '' ? {} : { priority: Number(priorityText) }),
      ...(reason === '' ? {} : { reason }),
      rows: sheet.columns.flatMap(({ sourceId, year }, index) => {
        const ore = amounts[index] ?? 0n;
        return ore === 0n ? [] : [{ sourceId, year, ore }];
      }),
    };
  });
}

export function changedRows(sheet: Sheet, draft: Draft): SheetRow[] {
  return sheet.rows.filter(({ id }) => draft.has(id));
}

/** What has been typed since it was sent; what was sent and still stands as it was is saved. */
export function withoutSent(draft: Draft, sent: Draft): Draft {
  const left = new Map<string, RowDraft>();
  for (const [id, { follows, entries }] of draft) {
    const saved = sent.get(id);
    const later = [...entries].flatMap(([field, entry]) => {
      const before = saved?.entries.get(field);
      return before === entry ? [] : [[field, { text: entry.text, was: before?.text ?? entry.was }] as const];
    });
    // The judgement just saved is the one these follow.
    if (later.length > 0) left.set(id, { follows: follows + (saved === undefined ? 0 : 1), entries: new Map(later) });
  }
  return left;
}
