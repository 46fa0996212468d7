/** Stages that write: creating a proposal, and the executive board's decisions to allocate. */
import { headersFor } from './acts.mjs';
import { load, request } from './load.mjs';
import { calibrate, connections, heatSeconds, measure, settle, warmUpSeconds } from './measure.mjs';
import { seedAllocations, setFullCeiling } from './seed-allocations.mjs';
import { measuresPerProposal, sections } from './seed-proposals.mjs';

/** @typedef {import('./measure.mjs').Bench} Bench */

/** More than any of them has reached; what is left over stays listed. */
const decisionsPerSecondMax = 1_500;
const historyCount = 3_000;

/** @param {Bench} bench */
export async function measureCreate(bench) {
  const send = proposalRequests(bench.world);
  await calibrate(bench, 'create', 'creating a proposal', 201, () => send());
  await settle(bench);
  await measure(bench, 'creating a proposal of five measures', { expect: 201, requests: () => send });
}

/** A short memorandum of five measures; one body per authority and a new key each time. */
function proposalRequests({ token, authorityIds, calls, year }) {
  const bodies = authorityIds.map((authorityId, place) => ({
    callId: calls[place % calls.length].id,
    authorityId,
    title: 'Insatser för barn och unga',
    documentDay: `${year}-01-15`,
    sections,
    measures: Array.from({ length: measuresPerProposal }, (_, index) => ({
      title: `Insats ${index + 1}`,
      requestedAmount: { amount: `${100_000 + place * 1_000 + index * 100}.00`, currency: 'SEK' },
      year,
      sourceId: calls[place % calls.length].sourceIds[index % calls[place % calls.length].sourceIds.length],
    })),
    decisionPoints: [
      { type: 'approve', text: 'Nämnden godkänner förslaget.' },
      { type: 'forward', text: 'Nämnden översänder förslaget till kommunstyrelsen.' },
    ],
  }));
  let turn = 0;
  return () => {
    turn += 1;
    return request('POST', '/api/v1/proposals', headersFor(token), bodies[turn % bodies.length]);
  };
}

const decisionOn = ({ token }, itemId) =>
  request('POST', `/api/v1/agenda-items/${itemId}/decision`, headersFor(token, { 'if-match': '"1"' }), {
    outcome: 'approve',
  });

/**
 * Decisions already made, so that no connection keeps a plan it made while the ledger was empty. An installation in use
 * has them, and autovacuum has told the planner.
 * @param {Bench} bench
 */
export async function makeHistory(bench) {
  const { owner, world, tx } = bench;
  const items = await seedAllocations(owner, world, { count: historyCount, on: 'spread' });
  await load({
    port: tx.port,
    next: () => (items.length === 0 ? undefined : decisionOn(world, items.pop())),
    expect: 201,
    seconds: 60,
    warmUpSeconds: 0,
    connections,
  });
  await settle(bench);
}

/** @param {Bench} bench */
export async function calibrateDecide(bench) {
  const items = await seedAllocations(bench.owner, bench.world, { count: 10, on: 'spread' });
  await calibrate(bench, 'decide', 'an allocation decision', 201, () => decisionOn(bench.world, items.pop()));
}

/** @param {Bench} bench @param {'spread' | 'HOT'} on @param {string} name */
export async function measureDecide(bench, on, name) {
  const { owner, world, options, servers } = bench;
  // Enough for the fastest server of the last round, and then some; what is left over stays listed.
  const perRun = Math.ceil(Math.max(options.seconds + warmUpSeconds, heatSeconds) * decisionsPerSecondMax);
  const items = await seedAllocations(owner, world, { count: perRun * (options.rounds + 1) * servers.length, on });
  await settle(bench);
  await measure(bench, name, {
    expect: 201,
    requests: () => {
      const own = items.splice(0, perRun);
      return () => (own.length === 0 ? undefined : decisionOn(world, own.pop()));
    },
  });
}

/** The ceiling in earnest: twice as many allocations as there is room for, from all connections at once, on ours alone. @param {Bench} bench */
export async function measureFull({ owner, world, ours, journal }) {
  const room = 200;
  await setFullCeiling(owner, world, room);
  const items = await seedAllocations(owner, world, { count: room * 2, on: 'FULL' });
  const outcome = await load({
    port: ours.port,
    expect: 201,
    seconds: 60,
    warmUpSeconds: 0,
    connections,
    next: () => (items.length === 0 ? undefined : decisionOn(world, items.pop())),
  });
  const refused = outcome.others['409'] ?? 0;
  journal.say(
    `  a ceiling with room for ${room}, asked ${room * 2} times by ${connections} connections: ${outcome.count} given, ${refused} refused`,
  );
  journal.results.figures['full ceiling'] = { room, asked: room * 2, given: outcome.count, refused };
  if (outcome.count !== room || refused !== room)
    journal.warn(`expected ${room} given and ${room} refused: ${JSON.stringify(outcome.others)} ${outcome.firstOther}`);
}
