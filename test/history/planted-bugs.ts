/**
 * Faults that systems for money have had, put into the running product from outside: a statement rewritten on its way to
 * PostgreSQL, a constraint taken away, a provider wrapped. Nothing in src/ knows of them, so none can be reached there.
 */
import pg from 'pg';
import { Ledger } from '../../src/funding/ledger.service.js';
import { Totals } from '../../src/funding/totals.queries.js';
import { conflict } from '../../src/kernel/errors.js';
import type { Tx } from '../../src/platform/database/transaction.js';
import { type Answer } from '../../src/platform/http/answer.js';
import { CommandRunner } from '../../src/platform/http/command-runner.js';
import type { RequestContext } from '../../src/platform/http/request-context.js';
import type { VerdictName } from './operations.js';
import type { Habits } from './people.js';

export interface PlantedBug {
  name: string;
  /** What the checker must say, at least one of them. */
  verdicts: readonly VerdictName[];
  /** What people must do more of for it to show soon. */
  habits?: Habits;
  /** In statements that are sent: what stands there, and what is sent instead. */
  rewrites?: readonly (readonly [string, string])[];
  /** Run once as the owner before, and after. */
  sql?: string;
  undo?: string;
  /** @returns how to take it out again */
  wrap?: () => () => void;
}

// oxlint-disable-next-line typescript/no-explicit-any -- private methods are replaced here too, and each by its like
type Methods = Record<string, (...args: any[]) => any>;

/** Puts another method in a class's place. */
function replaced(
  target: { prototype: object },
  name: string,
  make: (original: Methods[string]) => Methods[string],
): () => void {
  const methods = target.prototype as Methods;
  const original = methods[name];
  if (original === undefined) throw new Error(`there is no ${name} to replace`);
  methods[name] = make(original);
  return () => void (methods[name] = original);
}

/** True for every n-th call. */
const every = (n: number): (() => boolean) => {
  let calls = 0;
  return () => (calls += 1) % n === 0;
};

type Run = (this: CommandRunner, context: RequestContext, work: (tx: Tx) => Promise<Answer>) => Promise<Answer>;
const isDecision = ({ path }: RequestContext): boolean => path.endsWith('/decision');
const pauseMs = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const manyCeilings: Habits = { allocate: 65, reverse: 0, move: 0, ceiling: 35, read: 0, repeat: 0 };
const manyReads: Habits = { allocate: 55, reverse: 0, move: 15, ceiling: 0, read: 30, repeat: 0 };

