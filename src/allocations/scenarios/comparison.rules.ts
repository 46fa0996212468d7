/** Scenarios side by side: what each gives each measure, out of what. Pure. */
import { Money } from '../../kernel/money.js';
import { type FrozenInputs, measureId, type ScenarioRow } from './inputs.rules.js';

export interface Compared {
  id: string;
  name: string;
  inputsId: string;
  certificate: string | null;
  inputs: FrozenInputs;
  rows: readonly ScenarioRow[];
}

export interface ComparisonView {
  /** All stand on the same frozen figures, so that every difference is a choice. */
  sameInputs: boolean;
  scenarios: { id: string; name: string; inputsId: string; isCertified: boolean; total: Money }[];
  /** What each measure would get, in the order of the scenarios. */
  measures: {
    proposalId: string;
    measureKey: string;
    authorityCode: string;
    title: string;
    requested: Money;
    amounts: { total: Money; sources: { code: string; year: number; amount: Money }[] }[];
  }[];
  /** What each source would give, in the order of the scenarios. */
  sources: { sourceYearId: string; code: string; year: number; amounts: { given: Money; left: Money }[] }[];
}

const money = (ore: bigint): Money => Money.fromOre(ore);
const sum = (list: readonly ScenarioRow[]): bigint => list.reduce((total, { amountOre }) => total + amountOre, 0n);

export function compared(scenarios: readonly Compared[]): ComparisonView {
  const measures = new Map(scenarios.flatMap(({ inputs }) => inputs.measures.map((one) => [measureId(one), one])));
  const sources = new Map(scenarios.flatMap(({ inputs }) => inputs.sources.map((one) => [one.sourceYearId, one])));
  const grouped = scenarios.map(({ rows }) => groupsOf(rows));
  return {
    sameInputs: new Set(scenarios.map(({ inputsId }) => inputsId)).size <= 1,
    scenarios: scenarios.map(({ id, name, inputsId, certificate, rows }) => ({
      id,
      name,
      inputsId,
      isCertified: certificate !== null,
      total: money(sum(rows)),
    })),
    measures: [...measures].map(([key, { proposalId, measureKey, authorityCode, title, requestedOre }]) => ({
      proposalId,
      measureKey,
      authorityCode,
      title,
      requested: money(BigInt(requestedOre)),
      amounts: grouped.map(({ byMeasure }) => {
        const own = byMeasure.get(key) ?? [];
        const shown = own.map(({ sourceYearId, amountOre }) => ({
          code: sources.get(sourceYearId)?.code ?? '',
          year: sources.get(sourceYearId)?.year ?? 0,
          amount: money(amountOre),
        }));
        return { total: money(sum(own)), sources: shown };
      }),
    })),
    sources: [...sources].map(([sourceYearId, { code, year }]) => ({
      sourceYearId,
      code,
      year,
      amounts: grouped.map(({ bySource }, index) => {
        const given = sum(bySource.get(sourceYearId) ?? []);
        const own = scenarios[index]?.inputs.sources.find((one) => one.sourceYearId === sourceYearId);
        return { given: money(given), left: money(BigInt(own?.remainingOre ?? 0) - given) };
      }),
    })),
  };
}

function groupsOf(rows: readonly ScenarioRow[]) {
  const [byMeasure, bySource] = [new Map<string, ScenarioRow[]>(), new Map<string, ScenarioRow[]>()];
  const put = (groups: Map<string, ScenarioRow[]>, key: string, row: ScenarioRow): void => {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  };
  for (const row of rows) {
    put(byMeasure, measureId(row), row);
    put(bySource, row.sourceYearId, row);
  }
  return { byMeasure, bySource };
}
