/** Frozen figures for tests of scenarios: drawn at random from a seed, so that what failed can be drawn again. */
import type { FrozenInputs } from '../../src/allocations/scenarios/inputs.rules.js';

export type Draw = (below: number) => number;

export function drawing(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Amounts go down to the öre; a source may be over-allocated, a measure may be eligible nowhere. */
export function figures(draw: Draw, size: { measures: number; sources: number }): FrozenInputs {
  const sources = Array.from({ length: size.sources }, (_, index) => {
    const [ceiling, reserved] = [draw(5_000), draw(10) === 0 ? draw(6_000) : draw(1_000)];
    return {
      sourceYearId: `year-${index}`,
      sourceId: `source-${index}`,
      code: `S${index}`,
      name: `Källa ${index}`,
      year: 2023,
      boundToYears: draw(2) === 0,
      useFromYear: 2022,
      useToYear: draw(8) === 0 ? 2022 : 2023,
      ceilingOre: String(ceiling),
      reservedOre: String(reserved),
      remainingOre: String(ceiling - reserved),
    };
  });
  const measures = Array.from({ length: size.measures }, (_, index) => {
    const requested = draw(900);
    return {
      proposalId: `proposal-${index % 3}`,
      measureKey: `measure-${index}`,
      authorityId: 'authority',
      authorityCode: 'ASN',
      title: `Insats ${index}`,
      versionId: `version-${index % 3}`,
      versionNumber: 1,
      year: 2023,
      requestedOre: String(requested),
      limitOre: String(draw(4) === 0 ? draw(900) : requested),
      wishedSourceId: draw(2) === 0 ? null : `source-${draw(size.sources)}`,
      priority: draw(2) === 0 ? null : 1 + draw(5),
      recommended: [],
      eligibleSourceIds: sources.filter(() => draw(3) > 0).map(({ sourceId }) => sourceId),
    };
  });
  return { callId: 'call', sources, measures };
}
