/** What the allocations module tells; past tense, a closed list. Renaming one is a migration. */
export const allocationEvents = {
  drafted: 'allocation.drafted',
  rowsChanged: 'allocation.rowsChanged',
  proposed: 'allocation.proposed',
  recommended: 'allocation.recommended',
  referredBack: 'allocation.referredBack',
  tabled: 'allocation.tabled',
  decided: 'allocation.decided',
  /** Money stands pending for it, or for its changed rows. */
  reserved: 'allocation.reserved',
  /** What was pending is free again. */
  reservationVoided: 'allocation.reservationVoided',
  /** What was promised under a condition has become money. */
  rowInForce: 'allocation.rowInForce',
  /** What was promised under a condition comes to nothing. */
  rowLapsed: 'allocation.rowLapsed',
  rejected: 'allocation.rejected',
  withdrawn: 'allocation.withdrawn',
  /** A court annulled the decision and its money has been taken back. */
  annulled: 'allocation.annulled',
  /** On the call: the office has answered questions of a source's checklist about a measure. */
  eligibilityAnswered: 'board.eligibilityAnswered',
  /** On the call: what the office would give a measure. */
  recommendedByOffice: 'board.recommended',
  /** On the call as well: scenarios stand on its board. */
  scenarioMade: 'scenario.made',
  scenarioChanged: 'scenario.changed',
  scenarioDiscarded: 'scenario.discarded',
  scenarioPromoted: 'scenario.promoted',
  /** One per committee that a decision gives money to or takes it from. */
  committeeAllocated: 'allocation.committeeAllocated',
} as const;
