/** The lines of a history gathered per operation, and what the checker may say about them. Nothing here is from src/. */
import type { Act, Answer, LedgerRecord, Line, Snapshot } from './format.js';

export const verdictNames = [
  'acknowledged-but-lost',
  'refused-but-written',
  'written-twice',
  'written-otherwise',
  'written-by-nobody',
  'answered-otherwise',
  'unexpected-answer',
  'refused-without-cause',
  'order-against-time',
  'number-gap',
  'running-total',
  'above-ceiling',
  'wrong-ceiling-at-entry',
  'ceiling-on-wrong-day',
  'taken-back-twice',
  'unbalanced',
  'counters-differ',
  'read-of-no-moment',
] as const;
export type VerdictName = (typeof verdictNames)[number];

export interface Verdict {
  name: VerdictName;
  detail: string;
}

export interface Operation {
  op: number;
  act: Act;
  /** The first time anybody sent it. */
  invokedAt: number;
  /** The first answer that it was done; infinite when nobody was told. */
  okAt: number;
  /** The first answer that said what became of it. */
  answeredAt: number;
  answers: Answer[];
}

export interface Gathered {
  operations: Operation[];
  snapshots: Snapshot[];
  ledger: LedgerRecord;
}

/** @throws Error for a file that is no history: an answer nobody asked for, or no ledger at the end. */
export function gather(lines: readonly Line[]): Gathered {
  const byOp = new Map<number, Operation>();
  const snapshots: Snapshot[] = [];
  let ledger: LedgerRecord | undefined;
  for (const line of lines) {
    if (line.type === 'invoke') {
      const known = byOp.get(line.op);
      if (known === undefined)
        byOp.set(line.op, {
          op: line.op,
          act: line.act,
          invokedAt: line.at,
          okAt: Infinity,
          answeredAt: Infinity,
          answers: [],
        });
      else known.invokedAt = Math.min(known.invokedAt, line.at);
    } else if (line.type === 'ok' || line.type === 'fail' || line.type === 'info') {
      const operation = byOp.get(line.op);
      if (operation === undefined) throw new Error(`operation ${line.op} was answered and never asked`);
      operation.answers.push(line);
      if (line.type === 'ok') operation.okAt = Math.min(operation.okAt, line.at);
      if (line.type !== 'info') operation.answeredAt = Math.min(operation.answeredAt, line.at);
    } else if (line.type === 'snapshot') snapshots.push(line);
    else if (line.type === 'ledger') ledger = line;
  }
  if (ledger === undefined) throw new Error('the history has no ledger');
  return { operations: [...byOp.values()], snapshots, ledger };
}

/** Whether it was done, was refused, or nobody knows. */
export function outcomeOf({ answers }: Operation): 'ok' | 'fail' | 'unknown' {
  if (answers.some(({ type }) => type === 'ok')) return 'ok';
  return answers.some(({ type }) => type === 'fail') ? 'fail' : 'unknown';
}

export function problemIn(body: string | undefined): { type: string; code: string | undefined; sources: unknown } {
  try {
    const { type, code, sources } = JSON.parse(body ?? '') as { type?: string; code?: string; sources?: unknown };
    return { type: (type ?? '').replace('/problems/', ''), code, sources };
  } catch {
    return { type: '', code: undefined, sources: undefined };
  }
}

/** `"5625000.00"` or `"-0.50"` as öre. */
export function oreOf(amount: string): bigint {
  const match = /^(-?)(\d+)\.(\d\d)$/.exec(amount);
  if (match === null) throw new Error(`'${amount}' is no amount`);
  const ore = BigInt(`${match[2]}${match[3]}`);
  return match[1] === '-' ? -ore : ore;
}

export function groupedBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}
