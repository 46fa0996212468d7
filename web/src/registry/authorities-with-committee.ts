import { useSuspenseQuery } from '@tanstack/react-query';
import { readEvery, type Schemas } from '../api/client';

/**
 * Authorities that can be asked, because a committee answers for them; the council and the executive board are not asked.
 * @param kept asked already, and so listed whatever they are now
 */
export function useAuthoritiesWithCommittee(kept: readonly string[] = []): Schemas['AuthorityDto'][] {
  const bodies = useSuspenseQuery(readEvery('/api/v1/bodies')).data;
  const withCommittee = new Set(
    bodies.filter(({ kind }) => kind === 'committee').map(({ authorityId }) => authorityId),
  );
  return useSuspenseQuery(readEvery('/api/v1/authorities')).data.filter(
    ({ id, validTo }) => kept.includes(id) || (withCommittee.has(id) && validTo === null),
  );
}
