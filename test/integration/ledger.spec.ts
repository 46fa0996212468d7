import { v7 as uuidv7 } from 'uuid';
import { Money } from '../../src/kernel/money.js';
import { applyDueCeilings } from '../../src/funding/ceilings.js';
import { day, kr, MoneyWorld, type ProposalRef } from '../support/money-world.js';

let world: MoneyWorld;
let decisionId: string;
let proposal: ProposalRef;
const measureKey = uuidv7();

beforeAll(async () => {
  world = await MoneyWorld.make();
  decisionId = await world.decision();
  proposal = await world.proposal();
});
afterAll(async () => world?.db.drop());
afterEach(async () => expect(await world.broken()).toEqual([]));

const give = (sourceYearId: string, amount: string, key = measureKey) => ({
  sourceYearId,
  amount,
  proposal,
  measureKey: key,
});
const reserved = async (yearId: string): Promise<Money> => {
  const [row] = await world.db.query<{ reserved_ore: string }>('select reserved_ore from source_year where id = $1', [
    yearId,
  ]);
  return Money.fromOre(BigInt(row?.reserved_ore ?? -1));
};
const entriesOf = (yearId: string) =>
  world.db.query<{ account: string; amount_ore: string; number: string | null; kind: string }>(
    `select account, amount_ore, number, kind from ledger_entry e join posting p on p.id = e.posting_id where source_year_id = $1 order by e.id`,
    [yearId],
  );

