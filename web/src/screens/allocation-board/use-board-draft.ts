import { useCallback, useState } from 'react';
import { rebased } from '../../board/board-merge';
import { type Draft, noDraft, withoutSent } from '../../board/draft';
import type { Sheet } from '../../board/sheet';

const undoMax = 100;

interface Kept {
  /** The board the draft stands on. */
  sheet: Sheet;
  draft: Draft;
  past: readonly Draft[];
  /** Sent and saved, though the board has not been read since. */
  sent: Draft | undefined;
}

export interface BoardDraft {
  draft: Draft;
  canUndo: boolean;
  change: (next: Draft) => void;
  undo: () => void;
  /** After a save: what was sent is taken away when the board has been read anew, not before, or old figures would flash. */
  markSaved: (sent: Draft) => void;
}

/** What is typed, kept through every reading of the board. */
export function useBoardDraft(sheet: Sheet): BoardDraft {
  const [kept, setKept] = useState<Kept>({ sheet, draft: noDraft, past: [], sent: undefined });
  let now = kept;
  if (kept.sheet !== sheet) {
    // Asked for while drawing, so that the new board is never drawn with the old draft.
    const left = kept.sent === undefined ? kept.draft : withoutSent(kept.draft, kept.sent);
    now = { sheet, draft: rebased(sheet, left), past: [], sent: undefined };
    setKept(now);
  }
  const change = useCallback(
    (draft: Draft) =>
      setKept((before) =>
        before.draft === draft
          ? before
          : { ...before, draft, past: [...before.past.slice(-undoMax + 1), before.draft] },
      ),
    [],
  );
  const undo = useCallback(
    () =>
      setKept((before) => {
        const last = before.past.at(-1);
        return last === undefined ? before : { ...before, draft: last, past: before.past.slice(0, -1) };
      }),
    [],
  );
  const markSaved = useCallback((sent: Draft) => setKept((before) => ({ ...before, sent })), []);
  return { draft: now.draft, canUndo: now.past.length > 0, change, undo, markSaved };
}
