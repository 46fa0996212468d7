/** The figures of the moment as a scenario freezes them. Pure. */
import { type BoardFigures, roomOf, verdictsOf } from './figures.rules.js';
import { type FrozenInputs, measureId } from './inputs.rules.js';

/** What a scenario stands on: the same figures, as they were when they were frozen. */
export function inputsOf(figures: BoardFigures): FrozenInputs {
  const verdict = verdictsOf(figures);
  const sourceIds = [...new Set(figures.sources.map(({ sourceId }) => sourceId))];
  const recommended = new Map(figures.recommended.map((one) => [measureId(one), one]));
  const taken = new Map<string, bigint>();
  for (const one of figures.given)
    taken.set(measureId(one), (taken.get(measureId(one)) ?? 0n) + BigInt(one.decidedOre) + BigInt(one.pendingOre));
  return {
    callId: figures.callId,
    sources: figures.sources.map((source) => ({
      sourceYearId: source.sourceYearId,
      sourceId: source.sourceId,
      code: source.code,
      name: source.name,
      year: source.year,
      boundToYears: source.kind === 'stateGrant',
      useFromYear: source.useFromYear,
      useToYear: source.useToYear,
      ceilingOre: source.ceilingOre,
      reservedOre: source.reservedOre,
      remainingOre: roomOf(source).remaining.toString(),
    })),
    measures: figures.measures.map((measure) => {
      const judged = recommended.get(measureId(measure));
      const limit = BigInt(measure.approvedOre ?? measure.requestedOre) - (taken.get(measureId(measure)) ?? 0n);
      return {
        proposalId: measure.proposalId,
        measureKey: measure.measureKey,
        authorityId: measure.authorityId,
        authorityCode: measure.authorityCode,
        title: measure.title,
        versionId: measure.versionId,
        versionNumber: measure.versionNumber,
        year: measure.year,
        requestedOre: measure.requestedOre,
        limitOre: (limit > 0n ? limit : 0n).toString(),
        wishedSourceId: measure.wishedSourceId,
        priority: judged?.priority ?? null,
        recommended: judged?.rows ?? [],
        eligibleSourceIds: sourceIds.filter((sourceId) => verdict(measure, sourceId) === 'eligible'),
      };
    }),
  };
}