describe('one decision', () => {
  it('reserves, numbers and balances in two legs per measure and source', async () => {
    const source = await world.source('22200000.00');
    const posted = await world.post(decisionId, [give(source.yearId, '8075000.00')]);
    expect(posted.sources).toEqual([
      {
        sourceYearId: source.yearId,
        net: kr('8075000.00'),
        reserved: kr('8075000.00'),
        remaining: kr('14125000.00'),
        number: '1',
      },
    ]);
    expect(await entriesOf(source.yearId)).toEqual([
      { account: 'source', amount_ore: '807500000', number: '1', kind: 'allocate' },
      { account: 'allocated', amount_ore: '-807500000', number: null, kind: 'allocate' },
    ]);
  });

  it('takes the last krona and refuses one more (R-03), leaving nothing behind', async () => {
    const [full, empty] = [await world.source('100.00'), await world.source('100.00')];
    await world.post(decisionId, [give(full.yearId, '100.00')]);
    const tried = world.post(decisionId, [give(full.yearId, '1.00'), give(empty.yearId, '1.00')]);
    await expect(tried).rejects.toMatchObject({
      type: 'ceiling-exceeded',
      members: {
        sources: [{ sourceYearId: full.yearId, requested: kr('1.00'), available: Money.zero, overBy: kr('1.00') }],
      },
    });
    expect([await reserved(full.yearId), await reserved(empty.yearId)]).toEqual([kr('100.00'), Money.zero]);
    expect(await entriesOf(empty.yearId)).toEqual([]);
  });

  it('a lowered ceiling cuts nothing and stops what would add (R-04, M10); a move within the source is still possible', async () => {
    const source = await world.source('1000.00');
    const other = uuidv7();
    await world.post(decisionId, [give(source.yearId, '1000.00')]);
    const effect = await world.transactions.run((tx) => world.setCeiling(tx, source.id, '900.00', 2023, '2199-01-01'));
    expect(effect).toMatchObject({
      ceilingBefore: kr('1000.00'),
      ceiling: kr('900.00'),
      remaining: kr('-100.00'),
      overAllocated: true,
    });

    await expect(world.post(decisionId, [give(source.yearId, '0.01')])).rejects.toMatchObject({
      type: 'ceiling-exceeded',
    });
    await world.post(decisionId, [give(source.yearId, '-300.00'), give(source.yearId, '300.00', other)]);
    await world.post(decisionId, [give(source.yearId, '-100.00')]);
    await expect(world.post(decisionId, [give(source.yearId, '0.01')])).rejects.toMatchObject({
      type: 'ceiling-exceeded',
    });
    expect(await reserved(source.yearId)).toEqual(kr('900.00'));
    expect(
      (await entriesOf(source.yearId))
        .filter((entry) => entry.account === 'source')
        .map(({ number, kind }) => [number, kind]),
    ).toEqual([
      ['1', 'allocate'],
      ['2', 'reduce'],
    ]);
  });

  it('a raise counts from its day, also when the timer has not been here', async () => {
    const source = await world.source('100.00');
    await expect(
      world.transactions.run(
        async (tx) => (await world.setCeiling(tx, source.id, '500.00', 2023, '2199-01-01')).ceiling,
      ),
    ).resolves.toEqual(kr('100.00'));
    await expect(world.post(decisionId, [give(source.yearId, '200.00')])).rejects.toMatchObject({
      type: 'ceiling-exceeded',
    });

    // Its day comes: as if recorded long ago for today, or for an earlier day.
    const comesIntoForce = (daysAgo: number) =>
      world.db.query(
        `update ceiling set effective_day = today_in_stockholm() - $2::integer where source_year_id = $1 and amount_ore = 50000`,
        [source.yearId, daysAgo],
      );
    await comesIntoForce(1);
    expect(await world.broken()).toEqual(['funding/M10-kept-ceiling-is-the-dated-one', 'funding/M7-now-is-the-replay']);
    // On the day itself the lower ceiling is kept until the timer has been here, and nothing is wrong.
    await comesIntoForce(0);
    expect(await world.broken()).toEqual([]);
    // A kept ceiling that is neither yesterday's nor today's is wrong on that day too.
    const keep = (more: number) =>
      world.db.query(`update source_year set cap_ore = cap_ore + $2::integer where id = $1`, [source.yearId, more]);
    for (const more of [-1, 1]) {
      await keep(more);
      expect(await world.broken()).toEqual([
        'funding/M10-kept-ceiling-is-the-dated-one',
        'funding/M7-now-is-the-replay',
      ]);
      await keep(-more);
    }
    // A decision of an earlier day is still judged by that day's ceiling; one of today by the raised one.
    await expect(world.post(decisionId, [give(source.yearId, '200.00')])).rejects.toMatchObject({
      type: 'ceiling-exceeded',
    });
    const [{ today }] = (await world.db.query(`select today_in_stockholm() as today`)) as [{ today: string }];
    await world.post(decisionId, [give(source.yearId, '200.00')], today);
    expect(await world.transactions.run((tx) => applyDueCeilings(tx))).toBe(0);
  });

  it('bringing in due raises never puts back a ceiling that somebody else is lowering', async () => {
    const source = await world.source('100.00');
    await world.transactions.run((tx) => world.setCeiling(tx, source.id, '500.00', 2023, '2199-01-01'));
    await world.db.query(
      `update ceiling set effective_day = today_in_stockholm() where source_year_id = $1 and amount_ore = 50000`,
      [source.yearId],
    );
    const waiting = await world.db.app.transaction(async (tx) => {
      await world.setCeiling(tx, source.id, '80.00', 2023, '2199-01-01');
      const timer = world.transactions.run((tx) => applyDueCeilings(tx));
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { timer };
    });
    await waiting.timer;
    const [row] = await world.db.query(`select cap_ore from source_year where id = $1`, [source.yearId]);
    expect(row).toEqual({ cap_ore: '8000' });
  });

  it.each([
    ['a year nobody has set a ceiling for', 'unknown-source-year', async () => uuidv7()],
    ['a planned source', 'source-not-open', async () => withStatus('planned')],
    ['a closed source', 'source-not-open', async () => withStatus('closed')],
    ['a settled source', 'source-not-open', async () => withStatus('settled')],
    ['a state grant outside its use period (R-07)', 'outside-use-period', async () => outsidePeriod()],
  ])('refuses %s', async (_what, code, yearId) => {
    const id = await yearId();
    await expect(world.post(decisionId, [give(id, '1.00')])).rejects.toMatchObject({ type: 'state-conflict', code });
  });

  it('takes back from a closed source, but not from a settled one', async () => {
    const source = await world.source('100.00');
    await world.post(decisionId, [give(source.yearId, '100.00')]);
    await world.db.query(`update funding_source set status = 'closed' where id = $1`, [source.id]);
    await world.post(decisionId, [give(source.yearId, '-40.00')]);
    await world.db.query(`update funding_source set status = 'settled' where id = $1`, [source.id]);
    await expect(world.post(decisionId, [give(source.yearId, '-40.00')])).rejects.toMatchObject({
      code: 'source-not-open',
    });
  });

  it('takes back no more than the source has given, nor more than the measure got from it', async () => {
    const [source, second] = [await world.source('100.00'), await world.source('100.00')];
    const mine = uuidv7();
    await world.post(decisionId, [give(source.yearId, '100.00', mine), give(second.yearId, '50.00', uuidv7())]);
    await expect(world.post(decisionId, [give(source.yearId, '-100.01', mine)])).rejects.toMatchObject({
      code: 'below-zero',
    });
    await expect(world.post(decisionId, [give(second.yearId, '-1.00', mine)])).rejects.toMatchObject({
      code: 'below-zero',
      members: { proposalId: proposal.id, measureKey: mine },
    });
  });

  async function withStatus(status: string): Promise<string> {
    const source = await world.source('100.00');
    await world.db.query(`update funding_source set status = $2 where id = $1`, [source.id, status]);
    return source.yearId;
  }

  /** No route leads here: a ceiling outside the period is refused, so the year is written by hand. */
  async function outsidePeriod(): Promise<string> {
    const [source, id] = [await world.source('100.00'), uuidv7()];
    await world.db.query(`insert into source_year (id, source_id, year, cap_ore) values ($1, $2, 2024, 0)`, [
      id,
      source.id,
    ]);
    return id;
  }
});

