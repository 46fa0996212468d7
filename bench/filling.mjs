/**
 * Filling a scenario: 2 000 measures over 10 sources by every rule, with its certificate written and checked. In this
 * process, without a database: the figures are frozen beforehand in the product as well.
 */
import { fill, fillRules } from '../dist/src/allocations/scenarios/fill.rules.js';
import { certified, freeze } from '../dist/src/allocations/scenarios/certification.js';
import { shortfallOf } from '../dist/src/allocations/scenarios/shortfall.rules.js';
import { shown, spread, table } from './report.mjs';

const size = { measures: 2_000, sources: 10 };
/** What people wait for without noticing. */
const goalMs = 200;

/**
 * @param {{rounds: number, say: (text: string) => void, warn: (text: string) => void, goOn: () => void}} run
 * @returns {Promise<{slowestMs: number}>} and the figures behind it
 */
export async function measureFilling({ rounds, say, warn, goOn }) {
  const inputs = figures();
  const frozen = freeze(inputs);
  const times = Object.fromEntries(fillRules.map((rule) => [rule, { fill: [], whole: [], shortfall: [], rows: 0 }]));
  for (let round = 0; round <= rounds; round += 1) {
    goOn();
    for (const rule of fillRules) {
      const started = performance.now();
      const rows = fill(inputs, { rule, onlyEligible: true });
      const filled = performance.now();
      const { certificate } = certified(frozen, rows);
      const checked = performance.now();
      shortfallOf(inputs, rows);
      const explained = performance.now();
      const isSound = rule === 'asRequested' ? certificate === null : certificate !== null;
      if (!isSound) warn(`filling: ${rule} ${certificate === null ? 'does not hold' : 'holds'}`);
      // The first round warms up.
      if (round === 0) continue;
      times[rule].rows = rows.length;
      times[rule].fill.push(filled - started);
      times[rule].whole.push(checked - started);
      times[rule].shortfall.push(explained - checked);
    }
  }
  say(`\nfilling a scenario: ${size.measures} measures, ${size.sources} sources`);
  say(
    table([
      ['rule', 'rows', 'fill ms', 'with certificate and check ms', 'who could give way ms'],
      ...fillRules.map((rule) => [
        rule,
        String(times[rule].rows),
        ...['fill', 'whole', 'shortfall'].map((name) => shown(spread(times[rule][name]))),
      ]),
    ]),
  );
  const slowestMs = Math.max(...fillRules.map((rule) => spread(times[rule].fill).median));
  if (slowestMs > goalMs) warn(`filling: ${Math.round(slowestMs)} ms, the goal is ${goalMs} ms`);
  return { slowestMs, goalMs, ...size };
}

/** Every measure may use about half of the sources; together they ask for half as much again as there is. */
function figures() {
  let state = 20_230_503;
  const draw = (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const sources = Array.from({ length: size.sources }, (_, index) => ({
    sourceYearId: `year-${index}`,
    sourceId: `source-${index}`,
    code: `S${index}`,
    name: `Source ${index}`,
    year: 2023,
    boundToYears: index % 2 === 0,
    useFromYear: 2023,
    useToYear: 2023,
    ceilingOre: '10000000000',
    reservedOre: '0',
    remainingOre: '10000000000',
  }));
  const measures = Array.from({ length: size.measures }, (_, index) => {
    const requested = String(1 + draw(150_000_000));
    const eligibleSourceIds = sources.filter(() => draw(2) === 0).map(({ sourceId }) => sourceId);
    return {
      proposalId: `proposal-${index % 50}`,
      measureKey: `measure-${index}`,
      authorityId: 'authority',
      authorityCode: 'ASN',
      title: `Measure ${index}`,
      versionId: `version-${index % 50}`,
      versionNumber: 1,
      year: 2023,
      requestedOre: requested,
      limitOre: requested,
      wishedSourceId: draw(3) === 0 ? `source-${draw(size.sources)}` : null,
      priority: 1 + draw(20),
      recommended:
        eligibleSourceIds.length === 0
          ? []
          : [
              {
                sourceYearId: eligibleSourceIds[0].replace('source', 'year'),
                amountOre: String(1 + Math.trunc(Number(requested) / 20)),
              },
            ],
      eligibleSourceIds,
    };
  });
  return { callId: 'call', sources, measures };
}
