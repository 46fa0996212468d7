import { useMutation, useQueryClient } from '@tanstack/react-query';

/** An act at the meeting; afterwards everything shown is asked for anew, also when it was refused: somebody else may have acted. */
export function useAct<V>(perform: (what: V) => Promise<unknown>) {
  const kept = useQueryClient();
  return useMutation({ mutationFn: perform, onSettled: () => kept.invalidateQueries() });
}
