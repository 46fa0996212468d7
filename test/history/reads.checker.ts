/**
 * Each answer about totals is the ledger at one moment between its question and itself: every source a prefix of its own
 * order, a decision over several sources whole or not at all, and nothing that an earlier answer had shown missing.
 */
import type { ReadAct } from './format.js';
import { type Operation, oreOf, type Verdict } from './operations.js';
import type { Filter, Timeline } from './timeline.js';

interface Shown {
  allocated: bigint;
  ceiling: bigint;
}

/** How many steps of each source had been written at the earliest moment an answer fits. */
type Moment = ReadonlyMap<Timeline, number>;

export function checkReads(operations: readonly Operation[], timelines: readonly Timeline[]): Verdict[] {
  const links = linksOf(timelines);
  const seen: { at: number; moment: Moment }[] = [];
  const verdicts: Verdict[] = [];
  const reads = operations.filter(({ act }) => act.does === 'read').sort((a, b) => a.invokedAt - b.invokedAt);
  for (const read of reads) {
    const answer = read.answers.find(({ type }) => type === 'ok');
    if (answer === undefined) continue;
    const fit = momentOf(read, answer.body ?? '', answer.at, timelines, links, seen);
    if (typeof fit === 'string')
      verdicts.push({ name: 'read-of-no-moment', detail: `operation ${read.op}, ${JSON.stringify(read.act)}: ${fit}` });
    else seen.push({ at: answer.at, moment: fit });
  }
  return verdicts;
}

/** Where a posting stands in each of its sources; only those with several. */
function linksOf(timelines: readonly Timeline[]): Map<Timeline, number>[] {
  const places = new Map<string, Map<Timeline, number>>();
  for (const timeline of timelines)
    timeline.steps.forEach(({ posting, operation }, index) => {
      // One decision may be two postings, the reduction first; they are committed together.
      const act = operation === undefined ? posting : `operation ${operation.op}`;
      if (posting === undefined || act === undefined) return;
      const own = places.get(act) ?? new Map<Timeline, number>();
      if (!own.has(timeline)) own.set(timeline, index);
      places.set(act, own);
    });
  return [...places.values()].filter((own) => own.size > 1);
}

/** @returns the earliest moment that fits, or why none does */
function momentOf(
  read: Operation,
  body: string,
  answeredAt: number,
  timelines: readonly Timeline[],
  links: readonly Map<Timeline, number>[],
  seen: readonly { at: number; moment: Moment }[],
): Moment | string {
  const { asOf, knownAt } = read.act as ReadAct;
  const filter: Filter = { asOf, knownAt };
  const shown = shownIn(body);
  const fits = new Map<Timeline, Set<number>>();
  const earliest = new Map<Timeline, number>();
  const before = seen.filter(({ at }) => at < read.invokedAt);
  for (const timeline of timelines) {
    const from = Math.max(timeline.mustSee(read.invokedAt), ...before.map(({ moment }) => moment.get(timeline) ?? 0));
    const to = Math.max(from, timeline.mayEnd(answeredAt));
    const told = shown.get(timeline.sourceId) ?? { allocated: 0n, ceiling: 0n };
    const counts = timeline
      .states(from, to, filter)
      .flatMap(({ reserved, ceiling }, index) =>
        reserved === told.allocated && ceiling === told.ceiling ? [from + index] : [],
      );
    if (counts.length === 0)
      return `${timeline.code}: ${told.allocated} of ${told.ceiling} stood there at no moment (${from} to ${to} steps)`;
    fits.set(timeline, new Set(counts));
    earliest.set(timeline, counts[0]!);
  }
  return raised(earliest, fits, links, timelines);
}

/**
 * What is committed together is seen together: while a decision is seen in one source and not in another, the other's
 * moment is moved on to the next that fits. Moments only ever move on, so the first that satisfies all is the earliest.
 */
function raised(
  earliest: Map<Timeline, number>,
  fits: ReadonlyMap<Timeline, ReadonlySet<number>>,
  links: readonly Map<Timeline, number>[],
  timelines: readonly Timeline[],
): Moment | string {
  for (let moved = true; moved;) {
    moved = false;
    for (const places of links) {
      const isSeen = [...places].some(([timeline, index]) => index < earliest.get(timeline)!);
      if (!isSeen) continue;
      for (const [timeline, index] of places) {
        if (index < earliest.get(timeline)!) continue;
        const next = [...fits.get(timeline)!].find((count) => count > index);
        if (next === undefined)
          return `${timeline.code} shows less than all of a decision that ${timelines.length - 1} other sources are seen after`;
        earliest.set(timeline, next);
        moved = true;
      }
    }
  }
  return earliest;
}

interface ShownSource {
  sourceId: string;
  allocated: { amount: string };
  pending: { amount: string };
  ceiling: { amount: string };
}

function shownIn(body: string): Map<string, Shown> {
  const { sources } = JSON.parse(body) as { sources: ShownSource[] };
  return new Map(
    sources.map(({ sourceId, allocated, pending, ceiling }) => [
      sourceId,
      { allocated: oreOf(allocated.amount) + oreOf(pending.amount), ceiling: oreOf(ceiling.amount) },
    ]),
  );
}
