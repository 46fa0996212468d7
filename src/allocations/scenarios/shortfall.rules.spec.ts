import { drawing, figures } from '../../../test/support/scenario-figures.js';
import { fill } from './fill.rules.js';
import { type FrozenInputs, measureId, type ScenarioRow } from './inputs.rules.js';
import { exactMax, type SmallestSets, shortfallOf } from './shortfall.rules.js';

const million = 100_000_000n;
const inputs = (sources: [string, number][], measures: [string, number, string[]][]): FrozenInputs => ({
  callId: 'c',
  sources: sources.map(([code, mkr]) => ({
    sourceYearId: code,
    sourceId: code,
    code,
    name: code,
    year: 2023,
    boundToYears: false,
    useFromYear: 2023,
    useToYear: 2023,
    ceilingOre: String(BigInt(mkr) * million),
    reservedOre: '0',
    remainingOre: String(BigInt(mkr) * million),
  })),
  measures: measures.map(([name, mkr, eligibleSourceIds]) => ({
    proposalId: 'p',
    measureKey: name,
    authorityId: 'a',
    authorityCode: 'A',
    title: name,
    versionId: 'v',
    versionNumber: 1,
    year: 2023,
    requestedOre: String(BigInt(mkr) * million),
    limitOre: String(BigInt(mkr) * million),
    wishedSourceId: null,
    priority: null,
    recommended: [],
    eligibleSourceIds,
  })),
});
const row = (measureKey: string, sourceYearId: string, mkr: number): ScenarioRow => ({
  proposalId: 'p',
  measureKey,
  sourceYearId,
  amountOre: BigInt(mkr) * million,
});
const named = (sets: SmallestSets | null | undefined) =>
  sets?.sets.map(({ measures, movableOre, cutOre }) => [
    measures.map(({ title }) => title).join('+'),
    movableOre / million,
    cutOre / million,
  ]);

it('says nothing of what fits', () => {
  expect(shortfallOf(inputs([['G', 10]], [['a', 10, ['G']]]), [row('a', 'G', 10)])).toBeUndefined();
});

it('by how much, and who alone could give way', () => {
  const both = inputs(
    [
      ['G', 10],
      ['O', 4],
    ],
    [
      ['a', 9, ['G']],
      ['b', 5, ['G', 'O']],
      ['c', 2, ['G', 'O']],
    ],
  );
  const found = shortfallOf(both, [row('a', 'G', 9), row('b', 'G', 5), row('c', 'G', 2)]);
  expect(found?.over).toEqual([
    { sourceYearId: 'G', givenOre: 16n * million, remainingOre: 10n * million, overOre: 6n * million },
  ]);
  // Nine can be cut by six; five and two are together enough, but they are two.
  expect(named(found?.cutOrMove)).toEqual([['a', 0n, 6n]]);
  expect(found?.cutOrMove).toMatchObject({ exact: true, atLeast: 1, atMost: 1, more: false });
  expect(found?.moveOnly).toBeNull();
});

it('what can be moved instead of cut', () => {
  const both = inputs(
    [
      ['G', 10],
      ['O', 6],
    ],
    [
      ['a', 9, ['G']],
      ['b', 5, ['G', 'O']],
      ['c', 2, ['G', 'O']],
    ],
  );
  const found = shortfallOf(both, [row('a', 'G', 9), row('b', 'G', 5), row('c', 'G', 2)]);
  expect(named(found?.moveOnly)).toEqual([['b+c', 6n, 0n]]);
});

it('an over-allocated source has nothing left, not less than nothing', () => {
  const over = inputs([['G', -3]], [['a', 9, ['G']]]);
  expect(shortfallOf(over, [row('a', 'G', 1)])).toMatchObject({ overOre: million });
});

it('above the limit of exactness it says that it is a bound', () => {
  const many = inputs(
    [['G', 1]],
    Array.from({ length: exactMax + 1 }, (_, n) => [`m${n}`, 1 + (n % 3), ['G']]),
  );
  const found = shortfallOf(many, fill(many, { rule: 'asRequested', onlyEligible: true }));
  expect(found?.cutOrMove.atLeast).toBeLessThanOrEqual(found?.cutOrMove.atMost ?? 0);
  expect(found?.cutOrMove.sets).toHaveLength(1);
});

it('thirty equal measures are no long search', () => {
  const many = inputs(
    [['G', 15]],
    Array.from({ length: exactMax }, (_, n) => [`m${n}`, 1, ['G']]),
  );
  const found = shortfallOf(many, fill(many, { rule: 'asRequested', onlyEligible: true }));
  expect(found?.cutOrMove).toMatchObject({ exact: true, atLeast: 15, more: true });
  expect(found?.cutOrMove.sets).toHaveLength(10);
});

/** All subsets, one by one: slow and obviously right. */
describe('the smallest sets are those that trying them all finds', () => {
  const popcount = (mask: number): number => [...mask.toString(2)].filter((bit) => bit === '1').length;
  it.each(Array.from({ length: 40 }, (_, seed) => seed))('seed %i', (seed) => {
    const draw = drawing(seed + 1_000);
    const drawn = figures(draw, { measures: 3 + draw(7), sources: 2 + draw(3) });
    const rows = drawn.measures.flatMap((one) =>
      drawn.sources.flatMap((source): ScenarioRow[] =>
        draw(2) === 0 ? [] : [{ ...one, sourceYearId: source.sourceYearId, amountOre: BigInt(1 + draw(1_500)) }],
      ),
    );
    const found = shortfallOf(drawn, rows);
    const given = (id: string, without: ReadonlySet<string>): bigint =>
      rows.reduce(
        (sum, one) => (one.sourceYearId === id && !without.has(measureId(one)) ? sum + one.amountOre : sum),
        0n,
      );
    const room = (ore: string): bigint => (BigInt(ore) > 0n ? BigInt(ore) : 0n);
    const fits = (without: ReadonlySet<string>): boolean =>
      drawn.sources.every(({ sourceYearId, remainingOre }) => given(sourceYearId, without) <= room(remainingOre));
    if (fits(new Set())) {
      expect(found).toBeUndefined();
      return;
    }
    let [least, count] = [Infinity, 0];
    for (let mask = 0; mask < 2 ** drawn.measures.length; mask += 1) {
      const without = new Set(drawn.measures.filter((_, at) => (mask & (1 << at)) !== 0).map(measureId));
      const size = popcount(mask);
      if (size > least || !fits(without)) continue;
      count = size < least ? 1 : count + 1;
      least = size;
    }
    expect(found?.cutOrMove).toMatchObject({ exact: true, atLeast: least, atMost: least });
    expect(found?.cutOrMove.sets).toHaveLength(Math.min(count, 10));
    for (const { measures, movableOre, cutOre } of found?.cutOrMove.sets ?? []) {
      expect(fits(new Set(measures.map(measureId)))).toBe(true);
      expect(movableOre + cutOre).toBe(found?.overOre);
    }
    for (const { cutOre } of found?.moveOnly?.sets ?? []) expect(cutOre).toBe(0n);
    if (found?.moveOnly !== null) expect(found?.moveOnly.atLeast).toBeGreaterThanOrEqual(least);
  });
});
