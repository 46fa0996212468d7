/**
 * Judges a certificate against the frozen figures, from the two texts alone. Imports nothing of ours: what fills scenarios
 * and what writes certificates may be wrong together, so the one who checks shares no line with them. Pure.
 *
 * Accepted means: it is about exactly these inputs; every row is a known measure, source and year, once (each krona one
 * source, R-06); per source and year no more than remained; every row eligible and within the use period;
 * no measure gets more than it may; and every figure claimed is the sum of its rows.
 */
import { createHash } from 'node:crypto';

export type CertificateFaultCode =
  | 'malformed'
  | 'other-inputs'
  | 'unknown-measure'
  | 'unknown-source'
  | 'duplicate-row'
  | 'amount'
  | 'above-ceiling'
  | 'not-eligible'
  | 'outside-use-period'
  | 'above-limit'
  | 'wrong-figure';

export interface CertificateFault {
  code: CertificateFaultCode;
  /** What it is about: `source <id>`, `measure <proposal> <key>`, `row <n>` or `certificate`. */
  place: string;
  /** In öre, where it is a matter of amount: what was found and what would be right. */
  found?: string;
  expected?: string;
}

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns every fault; an empty list is the acceptance */
export function faultsOfCertificate(content: string, certificate: string): CertificateFault[] {
  const inputs = read(content);
  const claimed = read(certificate);
  if (inputs === undefined || claimed === undefined || !isWhole(claimed))
    return [{ code: 'malformed', place: 'certificate' }];
  const faults: CertificateFault[] = [];
  const hash = createHash('sha256').update(content).digest('hex');
  if (claimed['inputsHash'] !== hash)
    faults.push({ code: 'other-inputs', place: 'certificate', found: String(claimed['inputsHash']), expected: hash });

  const sources = indexed(inputs['sources'], (one) => String(one['sourceYearId']));
  const measures = indexed(inputs['measures'], nameOf);
  const perSource = new Map<string, bigint>();
  const perMeasure = new Map<string, bigint>();
  const seen = new Set<string>();
  let total = 0n;
  listOf(claimed['rows']).forEach((row, index) => {
    const place = `row ${index + 1}`;
    const source = sources.get(String(row['sourceYearId']));
    const measure = measures.get(nameOf(row));
    const ore = wholeOre(row['amountOre']);
    if (source === undefined) faults.push({ code: 'unknown-source', place });
    if (measure === undefined) faults.push({ code: 'unknown-measure', place });
    if (ore === undefined || ore <= 0n) faults.push({ code: 'amount', place, found: String(row['amountOre']) });
    if (source === undefined || measure === undefined || ore === undefined) return;
    const pair = `${nameOf(row)} ${String(row['sourceYearId'])}`;
    if (seen.has(pair)) faults.push({ code: 'duplicate-row', place });
    seen.add(pair);
    if (!idsOf(measure['eligibleSourceIds']).includes(String(source['sourceId'])))
      faults.push({ code: 'not-eligible', place });
    if (isOutside(source)) faults.push({ code: 'outside-use-period', place });
    perSource.set(String(row['sourceYearId']), (perSource.get(String(row['sourceYearId'])) ?? 0n) + ore);
    perMeasure.set(nameOf(row), (perMeasure.get(nameOf(row)) ?? 0n) + ore);
    total += ore;
  });

  for (const [id, source] of sources) {
    const [given, remaining] = [perSource.get(id) ?? 0n, wholeOre(source['remainingOre'])];
    // A source with nothing left, or less than nothing, is no obstacle to a scenario that leaves it alone.
    if (remaining === undefined || (given > 0n && given > remaining))
      faults.push({ code: 'above-ceiling', place: `source ${id}`, ...figures(given, remaining) });
  }
  for (const [name, given] of perMeasure) {
    const limit = wholeOre(measures.get(name)?.['limitOre']);
    if (limit === undefined || given > limit)
      faults.push({ code: 'above-limit', place: `measure ${name}`, ...figures(given, limit) });
  }
  faults.push(
    ...claimsOf(
      claimed['sources'],
      (one) => String(one['sourceYearId']),
      'source',
      [...sources.keys()],
      (id) => {
        const [given, remaining] = [perSource.get(id) ?? 0n, wholeOre(sources.get(id)?.['remainingOre']) ?? 0n];
        return { givenOre: given, remainingOre: remaining, leftOre: remaining - given };
      },
    ),
    ...claimsOf(claimed['measures'], nameOf, 'measure', [...perMeasure.keys()], (name) => ({
      givenOre: perMeasure.get(name) ?? 0n,
      limitOre: wholeOre(measures.get(name)?.['limitOre']) ?? 0n,
    })),
  );
  for (const claim of listOf(claimed['measures']))
    if (claim['versionId'] !== measures.get(nameOf(claim))?.['versionId'])
      faults.push({ code: 'wrong-figure', place: `measure ${nameOf(claim)}`, found: String(claim['versionId']) });
  if (wholeOre(claimed['totalOre']) !== total)
    faults.push({
      code: 'wrong-figure',
      place: 'certificate',
      found: String(claimed['totalOre']),
      expected: `${total}`,
    });
  return faults;
}

/** Everything that must be claimed is, once, with the right figures; and nothing else is. */
function claimsOf(
  claims: unknown,
  name: (claim: Fields) => string,
  word: string,
  expected: readonly string[],
  figuresFor: (id: string) => Record<string, bigint>,
): CertificateFault[] {
  const list = listOf(claims);
  const awaited = new Map(expected.map((id) => [id, 0]));
  const faults: CertificateFault[] = [];
  for (const claim of list) {
    const [id, place] = [name(claim), `${word} ${name(claim)}`];
    const times = awaited.get(id);
    if (times === undefined) {
      faults.push({ code: 'wrong-figure', place });
      continue;
    }
    awaited.set(id, times + 1);
    for (const [field, right] of Object.entries(figuresFor(id)))
      if (wholeOre(claim[field]) !== right)
        faults.push({ code: 'wrong-figure', place, found: String(claim[field]), expected: right.toString() });
  }
  for (const [id, times] of awaited) if (times !== 1) faults.push({ code: 'wrong-figure', place: `${word} ${id}` });
  return faults;
}

/** An empty list is a claim, a missing one is none. */
const isWhole = (claimed: Fields): boolean =>
  ['rows', 'sources', 'measures'].every((name) => Array.isArray(claimed[name]));

function isOutside(source: Fields): boolean {
  const [year, from, to] = [source['year'], source['useFromYear'], source['useToYear']];
  if (source['boundToYears'] === false) return false;
  return typeof year !== 'number' || typeof from !== 'number' || typeof to !== 'number' || year < from || year > to;
}

function read(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const nameOf = (one: Fields): string => `${String(one['proposalId'])} ${String(one['measureKey'])}`;

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map((one) => (isFields(one) ? one : {})) : [];
}

function indexed(value: unknown, name: (one: Fields) => string): Map<string, Fields> {
  return new Map(listOf(value).map((one) => [name(one), one]));
}

const idsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Digits with at most a minus; anything else is no amount. */
function wholeOre(value: unknown): bigint | undefined {
  return typeof value === 'string' && /^(0|-?[1-9][0-9]{0,18})$/.test(value) ? BigInt(value) : undefined;
}

const figures = (found: bigint, expected: bigint | undefined): { found: string; expected: string } => ({
  found: found.toString(),
  expected: String(expected),
});
