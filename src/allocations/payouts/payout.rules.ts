/** The list of grants to associations that is paid: its states, and who may not do which step. Pure. */
import { conflict, invalid } from '../../kernel/errors.js';
import { type ExecutionBar, executionBarWords } from '../../decisions/execution.rules.js';
import { defineTransitions } from '../../kernel/transitions.js';

export const payoutStatuses = ['prepared', 'attested', 'paid', 'cancelled'] as const;
export type PayoutStatus = (typeof payoutStatuses)[number];

export const payoutMachine = defineTransitions({
  name: 'payoutList',
  initial: 'prepared',
  terminal: ['paid', 'cancelled'],
  states: payoutStatuses,
  swedish: {
    prepared: 'upprättad',
    attested: 'attesterad',
    paid: 'utbetald',
    cancelled: 'makulerad',
    attest: 'attestera',
    pay: 'notera som utbetald',
    cancel: 'makulera',
  },
  edges: [
    {
      from: 'prepared',
      act: 'attest',
      who: ['unitHead', 'administrationDirector'],
      guard:
        'another person than the one who prepared it; no account has changed since; every decision may be carried out (R-40)',
      to: 'attested',
      event: 'payoutList.attested',
      source: 'LKBR 1:1, the municipality’s rules of attestation',
    },
    {
      from: 'attested',
      act: 'pay',
      who: ['controller'],
      guard:
        'the day has come, and every decision on the list was made and might be carried out on it (R-40); every row becomes an actual cost',
      to: 'paid',
      event: 'payoutList.paid',
      source: 'LKBR 2:3',
    },
    {
      from: ['prepared', 'attested'],
      act: 'cancel',
      who: ['caseOfficer', 'cityOffice'],
      guard: 'with a reason; its grants can be listed again',
      to: 'cancelled',
      event: 'payoutList.cancelled',
    },
  ],
});
export type PayoutAct = (typeof payoutMachine.edges)[number]['act'];

/** D9. @throws state-conflict `four-eyes` */
export function requireOtherAttester(attesterId: string | null, preparedBy: string): void {
  if (attesterId === preparedBy) throw conflict('four-eyes', 'Den som upprättade listan kan inte också attestera den.');
}

/** An account that is changed between list and payment is how money goes astray. @throws state-conflict `account-changed` */
export function requireSameAccounts(changed: readonly string[]): void {
  if (changed.length === 0) return;
  throw conflict(
    'account-changed',
    `Kontot har ändrats sedan listan upprättades: ${changed.join(', ')}. Makulera listan och upprätta en ny.`,
  );
}

/** @throws validation-failed `future-day` or `before-decision` at `/paidDay` */
export function requirePaidDay(paidDay: string, { today, decidedDay }: { today: string; decidedDay: string }): void {
  if (paidDay > today)
    throw invalid('/paidDay', 'future-day', `Dagen ${paidDay} har inte kommit; i dag är det ${today}.`);
  if (paidDay < decidedDay)
    throw invalid('/paidDay', 'before-decision', `Ett av bidragen beslutades ${decidedDay}, efter den ${paidDay}.`);
}

/** A grant whose decision may not be carried out, as it is told. */
export interface BarredGrant {
  /** The association's. */
  name: string;
  bar: ExecutionBar;
  bodyName: string;
  minuteItem: number;
  settledDay: string | null;
}

/** `Föreningen (Fritidsnämnden § 4: protokollet är inte justerat)`. */
export const barredText = ({ name, bar, bodyName, minuteItem }: BarredGrant): string =>
  `${name} (${bodyName} § ${minuteItem}: ${executionBarWords[bar]})`;

/**
 * money leaves on a decision that may be carried out, and on no other.
 * @throws validation-failed `before-adjustment` at `/paidDay` when only the day is too early; state-conflict `not-executable`
 */
export function requireExecutable(barred: readonly BarredGrant[]): void {
  const [first] = barred;
  if (first === undefined) return;
  if (barred.every(({ bar }) => bar === 'adjustedLater')) {
    const lastDay = barred.map(({ settledDay }) => settledDay ?? '').reduce((a, b) => (a > b ? a : b));
    throw invalid(
      '/paidDay',
      'before-adjustment',
      `Beslutet om ${first.name} får verkställas från ${lastDay}, när protokollet justerades. Betalades det ut före det, bedöm först om det fick verkställas (KL 13 kap. 14 §).`,
    );
  }
  throw conflict(
    'not-executable',
    `Det här får inte betalas ut: ${barred.map(barredText).join('; ')}. Vänta, eller låt någon bedöma om beslutet får verkställas innan det har fått laga kraft (KL 13 kap. 14 §).`,
  );
}

/** The grant's own year bears it, whenever it is paid. @returns the day of the cost */
export function costDayOf(paidDay: string, year: number): string {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  return paidDay < first ? first : paidDay > last ? last : paidDay;
}
