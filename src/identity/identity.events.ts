/** What identity records. Persons by id; a user name only as a hash, because a mistyped one is often a password. */
export const identityEvents = [
  'session.started',
  'session.ended',
  'signIn.refused',
  'signIn.linkMade',
  'token.created',
  'token.revoked',
  'organisation.authorityCreated',
  'organisation.authorityEnded',
  'organisation.bodyCreated',
  'organisation.bodyEnded',
  'organisation.personCreated',
  'organisation.personDeactivated',
  'organisation.appointed',
  'organisation.appointmentEnded',
] as const;

export type IdentityEvent = (typeof identityEvents)[number];
