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

export const noticeRules: readonly NoticeRule[] = [
  {
    event: 'call.issued',
    kind: 'answerCall',
    roles: ['caseOfficer', 'registrar', 'administrationDirector'],
    reach: 'invited',
  },
  {
    event: 'call.reminded',
    kind: 'answerCallReminder',
    roles: ['caseOfficer', 'registrar', 'administrationDirector'],
    reach: 'invited',
  },
  { event: 'proposal.submitted', kind: 'approveProposal', roles: ['unitHead'], reach: 'matter' },
  { event: 'proposal.approvedByUnitHead', kind: 'approveProposal', roles: ['administrationDirector'], reach: 'matter' },
  { event: 'proposal.approvedByManagement', kind: 'planRoute', roles: ['committeeSecretary'], reach: 'matter' },
  { event: 'proposal.sentBack', kind: 'reviseProposal', roles: ['caseOfficer'], reach: 'matter' },
  { event: 'proposal.referredBack', kind: 'reviseProposal', roles: ['caseOfficer'], reach: 'matter' },
  { event: 'proposal.approved', kind: 'proposalApproved', roles: ['cityOffice', 'controller'], reach: 'everywhere' },
  {
    event: 'proposal.approvedWithChanges',
    kind: 'proposalApproved',
    roles: ['cityOffice', 'controller'],
    reach: 'everywhere',
  },
  // The result with its reasons goes back to the administration at once, whatever the body answered and whichever body it was.
  {
    event: 'decision.made',
    kind: 'decisionMade',
    roles: ['caseOfficer', 'unitHead', 'administrationDirector', 'cityOffice'],
    reach: 'matter',
  },
  { event: 'meeting.noticeSent', kind: 'readAgenda', roles: seats, reach: 'body' },
  { event: 'meeting.noticeSupplemented', kind: 'readAgenda', roles: seats, reach: 'body' },
  { event: 'minutes.sentForSigning', kind: 'signMinutes', roles: seats, reach: 'named' },
  { event: 'minutes.standInNamed', kind: 'signMinutes', roles: seats, reach: 'named' },
  { event: 'minutes.adjusted', kind: 'announceMinutes', roles: ['committeeSecretary'], reach: 'bodyAuthority' },
  {
    event: 'execution.assessmentRequested',
    kind: 'assessExecution',
    roles: ['caseOfficer', 'administrationDirector'],
    reach: 'matter',
  },
  { event: 'dispatch.sent', kind: 'registerDispatch', roles: ['registrar', 'committeeSecretary'], reach: 'invited' },
  {
    event: 'consultation.sent',
    kind: 'answerConsultation',
    roles: ['registrar', 'committeeSecretary', 'caseOfficer'],
    reach: 'invited',
  },
  {
    event: 'consultee.added',
    kind: 'answerConsultation',
    roles: ['registrar', 'committeeSecretary', 'caseOfficer'],
    reach: 'invited',
  },
  {
    event: 'consultation.deadlineChanged',
    kind: 'consultationDeadlineChanged',
    roles: ['registrar', 'committeeSecretary', 'caseOfficer'],
    reach: 'invited',
  },
  {
    event: 'consultee.extended',
    kind: 'consultationExtended',
    roles: ['registrar', 'committeeSecretary', 'caseOfficer'],
    reach: 'invited',
  },
  {
    event: 'consultee.reminded',
    kind: 'answerConsultation',
    roles: ['registrar', 'committeeSecretary', 'caseOfficer'],
    reach: 'invited',
  },
  {
    event: 'consultee.sentBack',
    kind: 'registerReply',
    roles: ['registrar', 'caseOfficer', 'cityOffice', 'committeeSecretary'],
    reach: 'matter',
  },
  {
    event: 'consultee.replied',
    kind: 'replyReceived',
    roles: ['caseOfficer', 'cityOffice', 'committeeSecretary'],
    reach: 'matter',
  },
  {
    event: 'consultee.declined',
    kind: 'consulteeDeclined',
    roles: ['caseOfficer', 'cityOffice', 'committeeSecretary'],
    reach: 'matter',
  },
  { event: 'opinion.signed', kind: 'sendOpinion', roles: ['registrar', 'committeeSecretary'], reach: 'matter' },
  { event: 'opinion.adopted', kind: 'sendOpinion', roles: ['registrar', 'committeeSecretary'], reach: 'matter' },
  { event: 'opinion.referredBack', kind: 'reviseOpinion', roles: ['caseOfficer'], reach: 'matter' },
  {
    event: 'requisition.deadlineNear',
    kind: 'requisitionDeadline',
    roles: ['controller', 'cityOffice'],
    reach: 'everywhere',
  },
  {
    event: 'requisition.expired',
    kind: 'requisitionExpired',
    roles: ['controller', 'cityOffice'],
    reach: 'everywhere',
  },
  {
    event: 'requisition.prepared',
    kind: 'approveRequisition',
    roles: ['controller', 'cityOffice'],
    reach: 'everywhere',
  },
  { event: 'stopDate.near', kind: 'stopDateNear', roles: ['controller', 'cityOffice'], reach: 'everywhere' },
  {
    event: 'stopDate.nearForCommittees',
    kind: 'stopDateNear',
    roles: ['caseOfficer', 'administrationDirector'],
    reach: 'invited',
  },
  {
    event: 'allocation.rowInForce',
    kind: 'conditionalRowAnswered',
    roles: ['caseOfficer', 'administrationDirector'],
    reach: 'invited',
  },
  {
    event: 'allocation.rowLapsed',
    kind: 'conditionalRowAnswered',
    roles: ['caseOfficer', 'administrationDirector'],
    reach: 'invited',
  },
  {
    event: 'allocation.annulled',
    kind: 'allocationAnnulled',
    roles: ['caseOfficer', 'administrationDirector'],
    reach: 'invited',
  },
  { event: 'allocation.decided', kind: 'allocationDecided', roles: ['controller', 'cityOffice'], reach: 'everywhere' },
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
  { event: 'statutoryDate.near', kind: 'statutoryDate', roles: ['cityOffice', 'controller'], reach: 'everywhere' },
  {
    event: 'assignment.given',
    kind: 'acceptAssignment',
    roles: ['administrationDirector', 'committeeSecretary'],
    reach: 'invited',
  },
  {
    event: 'assignment.changed',
    kind: 'acceptAssignment',
    roles: ['administrationDirector', 'committeeSecretary'],
    reach: 'invited',
  },
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
