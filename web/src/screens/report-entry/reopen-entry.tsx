import { Button } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, unwrap } from '../../api/client';
import { ProblemAlert } from '../../components/problem-alert';
import { useTexts } from '../../texts/texts';

/** Back to be written in; what was judged and commented stays. */
export function ReopenEntry({ reportId, goalId, version }: { reportId: string; goalId: string; version: number }) {
  const t = useTexts('goals');
  const kept = useQueryClient();
  const reopen = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/period-reports/{id}/entries/{goalId}/reopening', {
          params: { path: { id: reportId, goalId }, header: ifMatch(version) },
        }),
      ),
    onSuccess: () => kept.invalidateQueries(),
  });
  return (
    <div>
      <ProblemAlert error={reopen.error} />
      <Button variant="secondary" loading={reopen.isPending} onClick={() => reopen.mutate()}>
        {t('entry.reopen')}
      </Button>
    </div>
  );
}
