/** What minutes tell; past tense, a closed list. Renaming one is a migration. Payloads name people by id and hold no text. */
export const minutesEvents = {
  textWritten: 'minutes.textWritten',
  adjustersChosen: 'minutes.adjustersChosen',
  sentForSigning: 'minutes.sentForSigning',
  returnedToDraft: 'minutes.returnedToDraft',
  /** Payload: minutesId, meetingId, bodyId, role, hinderedId, signerIds. */
  standInNamed: 'minutes.standInNamed',
  signed: 'minutes.signed',
  /** Payload: minutesId, meetingId, bodyId, kind, adjustedDay, agendaItemIds. */
  adjusted: 'minutes.adjusted',
  corrected: 'minutes.corrected',
} as const;
