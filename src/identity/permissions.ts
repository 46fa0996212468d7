/**
 * Who may do what, in one table: act → roles that may perform it, and where the appointment must stand.
 *
 * `authority`: the appointment is for the authority the object belongs to. `body`: for the body that acts, or for the
 * authority the body belongs to when the appointment names no body. `any`: the role is enough, wherever it was given.
 * Who may *see* an object is a question of the object's own module; an act on what one may not see answers 404.
 */
import type { Role } from '../kernel/actor.js';

export type Scope = 'any' | 'authority' | 'body';

export interface Permission {
  scope: Scope;
  roles: readonly Role[];
}

const everyone: readonly Role[] = [
  'caseOfficer',
  'unitHead',
  'administrationDirector',
  'committeeSecretary',
  'registrar',
  'chair',
  'viceChair',
  'member',
  'substitute',
  'controller',
  'cityOffice',
  'auditor',
  'archivist',
  'admin',
];

/** Those who sit in a body. */
const seats: readonly Role[] = ['chair', 'viceChair', 'member', 'substitute'];

/** Those who follow what is given, asked for and spent; what of it each may see is for the module to say. */
const followsMoney: readonly Role[] = [
  'controller',
  'cityOffice',
  'auditor',
  'committeeSecretary',
  'chair',
  'viceChair',
  'member',
  'administrationDirector',
  'caseOfficer',
  'unitHead',
];

/** Those who write and follow up an authority's goals. */
const followsUp: readonly Role[] = [
  'caseOfficer',
  'unitHead',
  'administrationDirector',
  'committeeSecretary',
  'cityOffice',
];

const permit = (scope: Scope, ...roles: Role[]): Permission => ({ scope, roles });

