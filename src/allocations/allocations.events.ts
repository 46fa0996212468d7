/** What the allocations module tells; past tense, a closed list. Renaming one is a migration. */
export const allocationEvents = {
  drafted: 'allocation.drafted',
  rowsChanged: 'allocation.rowsChanged',
  proposed: 'allocation.proposed',
  recommended: 'allocation.recommended',
  referredBack: 'allocation.referredBack',
  tabled: 'allocation.tabled',
  decided: 'allocation.decided',
  rejected: 'allocation.rejected',
  withdrawn: 'allocation.withdrawn',
  /** One per committee that a decision gives money to or takes it from. */
  committeeAllocated: 'allocation.committeeAllocated',
} as const;
