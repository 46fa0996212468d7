/** Who decides by delegation: only the delegate the rule names, and in urgent matters the chair or a named member. Pure. */
import type { Role } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/errors.js';
import type { Delegate, DelegateKind } from './delegation.rules.js';

/** What the register says of the person who decided, on the day of the decision. */
export interface Decider {
  personId: string;
  /** The seat in the body whose decision it is. */
  seat: 'member' | 'substitute' | null;
  presidium: 'chair' | 'viceChair' | null;
  /** Subcommittees in which the person is a member. */
  memberOfBodyIds: readonly string[];
  /** Roles in the body's authority. */
  roles: readonly Role[];
}

/**
 * Only the delegate decides; what somebody else decides in the committee's name is no decision of the committee.
 * @param decider null for an automated decision
 * @throws DomainError forbidden `not-the-delegate`
 */
export function requireDelegate(rule: { number: string; delegate: Delegate }, decider: Decider | null): void {
  if (isDelegate(rule.delegate, decider)) return;
  const word = delegateWords[rule.delegate.kind];
  const detail =
    decider === null
      ? `Punkt ${rule.number} ger beslutanderätten till ${word}; ange vem som beslutade.`
      : `Den som beslutade är inte delegat enligt punkt ${rule.number} den dagen; den ger beslutanderätten till ${word}.`;
  throw new DomainError('forbidden', detail, { code: 'not-the-delegate' });
}

/** Is the person the delegate that a rule names? @param decider null for an automated decision */
export function isDelegate({ kind, role, bodyId, personId }: Delegate, decider: Decider | null): boolean {
  if (decider === null || kind === 'automated') return decider === null && kind === 'automated';
  switch (kind) {
    case 'presidium':
      return decider.presidium !== null;
    case 'subcommittee':
      return bodyId !== undefined && decider.memberOfBodyIds.includes(bodyId);
    case 'member':
      return (
        decider.seat === 'member' && (role === undefined ? decider.personId === personId : decider.presidium === role)
      );
    case 'substitute':
      return decider.seat === 'substitute' && decider.personId === personId;
    case 'employee':
      return role !== undefined && decider.roles.includes(role);
  }
}

const delegateWords: Readonly<Record<DelegateKind, string>> = {
  presidium: 'presidiet',
  subcommittee: 'ett utskott',
  member: 'en ledamot',
  substitute: 'en ersättare',
  employee: 'en anställd',
  automated: 'automatiserat beslut',
};

/**
 * An urgent decision is the chair's, or that of the member the body has named for it (KL 6:39).
 * @param named rules of the category `urgent` in force on the day
 * @throws DomainError forbidden `not-the-delegate`
 */
export function requireUrgentDecider(named: readonly { delegate: Delegate }[], decider: Decider | null): void {
  if (isUrgentDecider(named, decider)) return;
  throw new DomainError(
    'forbidden',
    'I brådskande ärenden beslutar ordföranden, eller den ledamot som nämnden har utsett (KL 6 kap. 39 §).',
    { code: 'not-the-delegate' },
  );
}

/** @param named as above */
export function isUrgentDecider(named: readonly { delegate: Delegate }[], decider: Decider | null): boolean {
  return decider?.presidium === 'chair' || named.some(({ delegate }) => isDelegate(delegate, decider));
}
