/** Asking a grantor for money that has been set aside for the municipality, and what becomes of it. Pure. */
import type { Day } from '../../kernel/day.js';
import { compareDays } from '../../kernel/day.js';
import { instantOf, type LocalTime } from '../../kernel/deadline.js';
import { conflict, DomainError, invalid } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
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

/** What the grantor, or somebody for the municipality, has done outside the system and that is noted with its day. */
export const factActs = ['confirm', 'withhold', 'pay', 'accept', 'claimRecovery', 'repay', 'close'] as const;
export type FactAct = (typeof factActs)[number];

/** SFS 2025:1255 12 §. */
export const recoveryGrounds = ['wrongOrTooHigh', 'unused', 'otherPurpose', 'noReport', 'conditionsBroken'] as const;
export type RecoveryGround = (typeof recoveryGrounds)[number];

export interface Fact {
  act: FactAct;
  day: Day;
  amount?: Money | undefined;
  ground?: RecoveryGround | undefined;
  reason?: string | undefined;
}

/** What the requisition holds when the fact is noted. */
export interface RequisitionMoney {
  requisitioned: Money;
  paid: Money;
  claimed: Money | null;
  hasReport: boolean;
}

/** @throws DomainError validation-failed at the field, naming what would be right */
export function requireSoundFact(fact: Fact, money: RequisitionMoney): void {
  const withAmount = fact.act === 'pay' || fact.act === 'claimRecovery' || fact.act === 'repay';
  const { amount } = fact;
  if (!withAmount && amount !== undefined)
    throw invalid('/amount', 'not-applicable', 'Den här anteckningen har inget belopp; ta bort det.');
  if (fact.act !== 'claimRecovery' && fact.ground !== undefined)
    throw invalid('/ground', 'not-applicable', 'Grund för återkrav hör bara till ett återkrav.');
  if (fact.act === 'withhold' && fact.reason === undefined)
    throw invalid('/reason', 'required', 'Ange vad bidragsgivaren håller inne pengarna för.');
  if (!withAmount) return;
  if (amount === undefined) throw invalid('/amount', 'required', 'Ange beloppet.');
  if (fact.act === 'pay') requireSoundPayout(amount, money.requisitioned, fact.reason);
  if (fact.act === 'claimRecovery') requireSoundClaim(amount, fact.ground, money);
  if (fact.act === 'repay') requireSoundRepayment(amount, money);
}

function requireSoundPayout(amount: Money, requisitioned: Money, reason: string | undefined): void {
  requireAtMost(amount, requisitioned, 'Det begärda beloppet är');
  if (amount.compare(requisitioned) < 0 && reason === undefined) {
    const detail = `${requisitioned.format()} var begärt och ${amount.format()} betalades ut; ange skälet till att resten hölls inne.`;
    throw invalid('/reason', 'required', detail);
  }
}

function requireSoundClaim(
  amount: Money,
  ground: RecoveryGround | undefined,
  { paid, hasReport }: RequisitionMoney,
): void {
  requireSome(amount);
  requireAtMost(amount, paid, 'Utbetalt är');
  if (ground === undefined) throw invalid('/ground', 'required', 'Ange grunden för återkravet.');
  if (ground === 'noReport' && hasReport)
    throw invalid(
      '/ground',
      'report-exists',
      'En återrapport är lämnad; då kan grunden inte vara att den saknas. Ange en annan grund.',
    );
}

function requireSoundRepayment(amount: Money, { paid, claimed }: RequisitionMoney): void {
  requireSome(amount);
  requireAtMost(amount, paid, 'Utbetalt är');
  if (claimed !== null && !amount.equals(claimed))
    throw invalid('/amount', 'not-as-claimed', `Återkravet är ${claimed.format()}; återbetala det beloppet.`);
}

function requireSome(amount: Money): void {
  if (amount.compare(Money.zero) <= 0)
    throw invalid('/amount', 'amount-range', 'Beloppet är noll; ange ett belopp större än noll.');
}

