/**
 * What a dated ceiling means beside the others of its source and year: which one is in force, which are planned, and what
 * a new one would do. The database decides (docs/money.md); this says the same before the press. Pure; days as `YYYY-MM-DD`.
 */
export interface DatedCeiling {
  /** The day it takes effect, as the API says it. */
  effectiveDay: string;
  amountOre: bigint;
}

export type CeilingStanding = 'inForce' | 'coming' | 'replaced';

/** @param ceilings of one source and year, in the order they were recorded: what is said later overrules what was planned */
export function standingsOf(ceilings: readonly DatedCeiling[], today: string): CeilingStanding[] {
  const inForce = ceilings.findLastIndex(({ effectiveDay }) => effectiveDay <= today);
  return ceilings.map(({ effectiveDay }, index) => {
    if (index === inForce) return 'inForce';
    const isOverruled = ceilings.slice(index + 1).some((later) => later.effectiveDay <= effectiveDay);
    return effectiveDay <= today || isOverruled ? 'replaced' : 'coming';
  });
}

export interface PlannedEffect {
  kind: 'first' | 'raise' | 'lower' | 'same';
  beforeOre: bigint;
  /** A lowering takes effect at once, a raise on its day. */
  effectiveDay: string;
  /** A lowering whose own day is still to come takes effect before it. */
  isBeforeItsDay: boolean;
  /** Planned ceilings that will then never take effect. */
  replaced: number;
  /** More is given than the new ceiling allows; zero or less when it fits. */
  overOre: bigint;
}

/** @param known of one source and year, in the order they were recorded; @param at what is reserved of it, and what day it is */
export function effectOf(
  known: readonly DatedCeiling[],
  { amountOre, validFromDay }: { amountOre: bigint; validFromDay: string },
  { reservedOre, today }: { reservedOre: bigint; today: string },
): PlannedEffect {
  const before = standingsOf(known, today);
  const beforeOre = known[before.indexOf('inForce')]?.amountOre ?? 0n;
  const isLower = amountOre < beforeOre;
  // A planned raise above the new amount would let more be given: the new one takes over on the day of that raise.
  const limits = isLower
    ? [today]
    : known.filter((one) => one.effectiveDay > today && one.amountOre > amountOre).map((one) => one.effectiveDay);
  const effectiveDay = [validFromDay, ...limits].reduce((one, other) => (other < one ? other : one));
  const after = standingsOf([...known, { effectiveDay, amountOre }], today);
  return {
    kind: known.length === 0 ? 'first' : isLower ? 'lower' : amountOre === beforeOre ? 'same' : 'raise',
    beforeOre,
    effectiveDay,
    isBeforeItsDay: effectiveDay < validFromDay,
    replaced: before.filter((standing, index) => standing === 'coming' && after[index] === 'replaced').length,
    overOre: reservedOre - amountOre,
  };
}
