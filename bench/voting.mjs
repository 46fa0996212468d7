/**
 * A council of 101 members votes while 300 people follow the meeting. Each watcher reads the live view once a second; the
 * members press within a few seconds of each other; the chair closes the ballot. Measured on every server by turns, each
 * with ballots of its own in the same meeting: do all votes count once, how long do they take, how fast do the watchers
 * get their answers, and how soon has each of them seen the result?
 *
 * Last comes the same in earnest, on ours alone: every member presses twice at once while the chair closes.
 */
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { assembleCouncil, decideBy, openBallot, watcherCount } from './council.mjs';
import { once } from './load.mjs';
import { calibrate, compareAnswers, measure, processorTime, settle } from './measure.mjs';
import { choicesIn, closingOf, liveAs, pressAll, voteBy, watch } from './people.mjs';
import { shown, spread, table } from './report.mjs';

/** @typedef {import('./measure.mjs').Bench} Bench */
/** @typedef {import('./council.mjs').Council} Council */
/** @typedef {import('./council.mjs').OpenBallot} OpenBallot */

/** The watchers are there before the voting begins, for as long as the product keeps what it knows of a session. */
const beforehandMs = 3_000;
const seeWithinMs = 10_000;
const votesMsMax = 10_000;
const visibleMsMax = 2_000;

/** @param {Bench} bench */
export async function measureVoting(bench) {
  const { journal, servers, options } = bench;
  const calibrations = 1 + servers.length;
  const council = await assembleCouncil(bench, calibrations + servers.length * options.rounds + 2);
  const people = Object.fromEntries(council.members.map(({ cookie, personId }) => [cookie, personId]));
  for (const yardstick of [bench.tx, bench.one]) await yardstick.tell({ people });
  await calibrateVoting(bench, council);
  await settle(bench);
  await measureReading(bench, council);
  const runs = Object.fromEntries(servers.map((server) => [server, []]));
  const loads = [];
  for (let round = 0; round < options.rounds; round += 1)
    for (const server of servers) {
      bench.goOn();
      const ballot = await openBallot(council);
      runs[server].push(await hold(bench, council, ballot, server));
      loads.push(loadavg()[0]);
      await decideBy(council, ballot);
    }
  tell(bench, runs, loads);
  await pressTwiceWhileClosing(bench, council);
  journal.results.figures['voting: goals'] = goalsOf(runs.ours);
}

// --- doing the same ----------------------------------------------------------------------------------------------

/** Rows of a vote and of a close, and the live view before, during and after a ballot, compared. */
async function calibrateVoting(bench, council) {
  const first = await openBallot(council);
  let place = 0;
  await calibrate(bench, 'vote', 'a vote', 204, () => voteBy(council.members[place++], first, first.choices[0]));
  await compareViews(bench, council, 'while voting');
  await once(bench.ours.port, closingOf(council, first));
  await compareViews(bench, council, 'when closed');
  await decideBy(council, first);
  const ballots = {};
  for (const server of bench.servers) {
    ballots[server] = await openBallot(council);
    await once(bench.ours.port, voteBy(council.members[0], ballots[server], ballots[server].choices[0]));
  }
  await calibrate(bench, 'close', 'closing a ballot', 200, (server) => closingOf(council, ballots[server]));
  for (const ballot of Object.values(ballots)) await decideBy(council, ballot);
  await compareViews(bench, council, 'between items');
}

async function compareViews(bench, council, when) {
  const { journal, servers } = bench;
  const bytes = liveAs(council, council.watchers[0]);
  await compareAnswers(bench, bytes, `live view ${when}`);
  const [ours, ...theirs] = await Promise.all(
    servers.map(async (server) => JSON.parse((await once(bench[server].port, bytes)).text)),
  );
  for (const view of theirs)
    if (!isDeepStrictEqual(ours, view)) journal.warn(`live view ${when}: the answers are not the same`);
}

