/**
 * Ways to begin a scenario: who gets what out of which source, from the frozen figures alone. Pure; no öre is lost and
 * none is made. A rule proposes, the checker judges: `asRequested` and `asRecommended` do not look at the ceilings.
 *
 * A measure is paid in its own year, first from the source its committee wished for, then from the source that the fewest
 * measures may use, so that money everybody may use is left for those who have nothing else.
 */
import { Money } from '../../kernel/money.js';
import {
  type FrozenInputs,
  type FrozenMeasure,
  type FrozenSource,
  measureId,
  type ScenarioRow,
} from './inputs.rules.js';

export const fillRules = ['asRequested', 'asRecommended', 'proRata', 'byPriority', 'cheapestFirst'] as const;
export type FillRule = (typeof fillRules)[number];

export interface Filling {
  rule: FillRule;
  /** Only sources whose checklist says yes for the measure. */
  onlyEligible: boolean;
}

interface Wanting {
  measure: FrozenMeasure;
  need: Money;
  /** Where it may be paid from, the best first. */
  sources: readonly FrozenSource[];
}

/** The rows of the rule, measures in the order of the inputs, each measure's sources in the order they were tried. */
export function fill(inputs: FrozenInputs, filling: Filling): ScenarioRow[] {
  const wanting = wantingOf(inputs, filling.onlyEligible);
  const taken =
    filling.rule === 'asRecommended'
      ? asRecommended(inputs, filling.onlyEligible)
      : filling.rule === 'asRequested'
        ? asRequested(wanting)
        : filling.rule === 'proRata'
          ? proRata(wanting, roomOf(inputs))
          : inTurn(ordered(wanting, filling.rule), roomOf(inputs));
  const place = new Map(inputs.measures.map((measure, index) => [measureId(measure), index]));
  return taken.sort((a, b) => (place.get(measureId(a)) ?? 0) - (place.get(measureId(b)) ?? 0));
}

function wantingOf(inputs: FrozenInputs, onlyEligible: boolean): Wanting[] {
  const crowd = new Map<string, number>();
  for (const { eligibleSourceIds } of inputs.measures)
    for (const sourceId of eligibleSourceIds) crowd.set(sourceId, (crowd.get(sourceId) ?? 0) + 1);
  const byCrowd = [...inputs.sources]
    .filter(isUsableInItsYear)
    .sort((a, b) => (crowd.get(a.sourceId) ?? 0) - (crowd.get(b.sourceId) ?? 0) || (a.code < b.code ? -1 : 1));
  return inputs.measures.map((measure) => {
    const eligible = new Set(measure.eligibleSourceIds);
    const own = byCrowd.filter(
      (source) => source.year === measure.year && (!onlyEligible || eligible.has(source.sourceId)),
    );
    const wished = own.filter((source) => source.sourceId === measure.wishedSourceId);
    return {
      measure,
      need: needOf(measure),
      sources: [...wished, ...own.filter((source) => !wished.includes(source))],
    };
  });
}

const isUsableInItsYear = ({ boundToYears, year, useFromYear, useToYear }: FrozenSource): boolean =>
  !boundToYears || (year >= useFromYear && year <= useToYear);

/** What is asked for, and no more than may still be given. */
function needOf({ requestedOre, limitOre }: FrozenMeasure): Money {
  const [requested, limit] = [Money.fromOre(BigInt(requestedOre)), Money.fromOre(BigInt(limitOre))];
  const least = requested.compare(limit) < 0 ? requested : limit;
  return least.isNegative() ? Money.zero : least;
}

/** Room left per source and year; an over-allocated source has none. */
function roomOf(inputs: FrozenInputs): Map<string, Money> {
  const room = ({ remainingOre }: FrozenSource): Money => {
    const remaining = Money.fromOre(BigInt(remainingOre));
    return remaining.isNegative() ? Money.zero : remaining;
  };
  return new Map(inputs.sources.map((source) => [source.sourceYearId, room(source)]));
}

