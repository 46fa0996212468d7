/**
 * When a scenario does not fit: by how much, and the fewest measures that would have to give way. Pure.
 *
 * A set of measures makes it fit when, for every source asked for too much, what the set has there is at least what is
 * over: then it can be cut by that. Some of it may be moved instead, to another source of the same year that has room
 * and whose checklist says yes. The smallest sets are found by exhaustive search for up to `exactMax` measures at the
 * sources in question; above that, or when the search grows too long, a bound is given and said to be one.
 */
import { type FrozenInputs, type FrozenSource, measureId, type ScenarioRow } from './inputs.rules.js';
import { largestMove, type MoveProblem } from './moves.rules.js';

export const exactMax = 30;
/** How many smallest sets are named; people choose among a few. */
const namedMax = 10;
/** A search longer than this is given up for a bound. A step of the search for moves asks for a flow and costs more. */
const stepsMax = { cut: 200_000, move: 2_000 };

export interface OverSource {
  sourceYearId: string;
  givenOre: bigint;
  remainingOre: bigint;
  overOre: bigint;
}

export interface WaySet {
  /** In the order of the inputs. */
  measures: { proposalId: string; measureKey: string; title: string; atOverOre: bigint }[];
  /** Of what is over, so much could go to other sources with room; the rest must be cut. */
  movableOre: bigint;
  cutOre: bigint;
}

export interface SmallestSets {
  /** False: `atLeast` and `atMost` bound the number, and the set named is an example of `atMost`. */
  exact: boolean;
  atLeast: number;
  atMost: number;
  sets: WaySet[];
  /** There are more sets of that size than are named. */
  more: boolean;
}

export interface Shortfall {
  over: OverSource[];
  overOre: bigint;
  /** By cutting or moving. */
  cutOrMove: SmallestSets;
  /** By moving alone, nobody getting less; null when no set of measures can. */
  moveOnly: SmallestSets | null;
}

interface Candidate {
  proposalId: string;
  measureKey: string;
  title: string;
  /** At each source that is over, in the order of `over`. */
  at: bigint[];
}

/** @returns undefined when no source is asked for more than it has */
export function shortfallOf(inputs: FrozenInputs, rows: readonly ScenarioRow[]): Shortfall | undefined {
  const given = new Map<string, bigint>();
  for (const { sourceYearId, amountOre } of rows) given.set(sourceYearId, (given.get(sourceYearId) ?? 0n) + amountOre);
  const over = inputs.sources.flatMap((source): OverSource[] => {
    const [givenOre, remainingOre] = [given.get(source.sourceYearId) ?? 0n, BigInt(source.remainingOre)];
    const available = remainingOre > 0n ? remainingOre : 0n;
    if (givenOre <= available) return [];
    return [{ sourceYearId: source.sourceYearId, givenOre, remainingOre, overOre: givenOre - available }];
  });
  if (over.length === 0) return undefined;
  const candidates = candidatesOf(inputs, rows, over);
  const moves = movesOf(inputs, given, over, candidates);
  const need = over.map(({ overOre }) => overOre);
  const overOre = sum(need);
  const setOf = (chosen: readonly number[]): WaySet => {
    const movableOre = largestMove(moves, chosen);
    const measures = [...chosen]
      .sort((a, b) => a - b)
      .map((index) => {
        const { at, ...measure } = candidates[index]!;
        return { ...measure, atOverOre: sum(at) };
      });
    return { measures, movableOre, cutOre: overOre - movableOre };
  };
  const covers = (chosen: readonly number[]): boolean => missing(candidates, need, chosen).every((ore) => ore === 0n);
  const movesAll = (chosen: readonly number[]): boolean => largestMove(moves, chosen) === overOre;
  const all = candidates.map((_, index) => index);
  return {
    over,
    overOre,
    cutOrMove: smallest(candidates, need, covers, stepsMax.cut, setOf),
    moveOnly: movesAll(all) ? smallest(candidates, need, movesAll, stepsMax.move, setOf) : null,
  };
}