/** As fast as each server can, while a ballot is open and half the members have voted. */
async function measureReading(bench, council) {
  const ballot = await openBallot(council);
  for (const member of council.members.slice(0, 50))
    await once(bench.ours.port, voteBy(member, ballot, ballot.choices[0]));
  const reads = council.watchers.map((cookie) => liveAs(council, cookie));
  let turn = 0;
  const next = () => reads[(turn += 1) % reads.length];
  await measure(bench, 'live view of 101 members, over and over', { expect: 200, requests: () => next });
  await once(bench.ours.port, closingOf(council, ballot));
  await decideBy(council, ballot);
}

// --- one ballot on one server ------------------------------------------------------------------------------------

/** @param {Bench} bench @param {Council} council @param {OpenBallot} ballot @param {'ours' | 'tx' | 'one'} server */
async function hold(bench, council, ballot, server) {
  const { port } = bench[server];
  const stop = { now: false };
  const watchers = council.watchers.map((cookie, place) => watch(port, liveAs(council, cookie), place, stop));
  await sleep(beforehandMs);
  const cpuBefore = await processorTime(bench, server);
  const votes = await pressAll(port, council, ballot);
  const asked = performance.now();
  const closing = await once(port, closingOf(council, ballot));
  const answered = performance.now();
  if (closing.status !== 200) bench.journal.warn(`${server}: closing answers ${closing.status}: ${closing.text}`);
  await Promise.race([Promise.all(watchers.map(({ seen }) => seen)), sleep(seeWithinMs, undefined, { ref: false })]);
  const ended = performance.now();
  const cpuAfter = await processorTime(bench, server);
  stop.now = true;
  await Promise.all(watchers.map(({ gone }) => gone));
  const seenMs = watchers.map(({ seenAt }) => seenAt() - asked);
  const reads = watchers.flatMap(({ reads }) => reads).filter(({ sent, at }) => sent >= votes.begin && at <= ended);
  const failed = watchers.flatMap(({ failures }) => failures);
  if (failed.length > 0) bench.journal.warn(`${server}: ${failed.length} reads failed, the first: ${failed[0]}`);
  if (seenMs.some(Number.isNaN)) bench.journal.warn(`${server}: some watchers never saw the result`);
  await count(bench, ballot, server, votes.acknowledged);
  const seconds = (ended - votes.begin) / 1000;
  const answers = reads.map(({ sent, at }) => at - sent);
  return {
    'votes: first to last acknowledged, s': (votes.end - votes.begin) / 1000,
    'vote, p50 ms': part(votes.ms, 0.5),
    'vote, p99 ms': part(votes.ms, 0.99),
    'live reads per second': reads.length / seconds,
    'live read, p50 ms': part(answers, 0.5),
    'live read, p99 ms': part(answers, 0.99),
    'closing answered, ms': answered - asked,
    'result seen by the first watcher, ms': Math.min(...seenMs),
    'result seen by the last watcher, ms': Math.max(...seenMs),
    'CPU of the server, ms per s': (cpuAfter.server - cpuBefore.server) / seconds,
    'CPU in PostgreSQL, ms per s': (cpuAfter.postgresql - cpuBefore.postgresql) / seconds,
  };
}

const part = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
};

/** Every vote that was acknowledged stands once as it was given, none other stands, and the result says the same. */
async function count({ owner, journal }, ballot, server, acknowledged, expected = acknowledged.size) {
  const { rows: votes } = await owner.query(`select person_id, choice from vote where ballot_id = $1`, [ballot.id]);
  const { rows } = await owner.query(
    `select v.status, v.counts, (select count(*)::int from event e where e.subject_id = v.id and e.type = 'ballot.voted') as told from ballot v where v.id = $1`,
    [ballot.id],
  );
  const [{ status, counts, told }] = rows;
  const given = [...acknowledged.values()];
  const tallied = Object.entries(counts?.votes ?? {}).every(
    ([choice, number]) => number === given.filter((one) => one === choice).length,
  );
  const isRight =
    status === 'closed' &&
    acknowledged.size === expected &&
    votes.length === acknowledged.size &&
    votes.every((vote) => acknowledged.get(vote.person_id) === vote.choice) &&
    tallied &&
    counts.abstained === given.filter((choice) => choice === 'abstain').length &&
    counts.silent === counts.electors - given.length &&
    told === acknowledged.size;
  if (!isRight)
    journal.warn(
      `${server}: ${acknowledged.size} votes acknowledged, ${votes.length} stored, ${told} told of, counted as ${JSON.stringify(counts)}`,
    );
  const tallies = (journal.results.figures['voting: acknowledged and counted'] ??= []);
  tallies.push({ server, acknowledged: acknowledged.size, stored: votes.length, isRight });
}

