/**
 * What happens to business. Past tense, a closed list: this one, and the event of each edge in `business.rules.ts`.
 * Renaming one is a migration.
 */
export const businessRaised = 'business.raised';
