/** Random histories of the money, told act by act to the product and to an oracle, which must agree at every moment. */
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '../../src/kernel/errors.js';
import { Money } from '../../src/kernel/money.js';
import type { TotalsQuery, TotalsView } from '../../src/funding/totals.queries.js';
import { day, MoneyWorld, type ProposalRef } from './money-world.js';
import { type AskedKind, askedKinds, type OracleRow, placeOf, TotalsOracle } from './totals-oracle.js';

/** Days round the present, so that some acts hold from yesterday and some from a day to come. */
export const days = ['2023-01-18', '2023-04-26', '2023-09-01', '2024-02-29', '2198-12-31'] as const;
const years = [2023, 2024] as const;
const anyDay = fc.constantFrom(...days);
const index = (size: number) => fc.nat({ max: size - 1 });
const ore = fc.integer({ min: 0, max: 500 });

export type Act =
  | {
      does: 'ask';
      kind: AskedKind;
      proposal: number;
      validDay: string;
      list: { measure: number; source: number; year: number; ore: number }[];
    }
  | { does: 'cap'; source: number; year: number; ore: number; from: string }
  | {
      does: 'give';
      validDay: string;
      list: { measure: number; proposal: number; source: number; year: number; ore: number }[];
    };

export const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    does: fc.constant('ask' as const),
    kind: fc.constantFrom(...askedKinds),
    proposal: index(3),
    validDay: anyDay,
    // Source 2 stands for "not said".
    list: fc.uniqueArray(fc.record({ measure: index(2), source: index(3), year: index(2), ore }), {
      maxLength: 3,
      selector: (one) => one.measure,
    }),
  }),
  fc.record({
    does: fc.constant('cap' as const),
    source: index(2),
    year: index(2),
    ore: fc.integer({ min: 0, max: 2_000 }),
    from: anyDay,
  }),
  fc.record({
    does: fc.constant('give' as const),
    validDay: anyDay,
    list: fc.uniqueArray(
      fc.record({
        measure: index(2),
        proposal: index(3),
        source: index(2),
        year: index(2),
        ore: fc.integer({ min: -300, max: 700 }).filter((n) => n !== 0),
      }),
      { minLength: 1, maxLength: 3, selector: (one) => `${one.measure} ${one.proposal} ${one.source} ${one.year}` },
    ),
  }),
);

interface Instant {
  step: number;
  knownAt: Date;
}

/** One municipality, one history, told to the product and to the oracle. */
export class History {
  readonly instants: Instant[] = [];
  private step = 0;
  private readonly measureKeys = [uuidv7(), uuidv7()];

  private constructor(
    readonly world: MoneyWorld,
    readonly oracle: TotalsOracle,
    readonly today: string,
    readonly sourceIds: string[],
    readonly calls: (string | null)[],
    readonly proposals: ProposalRef[],
    private readonly decisionId: string,
  ) {}

  static async begin(): Promise<History> {
    const world = await MoneyWorld.make();
    const [{ today } = { today: '' }] = await world.db.query<{ today: string }>('select today_in_stockholm() as today');
    const oracle = new TotalsOracle(today);
    const sourceIds: string[] = [];
    for (let n = 0; n < 2; n += 1) {
      const source = await world.source('10.00', { kind: 'other' });
      oracle.setCeiling(0, placeOf(source.id, 2023), 1_000n, '2023-01-18');
      sourceIds.push(source.id);
    }
    const calls = [await world.call(sourceIds, [2023]), await world.call(sourceIds.slice(0, 1), [2024]), null];
    const proposals: ProposalRef[] = [];
    for (const call of calls) proposals.push(await world.proposal(call));
    const history = new History(world, oracle, today, sourceIds, calls, proposals, await world.decision());
    await history.mark();
    return history;
  }

  async perform(act: Act): Promise<void> {
    this.step += 1;
    if (act.does === 'ask') await this.ask(act);
    else if (act.does === 'cap') await this.cap(act);
    else await this.give(act);
    await this.mark();
  }

  private async ask({ kind, proposal, validDay, list }: Act & { does: 'ask' }): Promise<void> {
    const ref = this.proposals[proposal] as ProposalRef;
    const callId = this.calls[proposal] ?? null;
    const measures = list.map((one) => ({
      measureKey: this.measureKeys[one.measure] ?? '',
      sourceId: this.sourceIds[one.source] ?? null,
      year: years[one.year] ?? 0,
      ore: BigInt(one.ore),
    }));
    await this.world.transactions.run((tx) =>
      this.world.amounts.set(tx, {
        kind,
        callId,
        proposalId: ref.id,
        versionId: ref.versionId,
        validDay: day(validDay),
        measures: measures.map((one) => ({ ...one, amount: Money.fromOre(one.ore) })),
      }),
    );
    this.oracle.ask(this.step, kind, { callId, proposalId: ref.id }, validDay, measures);
  }

