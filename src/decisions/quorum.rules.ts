/** Can the body decide? More than half of all its members must serve (KL 5:45, 6:27; ). Pure. */
import { conflict } from '../kernel/errors.js';
import type { BodyKind } from './subject-handler.js';

/** The working, kept with the decision and printed in the minutes. */
export interface Quorum {
  /** Seats of members in the body, whether anybody sits in them today or not. */
  members: number;
  /** More than half of them. */
  needed: number;
  serving: number;
  isReached: boolean;
  /** The provision that lets the body decide although too few serve. */
  exception: string | null;
}

/** 13 members need 7, 12 need 7, 11 need 6. */
export function neededOf(members: number): number {
  return Math.floor(members / 2) + 1;
}

/**
 * @param disqualified members and serving substitutes out of the room because of the item: in the council they do not
 *   break the quorum (KL 5:46); a committee has no such rule and must fill up or postpone
 */
export function quorumOf(kind: BodyKind, members: number, serving: number, disqualified: number): Quorum {
  const needed = neededOf(members);
  const byException = kind === 'council' && serving < needed && serving > 0 && serving + disqualified >= needed;
  return {
    members,
    needed,
    serving,
    isReached: members > 0 && (serving >= needed || byException),
    exception: byException ? 'KL 5 kap. 46 §' : null,
  };
}

/** The provision that demands the quorum: the council has its own. */
export function quorumSource(kind: BodyKind): string {
  return kind === 'council' ? 'KL 5 kap. 45 §' : 'KL 6 kap. 27 §';
}

/** @throws state-conflict `no-quorum` with the working in words and numbers. */
export function requireQuorum(quorum: Quorum, bodyName: string, kind: BodyKind): void {
  if (quorum.isReached) return;
  const { members, needed, serving } = quorum;
  throw conflict(
    'no-quorum',
    members === 0
      ? `${bodyName} har inga ledamöter den dagen; lägg in dem först.`
      : `${bodyName} är inte beslutsför: ${serving} av ${members} ledamöter tjänstgör och ${needed} behövs (${quorumSource(kind)}). Kalla in ersättare eller skjut upp ärendet.`,
    { members, needed, serving },
  );
}
