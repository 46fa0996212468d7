/**
 * Who acts. Identity turns a request into an Actor; every service method takes it, every event names it.
 * Kept in the kernel because rules ask about roles without knowing how anybody signed in.
 */

/** Roles a dated appointment can give. Order is presentation order only; no role implies another. */
export const roles = [
  'caseOfficer',
  'unitHead',
  'administrationDirector',
  'committeeSecretary',
  'registrar',
  'chair',
  'viceChair',
  'member',
  'substitute',
  'controller',
  'cityOffice',
  'auditor',
  'archivist',
  'admin',
] as const;
export type Role = (typeof roles)[number];

/** One appointment in force at the moment of the request. `null` means the appointment is not tied to one. */
export interface Appointment {
  role: Role;
  authorityId: string | null;
  bodyId: string | null;
}

export interface Actor {
  /** `machine` signs in with a personal access token, `system` is a job or the operator's command line. */
  kind: 'person' | 'machine' | 'system';
  /** null only for `system`. */
  personId: string | null;
  tokenId: string | null;
  appointments: readonly Appointment[];
  /** Acts a token is limited to; null means all acts the appointments give. */
  scopes: readonly string[] | null;
  /** Ties events and log lines of one request together. */
  requestId: string | null;
}

/** The actor of timers, relays and operator commands: no appointments, allowed only where a service says so. */
export const systemActor: Actor = {
  kind: 'system',
  personId: null,
  tokenId: null,
  appointments: [],
  scopes: null,
  requestId: null,
};

/** True when some appointment in force gives the role, and (when asked) for that authority or body. */
export function holds(actor: Actor, role: Role, where: { authorityId?: string; bodyId?: string } = {}): boolean {
  return actor.appointments.some(
    (a) =>
      a.role === role &&
      (where.authorityId === undefined || a.authorityId === where.authorityId) &&
      (where.bodyId === undefined || a.bodyId === where.bodyId),
  );
}
