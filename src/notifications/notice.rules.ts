/** Which event tells whom, as one readable table. Recipients are found when the notice is written, with the appointments of that moment (J7). */
import { type Role, roles as allRoles } from '../kernel/actor.js';

/**
 * `matter`: roles in the authority whose matter it is. `everywhere`: the role is enough. `invited`: authorities named in the
 * event. `body`: roles in the body it names. `bodyAuthority`: roles in that body's authority. `named`: the people it names
 * as signers, while they hold a role.
 */
type Reach = 'matter' | 'everywhere' | 'invited' | 'body' | 'bodyAuthority' | 'named';

export interface NoticeRule {
  event: string;
  /** What the recipient is asked to do or told; a key in the text catalogue. */
  kind: string;
  roles: readonly Role[];
  reach: Reach;
}

const seats: readonly Role[] = ['chair', 'viceChair', 'member', 'substitute'];

type Audience = Pick<NoticeRule, 'roles' | 'reach'>;

/** The administrations a call invites. */
const called: Audience = { roles: ['caseOfficer', 'registrar', 'administrationDirector'], reach: 'invited' };
/** Whoever writes, in the authority whose matter it is. */
const author: Audience = { roles: ['caseOfficer'], reach: 'matter' };
/** Everybody seated in the body. */
const members: Audience = { roles: seats, reach: 'body' };
/** Those the minutes name to sign them. */
const signers: Audience = { roles: seats, reach: 'named' };
/** The committee that is asked in a consultation. */
const consulted: Audience = { roles: ['registrar', 'committeeSecretary', 'caseOfficer'], reach: 'invited' };
/** Whoever asks in a consultation. */
const consulting: Audience = { roles: ['caseOfficer', 'cityOffice', 'committeeSecretary'], reach: 'matter' };
/** Who sends and registers for the authority. */
const registry: Audience = { roles: ['registrar', 'committeeSecretary'], reach: 'matter' };
/** Finance and the city office, for every source. */
const finance: Audience = { roles: ['controller', 'cityOffice'], reach: 'everywhere' };
/** The administrations whose money or task it is. */
const administrations: Audience = { roles: ['caseOfficer', 'administrationDirector'], reach: 'invited' };
/** Who answers for an assignment. */
const responsible: Audience = { roles: ['administrationDirector', 'committeeSecretary'], reach: 'invited' };

export const noticeRules: readonly NoticeRule[] = [
  { event: 'call.issued', kind: 'answerCall', ...called },
  { event: 'call.reminded', kind: 'answerCallReminder', ...called },
  { event: 'proposal.submitted', kind: 'approveProposal', roles: ['unitHead'], reach: 'matter' },
  { event: 'proposal.approvedByUnitHead', kind: 'approveProposal', roles: ['administrationDirector'], reach: 'matter' },
  { event: 'proposal.approvedByManagement', kind: 'planRoute', roles: ['committeeSecretary'], reach: 'matter' },
  { event: 'proposal.sentBack', kind: 'reviseProposal', ...author },
  { event: 'proposal.referredBack', kind: 'reviseProposal', ...author },
  { event: 'proposal.approved', kind: 'proposalApproved', ...finance },
  { event: 'proposal.approvedWithChanges', kind: 'proposalApproved', ...finance },
  // The result with its reasons goes back to the administration at once, whatever the body answered and whichever body it was.
  {
    event: 'decision.made',
    kind: 'decisionMade',
    roles: ['caseOfficer', 'unitHead', 'administrationDirector', 'cityOffice'],
    reach: 'matter',
  },
  { event: 'meeting.noticeSent', kind: 'readAgenda', ...members },
  { event: 'meeting.noticeSupplemented', kind: 'readAgenda', ...members },
  { event: 'minutes.sentForSigning', kind: 'signMinutes', ...signers },
  { event: 'minutes.standInNamed', kind: 'signMinutes', ...signers },
  { event: 'minutes.adjusted', kind: 'announceMinutes', roles: ['committeeSecretary'], reach: 'bodyAuthority' },
  {
    event: 'execution.assessmentRequested',
    kind: 'assessExecution',
    roles: ['caseOfficer', 'administrationDirector'],
    reach: 'matter',
  },
  { event: 'dispatch.sent', kind: 'registerDispatch', roles: ['registrar', 'committeeSecretary'], reach: 'invited' },
  { event: 'consultation.sent', kind: 'answerConsultation', ...consulted },
  { event: 'consultee.added', kind: 'answerConsultation', ...consulted },
  { event: 'consultation.deadlineChanged', kind: 'consultationDeadlineChanged', ...consulted },
  { event: 'consultee.extended', kind: 'consultationExtended', ...consulted },
  { event: 'consultee.reminded', kind: 'answerConsultation', ...consulted },
  {
    event: 'consultee.sentBack',
    kind: 'registerReply',
    roles: ['registrar', 'caseOfficer', 'cityOffice', 'committeeSecretary'],
    reach: 'matter',
  },
  { event: 'consultee.replied', kind: 'replyReceived', ...consulting },
  { event: 'consultee.declined', kind: 'consulteeDeclined', ...consulting },
  { event: 'opinion.signed', kind: 'sendOpinion', ...registry },
  { event: 'opinion.adopted', kind: 'sendOpinion', ...registry },
  { event: 'opinion.referredBack', kind: 'reviseOpinion', ...author },
  { event: 'requisition.deadlineNear', kind: 'requisitionDeadline', ...finance },
  { event: 'requisition.expired', kind: 'requisitionExpired', ...finance },
  { event: 'requisition.prepared', kind: 'approveRequisition', ...finance },
  { event: 'stopDate.near', kind: 'stopDateNear', ...finance },
  { event: 'stopDate.nearForCommittees', kind: 'stopDateNear', ...administrations },
  { event: 'allocation.rowInForce', kind: 'conditionalRowAnswered', ...administrations },
  { event: 'allocation.rowLapsed', kind: 'conditionalRowAnswered', ...administrations },
  { event: 'allocation.annulled', kind: 'allocationAnnulled', ...administrations },
  { event: 'allocation.decided', kind: 'allocationDecided', ...finance },
  {
    event: 'periodReport.opened',
    kind: 'reportGoals',
    roles: ['caseOfficer', 'unitHead', 'administrationDirector'],
    reach: 'matter',
  },
  {
    event: 'periodReport.entriesMissing',
    kind: 'reportGoals',
    roles: ['unitHead', 'administrationDirector', 'committeeSecretary'],
    reach: 'matter',
  },
  { event: 'periodReport.entryMissing', kind: 'reportOwnGoal', roles: allRoles, reach: 'named' },
  {
    event: 'periodReport.decided',
    kind: 'reportDecided',
    roles: ['cityOffice', 'controller', 'auditor'],
    reach: 'everywhere',
  },
  { event: 'statutoryDate.near', kind: 'statutoryDate', ...finance },
  { event: 'assignment.given', kind: 'acceptAssignment', ...responsible },
  { event: 'assignment.changed', kind: 'acceptAssignment', ...responsible },
  {
    event: 'assignment.reportBackNear',
    kind: 'reportAssignmentBack',
    roles: ['caseOfficer', 'administrationDirector', 'committeeSecretary'],
    reach: 'invited',
  },
  {
    event: 'assignment.reportedBack',
    kind: 'judgeAssignment',
    roles: ['committeeSecretary', 'cityOffice'],
    reach: 'invited',
  },
];

/** The handler's name is stored with each dispatch, so it says the event and nothing that may change. */
export function handlerOf({ event }: NoticeRule): string {
  return `notify-${event.replaceAll('.', '-').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
