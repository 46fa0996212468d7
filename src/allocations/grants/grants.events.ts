/** What handling a grant tells; past tense, a closed list. Renaming one is a migration. */
export const grantEvents = {
  conditionSet: 'grant.conditionSet',
  agentAsked: 'grantAgent.asked',
  agentApproved: 'grantAgent.approved',
  agentEnded: 'grantAgent.ended',
  requisitionStarted: 'requisition.started',
  /** The day before the deadline, when nothing has been handed in. */
  requisitionDeadlineNear: 'requisition.deadlineNear',
  requisitionAgentApproved: 'requisition.agentApproved',
  requisitionPrepared: 'requisition.prepared',
  requisitionApproved: 'requisition.approved',
  requisitionSubmitted: 'requisition.submitted',
  requisitionExpired: 'requisition.expired',
  requisitionConfirmed: 'requisition.confirmed',
  requisitionWithheld: 'requisition.withheld',
  requisitionPaid: 'requisition.paid',
  requisitionReported: 'requisition.reported',
  requisitionAccepted: 'requisition.accepted',
  requisitionRecoveryClaimed: 'requisition.recoveryClaimed',
  requisitionRepaid: 'requisition.repaid',
  requisitionClosed: 'requisition.closed',
} as const;
