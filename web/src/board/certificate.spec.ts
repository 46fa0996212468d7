import { readFileSync } from 'node:fs';
import { checksOf } from './certificate';

const sek = { amount: '0.00', currency: 'SEK' } as const;
const scenario = (...faults: { code: string; place: string; found?: string; expected?: string }[]) => ({
  faults,
  rows: [
    {
      proposalId: 'p',
      measureKey: 'm',
      sourceYearId: 'sy',
      sourceId: 's',
      sourceCode: 'SOS',
      year: 2023,
      measureTitle: 'Mentorer',
      authorityCode: 'ASN',
      requested: sek,
      amount: sek,
    },
  ],
  sources: [{ sourceYearId: 'sy', code: 'SOS', year: 2023, remaining: sek, given: sek, left: sek }],
});
const broken = (...faults: Parameters<typeof scenario>) =>
  checksOf(scenario(...faults)).flatMap(({ check, faults: found }) =>
    found.map(({ place, overOre }) => [check, place, overOre]),
  );

test('a certificate without faults holds for every check', () => {
  expect(checksOf(scenario()).every(({ faults }) => faults.length === 0)).toBe(true);
  expect(broken()).toEqual([]);
});

test.each([
  [{ code: 'above-ceiling', place: 'source sy', found: '1500', expected: '1000' }, ['ceiling', 'SOS 2023', 500n]],
  [{ code: 'above-limit', place: 'measure p m', found: '10', expected: '4' }, ['limit', 'Mentorer', 6n]],
  [{ code: 'above-limit', place: 'measure p m', found: '10', expected: 'undefined' }, ['limit', 'Mentorer', null]],
  [{ code: 'not-eligible', place: 'row 1' }, ['eligible', 'Mentorer, SOS 2023', null]],
  [{ code: 'outside-use-period', place: 'row 1' }, ['period', 'Mentorer, SOS 2023', null]],
  [{ code: 'duplicate-row', place: 'row 1' }, ['oneSource', 'Mentorer, SOS 2023', null]],
  [{ code: 'other-inputs', place: 'certificate' }, ['inputs', '', null]],
  [{ code: 'unknown-measure', place: 'row 7' }, ['oneSource', '', null]],
])('%j is told under its check', (fault, expected) => {
  expect(broken(fault)).toEqual([expected]);
});

test('every fault the checker can find stands under a check of its own', () => {
  const source = readFileSync('src/allocations/scenarios/certificate.checker.ts', 'utf8');
  const declared = source.slice(source.indexOf('CertificateFaultCode ='), source.indexOf('export interface'));
  const codes = [...declared.matchAll(/'([a-z-]+)'/g)].map((match) => match[1] ?? '');
  expect(codes.length).toBeGreaterThan(8);
  const asFigures = codes.filter((code) => broken({ code, place: 'certificate' })[0]?.[0] === 'figures');
  expect(asFigures.sort()).toEqual(['malformed', 'wrong-figure']);
});
