import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { api, ifMatch, read, type Schemas, unwrap } from '../../api/client';
import { useUnsaved } from '../../components/unsaved';
import { useKeys } from '../../frame/keys';
import { DraftKeeper, type Kept } from '../../proposals/draft-keeper';

/** The draft being written, and its keeper; saves by itself, at Ctrl S, and when the network is back. */
export function useDraft(proposal: Schemas['ProposalDto']): { kept: Kept; keeper: DraftKeeper } {
  const { id } = proposal;
  const queries = useQueryClient();
  const [keeper] = useState(
    () =>
      new DraftKeeper(proposal, {
        send: (change, version) =>
          unwrap(
            api.PATCH('/api/v1/proposals/{id}', {
              params: { path: { id }, header: ifMatch(version) },
              body: change,
            }),
          ),
        latest: () =>
          queries.fetchQuery({ ...read('/api/v1/proposals/{id}', { params: { path: { id } } }), staleTime: 0 }),
        storage: storage(),
        onSaved: () => void queries.invalidateQueries({ queryKey: ['/api/v1/proposals/{id}/readiness'] }),
      }),
  );
  const kept = useSyncExternalStore(keeper.subscribe, keeper.current);
  useUnsaved(keeper.hasUnsaved);
  useKeys({ 'Ctrl+s': () => void keeper.save() });
  useEffect(() => {
    const save = (): void => void keeper.save();
    window.addEventListener('online', save);
    return () => {
      window.removeEventListener('online', save);
      keeper.stop();
      // What was read of it elsewhere is older than what has been saved here.
      void queries.invalidateQueries({ queryKey: ['/api/v1/proposals'] });
      void queries.invalidateQueries({ queryKey: ['/api/v1/proposals/{id}'] });
    };
  }, [keeper, queries]);
  return { kept, keeper };
}

function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
