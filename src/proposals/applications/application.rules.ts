/** An association's application: its states, who may see it, and what may be given on it. Pure. */
import type { Actor } from '../../kernel/actor.js';
import { conflict, DomainError, type FieldFault, invalid } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import { defineTransitions } from '../../kernel/transitions.js';
import { reachOver } from '../../identity/reach.rules.js';
import type { Measure } from '../version.rules.js';

export const applicationStatuses = ['invited', 'received', 'inReview', 'withdrawn'] as const;
export type ApplicationStatus = (typeof applicationStatuses)[number];

/** Ends where the administration's proposal about it begins: from then on the proposal's states tell the rest. */
export const applicationMachine = defineTransitions({
  name: 'application',
  initial: 'invited',
  terminal: ['inReview', 'withdrawn'],
  states: applicationStatuses,
  swedish: {
    invited: 'kan ansöka',
    received: 'inkommen',
    inReview: 'under beredning',
    withdrawn: 'återtagen',
    receive: 'ta emot',
    review: 'börja bereda',
    withdraw: 'återta',
  },
  edges: [
    {
      from: 'invited',
      act: 'receive',
      who: ['applicant', 'registrar', 'caseOfficer'],
      guard: 'the call takes answers; what comes after the deadline is registered and shown as late',
      to: 'received',
      event: 'application.received',
      source: 'OSL 5:1',
    },
    {
      from: 'received',
      act: 'review',
      who: ['caseOfficer'],
      guard: 'makes a proposal in the same matter, which is approved and decided as every other',
      to: 'inReview',
      event: 'application.reviewBegun',
      source: 'C-60',
    },
    {
      from: 'received',
      act: 'withdraw',
      who: ['applicant', 'caseOfficer'],
      guard: 'with a reason; the matter and the document stay',
      to: 'withdrawn',
      event: 'application.withdrawn',
    },
  ],
});
export type ApplicationAct = (typeof applicationMachine.edges)[number]['act'];

export const receiptWays = ['link', 'hand'] as const;
export const outcomes = ['granted', 'rejected', 'withdrawn'] as const;

/** What has been received is a document of the authority; who is only asked concerns nobody else. */
export function mayBeSeen(application: { authorityId: string; isReceived: boolean }, actor: Actor): boolean {
  const { everywhere, authorityIds } = reachOver('register', actor);
  return authorityIds.includes(application.authorityId) || (everywhere && application.isReceived);
}

/**
 * The year is one the call gives money for.
 * @throws validation-failed `outside-call`
 */
export function requireYearOfCall(year: number, years: readonly number[]): void {
  if (years.includes(year)) return;
  throw invalid('/year', 'outside-call', `Utlysningen gäller ${years.join(', ')}; ansökan anger ${year}.`);
}

/** The sources of the call; named when there are several. @throws validation-failed `required` or `outside-call` */
export function sourceOfCall(chosen: string | undefined, sourceIds: readonly string[]): string {
  const id = chosen ?? (sourceIds.length === 1 ? sourceIds[0] : undefined);
  if (id === undefined) throw invalid('/sourceId', 'required', 'Utlysningen har flera källor; ange ur vilken.');
  if (!sourceIds.includes(id)) throw invalid('/sourceId', 'outside-call', 'Källan hör inte till utlysningen.');
  return id;
}

/** Why a memorandum about an application cannot be handed in: money without a source, or more than was applied for. */
export function faultsAgainst(measures: readonly Measure[], applied: Money): FieldFault[] {
  const faults = measures.flatMap(({ sourceId, title }, index): FieldFault[] =>
    sourceId === null
      ? [{ pointer: `/measures/${index}/sourceId`, code: 'required', detail: `Ange källan för ”${title}”.` }]
      : [],
  );
  const total = Money.sum(measures.map(({ requestedAmount }) => requestedAmount));
  if (total.compare(applied) > 0)
    faults.push({
      pointer: '/measures',
      code: 'above-applied',
      detail: `Föreningen har sökt ${applied.format()}; ${total.format()} är mer än så.`,
    });
  return faults;
}

/** As above where nothing may be left: money is about to be given. @throws state-conflict */
export function requireGrantable(measures: readonly Measure[], applied: Money): void {
  const [fault] = faultsAgainst(measures, applied);
  if (fault !== undefined)
    throw conflict(fault.code === 'required' ? 'source-open' : fault.code, fault.detail, { pointer: fault.pointer });
}

/** D9: what one has written oneself one does not grant, whoever the scheme names. @throws state-conflict `four-eyes` */
export function requireOtherHand(deciderId: string | null, writerIds: readonly string[]): void {
  if (deciderId === null || !writerIds.includes(deciderId)) return;
  throw conflict('four-eyes', 'Den som har berett ansökan kan inte också besluta om den.');
}

/** A decision answers an application, so it cannot be older. @throws validation-failed `before-application` */
export function requireAfterReceipt(decidedDay: string, receivedDay: string): void {
  if (decidedDay >= receivedDay) return;
  throw invalid(
    '/decidedDay',
    'before-application',
    `Ansökan kom in ${receivedDay}; beslutet kan inte ha fattats ${decidedDay}.`,
  );
}

/** @throws state-conflict `already-applied` */
export function alreadyApplied(): DomainError {
  return conflict(
    'already-applied',
    'Föreningen har redan ansökt i den här utlysningen. En komplettering registreras som en handling i ärendet.',
  );
}