function requireAtMost(amount: Money, most: Money, what: string): void {
  if (amount.compare(most) > 0)
    throw invalid('/amount', 'above-limit', `${what} ${most.format()}; ${amount.format()} är mer än så.`);
}

export interface Explanation {
  paid: Money;
  repaid: Money;
  /** Of the settled year; null while it is not settled. */
  eligible: Money | null;
  claimGround: string | null;
}

/**
 * what was paid is eligible cost plus what was paid back. Where the grantor has claimed money for another reason than
 * that it was not used, more goes back than that.
 * @throws DomainError state-conflict `not-settled` or `payout-not-explained` with the figures
 */
export function requirePayoutExplained({ paid, repaid, eligible, claimGround }: Explanation): void {
  if (repaid.equals(paid)) return;
  if (eligible === null)
    throw conflict(
      'not-settled',
      'Källan är inte avräknad för året; avräkna den först, så att det går att se vad som ska återbetalas.',
    );
  const explained = eligible.add(repaid);
  const order = paid.compare(explained);
  if (order === 0 || (order < 0 && claimGround !== null && claimGround !== 'unused')) return;
  const detail = `Utbetalt är ${paid.format()}, bidragsgrundande kostnad ${eligible.format()} och återbetalt ${repaid.format()}. Utbetalt ska vara summan av de andra två (R-09); ${paid.subtract(eligible).format()} ska återbetalas.`;
  throw conflict('payout-not-explained', detail, { paid, eligible, repaid, difference: paid.subtract(explained) });
}

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

export interface SubmissionMoment {
  submittedDay?: Day | undefined;
  submittedTime?: LocalTime | undefined;
  /** Where and how it was handed in; demanded for an earlier moment. */
  submittedElsewhere?: string | undefined;
}

/**
 * When it was handed in. Now, unless it was done elsewhere before and is only noted here; then the moment that counts is
 * that one, with where and how (docs/decisions/0029). A day without a time is the day's last minute: nobody gains by
 * leaving the time out.
 * @returns null for now: the database's clock has microseconds, and cutting them would let a late one in
 * @throws DomainError validation-failed `future-day`, `required` or `not-applicable`
 */
export function submissionInstant(
  { submittedDay, submittedTime, submittedElsewhere }: SubmissionMoment,
  { now, today }: { now: Date; today: Day },
): Date | null {
  if (submittedDay === undefined) {
    if (submittedTime !== undefined)
      throw invalid('/submittedTime', 'not-applicable', 'Ett klockslag förutsätter en dag.');
    return null;
  }
  if (compareDays(submittedDay, today) > 0)
    throw invalid('/submittedDay', 'future-day', `Dagen ${submittedDay} har inte kommit. I dag är det ${today}.`);
  if (submittedElsewhere === undefined)
    throw invalid(
      '/submittedElsewhere',
      'required',
      'Ange var och hur rekvisitionen skickades in, när det skedde före den här anteckningen.',
    );
  const at = instantOf({ day: submittedDay, time: submittedTime ?? '23:59' }, undefined, '/submittedTime');
  if (at <= now) return at;
  if (submittedTime === undefined) return null;
  throw invalid('/submittedTime', 'future-day', `Klockan är inte ${submittedTime} än.`);
}

/** R-08, scenario 1: what comes later than the deadline is not handed in; it has expired. */
export function expiredRefusal(deadlineAt: Date, at: Date): DomainError {
  return new DomainError(
    'deadline-passed',
    `Sista tidpunkt att rekvirera var ${inStockholm(deadlineAt)}; det här är från ${inStockholm(at)}. Rekvisitionen är för sent och pengarna kan inte begäras.`,
    { code: 'requisition-expired', members: { deadlineAt: deadlineAt.toISOString(), state: 'expired' } },
  );
}

const localFormat = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  dateStyle: 'short',
  timeStyle: 'short',
});
const inStockholm = (instant: Date): string => localFormat.format(instant).replace(' ', ' kl. ');
