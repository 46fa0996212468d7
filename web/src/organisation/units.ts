import { useSuspenseQuery } from '@tanstack/react-query';
import { readEvery, type Schemas } from '../api/client';

/** A body, or the authority it belongs to, as lists and pages show both. */
export interface Unit {
  id: string;
  kind: Schemas['BodyDto']['kind'] | 'authority';
  name: string;
  shortName: string;
  authorityName: string;
  validFrom: string;
  validTo: string | null;
  successorId: string | null;
  successorName: string | null;
}

export const unitKinds = [
  'authority',
  'council',
  'executiveBoard',
  'committee',
  'subcommittee',
  'draftingGroup',
] as const satisfies readonly Unit['kind'][];

/** Authorities with their bodies after them, also those that have ended. */
export function useUnits(): Unit[] {
  const authorities = useSuspenseQuery(readEvery('/api/v1/authorities')).data;
  const bodies = useSuspenseQuery(readEvery('/api/v1/bodies')).data;
  const names = new Map([...authorities, ...bodies].map(({ id, name }) => [id, name]));
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null));
  return authorities.flatMap((authority): Unit[] => [
    {
      ...authority,
      kind: 'authority',
      shortName: authority.code,
      authorityName: authority.name,
      successorName: nameOf(authority.successorId),
    },
    ...bodies
      .filter(({ authorityId }) => authorityId === authority.id)
      .map((body) => ({ ...body, authorityName: authority.name, successorName: nameOf(body.successorId) })),
  ]);
}