describe('sources and ceilings', () => {
  it('a ceiling outside the use period of a state grant is refused (R-07), an own appropriation may have one', async () => {
    const [grant, own] = [
      await world.source('100.00'),
      await world.source('100.00', { kind: 'discretionaryAppropriation' }),
    ];
    await expect(world.transactions.run((tx) => world.setCeiling(tx, grant.id, '1.00', 2024))).rejects.toMatchObject({
      code: 'outside-use-period',
      errors: [{ pointer: '/year' }],
    });
    await expect(world.transactions.run((tx) => world.setCeiling(tx, own.id, '1.00', 2024))).resolves.toMatchObject({
      year: 2024,
    });
  });

  it('the same code twice is a duplicate, a settled source takes no ceiling, a stale version is not changed', async () => {
    const source = await world.source('1.00');
    const [{ code } = { code: '' }] = await world.db.query<{ code: string }>(
      `select code from funding_source where id = $1`,
      [source.id],
    );
    const twin = {
      code,
      name: 'Två',
      kind: 'other' as const,
      useFromDay: day('2023-01-01'),
      useToDay: day('2023-12-31'),
    };
    const system = {
      kind: 'system' as const,
      personId: null,
      tokenId: null,
      appointments: [],
      scopes: null,
      requestId: null,
    };
    await expect(world.transactions.run((tx) => world.sources.create(tx, system, twin))).rejects.toThrow(
      'uq_funding_source_code',
    );
    await expect(
      world.transactions.run((tx) => world.sources.change(tx, system, source.id, 1, {})),
    ).rejects.toMatchObject({
      type: 'precondition-failed',
    });
    await expect(
      world.transactions.run((tx) => world.sources.act(tx, system, source.id, 2, 'announce')),
    ).rejects.toMatchObject({
      code: 'not-allowed-in-state',
      members: { possibleActs: ['openToCalls', 'close'] },
    });
    await world.db.query(`update funding_source set status = 'settled' where id = $1`, [source.id]);
    await expect(world.transactions.run((tx) => world.setCeiling(tx, source.id, '2.00'))).rejects.toMatchObject({
      code: 'not-allowed-in-state',
    });
  });
});
