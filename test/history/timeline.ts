/**
 * A source's own order: its entries by number, its ceilings between them by the instant both took under the same lock.
 * The model of the money is here, in its few lines: add up, and find the ceiling in force.
 */
import type { LedgerRecord } from './format.js';
import type { Operation } from './operations.js';

export interface Step {
  kind: 'entry' | 'ceiling';
  at: number;
  /** Change of what is reserved, or the new ceiling. */
  ore: bigint;
  /** The day it holds from: the entry's valid day, or the day the ceiling takes effect by the rule. */
  day: string;
  /** Of ceilings: in force on the day it was recorded. One planned for later takes no effect during a run. */
  isInForce: boolean;
  /** Of entries. */
  posting: string | undefined;
  capAtEntry: bigint;
  running: bigint;
  number: number;
  /** Who did it; undefined for what stood there when the history began. */
  operation: Operation | undefined;
}

/** The part of what is written that somebody asks for. */
export interface Filter {
  asOf?: string | undefined;
  knownAt?: number | undefined;
}

export interface State {
  reserved: bigint;
  ceiling: bigint;
}

const farDay = '9999-12-31';

export class Timeline {
  readonly steps: Step[];

  constructor(
    readonly sourceId: string,
    readonly code: string,
    steps: Step[],
  ) {
    this.steps = steps;
  }

  /** How many steps everybody who asks at `at` must see: what somebody had been told is done, and what came before it. */
  mustSee(at: number): number {
    for (let index = this.steps.length - 1; index >= 0; index -= 1)
      if ((this.steps[index]!.operation?.okAt ?? -Infinity) < at) return index + 1;
    return 0;
  }

  /** How many steps anybody may see at `at`: up to the first that nobody had asked for yet. */
  mayEnd(at: number): number {
    const index = this.steps.findIndex(({ operation }) => operation !== undefined && operation.invokedAt > at);
    return index === -1 ? this.steps.length : index;
  }

  /**
   * After each number of steps from `from` to `to`: what is reserved and the ceiling in force.
   * @param onDay the ceiling of that day; today's when left out
   */
  states(from: number, to: number, { asOf, knownAt = Infinity }: Filter = {}, onDay = asOf): State[] {
    let reserved = 0n;
    let ceiling = 0n;
    const states: State[] = [];
    for (let count = 0; count <= to; count += 1) {
      if (count > 0) {
        const step = this.steps[count - 1]!;
        if (step.at <= knownAt) {
          if (step.kind === 'entry' && (asOf === undefined || step.day <= asOf)) reserved += step.ore;
          // Steps stand in the order they were recorded, so the last that has taken effect overrules those before.
          if (step.kind === 'ceiling' && (onDay === undefined ? step.isInForce : step.day <= onDay)) ceiling = step.ore;
        }
      }
      if (count >= from) states.push({ reserved, ceiling });
    }
    return states;
  }

  indexOf(posting: string): number {
    return this.steps.findIndex((step) => step.posting === posting);
  }
}

const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm', dateStyle: 'short' });
export const stockholmDay = (microseconds: number): string => calendar.format(new Date(microseconds / 1_000));

/** Who wrote a posting, by its agenda item, and a ceiling, by its ground. */
export interface Authors {
  ofItem: ReadonlyMap<string, Operation>;
  ofGround: ReadonlyMap<string, Operation>;
}

export function authorsOf(operations: readonly Operation[]): Authors {
  const ofItem = new Map<string, Operation>();
  const ofGround = new Map<string, Operation>();
  for (const operation of operations) {
    if ('item' in operation.act) ofItem.set(operation.act.item, operation);
    if ('ground' in operation.act) ofGround.set(operation.act.ground, operation);
  }
  return { ofItem, ofGround };
}

export function timelinesOf(ledger: LedgerRecord, { ofItem, ofGround }: Authors): Timeline[] {
  const itemOf = new Map(ledger.postings.map(({ id, item }) => [id, item]));
  return ledger.sources.map(({ sourceId, code }) => {
    const entries = ledger.entries
      .filter((entry) => entry.sourceId === sourceId)
      .map((entry): Step => ({
        kind: 'entry',
        at: entry.at,
        ore: BigInt(entry.ore),
        day: entry.day,
        isInForce: false,
        posting: entry.posting,
        capAtEntry: BigInt(entry.capOre),
        running: BigInt(entry.runningOre),
        number: entry.number,
        operation: ofItem.get(itemOf.get(entry.posting) ?? ''),
      }))
      .sort((a, b) => a.number - b.number);
    const ceilings = ledger.ceilings
      .filter((ceiling) => ceiling.sourceId === sourceId)
      .sort((a, b) => a.at - b.at)
      .map((ceiling): Step => ({
        kind: 'ceiling',
        at: ceiling.at,
        ore: BigInt(ceiling.ore),
        day: ceiling.fromDay,
        isInForce: false,
        posting: undefined,
        capAtEntry: 0n,
        running: 0n,
        number: 0,
        operation: ofGround.get(ceiling.ground),
      }));
    giveEffectDays(ceilings);
    return new Timeline(sourceId, code, merged(entries, ceilings));
  });
}

/**
 * The rule, told anew: a lowering holds from the day it is known, a raise from its own day; but a raise that is lower than
 * one planned earlier takes that one's place on its day, if that comes first.
 */
function giveEffectDays(ceilings: readonly Step[]): void {
  ceilings.forEach((ceiling, index) => {
    const today = stockholmDay(ceiling.at);
    const before = ceilings.slice(0, index);
    const inForce = before.findLast(({ day }) => day <= today)?.ore ?? 0n;
    const displaced = before.filter(({ day, ore }) => day > today && ore > ceiling.ore).map(({ day }) => day);
    const limit = ceiling.ore < inForce ? today : (displaced.sort()[0] ?? farDay);
    ceiling.day = ceiling.day < limit ? ceiling.day : limit;
    ceiling.isInForce = ceiling.day <= today;
  });
}

/** Entries keep the order of their numbers whatever their instants say; that is judged elsewhere. */
function merged(entries: readonly Step[], ceilings: readonly Step[]): Step[] {
  const steps: Step[] = [];
  let next = 0;
  for (const entry of entries) {
    while (next < ceilings.length && ceilings[next]!.at <= entry.at) steps.push(ceilings[next++]!);
    steps.push(entry);
  }
  return [...steps, ...ceilings.slice(next)];
}
