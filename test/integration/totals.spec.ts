import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { totalsTable } from '../../src/funding/totals.table.js';
import { anyAct, days, History } from '../support/money-history.js';
import { day, kr, MoneyWorld, type ProposalRef } from '../support/money-world.js';

it('totals now, of any day, at any instant and for any call are what a naive count over the whole history says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: 8, maxLength: 24, size: 'max' }), async (acts) => {
      const history = await History.begin();
      try {
        for (const act of acts) {
          await history.perform(act);
          await history.requireSame({}, acts.length);
        }
        const last = acts.length;
        for (const asOf of days) await history.requireSame({ asOf: day(asOf) }, last);
        for (const callId of history.calls) {
          if (callId === null) continue;
          await history.requireSame({ callId }, last);
          await history.requireSame({ callId, asOf: day('2023-09-01') }, last);
        }
        for (const { step, knownAt } of history.instants) {
          await history.requireSame({ knownAt }, step);
          await history.requireSame({ knownAt, asOf: day('2023-04-26') }, step);
        }
        expect(await history.world.broken()).toEqual([]);
      } finally {
        await history.world.db.drop();
      }
    }),
    // A failing history is shown as it is: shrinking one costs a database per step.
    { numRuns: 8, endOnFailure: true },
  );
}, 120_000);

describe('scenario 2, as asked for', () => {
  let world: MoneyWorld;
  beforeAll(async () => {
    world = await MoneyWorld.make();
  });
  afterAll(async () => world?.db.drop());

  it('adds up per source, keeps what has no source apart, and a call sees its own', async () => {
    const [sos, ksa] = [
      await world.source('22200000.00'),
      await world.source('15000000.00', { kind: 'discretionaryAppropriation' }),
    ];
    const [call, other] = [await world.call([sos.id, ksa.id]), await world.call([ksa.id])];
    const ask = async (callId: string, list: [string, string | null][]) => {
      const proposal = await world.proposal(callId);
      const measures = list.map(([amount, sourceId]) => ({
        measureKey: uuidv7(),
        sourceId,
        year: 2023,
        amount: kr(amount),
      }));
      const amounts = {
        kind: 'requested' as const,
        callId,
        proposalId: proposal.id,
        versionId: proposal.versionId,
        validDay: day('2023-04-26'),
        measures,
      };
      expect(await world.transactions.run((tx) => world.amounts.set(tx, amounts))).toBe(list.length);
      // The same list again changes nothing and writes nothing.
      expect(await world.transactions.run((tx) => world.amounts.set(tx, amounts))).toBe(0);
      return { proposal, amounts };
    };
    const asn = await ask(call, [
      ['5625000.00', null],
      ['1950000.00', sos.id],
      ['500000.00', sos.id],
    ]);
    await ask(call, [
      ['12400000.00', sos.id],
      ['7950000.00', ksa.id],
    ]);
    await ask(other, [['1.00', ksa.id]]);

    const totals = await world.totals.of(world.db.app, { callId: call });
    expect(totals.sources.map((row) => [row.sourceId, row.requested.toString(), row.remaining.toString()])).toEqual([
      [sos.id, '14850000.00', '22200000.00'],
      [ksa.id, '7950000.00', '15000000.00'],
    ]);
    expect(totals.unassigned.map((row) => [row.year, row.requested.toString()])).toEqual([[2023, '5625000.00']]);
    expect(totals.sum.requested.toString()).toBe('28425000.00');
    expect((await world.totals.of(world.db.app)).sum.requested.toString()).toBe('28425001.00');
    expect(totalsTable(totals)).toContain('14\u00a0850\u00a0000\u00a0kr');

    // Said at last: the measure moves from no source to one, and its amount is not counted twice.
    const [first, ...rest] = asn.amounts.measures;
    if (first === undefined) throw new Error('no measure');
    const said = { ...asn.amounts, measures: [{ ...first, sourceId: sos.id }, ...rest] };
    expect(await world.transactions.run((tx) => world.amounts.set(tx, said))).toBe(2);
    const after = await world.totals.of(world.db.app, { callId: call });
    expect([after.unassigned, after.sum.requested.toString(), after.sources[0]?.requested.toString()]).toEqual([
      [],
      '28425000.00',
      '20475000.00',
    ]);
    // An empty list clears.
    await world.transactions.run((tx) => world.amounts.set(tx, { ...said, measures: [] }));
    expect((await world.totals.of(world.db.app, { callId: call })).sum.requested.toString()).toBe('20350000.00');
    expect(await world.broken()).toEqual([]);
  });

  it('sixteen replies at once to the same call lose nothing, new sums and old', async () => {
    const source = await world.source('1.00');
    const call = await world.call([source.id]);
    const proposals = [];
    for (let n = 0; n < 16; n += 1) proposals.push(await world.proposal(call));
    const set = (proposal: ProposalRef, list: [string, string | null][]) =>
      world.transactions.run((tx) =>
        world.amounts.set(tx, {
          kind: 'requested',
          callId: call,
          proposalId: proposal.id,
          versionId: proposal.versionId,
          validDay: day('2023-04-26'),
          measures: list.map(([amount, sourceId], place) => ({
            measureKey: `00000000-0000-7000-8000-00000000000${place}`,
            sourceId,
            year: 2023,
            amount: kr(amount),
          })),
        }),
      );
    await Promise.all(
      proposals.map(async (proposal, n) => {
        await set(proposal, [
          ['10.00', n % 2 === 0 ? source.id : null],
          ['5.00', n % 2 === 0 ? null : source.id],
        ]);
        await set(proposal, [
          ['10.00', n % 2 === 0 ? null : source.id],
          ['5.00', n % 2 === 0 ? source.id : null],
        ]);
        await set(proposal, [
          ['1.00', source.id],
          ['2.00', null],
        ]);
      }),
    );
    const { sources, unassigned } = await world.totals.of(world.db.app, { callId: call });
    expect([sources[0]?.requested.toString(), unassigned[0]?.requested.toString()]).toEqual(['16.00', '32.00']);
    expect(await world.broken()).toEqual([]);
  });
});
