/** What the notice board tells; past tense, a closed list. Renaming one is a migration. */
export const noticeBoardEvents = {
  announcementPosted: 'minutes.announced',
  announcementTakenDown: 'minutes.announcementTakenDown',
  delegatedPosted: 'delegation.announced',
  delegatedTakenDown: 'delegation.announcementTakenDown',
  appealRegistered: 'appeal.registered',
  appealForwarded: 'appeal.forwarded',
  appealDismissed: 'appeal.dismissed',
  appealRejected: 'appeal.rejected',
  appealAnnulled: 'appeal.annulled',
  appealWithdrawn: 'appeal.withdrawn',
  /** Somebody must say whether the decision may be carried out although it is appealed (KL 13:14). */
  assessmentRequested: 'execution.assessmentRequested',
  executionAssessed: 'execution.assessed',
} as const;
