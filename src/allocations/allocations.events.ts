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
  rejected: 'allocation.rejected',
  withdrawn: 'allocation.withdrawn',
  /** One per committee that a decision gives money to or takes it from. */
  committeeAllocated: 'allocation.committeeAllocated',
} as const;
