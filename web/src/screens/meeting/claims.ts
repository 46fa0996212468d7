/** What the live view says of claims and of what comes next; the API's description leaves their shape open. */
import type { Schemas } from '../../api/client';
import type { useTexts } from '../../texts/texts';

export interface LiveClaim {
  id: string;
  number: number;
  kind: 'formal' | 'material' | 'addOn';
  outcome: string;
  isStanding: boolean;
  moverId: string | null;
  text: string | null;
  isWithdrawn: boolean;
  refusedGround: string | null;
}

export type Next =
  | { is: 'put' | 'ballot'; stage: string; alternatives: LiveClaim[] }
  | { is: 'voting'; ballotId: string }
  | { is: 'settled'; settlement: { outcome: string } };

export const claimsOf = (current: Schemas['LiveCurrentDto']): LiveClaim[] => current.claims as unknown as LiveClaim[];
export const nextOf = (current: Schemas['LiveCurrentDto']): Next => current.next as unknown as Next;

/** Somebody has claimed something else than the proposal: then the claims are put, and nobody types the result. */
export function isContested(claims: readonly LiveClaim[]): boolean {
  return claims.some(
    ({ isStanding, isWithdrawn, refusedGround }) => !isStanding && !isWithdrawn && refusedGround === null,
  );
}

/** `Yrkande 2, Namn (S): avslag`; the proposal in the matter has no mover. */
export function nameOf(
  { number, outcome, isStanding, moverId, kind }: LiveClaim,
  names: ReadonlyMap<string, string>,
  t: ReturnType<typeof useTexts<'meeting'>>,
): string {
  const act = kind === 'addOn' ? t('claims.addOn') : t(`outcomes.${outcome}` as 'outcomes.approve');
  return isStanding
    ? t('claims.standing', { act })
    : t('claims.named', { number, name: names.get(moverId ?? '') ?? '', act });
}