function rowOf({ proposalId, measureKey }: FrozenMeasure, sourceYearId: string, amount: Money): ScenarioRow {
  return { proposalId, measureKey, sourceYearId, amountOre: amount.ore };
}

/** All of it from the first source, whether there is room or not. */
function asRequested(wanting: readonly Wanting[]): ScenarioRow[] {
  return wanting.flatMap(({ measure, need, sources: [first] }) =>
    first === undefined || need.isZero() ? [] : [rowOf(measure, first.sourceYearId, need)],
  );
}

/** As the city office would give it. */
function asRecommended(inputs: FrozenInputs, onlyEligible: boolean): ScenarioRow[] {
  const sourceOf = new Map(inputs.sources.map(({ sourceYearId, sourceId }) => [sourceYearId, sourceId]));
  return inputs.measures.flatMap((measure) =>
    measure.recommended
      .filter(
        ({ sourceYearId }) => !onlyEligible || measure.eligibleSourceIds.includes(sourceOf.get(sourceYearId) ?? ''),
      )
      .map(({ sourceYearId, amountOre }) => rowOf(measure, sourceYearId, Money.fromOre(BigInt(amountOre)))),
  );
}

/** Equal shares of what is asked for: every measure asks its best source, a source that is asked for too much is divided in proportion, and what is left wanting asks the next. */
function proRata(wanting: readonly Wanting[], room: Map<string, Money>): ScenarioRow[] {
  const left = wanting.map(({ need }) => need);
  const taken: ScenarioRow[] = [];
  const rounds = Math.max(0, ...wanting.map(({ sources }) => sources.length));
  for (let round = 0; round < rounds; round += 1) {
    const asking = new Map<string, number[]>();
    wanting.forEach(({ sources }, index) => {
      const source = sources[round];
      if (source === undefined || left[index]!.isZero()) return;
      const group = asking.get(source.sourceYearId);
      if (group === undefined) asking.set(source.sourceYearId, [index]);
      else group.push(index);
    });
    for (const [sourceYearId, group] of asking) {
      const available = room.get(sourceYearId) ?? Money.zero;
      if (available.isZero()) continue;
      const asked = Money.fromOre(group.reduce((sum, index) => sum + left[index]!.ore, 0n));
      const whole = asked.compare(available) < 0 ? asked : available;
      const parts = whole.split(group.map((index) => left[index]!.ore));
      room.set(sourceYearId, available.subtract(whole));
      group.forEach((index, at) => {
        const part = parts[at]!;
        if (part.isZero()) return;
        left[index] = left[index]!.subtract(part);
        taken.push(rowOf(wanting[index]!.measure, sourceYearId, part));
      });
    }
  }
  return taken;
}

/** One after the other; the one at the border gets what is left. */
function inTurn(wanting: readonly Wanting[], room: Map<string, Money>): ScenarioRow[] {
  return wanting.flatMap(({ measure, need, sources }) => {
    let left = need;
    const own: ScenarioRow[] = [];
    for (const { sourceYearId } of sources) {
      const available = room.get(sourceYearId) ?? Money.zero;
      if (left.isZero() || available.isZero()) continue;
      const part = left.compare(available) < 0 ? left : available;
      left = left.subtract(part);
      room.set(sourceYearId, available.subtract(part));
      own.push(rowOf(measure, sourceYearId, part));
    }
    return own;
  });
}

/** Stable: of equals the one that stands first in the inputs. A measure without priority comes after those that have one. */
function ordered(wanting: readonly Wanting[], rule: 'byPriority' | 'cheapestFirst'): Wanting[] {
  const last = Number.MAX_SAFE_INTEGER;
  return [...wanting].sort((a, b) =>
    rule === 'byPriority' ? (a.measure.priority ?? last) - (b.measure.priority ?? last) : a.need.compare(b.need),
  );
}
