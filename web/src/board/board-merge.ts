/** Two have judged the same measure: what each wrote, cell by cell. Nothing is overwritten before somebody has chosen. */
import { type Draft, type Field, type RowDraft, savedText } from './draft';
import type { Sheet, SheetRow } from './sheet';

export interface Conflict {
  row: SheetRow;
  field: Field;
  mine: string;
  theirs: string;
}

/** Cells that both have changed, and differently. */
export function conflictsOf(sheet: Sheet, draft: Draft): Conflict[] {
  return sheet.rows.flatMap((row) => {
    const typed = draft.get(row.id);
    if (typed === undefined || typed.follows === row.follows) return [];
    return [...typed.entries].flatMap(([field, { text, was }]) => {
      const theirs = savedText(row, sheet.columns, field);
      return theirs === was || theirs === text ? [] : [{ row, field, mine: text, theirs }];
    });
  });
}

/**
 * The draft on the board as it now is: what only I have typed stays, what only others have changed is theirs, and a row
 * with a conflict waits as it was. A row that no longer stands on the board takes its draft with it.
 */
export function rebased(sheet: Sheet, draft: Draft): Draft {
  const waiting = new Set(conflictsOf(sheet, draft).map(({ row }) => row.id));
  return rewritten(sheet, draft, (row, typed) => (waiting.has(row.id) ? typed : onto(sheet, row, typed)));
}

/** @param isMine false for the cells where what the other wrote shall stand */
export function resolved(sheet: Sheet, draft: Draft, isMine: (conflict: Conflict) => boolean): Draft {
  const theirs = new Set(
    conflictsOf(sheet, draft)
      .filter((conflict) => !isMine(conflict))
      .map(({ row, field }) => `${row.id} ${field}`),
  );
  return rewritten(sheet, draft, (row, typed) => {
    const entries = [...typed.entries].filter(([field]) => !theirs.has(`${row.id} ${field}`));
    return onto(sheet, row, { ...typed, entries: new Map(entries) });
  });
}

function onto(sheet: Sheet, row: SheetRow, typed: RowDraft): RowDraft {
  if (typed.follows === row.follows && typed.entries.size > 0) return typed;
  const entries = [...typed.entries].flatMap(([field, { text }]) => {
    const was = savedText(row, sheet.columns, field);
    return was === text ? [] : [[field, { text, was }] as const];
  });
  return { follows: row.follows, entries: new Map(entries) };
}

/** The same draft when nothing in it changes, so that whoever watches it need not draw again. */
function rewritten(sheet: Sheet, draft: Draft, change: (row: SheetRow, typed: RowDraft) => RowDraft): Draft {
  const rows = new Map(sheet.rows.map((row) => [row.id, row]));
  const next = new Map<string, RowDraft>();
  let isSame = true;
  for (const [id, typed] of draft) {
    const row = rows.get(id);
    const now = row === undefined ? undefined : change(row, typed);
    if (now !== typed) isSame = false;
    if (now !== undefined && now.entries.size > 0) next.set(id, now);
  }
  return isSame ? draft : next;
}
