import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { api, type Schemas, unwrap } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { type Conflict, conflictsOf, resolved } from '../../board/board-merge';
import { changedRows, type Draft, figuresOf, judgementsOf } from '../../board/draft';
import { gridColumns } from '../../board/grid';
import type { Sheet } from '../../board/sheet';
import { totalsOf } from '../../board/totals';
import { type FormFault, FormFaults } from '../../components/form-faults';
import { MergeView } from '../../components/merge-view';
import { ProblemAlert } from '../../components/problem-alert';
import { useUnsaved } from '../../components/unsaved';
import { useKeys } from '../../frame/keys';
import { amountOf, formatKr } from '../../money/money';
import { useTexts } from '../../texts/texts';
import { BoardGrid } from './board-grid';
import { cellId } from './cell-place';
import type { TypedAnswers } from './eligibility-answers';
import { fieldName, shownText } from './field-text';
import { MeasurePanel } from './measure-panel';
import { SourceTotals } from './source-totals';
import { useBoardDraft } from './use-board-draft';

/** The board with what is typed on it: totals above, the grid, the chosen measure below, and the one button that saves. */
export function BoardSheet({
  board,
  sheet,
  canWrite,
}: {
  board: Schemas['BoardDto'];
  sheet: Sheet;
  canWrite: boolean;
}) {
  const t = useTexts('allocation-board');
  const { draft, canUndo, change, undo, markSaved } = useBoardDraft(sheet);
  const totals = useMemo(() => totalsOf(sheet, draft), [sheet, draft]);
  const conflicts = useMemo(() => conflictsOf(sheet, draft), [sheet, draft]);
  const [chosen, setChosen] = useState(0);
  const [faults, setFaults] = useState<FormFault[]>([]);
  const [answers, setAnswers] = useState<ReadonlyMap<string, TypedAnswers>>(new Map());
  const kept = useQueryClient();
  const count = draft.size;
  useUnsaved(count > 0 || [...answers.values()].some((typed) => Object.keys(typed).length > 0));
  const readAnew = (): Promise<void> => kept.invalidateQueries({ queryKey: ['/api/v1/calls/{id}/board'] });
  const save = useMutation({
    mutationFn: (sent: Draft) =>
      unwrap(
        api.POST('/api/v1/calls/{id}/board/recommendation-lists', {
          params: { path: { id: board.callId } },
          body: { recommendations: judgementsOf(sheet, sent).map(bodyOf) },
        }),
      ),
    onSuccess: async (_saved, sent) => {
      markSaved(sent);
      await readAnew();
    },
    // Somebody may have been before. What is typed stays; what they did is shown.
    onError: readAnew,
  });
  const trySave = (sent = draft, waiting: readonly Conflict[] = conflicts): void => {
    if (!canWrite || sent.size === 0 || waiting.length > 0 || save.isPending) return;
    const found = faultsIn(sheet, sent, t);
    setFaults(found);
    if (found.length === 0) save.mutate(sent);
  };
  useKeys({ 'Ctrl+s': () => trySave() });
  const settle = (choices: ReadonlyMap<string, 'mine' | 'theirs'>): void => {
    const next = resolved(sheet, draft, (conflict) => choices.get(keyOf(conflict)) === 'mine');
    change(next);
    trySave(next, []);
  };
  // The cell is painted first; the sources above the grid and the measure below it follow.
  const laterTotals = useDeferredValue(totals);
  const row = sheet.rows[useDeferredValue(chosen)];
  const wasChanged = save.error instanceof ApiProblem && save.error.problem.code === 'recommendation-changed';
  return (
    <>
      <SourceTotals sheet={sheet} totals={laterTotals} callId={board.callId} />
      <FormFaults faults={faults} />
      {wasChanged ? null : <ProblemAlert error={save.error} />}
      {wasChanged && conflicts.length === 0 ? (
        <Alert data-color="warning" role="alert">
          {t('readAnew')}
        </Alert>
      ) : null}
      {conflicts.length === 0 ? null : (
        <MergeView
          fields={conflicts.map((conflict) => ({
            key: keyOf(conflict),
            label: `${conflict.row.title}, ${fieldName(sheet, conflict.field, t)}`,
            mine: shownText(conflict.field, conflict.mine, t),
            theirs: shownText(conflict.field, conflict.theirs, t),
          }))}
          onResolve={settle}
        />
      )}
      <BoardGrid
        sheet={sheet}
        draft={draft}
        totals={totals}
        canWrite={canWrite}
        onChange={change}
        onUndo={undo}
        onChosen={setChosen}
        tools={
          canWrite ? (
            <>
              <Button loading={save.isPending} onClick={() => trySave()}>
                {t('save')}
              </Button>
              <Button variant="tertiary" disabled={!canUndo} onClick={undo}>
                {t('undo')}
              </Button>
              <Paragraph asChild>
                <span role="status" data-testid="unsaved-count">
                  {count === 0 ? t(save.isSuccess ? 'saved' : 'nothingToSave') : t('unsaved', { count })}
                </span>
              </Paragraph>
            </>
          ) : null
        }
      />
      {row === undefined ? null : (
        <MeasurePanel
          board={board}
          sheet={sheet}
          row={row}
          typed={draft.get(row.id)}
          canWrite={canWrite}
          answers={answers}
          onAnswers={(key, typed) => setAnswers((before) => new Map(before).set(key, typed))}
        />
      )}
    </>
  );
}

const keyOf = ({ row, field }: Conflict): string => `${row.id} ${field}`;

function bodyOf({ rows, ...judgement }: ReturnType<typeof judgementsOf>[number]): Schemas['NewRecommendationDto'] {
  return { ...judgement, rows: rows.map(({ ore, ...row }) => ({ ...row, amount: amountOf(ore) })) };
}

/** What the API would refuse and the grid knows: told at the cell, all at once. */
function faultsIn(sheet: Sheet, draft: Draft, t: ReturnType<typeof useTexts<'allocation-board'>>): FormFault[] {
  const columns = gridColumns(sheet);
  return changedRows(sheet, draft).flatMap((row) => {
    const { faults, overOre, cutOre } = figuresOf(row, sheet.columns, draft.get(row.id));
    return faults.map(({ field, fault }) => {
      const index = sheet.columns.findIndex(({ sourceYearId }) => sourceYearId === field);
      const at = columns.findIndex((column) =>
        column.kind === 'source' ? column.index === index : column.kind === field,
      );
      const amounts = { over: formatKr(overOre), cut: formatKr(cutOre) };
      return {
        field: cellId(sheet.rows.indexOf(row), at),
        message: t(`faults.${fault}`, { title: row.title, field: fieldName(sheet, field, t), ...amounts }),
      };
    });
  });
}
