/** Where somebody follows goals up; what they may do there the API says at each act. */
import type { Role, Session } from '../api/session';

const followers: readonly Role[] = [
  'caseOfficer',
  'unitHead',
  'administrationDirector',
  'committeeSecretary',
  'cityOffice',
];
const givers: readonly Role[] = ['committeeSecretary', 'cityOffice'];

function authoritiesOf({ appointments }: Session, roles: readonly Role[]): string[] {
  const held = appointments.flatMap(({ role, authorityId }) =>
    authorityId !== null && roles.includes(role) ? [authorityId] : [],
  );
  return [...new Set(held)];
}

/** Authorities whose goals and indicators the person may write. */
export const ownFollowers = (session: Session): string[] => authoritiesOf(session, followers);
/** Authorities in whose name the person may give assignments. */
export const ownGivers = (session: Session): string[] => authoritiesOf(session, givers);