function candidatesOf(inputs: FrozenInputs, rows: readonly ScenarioRow[], over: readonly OverSource[]): Candidate[] {
  const column = new Map(over.map(({ sourceYearId }, index) => [sourceYearId, index]));
  const at = new Map<string, bigint[]>();
  for (const row of rows) {
    const index = column.get(row.sourceYearId);
    if (index === undefined) continue;
    const own = at.get(measureId(row)) ?? over.map(() => 0n);
    own[index]! += row.amountOre;
    at.set(measureId(row), own);
  }
  return inputs.measures.flatMap(({ proposalId, measureKey, title }) => {
    const own = at.get(measureId({ proposalId, measureKey }));
    return own === undefined ? [] : [{ proposalId, measureKey, title, at: own }];
  });
}

function movesOf(
  inputs: FrozenInputs,
  given: ReadonlyMap<string, bigint>,
  over: readonly OverSource[],
  candidates: readonly Candidate[],
): MoveProblem {
  const isOver = new Set(over.map(({ sourceYearId }) => sourceYearId));
  const room = (source: FrozenSource): bigint => BigInt(source.remainingOre) - (given.get(source.sourceYearId) ?? 0n);
  const targets = inputs.sources.filter(
    (source) => !isOver.has(source.sourceYearId) && room(source) > 0n && isUsable(source),
  );
  const eligible = new Map(inputs.measures.map((one) => [measureId(one), new Set(one.eligibleSourceIds)]));
  const yearOf = new Map(inputs.sources.map(({ sourceYearId, year }) => [sourceYearId, year]));
  return {
    needs: over.map(({ overOre }) => overOre),
    rooms: targets.map(room),
    at: candidates.map(({ at }) => at),
    mayMove: candidates.map((candidate) =>
      over.map(({ sourceYearId }) =>
        targets.flatMap((target, index) =>
          target.year === yearOf.get(sourceYearId) && eligible.get(measureId(candidate))?.has(target.sourceId) === true
            ? [index]
            : [],
        ),
      ),
    ),
  };
}

const isUsable = ({ boundToYears, year, useFromYear, useToYear }: FrozenSource): boolean =>
  !boundToYears || (year >= useFromYear && year <= useToYear);

const sum = (list: readonly bigint[]): bigint => list.reduce((total, ore) => total + ore, 0n);

/** What is still over at each source when the chosen have given way there. */
function missing(candidates: readonly Candidate[], need: readonly bigint[], chosen: readonly number[]): bigint[] {
  return need.map((ore, column) => {
    const left = ore - chosen.reduce((total, index) => total + candidates[index]!.at[column]!, 0n);
    return left > 0n ? left : 0n;
  });
}

/** @param does whether the chosen make it fit; never less true of more measures */
function smallest(
  candidates: readonly Candidate[],
  need: readonly bigint[],
  does: (chosen: readonly number[]) => boolean,
  steps: number,
  setOf: (chosen: readonly number[]) => WaySet,
): SmallestSets {
  const atLeast = Math.max(
    ...need.map((ore, column) =>
      fewest(
        candidates.map(({ at }) => at[column]!),
        ore,
      ),
    ),
  );
  if (candidates.length <= exactMax) {
    const found = search(candidates, need, does, { from: atLeast, steps });
    if (found !== undefined) {
      const size = found[0]?.length ?? 0;
      const sets = found.slice(0, namedMax).map(setOf);
      return { exact: true, atLeast: size, atMost: size, sets, more: found.length > namedMax };
    }
  }
  const example = greedy(candidates, need, does);
  const exact = example.length === atLeast;
  return { exact, atLeast, atMost: example.length, sets: [setOf(example)], more: exact };
}

/** The fewest amounts that reach the sum: the largest. */
function fewest(amounts: readonly bigint[], ore: bigint): number {
  let [left, count] = [ore, 0];
  for (const amount of [...amounts].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))) {
    if (left <= 0n) break;
    left -= amount;
    count += 1;
  }
  return count;
}

