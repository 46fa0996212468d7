/**
 * A call for proposals: its states, what a memorandum must contain, and who may see it. Pure.
 *
 * The city office asks on the executive board's right to request opinions and information from committees (KL 6:12).
 */
import type { Actor, Role } from '../kernel/actor.js';
import { DomainError, type FieldFault, invalid } from '../kernel/errors.js';
import { defineTransitions } from '../kernel/transitions.js';

/** The parts of a memorandum (A-06 … A-18). `other` is whatever has a heading of its own. */
export const sectionKinds = [
  'summary',
  'background',
  'considerations',
  'childPerspective',
  'genderPerspective',
  'economicConsequences',
  'decisionBasis',
  'other',
] as const;
export type SectionKind = (typeof sectionKinds)[number];

export const sectionNames: Readonly<Record<SectionKind, string>> = {
  summary: 'Sammanfattning',
  background: 'Bakgrund',
  considerations: 'Förvaltningens överväganden',
  childPerspective: 'Barnperspektiv',
  genderPerspective: 'Jämställdhetsperspektiv',
  economicConsequences: 'Ekonomiska konsekvenser',
  decisionBasis: 'Beslutsunderlag',
  other: 'Övrigt',
};

/** local practice of the worked case; each call may say otherwise. */
export const defaultMandatorySections: readonly SectionKind[] = [
  'summary',
  'considerations',
  'childPerspective',
  'genderPerspective',
  'economicConsequences',
];

/**
 * Who is asked. `proposal`: committees, whose answers the executive board divides the money between. `associationGrant`:
 * associations (föreningsbidrag), whose applications the own committee or its delegate decides out of the committee's sources.
 */
export const callKinds = ['proposal', 'associationGrant'] as const;
export type CallKind = (typeof callKinds)[number];

export const callStatuses = ['draft', 'issued', 'closed', 'compiled', 'decided', 'cancelled'] as const;
export type CallStatus = (typeof callStatuses)[number];

export const invitationStatuses = ['invited', 'replied', 'declined', 'noReply'] as const;
export type InvitationStatus = (typeof invitationStatuses)[number];

const issuers = ['cityOffice', 'caseOfficer'] as const;

export const callMachine = defineTransitions({
  name: 'call',
  initial: 'draft',
  terminal: ['decided', 'cancelled'],
  states: callStatuses,
  edges: [
    { from: 'draft', act: 'change', who: issuers, to: 'draft', event: 'call.changed' },
    {
      from: 'draft',
      act: 'issue',
      who: issuers,
      guard:
        'the reply date comes before every requisition deadline of its sources; the calendar of meetings leaves time, or a ground says why not; a case officer issues to associations only',
      to: 'issued',
      event: 'call.issued',
      source: 'KL 6:12',
    },
    {
      from: 'issued',
      act: 'extend',
      who: issuers,
      guard: 'a later reply date, with a reason; the original stays visible',
      to: 'issued',
      event: 'call.extended',
    },
    {
      from: 'issued',
      act: 'remind',
      who: ['cityOffice'],
      guard: 'somebody has not answered; each at most once a day',
      to: 'issued',
      event: 'call.reminded',
    },
    {
      from: 'issued',
      act: 'close',
      who: issuers,
      guard:
        'the reply date has passed or everybody has answered, of whom a call to associations has no list; the silent become noReply',
      to: 'closed',
      event: 'call.closed',
    },
    { from: 'closed', act: 'compile', who: issuers, to: 'compiled', event: 'call.compiled' },
    {
      from: 'compiled',
      act: 'decide',
      who: issuers,
      guard:
        'every answer is decided by its committee, the executive board has divided the money, and no division is under way; of associations, every application is decided',
      to: 'decided',
      event: 'call.decided',
    },
    {
      from: ['draft', 'issued', 'closed', 'compiled'],
      act: 'cancel',
      who: issuers,
      to: 'cancelled',
      event: 'call.cancelled',
    },
  ],
  swedish: {
    draft: 'utkast',
    issued: 'utlyst',
    closed: 'stängd',
    compiled: 'sammanställd',
    decided: 'beslutad',
    cancelled: 'inställd',
    change: 'ändra',
    issue: 'lysa ut',
    extend: 'förlänga svarstiden',
    remind: 'påminna',
    close: 'stänga',
    compile: 'sammanställa',
    decide: 'markera som beslutad',
    cancel: 'ställa in',
  },
});
export type CallAct = (typeof callMachine.edges)[number]['act'];

