/** What the ledger must be by itself, whoever wrote it: numbered, added up, under its ceiling, never less than nothing. */
import type { LedgerRecord, Snapshot } from './format.js';
import { groupedBy, type Verdict } from './operations.js';
import type { Step, Timeline } from './timeline.js';

export function checkLedger(
  ledger: LedgerRecord,
  timelines: readonly Timeline[],
  snapshots: readonly Snapshot[],
): Verdict[] {
  return [
    ...timelines.flatMap((timeline) => [
      ...checkNumbers(timeline, ledger),
      ...checkCeilings(timeline),
      ...checkTimeOrder(timeline),
    ]),
    ...checkEffectDays(ledger, timelines),
    ...checkBalance(ledger),
    ...checkMeasures(ledger, timelines),
    ...snapshots.flatMap(({ at, differences }) =>
      differences.map(({ sourceId, what }): Verdict => ({
        name: 'counters-differ',
        detail: `${sourceId} at ${at} ms: ${what}`,
      })),
    ),
  ];
}

const entriesOf = ({ steps }: Timeline): Step[] => steps.filter(({ kind }) => kind === 'entry');

/** M1's sum, M2, M4: 1, 2, 3 … without gap or repeat, each running total the sum so far, the counters the last of them. */
function checkNumbers(timeline: Timeline, ledger: LedgerRecord): Verdict[] {
  const { code, sourceId } = timeline;
  const verdicts: Verdict[] = [];
  let reserved = 0n;
  entriesOf(timeline).forEach((entry, index) => {
    reserved += entry.ore;
    if (entry.number !== index + 1)
      verdicts.push({ name: 'number-gap', detail: `${code}: number ${entry.number} stands in place ${index + 1}` });
    if (entry.running !== reserved)
      verdicts.push({
        name: 'running-total',
        detail: `${code} no ${entry.number}: ${entry.running} is written and the sum is ${reserved}`,
      });
  });
  const kept = ledger.sources.find((source) => source.sourceId === sourceId)!;
  const [state] = timeline.states(timeline.steps.length, timeline.steps.length);
  if (BigInt(kept.reservedOre) !== reserved || BigInt(kept.capOre) !== state!.ceiling)
    verdicts.push({
      name: 'counters-differ',
      detail: `${code}: kept ${kept.reservedOre} of ${kept.capOre}, replayed ${reserved} of ${state!.ceiling}`,
    });
  if (kept.lastNumber !== entriesOf(timeline).length)
    verdicts.push({ name: 'number-gap', detail: `${code}: the counter says ${kept.lastNumber}` });
  return verdicts;
}

/**
 * M1, M10: what gives money ends at or below the ceiling in force then, today's and that of its own day; and the
 * ceiling that is written beside it is the one that was in force.
 */
function checkCeilings(timeline: Timeline): Verdict[] {
  const verdicts: Verdict[] = [];
  const today = timeline.states(0, timeline.steps.length);
  timeline.steps.forEach((entry, index) => {
    if (entry.kind !== 'entry') return;
    const inForce = today[index]!.ceiling;
    const [ofDay] = timeline.states(index, index, {}, entry.day);
    const holds = least(inForce, ofDay!.ceiling);
    const where = `${timeline.code} no ${entry.number}`;
    if (entry.ore > 0n && entry.running > holds)
      verdicts.push({ name: 'above-ceiling', detail: `${where}: ${entry.running} of ${holds}` });
    if (entry.capAtEntry !== inForce)
      verdicts.push({
        name: 'wrong-ceiling-at-entry',
        detail: `${where}: ${entry.capAtEntry} is written and ${inForce} was in force`,
      });
  });
  return verdicts;
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Instants follow the numbers, and nothing stands before what was acknowledged before it was asked for. */
function checkTimeOrder({ code, steps }: Timeline): Verdict[] {
  const verdicts: Verdict[] = [];
  let earliestOk: Step | undefined;
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    const step = steps[index]!;
    const next = steps[index + 1];
    if (next !== undefined && step.at >= next.at)
      verdicts.push({
        name: 'order-against-time',
        detail: `${code}: no ${step.number} was recorded at ${step.at}, after the next`,
      });
    const { operation } = step;
    if (operation !== undefined && earliestOk !== undefined && earliestOk.operation!.okAt < operation.invokedAt)
      verdicts.push({
        name: 'order-against-time',
        detail: `${code}: operation ${operation.op} stands before ${earliestOk.operation!.op}, which was done before it was asked for`,
      });
    if (operation !== undefined && operation.okAt < (earliestOk?.operation?.okAt ?? Infinity)) earliestOk = step;
  }
  return verdicts;
}

function checkEffectDays(ledger: LedgerRecord, timelines: readonly Timeline[]): Verdict[] {
  return timelines.flatMap(({ code, sourceId, steps }) => {
    const expected = steps.filter(({ kind }) => kind === 'ceiling');
    const stored = ledger.ceilings.filter((ceiling) => ceiling.sourceId === sourceId).sort((a, b) => a.at - b.at);
    return stored.flatMap(({ effectiveDay, ground }, index): Verdict[] =>
      effectiveDay === expected[index]!.day
        ? []
        : [
            {
              name: 'ceiling-on-wrong-day',
              detail: `${code}, '${ground}': takes effect ${effectiveDay}; by the rule it is ${expected[index]!.day}`,
            },
          ],
    );
  });
}

/** M3: a posting's two sides cancel within each source. */
function checkBalance({ entries, legs }: LedgerRecord): Verdict[] {
  const sums = new Map<string, bigint>();
  for (const { posting, sourceId, ore } of [...entries, ...legs]) {
    const key = `${posting} ${sourceId}`;
    sums.set(key, (sums.get(key) ?? 0n) + BigInt(ore));
  }
  // A command that nets to nothing within a source has legs and no entry; they cancel among themselves.
  return [...sums].flatMap(([key, sum]): Verdict[] =>
    sum === 0n ? [] : [{ name: 'unbalanced', detail: `posting and source ${key}: the sum is ${sum}` }],
  );
}

/** A measure has on no day given back more to a source than it had got from it by then. */
function checkMeasures({ legs }: LedgerRecord, timelines: readonly Timeline[]): Verdict[] {
  const verdicts: Verdict[] = [];
  for (const { code, sourceId, steps } of timelines) {
    const places = new Map(steps.map(({ posting }, index) => [posting, index]));
    const own = legs
      .filter((leg) => leg.sourceId === sourceId)
      .sort((a, b) => (places.get(a.posting) ?? 0) - (places.get(b.posting) ?? 0));
    const perMeasure = groupedBy(own, ({ measure }) => measure);
    for (const [measure, list] of perMeasure) {
      const given: GivenOnDay[] = [];
      for (const { ore, day } of list) {
        given.push({ ore: -BigInt(ore), day });
        const left = lowest(given);
        if (left < 0n)
          verdicts.push({ name: 'taken-back-twice', detail: `${code}, measure ${measure}: ${left} left on some day` });
      }
    }
  }
  return verdicts;
}

export interface GivenOnDay {
  day: string;
  ore: bigint;
}

/** The least a measure has had of a source on any day. */
export function lowest(given: readonly GivenOnDay[]): bigint {
  let sum = 0n;
  let least = 0n;
  const byDay = given.toSorted((a, b) => a.day.localeCompare(b.day));
  byDay.forEach(({ ore, day }, index) => {
    sum += ore;
    if (byDay[index + 1]?.day !== day && sum < least) least = sum;
  });
  return least;
}
