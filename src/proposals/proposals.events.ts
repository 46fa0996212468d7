/**
 * What happens to a proposal. Past tense, a closed list: this one, and the event of each edge in `proposal.rules.ts`.
 * Renaming one is a migration.
 */
export const proposalCreated = 'proposal.created';
