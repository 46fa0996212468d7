/**
 * What a history file holds: who asked for what and when, what was answered, and at the end what the ledger says. One JSON
 * object a line. Times of clients are milliseconds of one monotonic clock; instants of the ledger are microseconds since
 * 1970 by the database's clock; the two are never compared. Amounts are öre as decimal text.
 */

/** One measure's part of a money operation, minus for what is taken back. */
export interface AmountLine {
  sourceId: string;
  /** Proposal and measure key, with a space between. */
  measure: string;
  ore: string;
}

export interface MoneyAct {
  does: 'allocate' | 'reverse' | 'move';
  /** The agenda item decided on: by it the posting is found again. */
  item: string;
  /** The day of the meeting, from which the decision holds. */
  day: string;
  lines: AmountLine[];
}

export interface CeilingAct {
  does: 'raise' | 'lower' | 'plan';
  sourceId: string;
  ore: string;
  fromDay: string;
  /** Unique text: by it the ceiling is found again. */
  ground: string;
}

export interface ReadAct {
  does: 'read';
  /** Valid day. */
  asOf?: string;
  /** Instant of knowledge, microseconds by the database's clock. */
  knownAt?: number;
}

export type Act = MoneyAct | CeilingAct | ReadAct;

export interface Invocation {
  type: 'invoke';
  op: number;
  attempt: number;
  client: number;
  at: number;
  act: Act;
}

/** `ok` was done, `fail` was refused, `info` may be either. */
export interface Answer {
  type: 'ok' | 'fail' | 'info';
  op: number;
  attempt: number;
  at: number;
  /** Missing when the connection broke. */
  status?: number;
  /** The headers a repeated answer must repeat. */
  headers?: Record<string, string>;
  body?: string;
}

/** What the counters said beside the entries, asked in one snapshot while everything was going on. */
export interface Snapshot {
  type: 'snapshot';
  at: number;
  differences: { sourceId: string; what: string }[];
}

export interface Note {
  type: 'begin' | 'fault' | 'end';
  at: number;
  what: string;
}

export interface LedgerRecord {
  type: 'ledger';
  sources: { sourceId: string; code: string; reservedOre: string; capOre: string; lastNumber: number }[];
  postings: { id: string; item: string | null }[];
  /** The source's own side, which carries the running number. */
  entries: {
    posting: string;
    sourceId: string;
    number: number;
    ore: string;
    capOre: string;
    runningOre: string;
    day: string;
    at: number;
  }[];
  /** The measures' side. */
  legs: { posting: string; sourceId: string; account: string; measure: string; ore: string; day: string }[];
  ceilings: {
    sourceId: string;
    ore: string;
    fromDay: string;
    effectiveDay: string;
    ground: string;
    at: number;
    /** The day in Stockholm when it was recorded. */
    today: string;
  }[];
}

export type Line = Invocation | Answer | Snapshot | Note | LedgerRecord;

export const parseHistory = (text: string): Line[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
