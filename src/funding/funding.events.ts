/** What the funding module tells; past tense, a closed list. Renaming one is a migration. */
export const fundingEvents = {
  sourceRegistered: 'source.registered',
  sourceChanged: 'source.changed',
  sourceAnnounced: 'source.announced',
  sourceOpened: 'source.opened',
  sourceClosed: 'source.closed',
  /** A new dated ceiling; the payload says what is in force now and whether more is given than that. */
  ceilingSet: 'ceiling.set',
} as const;
