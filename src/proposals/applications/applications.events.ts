/**
 * What happens to associations and their applications, besides the changes of state: those events stand on the edges of
 * `application.rules.ts`. Past tense, a closed list. Renaming one is a migration.
 */
export const applicationEvents = {
  invited: 'application.invited',
  linkMade: 'application.linkMade',
  linkRevoked: 'application.linkRevoked',
  associationRegistered: 'association.registered',
  associationChanged: 'association.changed',
} as const;
