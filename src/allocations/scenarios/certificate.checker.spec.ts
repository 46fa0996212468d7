import { readFileSync } from 'node:fs';
import { drawing, figures } from '../../../test/support/scenario-figures.js';
import { certificateOf } from './certificate.rules.js';
import { faultsOfCertificate } from './certificate.checker.js';
import { fill } from './fill.rules.js';
import { freeze } from './certification.js';

type Json = null | string | number | boolean | Json[] | { [name: string]: Json };

/** Every way to spoil one value or take, double or add one item; each leaves all the rest as it was. */
function corruptions(value: Json): Json[] {
  if (typeof value === 'string') return [`${value}0`, /^-?\d+$/.test(value) ? String(BigInt(value) + 1n) : 'x', ''];
  if (Array.isArray(value))
    return [
      ...value.flatMap((item, at) => [
        ...corruptions(item).map((spoilt) => value.with(at, spoilt)),
        value.toSpliced(at, 1),
        value.toSpliced(at, 0, item),
      ]),
      [...value, {}],
    ];
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([name, item]) => {
      const { [name]: _gone, ...rest } = value;
      return [rest, ...corruptions(item).map((spoilt) => ({ ...value, [name]: spoilt }))];
    });
  return [];
}

it.each(Array.from({ length: 25 }, (_, seed) => seed))('one spoilt figure or row is found, seed %i', (seed) => {
  const draw = drawing(seed);
  const drawn = figures(draw, { measures: 2 + draw(6), sources: 1 + draw(3) });
  const frozen = freeze(drawn);
  const rows = fill(drawn, { rule: 'proRata', onlyEligible: true });
  const certificate = certificateOf(frozen.hash.toString('hex'), drawn, rows);
  expect(faultsOfCertificate(frozen.content, certificate)).toEqual([]);
  const spoilt = corruptions(JSON.parse(certificate) as Json).map((one) => JSON.stringify(one));
  expect(spoilt.length).toBeGreaterThan(5);
  const accepted = spoilt.filter((one) => faultsOfCertificate(frozen.content, one).length === 0);
  expect(accepted).toEqual([]);
});

/** A consistent lie: all sums agree with the rows, and the rows break one rule. */
describe('a certificate whose sums agree', () => {
  const base = {
    callId: 'c',
    sources: [
      {
        sourceYearId: 's',
        sourceId: 'S',
        code: 'S',
        name: 'S',
        year: 2023,
        boundToYears: true,
        useFromYear: 2023,
        useToYear: 2023,
        ceilingOre: '100',
        reservedOre: '0',
        remainingOre: '100',
      },
    ],
    measures: [
      {
        proposalId: 'p',
        measureKey: 'm',
        authorityId: 'a',
        authorityCode: 'A',
        title: 'T',
        versionId: 'v',
        versionNumber: 1,
        year: 2023,
        requestedOre: '500',
        limitOre: '500',
        wishedSourceId: null,
        priority: null,
        recommended: [],
        eligibleSourceIds: ['S'],
      },
    ],
  };
  const row = (amountOre: bigint) => ({ proposalId: 'p', measureKey: 'm', sourceYearId: 's', amountOre });
  const codes = (inputs: typeof base, rows: ReturnType<typeof row>[]): string[] => {
    const frozen = freeze(inputs);
    const certificate = certificateOf(frozen.hash.toString('hex'), inputs, rows);
    return faultsOfCertificate(frozen.content, certificate).map(({ code }) => code);
  };
  const source = (over: object) => ({ ...base, sources: [{ ...base.sources[0]!, ...over }] });
  const measure = (over: object) => ({ ...base, measures: [{ ...base.measures[0]!, ...over }] });

  it.each<[string, typeof base, ReturnType<typeof row>[], string[]]>([
    ['fits to the last öre', base, [row(100n)], []],
    ['gives nothing of an over-allocated source', source({ remainingOre: '-5' }), [], []],
    ['gives an öre more than remains', base, [row(101n)], ['above-ceiling']],
    ['gives more than the measure may get', measure({ limitOre: '99' }), [row(100n)], ['above-limit']],
    ['gives to a measure that is not eligible', measure({ eligibleSourceIds: [] }), [row(1n)], ['not-eligible']],
    ['gives outside the use period', source({ useToYear: 2022, useFromYear: 2022 }), [row(1n)], ['outside-use-period']],
    ['gives the same krona twice', base, [row(1n), row(1n)], ['duplicate-row']],
    ['takes back', base, [row(-1n)], ['amount']],
    ['gives nothing', base, [row(0n)], ['amount']],
    ['gives from a source nobody knows', base, [{ ...row(1n), sourceYearId: 'x' }], ['unknown-source']],
    ['gives to a measure nobody knows', base, [{ ...row(1n), measureKey: 'x' }], ['unknown-measure']],
  ])('%s', (_what, inputs, rows, expected) => {
    expect(codes(inputs, rows).slice(0, 1)).toEqual(expected);
  });

  it('is about other figures', () => {
    const frozen = freeze(base);
    const other = certificateOf(freeze(source({ name: 'T' })).hash.toString('hex'), base, [row(1n)]);
    expect(faultsOfCertificate(frozen.content, other)).toMatchObject([{ code: 'other-inputs' }]);
  });

  it.each(['', 'null', '[]', '{', '{}', '"x"'])('is no certificate: %s', (text) => {
    expect(faultsOfCertificate(freeze(base).content, text)).not.toEqual([]);
  });
});

it('the checker imports nothing of ours', () => {
  const source = readFileSync('src/allocations/scenarios/certificate.checker.ts', 'utf8');
  expect([...source.matchAll(/from '([^']+)'/g)].map((match) => match[1])).toEqual(['node:crypto']);
});
