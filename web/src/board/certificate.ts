/** What the certificate of a scenario has been checked for, each check with the places where it does not hold. */
import type { Schemas } from '../api/client';

type Scenario = Pick<Schemas['ScenarioDto'], 'faults' | 'rows' | 'sources'>;

/** Every fault the checker can find, under the question it answers; a new one stands under the figures until it is named. */
const codes = {
  ceiling: ['above-ceiling'],
  oneSource: ['duplicate-row', 'unknown-measure', 'unknown-source', 'amount'],
  eligible: ['not-eligible'],
  period: ['outside-use-period'],
  limit: ['above-limit'],
  figures: ['wrong-figure', 'malformed'],
  inputs: ['other-inputs'],
} as const;

export type Check = keyof typeof codes;
const checks = Object.keys(codes) as Check[];

export interface CheckResult {
  check: Check;
  /** Empty when the check holds. */
  faults: { place: string; overOre: bigint | null }[];
}

export function checksOf(scenario: Scenario): CheckResult[] {
  return checks.map((check) => ({
    check,
    faults: scenario.faults
      .filter(({ code }) => checkOf(code) === check)
      .map(({ place, found, expected }) => ({ place: placeName(scenario, place), overOre: overOf(found, expected) })),
  }));
}

function checkOf(code: string): Check {
  return checks.find((check) => (codes[check] as readonly string[]).includes(code)) ?? 'figures';
}

/** `source <id>`, `measure <proposal> <key>` and `row <n>` as people call them. */
function placeName({ rows, sources }: Scenario, place: string): string {
  const [kind, ...ids] = place.split(' ');
  const id = ids.join(' ');
  if (kind === 'source') {
    const source = sources.find(({ sourceYearId }) => sourceYearId === id);
    return source === undefined ? '' : `${source.code} ${source.year}`;
  }
  if (kind === 'measure')
    return rows.find(({ proposalId, measureKey }) => `${proposalId} ${measureKey}` === id)?.measureTitle ?? '';
  const row = kind === 'row' ? rows[Number(id) - 1] : undefined;
  return row === undefined ? '' : `${row.measureTitle}, ${row.sourceCode} ${row.year}`;
}

const isOre = (text: string | undefined): text is string => text !== undefined && /^-?\d+$/.test(text);

function overOf(found: string | undefined, expected: string | undefined): bigint | null {
  return isOre(found) && isOre(expected) ? BigInt(found) - BigInt(expected) : null;
}