const manyReversals: Habits = { allocate: 50, reverse: 45, move: 5, ceiling: 0, read: 0, repeat: 0 };
const manyRepeats: Habits = { allocate: 60, reverse: 0, move: 0, ceiling: 10, read: 0, repeat: 30 };

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'the guard does not look at the ceiling',
    verdicts: ['above-ceiling'],
    rewrites: [
      [`when w.gives and l.reserved_ore + w.net > l.cap_ore then`, `when false then`],
      [`and (not j.gives or j.reserved_ore + j.net <= j.cap_ore)`, ``],
    ],
    sql: `alter table ledger_entry drop constraint if exists ck_ledger_entry_ceiling`,
  },
  {
    name: 'the ceiling was read a while before the lock',
    verdicts: ['above-ceiling'],
    habits: manyCeilings,
    rewrites: [
      [
        `least(l.cap_ore, ceiling_after_lock_ore(l.id, $8::date))`,
        `ceiling_ore(l.id, $8::date, clock_timestamp() - interval '2 seconds')`,
      ],
    ],
    sql: `alter table ledger_entry drop constraint if exists ck_ledger_entry_ceiling`,
  },
  {
    name: 'a counter is added to what it was before the lock',
    verdicts: ['running-total', 'counters-differ'],
    rewrites: [
      [
        `set reserved_ore = j.reserved_ore + j.net`,
        `set reserved_ore = (select y.reserved_ore from source_year y where y.id = s.id) + j.net`,
      ],
    ],
  },
  {
    name: 'the running number is read before the lock',
    verdicts: ['number-gap'],
    rewrites: [
      [
        `'source', m.net, m.last_number, m.cap_ore`,
        `'source', m.net, (select y.last_number + 1 from source_year y where y.id = m.id), m.cap_ore`,
      ],
    ],
    sql: `alter table ledger_entry drop constraint if exists uq_ledger_entry_number`,
  },
  {
    name: 'a full source is refused a little too early',
    verdicts: ['refused-without-cause'],
    rewrites: [[`l.reserved_ore + w.net > l.cap_ore then`, `l.reserved_ore + w.net + 50000 > l.cap_ore then`]],
  },
  {
    name: 'a raise counts before its day',
    verdicts: ['ceiling-on-wrong-day'],
    habits: manyCeilings,
    sql: `create function raise_early() returns trigger language plpgsql as
            $$ begin new.effective_day := least(new.valid_from_day, today_in_stockholm()); return new; end $$;
          create trigger tr_zz_early before insert on ceiling for each row execute function raise_early()`,
    undo: `drop trigger tr_zz_early on ceiling; drop function raise_early`,
  },
  {
    name: 'a repeated key is not recognised',
    verdicts: ['answered-otherwise'],
    habits: manyRepeats,
    wrap: () => {
      const claim = replaced(CommandRunner, 'claim', () => () => Promise.resolve(undefined));
      const keep = replaced(CommandRunner, 'keep', () => () => Promise.resolve());
      return () => {
        claim();
        keep();
      };
    },
  },
  {
    name: 'a posting that is tried again is written again',
    verdicts: ['written-twice'],
    wrap: () => {
      const isTried = every(4);
      return replaced(
        Ledger,
        'post',
        (post: Ledger['post']) =>
          async function (this: Ledger, ...args: Parameters<Ledger['post']>) {
            if (isTried()) await post.apply(this, args);
            return post.apply(this, args);
          },
      );
    },
  },
  {
    name: 'the same money can be taken back twice',
    verdicts: ['taken-back-twice'],
    habits: manyReversals,
    wrap: () => replaced(Ledger, 'requireNothingBelowZero', () => () => Promise.resolve()),
    sql: `alter table approved_measure drop constraint if exists ck_approved_measure_not_negative`,
  },
  {
    name: 'done is said before it is kept',
    verdicts: ['acknowledged-but-lost'],
    wrap: () => {
      const isLost = every(5);
      return replaced(
        CommandRunner,
        'run',
        (run: Run) =>
          async function (this: CommandRunner, context: RequestContext, work: (tx: Tx) => Promise<Answer>) {
            if (!isDecision(context) || !isLost()) return run.call(this, context, work);
            let answer: Answer | undefined;
            const lost = run.call(this, context, async (tx) => {
              answer = await work(tx);
              throw new Error('the power fails');
            });
            return lost.catch((error: unknown) => {
              if (answer === undefined) throw error;
              return answer;
            });
          },
      );
    },
  },
  {
    name: 'refused is said of what was done',
    verdicts: ['refused-but-written'],
    wrap: () => {
      const isDenied = every(5);
      return replaced(
        CommandRunner,
        'run',
        (run: Run) =>
          async function (this: CommandRunner, context: RequestContext, work: (tx: Tx) => Promise<Answer>) {
            const answer = await run.call(this, context, work);
            if (isDecision(context) && isDenied()) throw conflict('below-zero', 'Minskningen är för stor.');
            return answer;
          },
      );
    },
  },
  {
    name: 'totals are put together from two moments',
    verdicts: ['read-of-no-moment'],
    habits: manyReads,
    wrap: () =>
      replaced(
        Totals,
        'of',
        (of: Totals['of']) =>
          async function (this: Totals, ...args: Parameters<Totals['of']>) {
            const first = await of.apply(this, args);
            await pauseMs(300);
            const second = await of.apply(this, args);
            const sources = second.sources.map((row, place) => (place % 2 === 0 ? row : (first.sources[place] ?? row)));
            return { ...second, sources };
          },
      ),
  },
  {
    name: 'totals are those of a while ago',
    verdicts: ['read-of-no-moment'],
    habits: manyReads,
    wrap: () => {
      let kept: { at: number; view: ReturnType<Totals['of']> } | undefined;
      return replaced(
        Totals,
        'of',
        (of: Totals['of']) =>
          function (this: Totals, ...args: Parameters<Totals['of']>) {
            if (args[1]?.asOf !== undefined || args[1]?.knownAt !== undefined) return of.apply(this, args);
            if (kept === undefined || performance.now() - kept.at > 3_000)
              kept = { at: performance.now(), view: of.apply(this, args) };
            return kept.view;
          },
      );
    },
  },
  {
    name: 'what was known then is told as what is known now',
    verdicts: ['read-of-no-moment'],
    habits: manyReads,
    wrap: () =>
      replaced(
        Totals,
        'of',
        (of: Totals['of']) =>
          function (this: Totals, ...[db, query]: Parameters<Totals['of']>) {
            return of.call(this, db, { ...query, knownAt: undefined });
          },
      ),
  },
];

/** Rewrites statements on their way. @returns how to stop, saying which texts were never met */
export function rewriting(name: string, rewrites: readonly (readonly [string, string])[]): () => string[] {
  const unmet = new Set(rewrites.map(([text]) => text));
  const stop = replaced(
    pg.Client,
    'query',
    (query) =>
      function (this: pg.Client, config: unknown, ...rest: unknown[]) {
        const { text } = config as { text?: unknown };
        const found = typeof text === 'string' ? rewrites.filter(([from]) => text.includes(from)) : [];
        if (found.length === 0) return query.call(this, config, ...rest);
        let changed = text as string;
        for (const [from, to] of found) {
          unmet.delete(from);
          changed = changed.replace(from, () => to);
        }
        // A statement prepared under the old name stays what it was.
        const planted = `p${Buffer.from(name).toString('hex').slice(0, 40)}`;
        return query.call(this, { ...(config as object), text: changed, name: planted }, ...rest);
      },
  );
  return () => {
    stop();
    return [...unmet];
  };
}
