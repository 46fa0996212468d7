/** What following up the money tells; past tense, a closed list. Renaming one is a migration. */
export const followUpEvents = {
  planned: 'followUp.planned',
  foreseen: 'followUp.foreseen',
  /** A measure needs money for more years than it has been given for. */
  needNoted: 'followUp.needNoted',
  /** A stop date comes near, for those who handle the money. */
  stopDateNear: 'stopDate.near',
  /** The same for the committees that have money in question; named in the event. */
  stopDateNearForCommittees: 'stopDate.nearForCommittees',
} as const;