/** What has never been issued is a working paper of the city office (TF 2:12); an issued call concerns everybody. */
export function mayBeSeen(call: { authorityId: string; isIssued: boolean }, actor: Actor): boolean {
  if (call.isIssued || actor.kind === 'system') return true;
  return actor.appointments.some((appointment) => appointment.authorityId === call.authorityId);
}

/** A late answer is registered and marked, never dropped; only after the compilation is it too late to begin one. */
export function takesAnswers(status: CallStatus): boolean {
  return status === 'issued' || status === 'closed';
}

/** The executive board asks committees, on KL 6:12; any committee's own officers ask associations on its behalf. */
const issuersOf: Readonly<Record<CallKind, readonly Role[]>> = {
  proposal: ['cityOffice'],
  associationGrant: issuers,
};

/** Where the actor may issue a call of the kind, each authority once. */
function issuingPlaces(actor: Actor, kind: CallKind): string[] {
  return [
    ...new Set(
      actor.appointments.flatMap(({ role, authorityId }) =>
        authorityId !== null && issuersOf[kind].includes(role) ? [authorityId] : [],
      ),
    ),
  ];
}

function notIssuer(kind: CallKind): DomainError {
  const detail =
    kind === 'proposal'
      ? 'Bara stadskontoret kan lysa ut en begäran om underlag.'
      : 'En utlysning av föreningsbidrag görs av nämndens egna handläggare.';
  return new DomainError('forbidden', detail, { code: 'call.manage' });
}

/**
 * The authority that issues: where the actor is appointed to the city office, or for associations as a case officer.
 * @throws forbidden without such an appointment, validation-failed when there are several and none was chosen.
 */
export function issuingAuthority(actor: Actor, chosen: string | undefined, kind: CallKind = 'proposal'): string {
  const ids = issuingPlaces(actor, kind);
  const id = chosen ?? ids[0];
  if (id === undefined || !ids.includes(id)) throw notIssuer(kind);
  if (chosen === undefined && ids.length > 1)
    throw invalid('/authorityId', 'required', 'Du är förordnad hos flera myndigheter; ange vilken som lyser ut.');
  return id;
}

/** @throws forbidden when the call is of a kind that somebody else issues */
export function requireIssuer(actor: Actor, { kind, authorityId }: { kind: CallKind; authorityId: string }): void {
  if (actor.kind !== 'system' && !issuingPlaces(actor, kind).includes(authorityId)) throw notIssuer(kind);
}

/**
 * Committees are invited by name; associations are not, since the call is open to every one of them.
 * @throws validation-failed `required` or `not-applicable` at `/authorityIds`
 */
export function requireFittingInvitations(kind: CallKind, authorityIds: readonly string[]): void {
  if (kind === 'proposal' && authorityIds.length === 0)
    throw invalid('/authorityIds', 'required', 'Ange vilka nämnder som bjuds in att svara.');
  if (kind === 'associationGrant' && authorityIds.length > 0)
    throw invalid(
      '/authorityIds',
      'not-applicable',
      'Föreningsbidrag söks av föreningar; inga nämnder bjuds in. Lämna listan tom.',
    );
}

export interface SourceDeadline {
  name: string;
  /** Instant of the requisition deadline, or null when the source has none. */
  requisitionAt: Date | null;
}

/** Answers that come after the money can no longer be drawn are of no use. @throws validation-failed naming each source. */
export function requireTimeToRequisition(replyByAt: Date, sources: readonly SourceDeadline[]): void {
  const late = sources.filter(({ requisitionAt }) => requisitionAt !== null && requisitionAt <= replyByAt);
  if (late.length === 0) return;
  const errors = late.map(({ name }): FieldFault => ({
    pointer: '/replyByDay',
    code: 'after-requisition-deadline',
    detail: `Svarstiden går ut först när ”${name}” inte längre kan rekvireras. Välj en tidigare dag.`,
  }));
  throw new DomainError('validation-failed', errors.map(({ detail }) => detail).join(' '), {
    code: 'after-requisition-deadline',
    errors,
  });
}
