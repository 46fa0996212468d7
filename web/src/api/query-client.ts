import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem';

/** What is kept of the API's answers. Short: several people work in the same matters. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: false, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
  queryCache: new QueryCache({ onError: noticeSignOut }),
  mutationCache: new MutationCache({ onError: noticeSignOut }),
});

const listeners = new Set<() => void>();

/** Told when the API no longer knows who asks. A screen with typed text in it must stay, so nothing moves by itself. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function noticeSignOut(error: Error): void {
  if (error instanceof ApiProblem && error.isSignedOut) for (const listener of listeners) listener();
}
