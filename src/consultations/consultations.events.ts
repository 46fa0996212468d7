/**
 * What happens to a consultation besides the changes of state: those events stand on the edges of its tables of states.
 * Past tense, a closed list. Renaming one is a migration.
 */
export const consultationEvents = {
  created: 'consultation.created',
  textAdded: 'consultation.textAdded',
  decidedDeadline: 'consultation.deadlineSet',
  positionsWritten: 'consultation.positionsWritten',
  linkMade: 'consultee.linkMade',
  linkRevoked: 'consultee.linkRevoked',
  consulteeAdded: 'consultee.added',
  told: 'consultee.told',
  reminded: 'consultee.reminded',
  replyReceived: 'consultee.replyReceived',
  opinionDrafted: 'opinion.drafted',
} as const;
