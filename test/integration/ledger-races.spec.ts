import { v7 as uuidv7 } from 'uuid';
import { systemActor } from '../../src/kernel/actor.js';
import { DomainError } from '../../src/kernel/errors.js';
import { Money } from '../../src/kernel/money.js';
import { eventually } from '../support/eventually.js';
import { day, type Give, kr, MoneyWorld, type ProposalRef } from '../support/money-world.js';

/** Sixteen writers at once, on the application's role and its real limits. What they did is judged by the checks and by counting. */
const writers = 16;

let world: MoneyWorld;
let decisionId: string;
let proposal: ProposalRef;

beforeAll(async () => {
  world = await MoneyWorld.make();
  decisionId = await world.decision();
  proposal = await world.proposal();
});
afterAll(async () => world?.db.drop());

type Outcome = 'given' | 'ceiling-exceeded' | 'below-zero';

/** One try. Anything but a refusal of the rules (a deadlock, a lock that timed out, a broken constraint) fails the test. */
async function attempt(gives: readonly Give[]): Promise<Outcome> {
  try {
    await world.post(decisionId, gives);
    return 'given';
  } catch (error) {
    if (error instanceof DomainError && error.type === 'ceiling-exceeded') return 'ceiling-exceeded';
    if (error instanceof DomainError && error.code === 'below-zero') return 'below-zero';
    throw error;
  }
}

/** Every writer works through its own list; all start together. */
async function race(lists: readonly (readonly (() => Promise<Outcome>)[])[]): Promise<Outcome[]> {
  const results = await Promise.all(
    lists.map(async (list) => {
      const outcomes: Outcome[] = [];
      for (const work of list) outcomes.push(await work());
      return outcomes;
    }),
  );
  return results.flat();
}

const count = (outcomes: readonly Outcome[], outcome: Outcome): number =>
  outcomes.filter((one) => one === outcome).length;