  private async cap({ source, year, ore: amount, from }: Act & { does: 'cap' }): Promise<void> {
    const [id, inYear] = [this.sourceIds[source] ?? '', years[year] ?? 0];
    const money = Money.fromOre(BigInt(amount)).toString();
    await this.world.transactions.run((tx) => this.world.setCeiling(tx, id, money, inYear, from));
    this.oracle.setCeiling(this.step, placeOf(id, inYear), BigInt(amount), from);
  }

  private async give({ validDay, list }: Act & { does: 'give' }): Promise<void> {
    const wanted = list.map((one) => ({
      ...one,
      sourceId: this.sourceIds[one.source] ?? '',
      inYear: years[one.year] ?? 0,
    }));
    const yearIds = new Map<string, string>();
    for (const row of await this.world.db.query<{ id: string; source_id: string; year: number }>(
      'select id, source_id, year from source_year',
    ))
      yearIds.set(placeOf(row.source_id, row.year), row.id);
    // A year without any ceiling cannot be named in a row; the service that makes rows says so.
    const gives = wanted.filter((one) => yearIds.has(placeOf(one.sourceId, one.inYear)));
    if (gives.length === 0) return;
    const expected = this.oracle.give(
      this.step,
      validDay,
      gives.map((one) => ({
        place: placeOf(one.sourceId, one.inYear),
        measureKey: `${one.proposal} ${one.measure}`,
        ore: BigInt(one.ore),
      })),
    );
    const answer = await this.world
      .post(
        this.decisionId,
        gives.map((one) => ({
          sourceYearId: yearIds.get(placeOf(one.sourceId, one.inYear)) ?? '',
          amount: Money.fromOre(BigInt(one.ore)).toString(),
          proposal: this.proposals[one.proposal] as ProposalRef,
          measureKey: this.measureKeys[one.measure] ?? '',
        })),
        validDay,
      )
      .then(
        () => 'given',
        (error: unknown) =>
          error instanceof DomainError ? (error.code ?? error.type) : Promise.reject(error as Error),
      );
    expect(answer).toBe(expected);
  }

  /** An instant between this act and the next, on the database's own clock. */
  private async mark(): Promise<void> {
    const [{ at } = { at: new Date(0) }] = await this.world.db.query<{ at: Date }>(
      `select date_trunc('milliseconds', clock_timestamp()) + interval '1 millisecond' as at from pg_sleep(0)`,
    );
    await this.world.db.query('select pg_sleep(0.003)');
    this.instants.push({ step: this.step, knownAt: at });
  }

  async requireSame(query: TotalsQuery, step: number): Promise<void> {
    const found = shown(await this.world.totals.of(this.world.db.app, query));
    const moment = { asOf: query.asOf ?? null, step, day: this.today };
    const expected = plain(this.oracle.totals(moment, query.callId ?? null));
    // With a call only its own sources are listed; those that are must be right, and whatever is asked for must be there.
    const compared =
      query.callId === undefined ? expected : new Map([...expected].filter(([place]) => found.has(place)));
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(compared));
    const left = [...expected].filter(
      ([place, row]) => !found.has(place) && askedKinds.some((kind) => row[kind] !== '0'),
    );
    expect(left).toEqual([]);
  }
}

type Plain = Record<keyof OracleRow, string>;

function plain(rows: ReadonlyMap<string, OracleRow>): Map<string, Plain> {
  const list = [...rows].map(([place, row]): [string, Plain] => [
    place,
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)])) as Plain,
  ]);
  return withoutEmpty(new Map(list));
}

/** A source and year where nothing is asked, given or allowed says nothing; whether it is listed is a matter of screens. */
function withoutEmpty(rows: Map<string, Plain>): Map<string, Plain> {
  return new Map([...rows].filter(([, row]) => Object.values(row).some((value) => value !== '0')));
}

function shown({ sources, unassigned, sum }: TotalsView): Map<string, Plain> {
  const rows = new Map<string, Plain>();
  const ores = (
    row: { requested: Money; recommended: Money; approved: Money },
    allocated = Money.zero,
    ceiling = Money.zero,
  ): Plain => ({
    requested: String(row.requested.ore),
    recommended: String(row.recommended.ore),
    approved: String(row.approved.ore),
    allocated: String(allocated.ore),
    ceiling: String(ceiling.ore),
  });
  for (const row of sources) {
    rows.set(placeOf(row.sourceId, row.year), ores(row, row.allocated, row.ceiling));
    expect(row.pending).toEqual(Money.zero);
    expect(row.remaining).toEqual(row.ceiling.subtract(row.allocated));
    expect(row.overAllocated).toBe(row.allocated.compare(row.ceiling) > 0);
  }
  for (const row of unassigned) rows.set(placeOf('null', row.year), ores(row));
  for (const name of ['requested', 'recommended', 'approved'] as const)
    expect(sum[name]).toEqual(Money.sum([...sources, ...unassigned].map((row) => row[name])));
  for (const name of ['allocated', 'ceiling', 'remaining'] as const)
    expect(sum[name]).toEqual(Money.sum(sources.map((row) => row[name])));
  return withoutEmpty(rows);
}
