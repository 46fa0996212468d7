/**
 * `npm run bench [-- --only=create,decide --rounds=3 --seconds=5 --million --profile=DIR]`
 *
 * Measures the product beside a bare node:http + pg server (yardstick.mjs) on the same database in the same run, and
 * prints ratios. Absolute figures depend on the machine and are not comparable between machines; the ratios are.
 *
 *   --only      some of: idle, size, rendering, filling, totals, list, create, decide, hot, full, voting, imports (default: all)
 *   --rounds    how many times each server is measured; the median counts (3)
 *   --seconds   length of each measurement, after one second of warm-up (5)
 *   --million   also measure totals over a million measures; takes some minutes and a few GB of disk
 *   --pool      connections each server may hold to PostgreSQL (the product's default, 10)
 *   --profile   write a CPU profile of the product to this directory
 *   --yardstick-only  leave the product out
 *
 * Rounds are interleaved (ours, tx, one, ours, …), so that a busy minute of the machine hits all of them. Jobs are off
 * during the measurements of writing: the yardstick has none, and the two share the dispatch table.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbedded } from '../dist/src/platform/database/embedded/embedded-database.js';
import { migrate } from '../dist/src/platform/database/migrate.js';
import { installJobSchema } from '../dist/src/platform/jobs/job-schema.js';
import { clientOf, holdMeeting } from './acts.mjs';
import { measureFilling } from './filling.mjs';
import { measureImports } from './imports.mjs';
import { summarise } from './goals.mjs';
import { openJournal } from './journal.mjs';
import { describeMachine, reportIdle, reportSize, runChecks } from './machine.mjs';
import { connections } from './measure.mjs';
import { measureList, measureTotals } from './reading.mjs';
import { measureRendering } from './rendering.mjs';
import { seedAllocatable, seedProposals } from './seed-proposals.mjs';
import { seedWorld, sourceCount } from './seed.mjs';
import { startProduct, startYardstick, stopAll } from './servers.mjs';
import { measureVoting } from './voting.mjs';
import { calibrateDecide, makeHistory, measureCreate, measureDecide, measureFull } from './writing.mjs';

const project = fileURLToPath(new URL('..', import.meta.url));
const { values: given } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    million: { type: 'boolean', default: false },
    pool: { type: 'string', default: '10' },
    profile: { type: 'string' },
    'yardstick-only': { type: 'boolean', default: false },
  },
});
const options = { ...given, rounds: Number(given.rounds), seconds: Number(given.seconds) };
const poolSize = Number(options.pool);
const parts = [
  'idle',
  'size',
  'rendering',
  'filling',
  'totals',
  'list',
  'create',
  'decide',
  'hot',
  'full',
  'voting',
  'imports',
];
const chosen = options.only === undefined ? parts : options.only.split(',');
const unknown = chosen.filter((name) => !parts.includes(name));
if (unknown.length > 0 || !(options.rounds >= 1) || !(options.seconds > 0) || !(poolSize >= 2)) {
  console.error(
    `Unknown: ${unknown.join(', ')}. --only takes ${parts.join(', ')}; --rounds, --seconds and --pool take numbers.`,
  );
  process.exit(2);
}
const wants = (/** @type {string[]} */ ...names) => names.some((name) => chosen.includes(name));
/** Names of the servers, in the order of every round. @type {('ours' | 'tx' | 'one')[]} */
const servers = options['yardstick-only'] ? ['tx', 'one'] : ['ours', 'tx', 'one'];
const journal = openJournal(given);

/** Until calibration has found what the product records, and without the product, one plausible event stands for it. */
const events = {
  create: [{ type: 'proposal.created', subjectKind: 'proposal', payload: { version: 1 }, handlers: [] }],
  decide: [{ type: 'decision.made', subjectKind: 'allocation', payload: { outcome: 'approve' }, handlers: [] }],
  vote: [{ type: 'ballot.voted', subjectKind: 'ballot', payload: {}, handlers: [] }],
  close: [{ type: 'ballot.closed', subjectKind: 'business', payload: {}, handlers: [] }],
};

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (interrupted = true));
const goOn = () => {
  if (interrupted) throw new Error('Interrupted.');
};