export const permissions = {
  'session.read': { scope: 'any', roles: everyone },
  'organisation.read': { scope: 'any', roles: everyone },
  'organisation.manage': permit('any', 'admin'),
  'token.manage': { scope: 'any', roles: everyone },
  'audit.read': permit('any', 'auditor', 'admin'),
  'checks.run': permit('any', 'auditor', 'admin', 'controller'),
  'operations.read': permit('any', 'admin'),
  'notice.read': { scope: 'any', roles: everyone },

  'matter.read': { scope: 'any', roles: everyone },
  'matter.register': permit('authority', 'registrar', 'caseOfficer', 'cityOffice', 'committeeSecretary'),
  'document.register': permit('authority', 'registrar', 'caseOfficer', 'cityOffice', 'committeeSecretary'),

  'source.read': { scope: 'any', roles: everyone },
  'source.manage': permit('any', 'controller', 'cityOffice'),
  'ceiling.set': permit('any', 'controller'),
  'totals.read': permit(
    'any',
    'controller',
    'cityOffice',
    'auditor',
    'committeeSecretary',
    'chair',
    'viceChair',
    'administrationDirector',
    'admin',
  ),
  'ledger.read': permit('any', 'controller', 'cityOffice', 'auditor'),
  'ledger.correct': permit('any', 'controller'),

  'call.read': { scope: 'any', roles: everyone },
  // The city office asks committees; a committee's own officers ask associations. Which of them issues what, call.rules.ts says.
  'call.manage': permit('authority', 'cityOffice', 'caseOfficer'),
  'call.reply': permit('authority', 'caseOfficer', 'registrar', 'administrationDirector', 'cityOffice'),

  'proposal.read': { scope: 'any', roles: everyone },
  'proposal.write': permit('authority', 'caseOfficer'),
  'proposal.approveAsUnitHead': permit('authority', 'unitHead'),
  'proposal.approveAsDirector': permit('authority', 'administrationDirector'),
  'proposal.approve': permit('authority', 'unitHead', 'administrationDirector'),
  'association.read': permit(
    'any',
    'caseOfficer',
    'unitHead',
    'administrationDirector',
    'committeeSecretary',
    'registrar',
    'controller',
    'cityOffice',
    'auditor',
  ),
  'association.write': permit('any', 'caseOfficer', 'registrar', 'cityOffice', 'controller'),
  'application.read': { scope: 'any', roles: everyone },
  'application.handle': permit('authority', 'caseOfficer', 'registrar', 'cityOffice'),
  'application.decide': permit(
    'authority',
    'caseOfficer',
    'unitHead',
    'administrationDirector',
    'committeeSecretary',
    'cityOffice',
    'chair',
    'viceChair',
    'member',
    'substitute',
  ),
  'payout.read': permit('any', ...followsMoney),
  'payout.prepare': permit('authority', 'caseOfficer', 'cityOffice'),
  'payout.attest': permit('authority', 'unitHead', 'administrationDirector'),
  'payout.pay': permit('any', 'controller'),
  'goalDocument.preview': permit(
    'any',
    'caseOfficer',
    'unitHead',
    'administrationDirector',
    'controller',
    'cityOffice',
    'registrar',
    'committeeSecretary',
  ),
  'memorandum.preview': permit('any', 'caseOfficer', 'registrar', 'cityOffice', 'committeeSecretary'),

  'meeting.read': { scope: 'any', roles: everyone },
  'meeting.plan': permit('body', 'committeeSecretary'),
  'route.plan': permit('authority', 'committeeSecretary', 'cityOffice'),
  'decision.record': permit('body', 'committeeSecretary'),
  'bylaws.set': permit('body', 'committeeSecretary'),
  'meeting.conduct': permit('body', 'committeeSecretary', 'chair'),
  'claim.make': permit('body', 'committeeSecretary', ...seats),
  'ballot.vote': permit('body', ...seats),
  'reservation.make': permit('body', 'committeeSecretary', ...seats),

  'minutes.read': { scope: 'any', roles: everyone },
  'minutes.write': permit('body', 'committeeSecretary'),
  'minutes.sign': permit('body', 'committeeSecretary', ...seats),
  'minutes.announce': permit('body', 'committeeSecretary'),
  'appeal.register': permit('authority', 'registrar', 'committeeSecretary'),
  'execution.assess': permit('authority', 'caseOfficer', 'administrationDirector', 'committeeSecretary', 'cityOffice'),
  'dispatch.read': { scope: 'any', roles: everyone },
  'dispatch.send': permit('body', 'committeeSecretary'),
  'dispatch.register': permit('authority', 'registrar', 'committeeSecretary'),
  'secrecy.mark': permit('authority', 'registrar', 'caseOfficer', 'committeeSecretary'),

  'business.read': { scope: 'any', roles: everyone },
  'business.write': permit('authority', 'caseOfficer', 'committeeSecretary', 'registrar', 'cityOffice', ...seats),
  'delegation.read': { scope: 'any', roles: everyone },
  'delegation.set': permit('body', 'committeeSecretary'),
  'delegation.decide': permit(
    'authority',
    'committeeSecretary',
    'caseOfficer',
    'unitHead',
    'administrationDirector',
    'cityOffice',
    'chair',
    'viceChair',
    'member',
    'substitute',
  ),

  'consultation.read': { scope: 'any', roles: everyone },
  'consultation.write': permit('authority', 'caseOfficer', 'cityOffice', 'committeeSecretary'),
  'consultation.register': permit('authority', 'registrar', 'caseOfficer', 'cityOffice', 'committeeSecretary'),
  'consultation.preview': permit('any', 'caseOfficer', 'registrar', 'cityOffice', 'committeeSecretary'),
  'opinion.read': { scope: 'any', roles: everyone },
  'opinion.handle': permit('authority', 'registrar', 'caseOfficer', 'committeeSecretary', 'cityOffice'),
  'opinion.write': permit('authority', 'caseOfficer', 'committeeSecretary'),
  'opinion.sign': permit('authority', 'administrationDirector'),

  'allocation.read': permit('any', ...followsMoney),
  'allocation.write': permit('any', 'cityOffice'),

  'grant.read': permit('any', ...followsMoney),
  'grant.handle': permit('any', 'cityOffice', 'controller'),

  'cost.read': permit('any', ...followsMoney),
  'cost.record': permit('any', 'controller'),
  // Those who use the money say where it is heading; finance reads.
  'forecast.read': permit('any', ...followsMoney),
  'forecast.write': permit('authority', 'caseOfficer', 'unitHead', 'administrationDirector'),
  'board.read': permit('any', 'cityOffice', 'controller'),
  'board.write': permit('any', 'cityOffice'),

  'goal.read': { scope: 'any', roles: everyone },
  'goal.configure': permit('any', 'cityOffice', 'controller'),
  'goal.write': permit('authority', ...followsUp),
  'goalMoney.read': permit('any', ...followsMoney),
  'goalReport.read': { scope: 'any', roles: everyone },
  'goalReport.write': permit('authority', ...followsUp),
  'goalReport.review': permit('any', 'controller'),
  'programme.write': permit('any', 'cityOffice', 'caseOfficer', 'controller'),
  'assignment.read': { scope: 'any', roles: everyone },
  'assignment.give': permit('authority', 'committeeSecretary', 'cityOffice'),
  'assignment.handle': permit('authority', ...followsUp),
} as const satisfies Record<string, Permission>;

export type ActName = keyof typeof permissions;

export const knownActs: ReadonlySet<string> = new Set(Object.keys(permissions));

export function permissionOf(act: string): Permission | undefined {
  return Object.hasOwn(permissions, act) ? permissions[act as ActName] : undefined;
}
