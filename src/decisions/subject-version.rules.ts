/** Which version of a subject a body decided about, and which one stands after it: the same for every kind of subject. Pure. */
import { conflict } from '../kernel/errors.js';
import type { OutcomeOnSubject, ResultingVersion } from './subject-handler.js';

interface CurrentVersion {
  versionId: string;
  versionNumber: number;
}

/** A body decides about what it has seen, and nothing that came after it. @throws state-conflict `version-changed` */
export function requireVersionSeen(
  current: CurrentVersion,
  { versionSeenId, versionSeenNumber }: Pick<OutcomeOnSubject, 'versionSeenId' | 'versionSeenNumber'>,
): void {
  if (current.versionId === versionSeenId) return;
  throw conflict(
    'version-changed',
    `Organet såg version ${versionSeenNumber}; nu gäller version ${current.versionNumber}.`,
  );
}

/** The version that stands after the decision: the one seen, or the one an amendment made. */
export function resultingVersion({ versionId, versionNumber }: CurrentVersion): ResultingVersion {
  return { versionResultId: versionId, versionResultNumber: versionNumber };
}
