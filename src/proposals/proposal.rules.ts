/**
 * A proposal's states, who may see it, what must be in it before it is submitted, and the four eyes on it. Pure.
 *
 * A proposal is a memorandum with measures. Its committee approves it; that is not money yet.
 */
import type { Actor } from '../kernel/actor.js';
import { conflict, type FieldFault } from '../kernel/errors.js';
import { defineTransitions } from '../kernel/transitions.js';
import { reachOver } from '../identity/reach.rules.js';
import { type SectionKind, sectionNames } from '../calls/call.rules.js';
import type { BodyKind, DecisionOutcome } from '../decisions/subject-handler.js';
import type { Content } from './version.rules.js';

export const proposalStatuses = [
  'drafting',
  'managerReview',
  'approvedByManagement',
  'scheduled',
  'referredBack',
  'approved',
  'rejected',
  'withdrawn',
] as const;
export type ProposalStatus = (typeof proposalStatuses)[number];

const body = ['committeeSecretary'] as const;
/** A body decides on its agenda item; nobody decides on the proposal itself. */
const byDecision = { who: body, through: 'decision' } as const;

export const proposalMachine = defineTransitions({
  name: 'proposal',
  initial: 'drafting',
  terminal: ['approved', 'rejected', 'withdrawn'],
  states: proposalStatuses,
  edges: [
    { from: 'drafting', act: 'edit', who: ['caseOfficer'], to: 'drafting', event: 'proposal.edited' },
    {
      from: 'drafting',
      act: 'submit',
      who: ['caseOfficer'],
      guard:
        'mandatory sections filled, every stated total is the sum of the measures, every decision point typed (R-01, R-19)',
      to: 'managerReview',
      event: 'proposal.submitted',
      source: 'A-06 … A-18',
    },
    {
      from: 'managerReview',
      act: 'approveAsUnitHead',
      who: ['unitHead'],
      guard: 'has not written in the proposal; the version is the one read',
      to: 'managerReview',
      event: 'proposal.approvedByUnitHead',
      source: 'A-19',
    },
    {
      from: 'managerReview',
      act: 'approveAsDirector',
      who: ['administrationDirector'],
      guard: 'the unit head has approved this version; another person, who has not written in the proposal',
      to: 'approvedByManagement',
      event: 'proposal.approvedByManagement',
      source: 'A-19',
    },
    {
      from: ['managerReview', 'approvedByManagement'],
      act: 'sendBack',
      who: ['unitHead', 'administrationDirector'],
      guard: 'with a reason',
      to: 'referredBack',
      event: 'proposal.sentBack',
    },
    {
      from: ['referredBack', 'managerReview', 'approvedByManagement'],
      act: 'revise',
      who: ['caseOfficer'],
      guard: 'makes a new version; approvals stay with the old one',
      to: 'drafting',
      event: 'proposal.revised',
      source: 'R-16',
    },
    {
      from: 'approvedByManagement',
      act: 'schedule',
      who: [...body, 'cityOffice'],
      to: 'scheduled',
      event: 'proposal.scheduled',
    },
    { from: 'scheduled', act: 'recommend', ...byDecision, to: 'scheduled', event: 'proposal.recommended' },
    {
      from: 'scheduled',
      act: 'table',
      ...byDecision,
      guard: 'nothing in the documents changes',
      to: 'scheduled',
      event: 'proposal.tabled',
      source: 'KL 5:50–51',
    },
    {
      from: 'scheduled',
      act: 'referBack',
      ...byDecision,
      guard: 'with reasons',
      to: 'referredBack',
      event: 'proposal.referredBack',
      source: 'KL 5:50',
    },
    { from: 'scheduled', act: 'approve', ...byDecision, to: 'approved', event: 'proposal.approved', source: 'KL 6:3' },
    {
      from: 'scheduled',
      act: 'approveWithChanges',
      ...byDecision,
      guard: 'the changed amounts make a new version',
      to: 'approved',
      event: 'proposal.approvedWithChanges',
      source: 'KL 6:3',
    },
    { from: 'scheduled', act: 'reject', ...byDecision, to: 'rejected', event: 'proposal.rejected', source: 'KL 6:3' },
    {
      from: ['managerReview', 'approvedByManagement'],
      act: 'grantByDelegation',
      who: ['unitHead', 'administrationDirector', 'committeeSecretary'],
      through: 'delegatedDecision',
      guard:
        'answers an association; not above what it applied for; the scheme in force names the decider, who has not written in it',
      to: 'approved',
      event: 'proposal.grantedByDelegation',
      source: 'KL 6:37, 7:5',
    },
    {
      from: ['managerReview', 'approvedByManagement'],
      act: 'rejectByDelegation',
      who: ['unitHead', 'administrationDirector', 'committeeSecretary'],
      through: 'delegatedDecision',
      guard: 'as granting, with reasons',
      to: 'rejected',
      event: 'proposal.rejectedByDelegation',
      source: 'KL 6:37, FL 32',
    },
    {
      from: ['drafting', 'managerReview', 'approvedByManagement', 'referredBack'],
      act: 'withdraw',
      who: ['caseOfficer'],
      guard: 'with a reason; what stands on an agenda is for its body to answer',
      to: 'withdrawn',
      event: 'proposal.withdrawn',
    },
  ],
  swedish: {
    drafting: 'utkast',
    managerReview: 'för chefsgodkännande',
    approvedByManagement: 'godkänt av förvaltningen',
    scheduled: 'på väg till beslut',
    referredBack: 'återsänt',
    approved: 'bifallet',
    rejected: 'avslaget',
    withdrawn: 'återtaget',
    edit: 'ändra',
    submit: 'lämna in',
    approveAsUnitHead: 'godkänna som enhetschef',
    approveAsDirector: 'godkänna som förvaltningschef',
    sendBack: 'sända tillbaka',
    revise: 'göra en ny version',
    schedule: 'planera beslutsgången',
    recommend: 'tillstyrka',
    table: 'bordlägga',
    referBack: 'återremittera',
    approve: 'bifalla',
    approveWithChanges: 'bifalla med ändringar',
    reject: 'avslå',
    withdraw: 'återta',
    grantByDelegation: 'bevilja på delegation',
    rejectByDelegation: 'avslå på delegation',
    delegatedDecision: 'beslut på delegation',
    decision: 'beslut på sammanträde',
  },
});
export type ProposalAct = (typeof proposalMachine.edges)[number]['act'];