/**
 * Every set of the least size, one more than is named at most; undefined when the search grew too long. A branch is left
 * when even its largest remaining amounts, or all of its remaining measures, would not do.
 */
function search(
  candidates: readonly Candidate[],
  need: readonly bigint[],
  does: (chosen: readonly number[]) => boolean,
  { from, steps }: { from: number; steps: number },
): number[][] | undefined {
  const order = candidates
    .map((_, index) => index)
    .sort((a, b) => {
      const [left, right] = [sum(candidates[a]!.at), sum(candidates[b]!.at)];
      return left > right ? -1 : left < right ? 1 : a - b;
    });
  const best = bestSums(order.map((index) => candidates[index]!.at));
  let taken = 0;
  for (let size = from; size <= candidates.length; size += 1) {
    const found: number[][] = [];
    const chosen: number[] = [];
    const step = (at: number): boolean => {
      taken += 1;
      if (taken > steps) return false;
      const more = size - chosen.length;
      if (more === 0) {
        if (does(chosen)) found.push([...chosen]);
        return true;
      }
      if (order.length - at < more || found.length > namedMax) return true;
      const still = missing(candidates, need, chosen);
      if (still.some((ore, column) => best[at]![column]![more]! < ore)) return true;
      if (!does([...chosen, ...order.slice(at)])) return true;
      chosen.push(order[at]!);
      if (!step(at + 1)) return false;
      chosen.pop();
      return step(at + 1);
    };
    if (!step(0)) return undefined;
    if (found.length > 0) return found;
  }
  return undefined;
}

/** `[from][column][k]`: the sum of the k largest amounts of a column among those from there on. */
function bestSums(amounts: readonly (readonly bigint[])[]): bigint[][][] {
  const columns = amounts[0]?.length ?? 0;
  return Array.from({ length: amounts.length + 1 }, (_, from) =>
    Array.from({ length: columns }, (_unused, column) => {
      const sorted = amounts
        .slice(from)
        .map((at) => at[column]!)
        .sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
      const sums = [0n];
      for (let k = 0; k < amounts.length; k += 1) sums.push(sums[k]! + (sorted[k] ?? 0n));
      return sums;
    }),
  );
}

/** Those that give most of what is over, as many as it takes; then without whom it still does. */
function greedy(
  candidates: readonly Candidate[],
  need: readonly bigint[],
  does: (chosen: readonly number[]) => boolean,
): number[] {
  const order = byUse(candidates, need);
  // More never does less, so the shortest beginning that does is found by halving.
  let [few, many] = [0, order.length];
  while (few < many) {
    const middle = Math.floor((few + many) / 2);
    if (does(order.slice(0, middle))) many = middle;
    else few = middle + 1;
  }
  let chosen = order.slice(0, many);
  if (chosen.length > exactMax * 2) return chosen;
  for (const index of [...chosen].reverse()) {
    const without = chosen.filter((one) => one !== index);
    if (does(without)) chosen = without;
  }
  return chosen;
}

/** Each time the one that gives most of what is still over; those that give none of it last. */
function byUse(candidates: readonly Candidate[], need: readonly bigint[]): number[] {
  const left = new Set(candidates.map((_, index) => index));
  const still = [...need];
  const order: number[] = [];
  while (still.some((ore) => ore > 0n)) {
    let [pick, most] = [-1, 0n];
    for (const index of left) {
      const use = sum(candidates[index]!.at.map((ore, column) => (ore < still[column]! ? ore : still[column]!)));
      if (use > most) [pick, most] = [index, use];
    }
    if (pick < 0) break;
    left.delete(pick);
    order.push(pick);
    candidates[pick]!.at.forEach((ore, column) => (still[column] = ore < still[column]! ? still[column]! - ore : 0n));
  }
  return [...order, ...left];
}