const give = (sourceYearId: string, amount: string, measureKey = uuidv7()): Give => ({
  sourceYearId,
  amount,
  proposal,
  measureKey,
});
const reserved = async (yearId: string): Promise<Money> => {
  const [row] = await world.db.query<{ reserved_ore: string }>('select reserved_ore from source_year where id = $1', [
    yearId,
  ]);
  return Money.fromOre(BigInt(row?.reserved_ore ?? -1));
};
const times = <T>(n: number, make: (index: number) => T): T[] => Array.from({ length: n }, (_, index) => make(index));
/** Repeatable, so that a failure can be run again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

it('one ceiling: exactly as many get money as it holds, and not an öre more', async () => {
  const { yearId } = await world.source('1000.00');
  const outcomes = await race(times(writers, () => times(12, () => () => attempt([give(yearId, '10.00')]))));
  expect([count(outcomes, 'given'), count(outcomes, 'ceiling-exceeded')]).toEqual([100, 92]);
  expect(await reserved(yearId)).toEqual(kr('1000.00'));
  expect(await world.broken()).toEqual([]);
});

it('fifty ceilings: each is filled exactly', async () => {
  const sources: { yearId: string }[] = [];
  for (let n = 0; n < 50; n += 1) sources.push(await world.source('10.00'));
  const outcomes = await race(
    times(writers, (writer) =>
      times(50, (n) => () => attempt([give(sources[(n * 7 + writer * 3) % 50]?.yearId ?? '', '1.00')])),
    ),
  );
  expect(count(outcomes, 'given')).toBe(500);
  for (const { yearId } of sources) expect(await reserved(yearId)).toEqual(kr('10.00'));
  expect(await world.broken()).toEqual([]);
}, 30_000);

it('commands over several sources, taken in opposite order, while ceilings are lowered and money comes back', async () => {
  const sources: { id: string; yearId: string }[] = [];
  for (let n = 0; n < 50; n += 1) sources.push(await world.source('40.00'));
  const held = new Map(sources.map(({ yearId }) => [yearId, 0n]));
  const measures = new Map(sources.map(({ yearId }) => [yearId, uuidv7()]));
  const pick = random(20_230_503);

  const work = (writer: number) => async (): Promise<Outcome> => {
    const chosen = [...new Set(times(2 + pick(4), () => sources[pick(50)] as { id: string; yearId: string }))];
    const ordered = writer % 2 === 0 ? chosen : chosen.reverse();
    const sign = pick(4) === 0 ? '-' : '';
    const gives = ordered.map(({ yearId }) => give(yearId, `${sign}${1 + pick(3)}.00`, measures.get(yearId)));
    const outcome = await attempt(gives);
    if (outcome === 'given')
      for (const one of gives) held.set(one.sourceYearId, (held.get(one.sourceYearId) ?? 0n) + kr(one.amount).ore);
    return outcome;
  };
  const lowering = times(25, (n) => async (): Promise<Outcome> => {
    const { id } = sources[n * 2] as { id: string };
    const effect = await world.transactions.run((tx) => world.setCeiling(tx, id, '5.00'));
    expect(effect.ceiling).toEqual(kr('5.00'));
    return 'given';
  });

  const outcomes = await race([...times(writers, (writer) => times(30, () => work(writer))), lowering]);
  expect(outcomes).toHaveLength(writers * 30 + 25);
  expect(count(outcomes, 'ceiling-exceeded')).toBeGreaterThan(0);
  for (const { yearId } of sources) expect((await reserved(yearId)).ore).toBe(held.get(yearId));
  expect(await world.broken()).toEqual([]);

  // What is over-allocated after the lowering takes nothing more, to the last öre.
  const lowered = await world.totals.of(world.db.app);
  const over = lowered.sources.filter((row) => row.overAllocated);
  expect(over.length).toBeGreaterThan(0);
  for (const row of over) {
    const yearId = sources.find((source) => source.id === row.sourceId)?.yearId ?? '';
    expect(await attempt([give(yearId, '0.01')])).toBe('ceiling-exceeded');
  }
}, 60_000);

it('reserved, decided and voided at once: pending and allocated stay within the ceiling, to the öre', async () => {
  const { yearId } = await world.source('500.00');
  const [pick, held] = [random(20_230_504), { pending: 0n, allocated: 0n }];
  const work = async (): Promise<Outcome> => {
    const line = world.line(give(yearId, `${1 + pick(9)}.00`));
    const ore = line.amount.ore;
    try {
      await world.transactions.run((tx) =>
        world.ledger.reserve(tx, systemActor, { validDay: day('2023-05-03'), lines: [line] }),
      );
    } catch (error) {
      if (error instanceof DomainError && error.type === 'ceiling-exceeded') return 'ceiling-exceeded';
      throw error;
    }
    held.pending += ore;
    const end = pick(3);
    if (end === 0) return 'given';
    const command = { decisionId, validDay: day('2023-05-03'), released: [line] };
    await world.transactions.run((tx) =>
      end === 1
        ? world.ledger.settle(tx, systemActor, { ...command, lines: [line] })
        : world.ledger.void(tx, systemActor, { ...command, reason: 'Avslag' }),
    );
    held.pending -= ore;
    if (end === 1) held.allocated += ore;
    return 'given';
  };
  const outcomes = await race(times(writers, () => times(20, () => work)));
  expect(count(outcomes, 'ceiling-exceeded')).toBeGreaterThan(0);
  expect((await reserved(yearId)).ore).toBe(held.pending + held.allocated);
  const row = (await world.totals.of(world.db.app)).sources.find((one) => one.ceiling.equals(kr('500.00')));
  expect([row?.pending.ore, row?.allocated.ore]).toEqual([held.pending, held.allocated]);
  expect(await world.broken()).toEqual([]);
}, 30_000);

it('two that want the last krona: one gets it, the other is told how much is left', async () => {
  const { yearId } = await world.source('1.00');
  const tries = await Promise.allSettled([
    world.post(decisionId, [give(yearId, '1.00')]),
    world.post(decisionId, [give(yearId, '1.00')]),
  ]);
  expect(tries.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = tries.find((one) => one.status === 'rejected');
  expect(refused).toMatchObject({
    reason: { type: 'ceiling-exceeded', members: { sources: [{ available: Money.zero, overBy: kr('1.00') }] } },
  });
});

it('ceilings recorded while a decision waits for the source count, today’s and that of the decision’s own day (R-03)', async () => {
  const { id, yearId } = await world.source('100.00');
  // Two at once: the later one lifts today's ceiling again, but says nothing about the day the decision holds from.
  const given = await world.db.app.transaction(async (tx) => {
    await tx.query('select 1 from source_year where id = $1 for no key update', [yearId]);
    const given = world.post(decisionId, [give(yearId, '90.00')], '2023-05-03').then(
      () => 'given',
      (error: unknown) => (error instanceof DomainError ? error.type : Promise.reject(error as Error)),
    );
    await eventually(
      async () => {
        const waiting = await world.db.query(
          `select 1 from pg_locks l join pg_stat_activity a on a.pid = l.pid where not l.granted and a.datname = current_database()`,
        );
        return waiting.length > 0;
      },
      { what: 'the decision waits for the source' },
    );
    await world.setCeiling(tx, id, '50.00', 2023, '2023-01-18');
    const raised = await world.setCeiling(tx, id, '100.00', 2023, '2024-01-01');
    expect(raised.ceiling).toEqual(kr('100.00'));
    return { given };
  });
  expect(await given.given).toBe('ceiling-exceeded');
  expect(await reserved(yearId)).toEqual(Money.zero);
  await world.post(decisionId, [give(yearId, '50.00')], '2023-05-03');
  expect(await world.broken()).toEqual([]);
});

it('knowledge follows the numbers: entries of a source carry instants in the order of their numbers', async () => {
  const disorder = await world.db.query(
    `select * from (select recorded_at, lag(recorded_at) over (partition by source_year_id order by number) as before
       from ledger_entry where account = 'source') e where recorded_at <= before`,
  );
  expect(disorder).toEqual([]);
});