/**
 * What a body may decide about a proposal of its own authority. The executive board is a committee too (KL 6:1) and
 * decides its own administration's proposals; dividing the money is another subject, the allocation.
 */
export function outcomesOf(bodyKind: BodyKind): readonly DecisionOutcome[] {
  if (bodyKind === 'draftingGroup' || bodyKind === 'subcommittee') return ['recommend', 'referBack', 'table'];
  if (bodyKind === 'committee' || bodyKind === 'executiveBoard')
    return ['approve', 'approveWithChanges', 'referBack', 'table', 'reject'];
  return [];
}

/** How far somebody's sight reaches over proposals. */
export interface Sight {
  /** All of it, drafts included: jobs and the operator. */
  everything: boolean;
  /** What others have submitted. */
  submitted: boolean;
  /** Everything of these authorities, drafts included. */
  authorityIds: string[];
}

/** a draft is a working paper of its own administration (TF 2:12); submitting it is what lets others see it. */
export function sightOf(actor: Actor): Sight {
  const { everywhere, authorityIds } = reachOver('register', actor);
  return { everything: actor.kind === 'system', submitted: everywhere, authorityIds };
}

/** `all`: every version; `submitted`: what has been frozen; `none`: it does not exist for this actor. */
export function visibilityOf(
  sight: Sight,
  proposal: { authorityId: string; isSubmitted: boolean },
): 'all' | 'submitted' | 'none' {
  if (sight.everything || sight.authorityIds.includes(proposal.authorityId)) return 'all';
  return sight.submitted && proposal.isSubmitted ? 'submitted' : 'none';
}

