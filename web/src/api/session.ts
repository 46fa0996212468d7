import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { read, type Schemas } from './client';

export type Session = Schemas['SessionDto'];
export type Role = Session['appointments'][number]['role'];

export const sessionQuery = { ...read('/api/v1/session'), staleTime: 60_000 };

/** Who is signed in. Only below the frame, which lets nobody else in. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

export function holdsAny(session: Session, roles: readonly Role[]): boolean {
  return session.appointments.some(({ role }) => roles.includes(role));
}

/** Whether the person could perform the act anywhere; where, the API tries at each act. */
export function mayEver(session: Session, act: string): boolean {
  return session.acts.includes(act);
}

/** What a person has been told and not yet seen to; asked for again every half minute. */
export function useNotices() {
  return useQuery({
    ...read('/api/v1/notices', { params: { query: { limit: 100 } } }),
    refetchInterval: 30_000,
  });
}

/** Whether the person has an appointment with that authority and could perform the act somewhere: worth showing there. */
export function mayAt(session: Session, act: string, authorityId: string): boolean {
  return mayEver(session, act) && session.appointments.some((held) => held.authorityId === authorityId);
}

/** The authorities one works for, each once. */
export function ownAuthorities({ appointments }: Session): { id: string; name: string }[] {
  const named = appointments.flatMap(({ authorityId, authorityName }) =>
    authorityId === null ? [] : [[authorityId, authorityName ?? ''] as const],
  );
  return [...new Map(named)].map(([id, name]) => ({ id, name }));
}
