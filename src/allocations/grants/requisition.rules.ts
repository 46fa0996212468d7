/** Asking a grantor for money that has been set aside for the municipality, and what becomes of it. Pure. */
import type { Day } from '../../kernel/day.js';
import { compareDays } from '../../kernel/day.js';
import { conflict, DomainError, invalid } from '../../kernel/errors.js';
import type { Money } from '../../kernel/money.js';
import { defineTransitions } from '../../kernel/transitions.js';

export const requisitionStatuses = [
  'notStarted',
  'agentApproved',
  'prepared',
  'submitted',
  'confirmed',
  'paid',
  'reported',
  'accepted',
  'recoveryClaimed',
  'repaid',
  'closed',
  'expired',
] as const;
export type RequisitionStatus = (typeof requisitionStatuses)[number];

const handlers = ['cityOffice', 'controller'] as const;

/** There is no edge for an appeal: the grantor's decisions cannot be appealed (SFS 2025:1255 14 §). */
export const requisitionMachine = defineTransitions({
  name: 'requisition',
  initial: 'notStarted',
  terminal: ['closed', 'expired'],
  states: requisitionStatuses,
  swedish: {
    notStarted: 'inte påbörjad',
    agentApproved: 'ombud godkänt',
    prepared: 'förberedd',
    submitted: 'inskickad',
    confirmed: 'bekräftad',
    paid: 'utbetald',
    reported: 'återrapporterad',
    accepted: 'godkänd återrapport',
    recoveryClaimed: 'återkrävd',
    repaid: 'återbetald',
    closed: 'avslutad',
    expired: 'för sent',
    recordAgent: 'anteckna ombud',
    prepare: 'förbereda',
    approve: 'godkänna',
    submit: 'skicka in',
    expire: 'låta tiden gå ut',
    confirm: 'anteckna bekräftelse',
    withhold: 'anteckna innehållen utbetalning',
    pay: 'anteckna utbetalning',
    report: 'återrapportera',
    accept: 'anteckna godkänd återrapport',
    claimRecovery: 'anteckna återkrav',
    repay: 'anteckna återbetalning',
    close: 'avsluta',
    deadline: 'att tiden går ut',
  },
  edges: [
    {
      from: 'notStarted',
      act: 'recordAgent',
      who: handlers,
      guard: 'The grantor has approved an agent for the organisation number; that takes about a month.',
      to: 'agentApproved',
      event: 'requisition.agentApproved',
    },
    {
      from: ['agentApproved', 'prepared'],
      act: 'prepare',
      who: handlers,
      guard: 'The amount is within the ceiling in force. An earlier approval falls.',
      to: 'prepared',
      event: 'requisition.prepared',
      source: 'R-08',
    },
    {
      from: 'prepared',
      act: 'approve',
      who: handlers,
      guard: 'Somebody else than whoever prepared it.',
      to: 'prepared',
      event: 'requisition.approved',
    },
    {
      from: 'prepared',
      act: 'submit',
      who: handlers,
      guard: 'Approved, at the deadline or before it, within the ceiling in force that day.',
      to: 'submitted',
      event: 'requisition.submitted',
      source: 'SFS 2025:1255 5 §, R-08',
    },
    {
      from: ['notStarted', 'agentApproved', 'prepared'],
      act: 'expire',
      through: 'deadline',
      who: ['system'],
      guard: 'The deadline has passed.',
      to: 'expired',
      event: 'requisition.expired',
      source: 'R-08',
    },
    {
      from: 'submitted',
      act: 'confirm',
      who: handlers,
      guard: 'The grantor says that it has come.',
      to: 'confirmed',
      event: 'requisition.confirmed',
    },
    {
      from: 'confirmed',
      act: 'withhold',
      who: handlers,
      guard: 'The grantor holds the money while a ground for repayment is looked into.',
      to: 'confirmed',
      event: 'requisition.withheld',
      source: 'SFS 2025:1255 11 §',
    },
    {
      from: 'confirmed',
      act: 'pay',
      who: handlers,
      guard: 'At most what was asked for; less only with the reason given for it.',
      to: 'paid',
      event: 'requisition.paid',
    },
    {
      from: 'paid',
      act: 'report',
      who: handlers,
      guard: 'Use, results, and results against the purpose. Late is told, not refused.',
      to: 'reported',
      event: 'requisition.reported',
      source: 'SFS 2025:1255 9 §',
    },
    { from: 'reported', act: 'accept', who: handlers, to: 'accepted', event: 'requisition.accepted' },
    {
      from: ['paid', 'reported', 'accepted'],
      act: 'claimRecovery',
      who: handlers,
      guard: 'With one of the grounds of the ordinance; a missing report only when there is none.',
      to: 'recoveryClaimed',
      event: 'requisition.recoveryClaimed',
      source: 'SFS 2025:1255 12 §',
    },
    {
      from: ['accepted', 'recoveryClaimed'],
      act: 'repay',
      who: handlers,
      guard: 'What was claimed; without a claim at most what was paid.',
      to: 'repaid',
      event: 'requisition.repaid',
      source: 'SFS 2025:1255 13 §',
    },
    {
      from: ['accepted', 'repaid'],
      act: 'close',
      who: handlers,
      guard: 'What was paid is eligible cost plus what was paid back.',
      to: 'closed',
      event: 'requisition.closed',
      source: 'SFS 2025:1255 12 §, R-09',
    },
  ],
});

/**
 * Facts are noted in the order they happened.
 * @param lastDay of the submission or the fact before
 * @throws DomainError validation-failed `future-day` or `before-last-step`
 */
export function requireSoundDay(day: Day, lastDay: Day, today: Day, pointer = '/day'): void {
  if (compareDays(day, today) > 0)
    throw invalid(pointer, 'future-day', `Dagen ${day} har inte kommit. I dag är det ${today}.`);
  if (compareDays(day, lastDay) < 0)
    throw invalid(pointer, 'before-last-step', `Det förra steget togs ${lastDay}; det här kan inte vara från ${day}.`);
}

/** @throws DomainError ceiling-exceeded with what was asked for, what there is, and the difference */
export function requireWithinCeiling(amount: Money, ceiling: Money, day: Day): void {
  if (amount.compare(ceiling) <= 0) return;
  const over = amount.subtract(ceiling);
  throw new DomainError(
    'ceiling-exceeded',
    `Taket är ${ceiling.format()} den ${day}; ${amount.format()} är ${over.format()} för mycket (R-08).`,
    { code: 'requisition-above-ceiling', members: { requested: amount, available: ceiling, difference: over } },
  );
}

/** @throws DomainError state-conflict `four-eyes`: whoever wrote the figure is not the one who vouches for it. */
export function requireOtherEyes(preparedBy: string | null, approver: string | null): void {
  if (approver !== null && preparedBy !== approver) return;
  throw conflict('four-eyes', 'Den som har förberett rekvisitionen kan inte godkänna den; någon annan gör det.');
}