/** In these states something has been submitted; the database holds it by `ck_proposal_submitted`. */
export function isAlwaysSubmitted(status: ProposalStatus): boolean {
  return status !== 'drafting' && status !== 'withdrawn';
}

export const approvalSteps = { 1: 'approveAsUnitHead', 2: 'approveAsDirector' } as const;
export type ApprovalStep = keyof typeof approvalSteps;

export interface ApprovalSituation {
  approverId: string;
  /** Everybody who has written in the version or in an earlier one. */
  writerIds: readonly string[];
  /** Approvals of the current version; those of earlier versions do not count. */
  approvals: readonly { step: ApprovalStep; approverId: string }[];
  mayAsUnitHead: boolean;
  mayAsDirector: boolean;
}

/**
 * Which of the two ordered steps this approval is. What one has written oneself one does not approve, and nobody
 * approves twice, whatever roles they hold (D9).
 * @throws state-conflict `four-eyes`, `approval-order` or `already-approved`.
 */
export function nextApproval(situation: ApprovalSituation): ApprovalStep {
  const { approverId, writerIds, approvals, mayAsUnitHead, mayAsDirector } = situation;
  const next: ApprovalStep = approvals.some(({ step }) => step === 1) ? 2 : 1;
  if (writerIds.includes(approverId))
    throw conflict('four-eyes', 'Den som har skrivit i tjänsteskrivelsen kan inte godkänna den.');
  if (approvals.some((approval) => approval.approverId === approverId))
    throw conflict(
      'four-eyes',
      'Samma person kan inte godkänna båda stegen; förvaltningschefens steg görs av någon annan.',
    );
  if (next === 1 && !mayAsUnitHead && mayAsDirector)
    throw conflict('approval-order', 'Enhetschefen godkänner först, därefter förvaltningschefen.');
  if (next === 2 && !mayAsDirector && mayAsUnitHead)
    throw conflict(
      'already-approved',
      'Enhetschefens steg är redan godkänt för den här versionen; nu är det förvaltningschefens tur.',
    );
  return next;
}

/** What must be there before anybody outside the drafting hand reads it; every fault at once, with its place. */
export function incompleteness(content: Content, mandatorySections: readonly SectionKind[]): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const kind of mandatorySections) {
    const index = content.sections.findIndex((section) => section.kind === kind);
    if (content.sections.some((section) => section.kind === kind && section.text.trim() !== '')) continue;
    const pointer = index < 0 ? '/sections' : `/sections/${index}/text`;
    faults.push({
      pointer,
      code: 'section-missing',
      detail: `Avsnittet ”${sectionNames[kind]}” ${index < 0 ? 'saknas' : 'är tomt'}.`,
    });
  }
  if (content.measures.length === 0)
    faults.push({ pointer: '/measures', code: 'no-measures', detail: 'Förslaget har ingen insats.' });
  if (content.decisionPoints.length === 0)
    faults.push({ pointer: '/decisionPoints', code: 'no-decision-points', detail: 'Förslag till beslut saknas.' });
  content.decisionPoints.forEach((point, index) => {
    if (point.type !== null) return;
    const detail = `Beslutspunkt ${index + 1} saknar typ: ange om den godkänner, översänder, justerar omedelbart eller annat.`;
    faults.push({ pointer: `/decisionPoints/${index}/type`, code: 'untyped-decision-point', detail });
  });
  content.decisionPlan.forEach((planned, index) => {
    const before = content.decisionPlan[index - 1];
    if (before === undefined || before.day <= planned.day) return;
    const detail = `Steg ${index + 1} i beslutsplaneringen är den ${planned.day}, före steget innan (${before.day}).`;
    faults.push({ pointer: `/decisionPlan/${index}/day`, code: 'plan-order', detail });
  });
  return faults;
}
