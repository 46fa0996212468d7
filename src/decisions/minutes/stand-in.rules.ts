/**
 * Somebody who was to sign minutes cannot: falls ill, or has left. The law says that minutes are adjusted as the council or
 * the body has decided (KL 5:69, 6:35), so the body's other adjuster signs instead. What was frozen stays as it is; who
 * signs for whom is written beside it, and only once more, never over. Pure.
 */
import { conflict, invalid } from '../../kernel/errors.js';
import type { SignerRole } from './signing.rules.js';

export interface StandIn {
  /** Who cannot sign. */
  hinderedId: string;
  /** Who signs instead, in the same role. */
  personId: string;
}

/** Who signs after those changes. One that names somebody who is not to sign changes nothing. */
export function withStandIns(
  signers: ReadonlyMap<string, SignerRole>,
  standIns: readonly StandIn[],
): Map<string, SignerRole> {
  const now = new Map(signers);
  for (const { hinderedId, personId } of standIns) {
    const role = now.get(hinderedId);
    if (role === undefined) continue;
    now.delete(hinderedId);
    now.set(personId, role);
  }
  return now;
}

export interface StandInSituation {
  signers: ReadonlyMap<string, SignerRole>;
  signedIds: readonly string[];
  secretaryId: string | null;
  /** Nobody who was not there can vouch for what was decided. */
  servedIds: ReadonlySet<string>;
}

/**
 * @returns the role the stand-in signs in
 * @throws DomainError validation-failed `not-a-signer` (hinderedId), `is-secretary` (D9), `already-signer`, `not-serving`
 *   (personId); state-conflict `already-signed` when the hindered person has signed after all
 */
export function requireStandIn(
  { hinderedId, personId }: StandIn,
  { signers, signedIds, secretaryId, servedIds }: StandInSituation,
): SignerRole {
  const role = signers.get(hinderedId);
  if (role === undefined)
    throw invalid(
      '/hinderedId',
      'not-a-signer',
      'Personen ska inte justera protokollet, så ingen behöver göra det i stället.',
    );
  if (signedIds.includes(hinderedId))
    throw conflict('already-signed', 'Personen har redan justerat protokollet; ingen behöver göra det i stället.');
  if (personId === secretaryId)
    throw invalid(
      '/personId',
      'is-secretary',
      'Den som har fört protokollet kan inte också justera det. Utse någon annan.',
    );
  if (signers.has(personId))
    throw invalid('/personId', 'already-signer', 'Personen justerar redan protokollet. Utse någon annan.');
  if (!servedIds.has(personId))
    throw invalid('/personId', 'not-serving', 'Den som justerar ska ha tjänstgjort vid sammanträdet.');
  return role;
}
