/** What a cost line must say, and what use comes to when the year is summed up. Pure. */
import { compareDays, type Day, yearOf } from '../../kernel/day.js';
import { conflict, invalid } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';

/** Where a cost belongs, and when money of that place may be used. */
export interface CostPlace {
  sourceName: string;
  kind: string;
  useFromDay: Day;
  useToDay: Day;
}

/**
 * The day the work was done decides the year: an invoice of 15 January for work in December is December's (scenario 7).
 * A grant is used within its period.
 * @throws DomainError validation-failed `future-day` or `outside-use-period`
 */
export function requireSoundCostDay(costDay: Day, place: CostPlace, today: Day, pointer = '/costDay'): void {
  if (compareDays(costDay, today) > 0)
    throw invalid(pointer, 'future-day', `Dagen ${costDay} har inte kommit. I dag är det ${today}.`);
  const isGrant = place.kind === 'stateGrant' || place.kind === 'eu';
  if (!isGrant || (compareDays(costDay, place.useFromDay) >= 0 && compareDays(costDay, place.useToDay) <= 0)) return;
  throw invalid(
    pointer,
    'outside-use-period',
    `${place.sourceName} får användas ${place.useFromDay} till ${place.useToDay}; arbete den ${costDay} hör till ${yearOf(costDay)} års kostnader på annan källa (R-07).`,
  );
}

export interface MeasureUse {
  allocated: Money;
  used: Money;
}

export interface SettledUse extends MeasureUse {
  /** What the allocation covers: the lesser of the two, as it stands, also below zero after credits. */
  eligible: Money;
  /** Allocated and not used; what state money is proposed to be repaid with. */
  unspent: Money;
  /** Falls on the committee's own frame. */
  overspend: Money;
}

/** Per measure and source: one measure's unspent money never pays for another's overspend. */
export function settled({ allocated, used }: MeasureUse): SettledUse {
  const eligible = used.compare(allocated) < 0 ? used : allocated;
  return {
    allocated,
    used,
    eligible,
    unspent: allocated.subtract(eligible),
    overspend: used.subtract(eligible),
  };
}

export interface SettledSum extends SettledUse {
  /** Paid out and never given to a measure, when something has been paid. */
  unallocated: Money | null;
  /** R-09 turned round: what was paid and is not eligible cost. Not clamped: below zero the grantor has paid too little. */
  proposedRepayment: Money | null;
}

/** @param paid by the grantor; null for own money, and for a grant that has not been paid (then what was given counts) */
export function summed(lines: readonly SettledUse[], grant: { paid: Money | null } | null): SettledSum {
  const of = (pick: (line: SettledUse) => Money): Money => lines.reduce((sum, line) => sum.add(pick(line)), Money.zero);
  const [allocated, eligible] = [of((line) => line.allocated), of((line) => line.eligible)];
  const paid = grant?.paid ?? null;
  return {
    allocated,
    used: of((line) => line.used),
    eligible,
    unspent: of((line) => line.unspent),
    overspend: of((line) => line.overspend),
    unallocated: paid === null ? null : paid.subtract(allocated),
    proposedRepayment: grant === null ? null : (paid ?? allocated).subtract(eligible),
  };
}

export type SettlementOutcome = 'repay' | 'return' | 'carry';
export const settlementOutcomes = ['repay', 'return', 'carry'] as const satisfies readonly SettlementOutcome[];

/**
 * State money that was not used goes back to who gave it; the municipality's own goes back to the board or is carried
 * over, and somebody has decided which.
 * @throws DomainError validation-failed `not-applicable` or `required`
 */
export function requireFittingOutcome(isGrant: boolean, outcome: SettlementOutcome, hasDecision: boolean): void {
  if (isGrant !== (outcome === 'repay')) {
    const detail = isGrant
      ? 'Oanvänt statsbidrag återbetalas; det kan varken återgå till styrelsen eller föras över.'
      : 'Kommunens egna medel återbetalas inte; ange om de återgår (return) eller förs över till nästa år (carry).';
    throw invalid('/outcome', 'not-applicable', detail);
  }
  if (!isGrant && !hasDecision)
    throw invalid('/decisionId', 'required', 'Ange beslutet om att medlen återgår eller förs över.');
}

/** warned, with what the law says, and never a reason to refuse. */
export const doubleFinancingText =
  'Insatsen har kostnader eller fördelning ur statsbidrag och ur annan källa samma år. Statsbidrag får inte lämnas till det som redan har annat offentligt stöd (SFS 2025:1255 4 §). Om kommunens egna medel räknas dit är inte avgjort: skilj kostnaderna åt och låt en jurist anteckna sin bedömning.';

/** @throws DomainError state-conflict `already-reversed` or `is-reversal` */
export function requireReversible(line: { reversesId: string | null; reversedBy: string | null }): void {
  if (line.reversesId !== null)
    throw conflict('is-reversal', 'Raden är själv en rättelse; rätta genom att bokföra en ny rad.');
  if (line.reversedBy !== null) throw conflict('already-reversed', 'Raden är redan återförd.');
}
