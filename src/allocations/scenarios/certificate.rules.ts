/** What a scenario claims about itself, figure by figure, so that somebody else can check it without trusting it. Pure. */
import { canonicalJson } from '../../kernel/canonical.js';
import { type FrozenInputs, measureId, type ScenarioRow } from './inputs.rules.js';

/**
 * The claims, as one text: the rows, what each source gives of what it had, what each measure gets of what it may get.
 * @param inputsHash SHA-256 of the frozen inputs, in hex
 */
export function certificateOf(inputsHash: string, inputs: FrozenInputs, rows: readonly ScenarioRow[]): string {
  const bySource = sums(rows, ({ sourceYearId }) => sourceYearId);
  const byMeasure = sums(rows, measureId);
  return canonicalJson({
    inputsHash,
    rows: rows.map(({ amountOre, ...row }) => ({ ...row, amountOre: amountOre.toString() })),
    sources: inputs.sources.map(({ sourceYearId, remainingOre }) => {
      const given = bySource.get(sourceYearId) ?? 0n;
      const leftOre = (BigInt(remainingOre) - given).toString();
      return { sourceYearId, givenOre: given.toString(), remainingOre, leftOre };
    }),
    measures: inputs.measures
      .filter((measure) => byMeasure.has(measureId(measure)))
      .map(({ proposalId, measureKey, limitOre, ...measure }) => ({
        proposalId,
        measureKey,
        versionId: measure.versionId,
        givenOre: String(byMeasure.get(measureId({ proposalId, measureKey })) ?? 0n),
        limitOre,
      })),
    totalOre: rows.reduce((sum, { amountOre }) => sum + amountOre, 0n).toString(),
  });
}

function sums(rows: readonly ScenarioRow[], key: (row: ScenarioRow) => string): Map<string, bigint> {
  const found = new Map<string, bigint>();
  for (const row of rows) found.set(key(row), (found.get(key(row)) ?? 0n) + row.amountOre);
  return found;
}
