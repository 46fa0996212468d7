/** What people were told beside what was written: done is there once, refused is not, and each refusal had its cause. */
import type { AmountLine, LedgerRecord, MoneyAct } from './format.js';
import { type GivenOnDay, lowest } from './ledger.checker.js';
import { groupedBy, type Operation, oreOf, outcomeOf, problemIn, type Verdict } from './operations.js';
import type { Authors, Timeline } from './timeline.js';

export function checkAnswers(
  operations: readonly Operation[],
  ledger: LedgerRecord,
  timelines: readonly Timeline[],
  authors: Authors,
): Verdict[] {
  const written = writtenBy(ledger);
  return [
    ...operations.flatMap((operation) => [
      ...checkRepeats(operation),
      ...checkKind(operation),
      ...checkWritten(operation, written),
      ...checkCause(operation, timelines, ledger),
    ]),
    ...checkStrangers(ledger, timelines, authors),
  ];
}

interface Written {
  /** Per agenda item: the measures' lines, given as positive amounts. */
  linesOf: ReadonlyMap<string, AmountLine[]>;
  ceilingsOf: ReadonlyMap<string, LedgerRecord['ceilings']>;
}

function writtenBy(ledger: LedgerRecord): Written {
  const itemOf = new Map(ledger.postings.map(({ id, item }) => [id, item ?? '']));
  const lines = ledger.legs.map(({ posting, sourceId, measure, ore }) => ({
    item: itemOf.get(posting) ?? '',
    line: { sourceId, measure, ore: String(-BigInt(ore)) },
  }));
  const grouped = groupedBy(lines, ({ item }) => item);
  return {
    linesOf: new Map([...grouped].map(([item, list]) => [item, list.map(({ line }) => line)])),
    ceilingsOf: groupedBy(ledger.ceilings, ({ ground }) => ground),
  };
}

/** P10: the same key has the same answer, byte for byte, for everybody who sends it. */
function checkRepeats({ op, answers }: Operation): Verdict[] {
  const definite = answers.filter(({ type }) => type !== 'info');
  const [first] = definite;
  if (first === undefined) return [];
  const told = ({ status, headers, body }: (typeof answers)[number]): string => JSON.stringify([status, headers, body]);
  const other = definite.find((answer) => told(answer) !== told(first));
  return other === undefined
    ? []
    : [{ name: 'answered-otherwise', detail: `operation ${op}: first ${told(first)}, then ${told(other)}` }];
}

const refusals = new Set(['ceiling-exceeded', 'state-conflict/below-zero']);

function reasonOf(body: string | undefined): string {
  const { type, code } = problemIn(body);
  return code === undefined ? type : `${type}/${code}`;
}

/** The only refusals this workload can meet are those of the money; and nothing may end as a fault of ours. */
function checkKind({ op, act, answers }: Operation): Verdict[] {
  return answers.flatMap(({ type, status, body }): Verdict[] => {
    const isRefusalOfMoney = type === 'fail' && 'item' in act && status === 409 && refusals.has(reasonOf(body));
    const isExpected = type === 'fail' ? isRefusalOfMoney : status !== 500;
    return isExpected
      ? []
      : [{ name: 'unexpected-answer', detail: `operation ${op}, ${act.does}: ${status} ${reasonOf(body)} ${body}` }];
  });
}

function checkWritten(operation: Operation, { linesOf, ceilingsOf }: Written): Verdict[] {
  const { op, act } = operation;
  if (act.does === 'read') return [];
  const outcome = outcomeOf(operation);
  const found: string[] =
    'item' in act
      ? (linesOf.get(act.item) ?? []).map(nameOf)
      : (ceilingsOf.get(act.ground) ?? []).map(({ ore, fromDay }) => `${ore} ${fromDay}`);
  const wanted = 'item' in act ? act.lines.map(nameOf) : [`${act.ore} ${act.fromDay}`];
  const what = `operation ${op}, ${act.does}`;
  if (found.length === 0)
    return outcome === 'ok' ? [{ name: 'acknowledged-but-lost', detail: `${what}: nothing is written` }] : [];
  if (outcome === 'fail')
    return [{ name: 'refused-but-written', detail: `${what}: refused, and written ${found.join(', ')}` }];
  const same = (list: readonly string[]): string => list.toSorted().join(', ');
  if (same(found) === same(wanted)) return [];
  const times = found.length / wanted.length;
  const isRepeated = times > 1 && same(found) === same(Array.from({ length: times }, () => wanted).flat());
  return [
    {
      name: isRepeated ? 'written-twice' : 'written-otherwise',
      detail: `${what}: asked for ${same(wanted)}, written ${same(found)}`,
    },
  ];
}

const nameOf = ({ sourceId, measure, ore }: AmountLine): string => `${sourceId} ${measure} ${ore}`;

