/**
 * What the totals must be, worked out the slow way: every act is kept in a list and every total is summed over it.
 * Shares nothing with the product but the words, so that the two can disagree.
 */
export const askedKinds = ['requested', 'recommended', 'approved'] as const;
export type AskedKind = (typeof askedKinds)[number];

/** All amounts in öre. */
export interface OracleRow {
  requested: bigint;
  recommended: bigint;
  approved: bigint;
  allocated: bigint;
  ceiling: bigint;
}

interface Asked {
  kind: AskedKind;
  callId: string | null;
  proposalId: string;
  measureKey: string;
  sourceId: string | null;
  year: number;
  ore: bigint;
  validDay: string;
  step: number;
}

interface Given {
  place: string;
  measureKey: string;
  ore: bigint;
  validDay: string;
  step: number;
}

interface Ceiling {
  place: string;
  ore: bigint;
  effectiveDay: string;
  step: number;
}

export interface OracleMoment {
  asOf: string | null;
  /** Number of the last step that was known. */
  step: number;
  /** The day of the knowing, on which ceilings are judged when no other day is asked for. */
  day: string;
}

const sum = (list: readonly bigint[]): bigint => list.reduce((total, one) => total + one, 0n);
export const placeOf = (sourceId: string, year: number): string => `${sourceId} ${year}`;

export class TotalsOracle {
  private readonly asked: Asked[] = [];
  private readonly given: Given[] = [];
  private readonly ceilings: Ceiling[] = [];

  constructor(private readonly today: string) {}

  /** Everything the proposal had of this kind is replaced by the list. */
  ask(
    step: number,
    kind: AskedKind,
    who: { callId: string | null; proposalId: string },
    validDay: string,
    list: readonly { measureKey: string; sourceId: string | null; year: number; ore: bigint }[],
  ): void {
    const { callId, proposalId } = who;
    const standing = this.asked.filter((one) => one.proposalId === proposalId && one.kind === kind);
    const places = [...standing, ...list].map(({ measureKey, sourceId, year }) =>
      JSON.stringify([measureKey, sourceId, year]),
    );
    for (const place of new Set(places)) {
      const [measureKey, sourceId, year] = JSON.parse(place) as [string, string | null, number];
      const here = (one: { measureKey: string; sourceId: string | null; year: number }): boolean =>
        one.measureKey === measureKey && one.sourceId === sourceId && one.year === year;
      const ore = sum(list.filter(here).map((one) => one.ore)) - sum(standing.filter(here).map((one) => one.ore));
      this.asked.push({ kind, callId, proposalId, measureKey, sourceId, year, ore, validDay, step });
    }
  }

  setCeiling(step: number, place: string, ore: bigint, validFromDay: string): void {
    const isLowering = ore < this.ceilingAt(place, this.today, step);
    const undercut = this.ceilings
      .filter((one) => one.place === place && one.effectiveDay > this.today && one.ore > ore)
      .map((one) => one.effectiveDay);
    const limit = isLowering ? [this.today] : undercut;
    const effectiveDay = [validFromDay, ...limit].sort()[0] as string;
    this.ceilings.push({ place, ore, effectiveDay, step });
  }

  /** Gives all of it, or nothing. @returns why not */
  give(
    step: number,
    validDay: string,
    list: readonly { place: string; measureKey: string; ore: bigint }[],
  ): 'given' | 'ceiling-exceeded' | 'below-zero' {
    const places = [...new Set(list.map((one) => one.place))];
    const held = (place: string, measureKey?: string): bigint =>
      sum(
        this.given
          .filter((one) => one.place === place && (measureKey ?? one.measureKey) === one.measureKey)
          .map((one) => one.ore),
      );
    const net = (place: string): bigint => sum(list.filter((one) => one.place === place).map((one) => one.ore));
    if (places.some((place) => net(place) <= 0n && held(place) + net(place) < 0n)) return 'below-zero';
    const ceiling = (place: string): bigint => {
      const [now, then] = [this.ceilingAt(place, this.today, step), this.ceilingAt(place, validDay, step)];
      return now < then ? now : then;
    };
    if (places.some((place) => net(place) > 0n && held(place) + net(place) > ceiling(place))) return 'ceiling-exceeded';
    for (const { place, measureKey } of list) {
      const change = sum(
        list.filter((one) => one.place === place && one.measureKey === measureKey).map((one) => one.ore),
      );
      const history = [...this.given, { place, measureKey, ore: change, validDay }].filter(
        (one) => one.place === place && one.measureKey === measureKey,
      );
      const dips = history.some(
        ({ validDay: until }) => sum(history.filter((one) => one.validDay <= until).map((one) => one.ore)) < 0n,
      );
      // Judged only when money is taken back: giving cannot make an earlier day worse.
      if (list.some((one) => one.ore < 0n && one.place === place && one.measureKey === measureKey) && dips)
        return 'below-zero';
    }
    this.given.push(...list.map((one) => ({ ...one, validDay, step })));
    return 'given';
  }

  /** Per source and year (`null 2023` for what has no source), at a moment, for one call or all. */
  totals({ asOf, step, day }: OracleMoment, callId: string | null = null): Map<string, OracleRow> {
    const counts = (one: { validDay: string; step: number }): boolean =>
      one.step <= step && (asOf === null || one.validDay <= asOf);
    const rows = new Map<string, OracleRow>();
    const at = (place: string): OracleRow => {
      const row = rows.get(place) ?? { requested: 0n, recommended: 0n, approved: 0n, allocated: 0n, ceiling: 0n };
      rows.set(place, row);
      return row;
    };
    for (const one of this.asked) {
      if (!counts(one) || (callId !== null && one.callId !== callId)) continue;
      at(placeOf(String(one.sourceId), one.year))[one.kind] += one.ore;
    }
    for (const one of this.given) if (counts(one)) at(one.place).allocated += one.ore;
    for (const { place, step: known } of this.ceilings)
      if (known <= step) at(place).ceiling = this.ceilingAt(place, asOf ?? day, step);
    return rows;
  }

  private ceilingAt(place: string, day: string, step: number): bigint {
    let best: Ceiling | undefined;
    for (const one of this.ceilings) {
      if (one.place !== place || one.step > step || one.effectiveDay > day) continue;
      best = one;
    }
    return best?.ore ?? 0n;
  }
}