const scratch = mkdtempSync(join(tmpdir(), `anslag-bench-${process.pid}-`));
const dataDir = join(scratch, 'files');
chmodSync(scratch, 0o711);

/** @param {Awaited<ReturnType<typeof startEmbedded>>} db */
async function run({ ownerUrl, appUrl, superuserUrl }) {
  const owner = new pg.Client({ connectionString: ownerUrl, options: '-c timezone=UTC' });
  await owner.connect();
  try {
    await describeMachine(journal, owner);
    journal.say(
      `${connections} connections, pool ${poolSize} on every server, ${options.rounds} × ${options.seconds} s each, median (min–max)\n`,
    );
    const productOn = (jobs) => startProduct({ appUrl, dataDir, poolSize, jobs, profileTo: options.profile });
    const world = await seedWorld(owner);
    const shared = { journal, owner, superuserUrl, world, servers, options, events, goOn };
    if (wants('size')) reportSize(journal);
    if (wants('idle') && servers.includes('ours')) await reportIdle(journal, await productOn(true));
    if (wants('rendering') && servers.includes('ours'))
      journal.results.figures['rendering'] = await measureRendering({ ...journal, rounds: options.rounds, goOn });
    if (wants('filling') && servers.includes('ours'))
      journal.results.figures['filling'] = await measureFilling({ ...journal, rounds: options.rounds, goOn });
    // Meetings are called and opened by the product itself, also when only the yardstick is measured.
    const product = await productOn(false);
    const { presentIds } = world;
    await holdMeeting(clientOf(product, world.token), world.meetingId, { presentIds, adjusters: 1 });
    const settings = { databaseUrl: appUrl, poolSize, world, events };
    const bench = {
      ...shared,
      ours: servers.includes('ours') ? product : undefined,
      tx: await startYardstick({ ...settings, form: 'tx' }),
      one: await startYardstick({ ...settings, form: 'one' }),
    };
    if (bench.ours === undefined) await product.stop();
    await measureAll(bench);
    journal.results.machine.loadAfter = loadavg()[0];
    await runChecks(journal, owner, { appUrl, dataDir });
    await stopAll();
  } finally {
    await owner.end();
  }
  summarise(journal, options, journal.write(join(project, 'bench/results')));
}

/** @param {import('./measure.mjs').Bench} bench */
async function measureAll(bench) {
  if (wants('totals')) await measureTotals(bench, 200, 'totals, 1 000 measures');
  if (wants('totals', 'list', 'create', 'decide', 'hot')) await seedProposals(bench.owner, bench.world, 20_000);
  if (wants('totals')) await measureTotals(bench, 20_000, 'totals, 100 000 measures');
  if (wants('list')) await measureList(bench);
  if (options.million && wants('totals')) await measureTotals(bench, 200_000, 'totals, 1 000 000 measures');
  if (wants('create')) await measureCreate(bench);
  // Before the board's meeting has a hundred thousand items, which the planner would take for what a meeting has.
  if (wants('voting') && bench.ours !== undefined) await measureVoting(bench);
  if (wants('decide', 'hot', 'full')) {
    await seedAllocatable(bench.owner, bench.world);
    await calibrateDecide(bench);
    await makeHistory(bench);
    if (wants('decide')) await measureDecide(bench, 'spread', `allocation over ${sourceCount} sources`);
    if (wants('hot')) await measureDecide(bench, 'HOT', 'allocation on one hot source');
    if (wants('full') && bench.ours !== undefined) await measureFull(bench);
    if (wants('totals')) await measureTotals(bench, 0, 'totals, after the allocations');
  }
  // Last, because it fills a table with more lines than all the rest.
  if (wants('imports') && bench.ours !== undefined) await measureImports(bench);
}

// --- the run, last because what it needs stands above --------------------------------------------------------------

let database;
try {
  database = await startEmbedded({ dataDir: join(scratch, 'data'), log: () => undefined });
  await migrate(database.ownerUrl, database.appUrl);
  await installJobSchema(database.ownerUrl, decodeURIComponent(new URL(database.appUrl).username));
  await run(database);
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
} finally {
  await stopAll();
  await database?.stop();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
}