/** Money and ceilings that nobody asked for, apart from the ceilings that stood there before. */
function checkStrangers(ledger: LedgerRecord, timelines: readonly Timeline[], { ofItem }: Authors): Verdict[] {
  const strangers = ledger.postings.filter(({ item }) => item === null || !ofItem.has(item));
  const ceilings = timelines.flatMap(({ code, steps }) =>
    steps
      .filter(({ kind, operation }, index) => kind === 'ceiling' && operation === undefined && index > 0)
      .map(() => code),
  );
  return [
    ...strangers.map(({ id }): Verdict => ({ name: 'written-by-nobody', detail: `posting ${id}` })),
    ...ceilings.map((code): Verdict => ({ name: 'written-by-nobody', detail: `a ceiling of ${code}` })),
  ];
}

/** A refusal told between invocation and answer must have been true at some moment between them. */
function checkCause(operation: Operation, timelines: readonly Timeline[], ledger: LedgerRecord): Verdict[] {
  const { op, act, answers, invokedAt, answeredAt } = operation;
  const refused = answers.find(({ type }) => type === 'fail');
  if (refused === undefined || !('item' in act)) return [];
  const reason = reasonOf(refused.body);
  const parts = [...groupedBy(act.lines, ({ sourceId }) => sourceId)].map(([sourceId, lines]): Part => {
    const timeline = timelines.find((one) => one.sourceId === sourceId)!;
    const from = timeline.mustSee(invokedAt);
    const to = Math.max(from, timeline.mayEnd(answeredAt));
    return { timeline, lines, from, to, day: act.day };
  });
  const isTrue =
    reason === 'ceiling-exceeded'
      ? fullAsTold(refused.body, parts)
      : reason === 'state-conflict/below-zero'
        ? parts.some((part) => wouldFallBelow(part, ledger))
        : true;
  return isTrue
    ? []
    : [{ name: 'refused-without-cause', detail: `operation ${op}: ${reason} ${refused.body}, ${told(act)}` }];
}

const told = ({ day, lines }: MoneyAct): string => `asked for ${lines.map(nameOf).join(', ')} on ${day}`;

interface Part {
  timeline: Timeline;
  lines: AmountLine[];
  from: number;
  to: number;
  day: string;
}

interface ToldSource {
  code: string;
  requested: { amount: string };
  available: { amount: string };
  overBy: { amount: string };
}

/** Every source the refusal names had, at some moment, exactly the room it was said to have, and that was too little. */
function fullAsTold(body: string | undefined, parts: readonly Part[]): boolean {
  const { sources } = problemIn(body);
  // The database's own last word names no source; then one of them must have been too full.
  if (!Array.isArray(sources)) return parts.some((part) => roomsOf(part).some((room) => room < netOf(part)));
  return (
    sources.length > 0 &&
    (sources as ToldSource[]).every(({ code, requested, available, overBy }) => {
      const part = parts.find(({ timeline }) => timeline.code === code);
      if (part === undefined || oreOf(requested.amount) !== netOf(part)) return false;
      return roomsOf(part).some(
        (room) =>
          room < netOf(part) &&
          oreOf(overBy.amount) === netOf(part) - room &&
          oreOf(available.amount) === (room < 0n ? 0n : room),
      );
    })
  );
}

const netOf = ({ lines }: Part): bigint => lines.reduce((sum, { ore }) => sum + BigInt(ore), 0n);

/** What was left at each moment. The ceiling of the valid day may be that of a moment before, when one was recorded meanwhile. */
function roomsOf({ timeline, from, to, day }: Part): bigint[] {
  const today = timeline.states(from, to);
  const ofDay = timeline.states(from, to, {}, day).map(({ ceiling }) => ceiling);
  return today.flatMap(({ reserved, ceiling }, index) =>
    ofDay.slice(0, index + 1).map((other) => (other < ceiling ? other : ceiling) - reserved),
  );
}

/** Some measure would have given back more than it had got, on some day, or the source than it had given. */
function wouldFallBelow({ timeline, lines, from, to, day }: Part, { legs }: LedgerRecord): boolean {
  const own = legs.filter(({ sourceId }) => sourceId === timeline.sourceId);
  return lines.some(({ measure, ore }) => {
    if (BigInt(ore) >= 0n) return false;
    const given = own.filter((leg) => leg.measure === measure);
    for (let count = from; count <= to; count += 1) {
      const there = new Set(timeline.steps.slice(0, count).map(({ posting }) => posting));
      const before: GivenOnDay[] = given
        .filter(({ posting }) => there.has(posting))
        .map((leg) => ({ day: leg.day, ore: -BigInt(leg.ore) }));
      if (lowest([...before, { day, ore: BigInt(ore) }]) < 0n) return true;
    }
    return false;
  });
}
