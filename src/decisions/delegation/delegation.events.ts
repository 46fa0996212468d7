/** What happens to delegation. Past tense, a closed list. Renaming one is a migration. */
export const delegationEvents = {
  schemeSet: 'delegation.schemeSet',
  decided: 'delegation.decided',
  reported: 'delegation.reported',
} as const;
