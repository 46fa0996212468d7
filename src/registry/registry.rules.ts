/** Who may see what in the registry, and when a document came or was drawn up. */
import type { Actor } from '../kernel/actor.js';
import { invalid } from '../kernel/errors.js';
import { ownAuthorities, type Reach, reachOver } from '../identity/reach.rules.js';

export const documentDirections = ['received', 'drawnUp', 'internal'] as const;
export type DocumentDirection = (typeof documentDirections)[number];

/** What people register by hand. Other modules register kinds of their own, in the same words. */
export const documentKinds = [
  'memorandum',
  'decisionBasis',
  'minutesExtract',
  'coverLetter',
  'opinion',
  'decision',
  'requisition',
  'annex',
  'letter',
  'workingNote',
  'other',
] as const;

/** Whose matters an actor may see: everybody's, or those of the authorities named. */
export function matterVisibility(actor: Actor): Reach {
  return reachOver('register', actor);
}

export function maySeeMatter(actor: Actor, authorityId: string): boolean {
  const { everywhere, authorityIds } = matterVisibility(actor);
  return everywhere || authorityIds.includes(authorityId);
}

/**
 * An internal document is a draft or a working note, and no official document before it is dispatched, adjusted or its
 * matter ends (TF 2:10, 2:12; R-50): only the matter's own authority sees it.
 */
export function maySeeDocument(actor: Actor, authorityId: string, direction: DocumentDirection): boolean {
  return direction === 'internal' ? maySeeInternal(actor, authorityId) : maySeeMatter(actor, authorityId);
}

export function maySeeInternal(actor: Actor, authorityId: string): boolean {
  return actor.kind === 'system' || ownAuthorities(actor).includes(authorityId);
}

/** The instant a document reached us or was drawn up, when somebody has said it. */
export interface DocumentInstants {
  direction: DocumentDirection;
  receivedAt?: Date | undefined;
  drawnUpAt?: Date | undefined;
}

/** @throws 422 for an instant that does not belong to the direction or that has not come yet. */
export function requireInstants({ direction, receivedAt, drawnUpAt }: DocumentInstants, now: Date): void {
  if (receivedAt !== undefined && direction !== 'received')
    throw invalid('/receivedAt', 'not-applicable', 'Bara en inkommen handling har en tidpunkt då den kom in.');
  if (drawnUpAt !== undefined && direction !== 'drawnUp')
    throw invalid('/drawnUpAt', 'not-applicable', 'Bara en upprättad handling har en tidpunkt då den upprättades.');
  if (receivedAt !== undefined && receivedAt > now)
    throw invalid('/receivedAt', 'future', 'Handlingen kan inte ha kommit in senare än nu.');
  if (drawnUpAt !== undefined && drawnUpAt > now)
    throw invalid('/drawnUpAt', 'future', 'Handlingen kan inte ha upprättats senare än nu.');
}

/**
 * What was handed in elsewhere and is noted afterwards says how it came (docs/decisions/0029).
 * @throws 422 `required` at whichever of the two is missing
 */
export function requireReceiptGround(receivedAt: Date | undefined, notedElsewhere: string | undefined): void {
  const ground = notedElsewhere?.trim() ?? '';
  if (receivedAt !== undefined && ground === '')
    throw invalid(
      '/notedElsewhere',
      'required',
      'Ange hur handlingen kom in när tidpunkten är en annan än nu, t.ex. ”med post”.',
    );
  if (receivedAt === undefined && ground !== '')
    throw invalid('/receivedAt', 'required', 'Ange när handlingen kom in.');
}
