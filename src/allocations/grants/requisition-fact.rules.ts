/** What the grantor does with a requisition, noted with its day: payout, claim, repayment, closing. Pure. */
import type { Day } from '../../kernel/day.js';
import { conflict, invalid } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';

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
