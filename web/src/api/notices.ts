import type { QueryClient } from '@tanstack/react-query';
import { api, readEvery } from './client';

/** What asked for an act is read once the act is done; the person should not have to say so. A failure leaves it unread. */
export async function settleNotices(kept: QueryClient, kind: string, subjectId: string): Promise<void> {
  const notices = await kept.fetchQuery({ ...readEvery('/api/v1/notices'), staleTime: 0 }).catch(() => []);
  const settled = notices.filter((notice) => notice.kind === kind && notice.subjectId === subjectId);
  await Promise.allSettled(
    settled.map(({ id }) => api.POST('/api/v1/notices/{id}/read', { params: { path: { id } } })),
  );
}
