/** What leaves a year when it is closed, and when a year and a whole source may be. Pure. */
import { conflict } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import type { SettledUse } from '../costs/cost.rules.js';

/**
 * Of a measure's unspent own money, what goes back through the ledger: never more than it was given, also when credits
 * have made its use less than nothing. State money does not move here; it is owed to its grantor and paid back to it.
 */
export function leaving({ allocated, unspent }: Pick<SettledUse, 'allocated' | 'unspent'>): Money {
  const most = unspent.compare(allocated) > 0 ? allocated : unspent;
  return most.isPositive() ? most : Money.zero;
}

/** What still waits in a year. */
export interface YearWaiting {
  sourceName: string;
  year: number;
  isOver: boolean;
  isClosed: boolean;
  pending: Money;
  /** Promised under a condition that nobody has answered. */
  conditional: Money;
  /** On lists of grants to associations that the bank may be paying. */
  listed: Money;
}

/** @throws state-conflict `already-settled`, `year-not-over`, `pending-left`, `conditional-left` or `payout-left` */
export function requireClosable({
  sourceName,
  year,
  isOver,
  isClosed,
  pending,
  conditional,
  listed,
}: YearWaiting): void {
  if (isClosed) throw conflict('already-settled', 'Källan är redan avräknad för året.');
  if (!isOver) throw conflict('year-not-over', `År ${year} är inte slut; kostnader kan tillkomma.`);
  if (!pending.isZero())
    throw conflict(
      'pending-left',
      `${pending.format()} ur ${sourceName} ${year} är reserverade för en fördelning som inte är beslutad. Besluta eller återta den först.`,
    );
  if (!conditional.isZero())
    throw conflict(
      'conditional-left',
      `${conditional.format()} ur ${sourceName} ${year} är villkorade och inte avgjorda. Låt raderna träda i kraft eller falla först.`,
    );
  if (!listed.isZero())
    throw conflict(
      'payout-left',
      `${listed.format()} ur ${sourceName} ${year} står på utbetalningslistor som inte är noterade som utbetalda. Notera betalningen eller makulera listan först; annars kan pengarna ges en gång till.`,
    );
}

/** What stands open in a source that somebody wants to settle. */
export interface SourceOpenings {
  name: string;
  pending: Money;
  conditional: Money;
  openRequisitions: number;
  /** Years in which something was given or used, and that are not closed. */
  openYears: readonly number[];
}

/**
 * R-09: every report is accepted, the repayment booked and the costs closed before the books are.
 * @throws state-conflict `pending-left`, `conditional-left`, `requisition-open` or `year-open`
 */
export function requireSettleable({ name, pending, conditional, openRequisitions, openYears }: SourceOpenings): void {
  if (!pending.isZero())
    throw conflict(
      'pending-left',
      `${pending.format()} ur ${name} är reserverade för en fördelning som inte är beslutad. Besluta eller återta den först.`,
    );
  if (!conditional.isZero())
    throw conflict(
      'conditional-left',
      `${conditional.format()} ur ${name} är villkorade och inte avgjorda. Låt raderna träda i kraft eller falla först.`,
    );
  if (openRequisitions > 0)
    throw conflict(
      'requisition-open',
      `${openRequisitions === 1 ? 'En rekvisition är' : `${openRequisitions} rekvisitioner är`} inte avslutad. Återrapporten ska vara godkänd och återbetalningen bokförd först (R-09).`,
    );
  if (openYears.length > 0)
    throw conflict(
      'year-open',
      `${name} är inte avräknad för ${openYears.join(', ')}; avräkna ${openYears.length === 1 ? 'året' : 'åren'} först, så att inga kostnader kan tillkomma.`,
      { years: [...openYears] },
    );
}
