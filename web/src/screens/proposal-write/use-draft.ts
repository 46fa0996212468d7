import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, ifMatch, read, type Schemas, unwrap } from '../../api/client';
import type { Keeper, Kept } from '../../drafts/keeper';
import { useKeeper } from '../../drafts/use-keeper';
import type { Draft } from '../../proposals/content';
import { draftForm, heldDraft, sendDraft } from '../../proposals/kept-draft';

/** The draft being written, and its keeper. */
export function useDraft(proposal: Schemas['ProposalDto']): { kept: Kept<Draft>; keeper: Keeper<Draft> } {
  const path = { id: proposal.id };
  const queries = useQueryClient();
  const result = useKeeper(heldDraft(proposal), draftForm, {
    name: `anslag.draft.${proposal.id}`,
    send: async (sent, held, version) => {
      const saved = await sendDraft(sent, held, (body) =>
        unwrap(api.PATCH('/api/v1/proposals/{id}', { params: { path, header: ifMatch(version) }, body })),
      );
      void queries.invalidateQueries({ queryKey: ['/api/v1/proposals/{id}/readiness'] });
      return saved;
    },
    latest: async () =>
      heldDraft(await queries.fetchQuery({ ...read('/api/v1/proposals/{id}', { params: { path } }), staleTime: 0 })),
  });
  useEffect(
    () => () => {
      // What was read of it elsewhere is older than what has been saved here.
      void queries.invalidateQueries({ queryKey: ['/api/v1/proposals'] });
      void queries.invalidateQueries({ queryKey: ['/api/v1/proposals/{id}'] });
    },
    [queries],
  );
  return result;
}
