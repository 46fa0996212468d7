import { drawing, figures } from '../../../test/support/scenario-figures.js';
import { certificateOf } from './certificate.rules.js';
import { faultsOfCertificate } from './certificate.checker.js';
import { fill, fillRules } from './fill.rules.js';
import { freeze } from './certification.js';
import { type FrozenInputs, measureId, type ScenarioRow } from './inputs.rules.js';

const source = (code: string, remaining: number, over: object = {}) => ({
  sourceYearId: code,
  sourceId: code,
  code,
  name: code,
  year: 2023,
  boundToYears: false,
  useFromYear: 2023,
  useToYear: 2023,
  ceilingOre: String(remaining),
  reservedOre: '0',
  remainingOre: String(remaining),
  ...over,
});
const measure = (name: string, requested: number, eligible: string[], over: object = {}) => ({
  proposalId: 'p',
  measureKey: name,
  authorityId: 'a',
  authorityCode: 'ASN',
  title: name,
  versionId: 'v',
  versionNumber: 1,
  year: 2023,
  requestedOre: String(requested),
  limitOre: String(requested),
  wishedSourceId: null,
  priority: null,
  recommended: [],
  eligibleSourceIds: eligible,
  ...over,
});
const shown = (rows: readonly ScenarioRow[]) =>
  rows.map(({ measureKey, sourceYearId, amountOre }) => `${measureKey} ${sourceYearId} ${amountOre}`);

/** Three that may use the grant and one that may not; own money for all. */
const inputs: FrozenInputs = {
  callId: 'c',
  sources: [source('GRANT', 100), source('OWN', 50)],
  measures: [
    measure('m1', 60, ['GRANT', 'OWN'], { priority: 2 }),
    measure('m2', 50, ['GRANT', 'OWN'], { priority: 1, recommended: [{ sourceYearId: 'GRANT', amountOre: '40' }] }),
    measure('m3', 40, ['GRANT', 'OWN']),
    measure('m4', 30, ['OWN'], { priority: 3 }),
  ],
};

it.each<[(typeof fillRules)[number], string[]]>([
  ['asRequested', ['m1 GRANT 60', 'm2 GRANT 50', 'm3 GRANT 40', 'm4 OWN 30']],
  ['asRecommended', ['m2 GRANT 40']],
  ['proRata', ['m1 GRANT 40', 'm1 OWN 8', 'm2 GRANT 33', 'm2 OWN 7', 'm3 GRANT 27', 'm3 OWN 5', 'm4 OWN 30']],
  ['byPriority', ['m1 GRANT 50', 'm1 OWN 10', 'm2 GRANT 50', 'm3 OWN 10', 'm4 OWN 30']],
  ['cheapestFirst', ['m1 GRANT 10', 'm1 OWN 20', 'm2 GRANT 50', 'm3 GRANT 40', 'm4 OWN 30']],
])('%s', (rule, expected) => {
  expect(shown(fill(inputs, { rule, onlyEligible: true }))).toEqual(expected);
});

it('begins with the source the committee wished for', () => {
  const wishing = { ...inputs, measures: [measure('m1', 60, ['GRANT', 'OWN'], { wishedSourceId: 'OWN' })] };
  expect(shown(fill(wishing, { rule: 'byPriority', onlyEligible: true }))).toEqual(['m1 OWN 50', 'm1 GRANT 10']);
});

it('without the checklist a measure may be laid on any source; a year outside the use period never', () => {
  const late = source('LATE', 900, { boundToYears: true, useFromYear: 2020, useToYear: 2022 });
  const own = { ...inputs, sources: [late, source('GRANT', 100)], measures: [measure('m1', 60, [])] };
  expect(shown(fill(own, { rule: 'asRequested', onlyEligible: false }))).toEqual(['m1 GRANT 60']);
  expect(fill(own, { rule: 'asRequested', onlyEligible: true })).toEqual([]);
});

/** The figures that must hold, counted here by hand and not by the rules. */
describe.each(fillRules.filter((rule) => rule !== 'asRecommended'))('%s, on any figures', (rule) => {
  const total = (rows: readonly ScenarioRow[], of: (row: ScenarioRow) => boolean): bigint =>
    rows.filter(of).reduce((sum, { amountOre }) => sum + amountOre, 0n);
  const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

  it.each(Array.from({ length: 60 }, (_, seed) => seed))('seed %i', (seed) => {
    const draw = drawing(seed);
    const drawn = figures(draw, { measures: draw(40), sources: 1 + draw(5) });
    const onlyEligible = draw(4) > 0;
    const rows = fill(drawn, { rule, onlyEligible });
    const usable = drawn.sources.filter(({ boundToYears, useToYear }) => !boundToYears || useToYear >= 2023);
    for (const one of drawn.measures) {
      const got = total(rows, (row) => measureId(row) === measureId(one));
      const need = least(BigInt(one.requestedOre), BigInt(one.limitOre));
      const own = usable.filter(({ sourceId }) => !onlyEligible || one.eligibleSourceIds.includes(sourceId));
      expect(got <= need).toBe(true);
      if (rule === 'asRequested') expect(got).toBe(own.length > 0 ? need : 0n);
      // Who went without something can point at no source with an öre left.
      if (got < need && rule !== 'asRequested')
        for (const { sourceYearId, remainingOre } of own)
          expect(total(rows, (row) => row.sourceYearId === sourceYearId) >= BigInt(remainingOre)).toBe(true);
    }
    if (rule === 'asRequested' || !onlyEligible) return;
    const frozen = freeze(drawn);
    expect(faultsOfCertificate(frozen.content, certificateOf(frozen.hash.toString('hex'), drawn, rows))).toEqual([]);
  });
});

it.each([1n, 7n, 100n, 1_000n])('of equal measures, pro rata over %i öre, none differs by more than an öre', (room) => {
  const equal = {
    ...inputs,
    sources: [source('OWN', Number(room))],
    measures: ['a', 'b', 'c'].map((name) => measure(name, 500, ['OWN'])),
  };
  const rows = fill(equal, { rule: 'proRata', onlyEligible: true });
  expect(rows.reduce((sum, { amountOre }) => sum + amountOre, 0n)).toBe(room);
  const fair = [room / 3n, room / 3n + 1n].map(String);
  for (const { amountOre } of rows) expect(fair).toContain(String(amountOre));
});