// --- in earnest --------------------------------------------------------------------------------------------------

/** Twice the requests, as fast as they come, with the close in the middle: what is acknowledged counts once, the rest is refused. */
async function pressTwiceWhileClosing(bench, council) {
  const { journal, ours } = bench;
  const ballot = await openBallot(council);
  const choices = choicesIn(ballot, council.members);
  const acknowledged = new Map();
  const statuses = {};
  const presses = council.members.flatMap((member, place) =>
    [0, 1].map(async () => {
      await sleep(place * 10);
      const { status } = await once(ours.port, voteBy(member, ballot, choices[place]));
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status !== 204) return;
      if (acknowledged.has(member.personId)) journal.warn(`a member's vote was acknowledged twice`);
      acknowledged.set(member.personId, choices[place]);
    }),
  );
  while (acknowledged.size < 20) await sleep(1);
  const closing = await once(ours.port, closingOf(council, ballot));
  await Promise.all(presses);
  await count(bench, ballot, 'ours, closed meanwhile', acknowledged);
  if (closing.status !== 200) journal.warn(`closing meanwhile answers ${closing.status}: ${closing.text}`);
  const [{ isRight }] = journal.results.figures['voting: acknowledged and counted'].slice(-1);
  journal.say(
    `  every member pressing twice while the chair closes: answers ${JSON.stringify(statuses)}, ${acknowledged.size} acknowledged, ${isRight ? 'each counted once' : 'NOT what was counted'}`,
  );
}

// --- what came of it ---------------------------------------------------------------------------------------------

function goalsOf(runs) {
  const worst = (key) => Math.max(...runs.map((run) => run[key]));
  return [
    {
      name: '101 votes, s from the first to the last acknowledged',
      value: worst('votes: first to last acknowledged, s'),
      goal: votesMsMax / 1000,
    },
    {
      name: `result seen by the last of ${watcherCount} watchers, s after the closing`,
      value: worst('result seen by the last watcher, ms') / 1000,
      goal: visibleMsMax / 1000,
    },
  ];
}

function tell({ journal, servers }, runs, loads) {
  const figures = Object.fromEntries(
    servers.map((server) => [
      server,
      Object.fromEntries(Object.keys(runs.ours[0]).map((key) => [key, spread(runs[server].map((run) => run[key]))])),
    ]),
  );
  journal.results.figures['voting'] = figures;
  journal.say(
    `\n101 members vote, ${watcherCount} watchers read once a second; load of the machine ${Math.min(...loads).toFixed(1)}–${Math.max(...loads).toFixed(1)}`,
  );
  journal.say(
    table([
      ['', ...servers, 'ours/tx', 'ours/one'],
      ...Object.keys(figures.ours).map((key) => [
        key,
        ...servers.map((server) => shown(figures[server][key])),
        ...['tx', 'one'].map((server) => (figures.ours[key].median / figures[server][key].median).toFixed(2)),
      ]),
    ]),
  );
  const tallies = journal.results.figures['voting: acknowledged and counted'];
  const total = tallies.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  journal.say(
    tallies.every(({ isRight }) => isRight)
      ? `${total} votes acknowledged in ${tallies.length} ballots, each counted exactly once`
      : `NOT every acknowledged vote was counted once: ${JSON.stringify(tallies)}`,
  );
}
