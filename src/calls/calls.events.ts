/**
 * What happens to a call, besides the changes of state: those events stand on the edges of `call.rules.ts`.
 * Past tense, a closed list. Renaming one is a migration.
 */
export const callEvents = {
  created: 'call.created',
  replied: 'call.replied',
  declined: 'call.declined',
} as const;
