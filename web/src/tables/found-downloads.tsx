import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { fetchEvery, type ItemOf, type PagePath } from '../api/client';
import type { Running } from '../api/progress';
import { ProblemAlert } from '../components/problem-alert';
import { ProgressBar } from '../components/progress-bar';
import type { Column } from './column';
import { saveCsv, saveXlsx, TableDownloads } from './table-downloads';

/** Downloads of a list that the server gives a page at a time: of all it finds, not of the page that is shown. */
export function FoundDownloads<P extends PagePath>({
  path,
  query,
  name,
  caption,
  columns,
  total,
}: {
  path: P;
  /** What was searched for, without page and limit. */
  query: object;
  name: string;
  caption: string;
  columns: readonly Column<ItemOf<P>>[];
  total: number;
}) {
  const [running, setRunning] = useState<Running | undefined>();
  const leaving = useRef<AbortController>(undefined);
  useEffect(() => () => leaving.current?.abort(), []);
  const save = useMutation({
    mutationFn: async (write: typeof saveXlsx | typeof saveCsv) => {
      const leave = new AbortController();
      leaving.current = leave;
      const told = (done: number, of: number): void => setRunning({ step: { stage: 'figures', done, total: of } });
      told(0, total);
      const rows = await fetchEvery(path, { query }, { signal: leave.signal, told });
      await write({ name, caption, columns, rows });
    },
    onSettled: () => setRunning(undefined),
  });
  return (
    <>
      <TableDownloads
        count={total}
        isBusy={save.isPending}
        onExcel={() => save.mutate(saveXlsx)}
        onCsv={() => save.mutate(saveCsv)}
      />
      <ProgressBar running={running} />
      <ProblemAlert error={save.error} />
    </>
  );
}
