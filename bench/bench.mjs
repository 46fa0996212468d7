/**
 * `npm run bench [-- --only=create,decide --rounds=3 --seconds=5 --million --profile=DIR]`
 *
 * Measures the product beside a bare node:http + pg server (yardstick.mjs) on the same database in the same run, and
 * prints ratios. Absolute figures depend on the machine and are not comparable between machines; the ratios are.
 *
 *   --only      some of: idle, size, totals, list, create, decide, hot, full (default: all)
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
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbedded } from '../dist/src/platform/database/embedded/embedded-database.js';
import { migrate } from '../dist/src/platform/database/migrate.js';
import { installJobSchema } from '../dist/src/platform/jobs/job-schema.js';
import { load, once, request } from './load.mjs';
import { shown, spread, table, verdict } from './report.mjs';
import { differences, rowsWrittenBy } from './rows.mjs';
import * as seeds from './seed.mjs';
import { cpuMs, dependencySizes, pssMb, startProduct, startYardstick, stopAll } from './servers.mjs';

const project = fileURLToPath(new URL('..', import.meta.url));
const { values: options } = parseArgs({
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
const rounds = Number(options.rounds);
const seconds = Number(options.seconds);
const poolSize = Number(options.pool);
const parts = ['idle', 'size', 'totals', 'list', 'create', 'decide', 'hot', 'full'];
const chosen = options.only === undefined ? parts : options.only.split(',');
const unknown = chosen.filter((name) => !parts.includes(name));
if (unknown.length > 0 || !(rounds >= 1) || !(seconds > 0) || !(poolSize >= 2)) {
  console.error(
    `Unknown: ${unknown.join(', ')}. --only takes ${parts.join(', ')}; --rounds, --seconds and --pool take numbers.`,
  );
  process.exit(2);
}
const wants = (/** @type {string[]} */ ...names) => names.some((name) => chosen.includes(name));

const connections = 16;
const warmUpSeconds = 1;
/** Before the first round of each measurement, per server. */
const heatSeconds = 3;
/** Names of the servers, in the order of every round. */
const servers = options['yardstick-only'] ? ['tx', 'one'] : ['ours', 'tx', 'one'];

const results = {
  at: new Date().toISOString(),
  options,
  machine: {},
  figures: {},
  warnings: /** @type {string[]} */ ([]),
};
const warn = (/** @type {string} */ text) => {
  results.warnings.push(text);
  console.log(`  warning: ${text}`);
};
const say = (/** @type {string} */ text) => console.log(text);

/**
 * The events of each act as the product writes them, found by calibration. Until then, and without the product, one
 * plausible event stands for them.
 * @type {Record<'create' | 'decide', object[]>}
 */
const eventTemplates = {
  create: [{ type: 'proposal.created', subjectKind: 'proposal', payload: { version: 1 }, handlers: [] }],
  decide: [{ type: 'decision.made', subjectKind: 'allocation', payload: { outcome: 'approve' }, handlers: [] }],
};

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (interrupted = true));
const goOn = () => {
  if (interrupted) throw new Error('Interrupted.');
};

const scratch = mkdtempSync(join(tmpdir(), `anslag-bench-${process.pid}-`));
chmodSync(scratch, 0o711);
/** @param {Awaited<ReturnType<typeof startEmbedded>>} db */
async function run({ ownerUrl, appUrl, superuserUrl }) {
  const owner = new pg.Client({ connectionString: ownerUrl, options: '-c timezone=UTC' });
  await owner.connect();
  try {
    await describeMachine(owner);
    const productOn = (jobs) =>
      startProduct({ appUrl, dataDir: join(scratch, 'files'), poolSize, jobs, profileTo: options.profile });
    const world = await seeds.seedWorld(owner);
    if (wants('size')) reportSize();
    if (wants('idle') && servers.includes('ours')) await reportIdle(await productOn(true));
    const settings = { databaseUrl: appUrl, poolSize, world, events: eventTemplates };
    const bench = {
      owner,
      superuserUrl,
      world,
      ours: servers.includes('ours') ? await productOn(false) : undefined,
      tx: await startYardstick({ ...settings, form: 'tx' }),
      one: await startYardstick({ ...settings, form: 'one' }),
    };
    await measureAll(bench);
    await runChecks(owner, appUrl);
    await stopAll();
  } finally {
    await owner.end();
  }
  mkdirSync(join(project, 'bench/results'), { recursive: true });
  const file = join(project, `bench/results/${results.at.replaceAll(':', '').slice(0, 15)}.json`);
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  summarise(file);
}

/** @param {Bench} bench @typedef {{owner: pg.Client, superuserUrl: string, world: import('./seed.mjs').World, ours: Server, tx: Server, one: Server}} Bench @typedef {import('./servers.mjs').Server} Server */
async function measureAll(bench) {
  if (wants('totals')) await measureTotals(bench, 200, 'totals, 1 000 measures');
  if (wants('totals', 'list', 'create', 'decide', 'hot')) await seeds.seedProposals(bench.owner, bench.world, 20_000);
  if (wants('totals')) await measureTotals(bench, 20_000, 'totals, 100 000 measures');
  if (wants('list')) await measureList(bench);
  if (options.million && wants('totals')) await measureTotals(bench, 200_000, 'totals, 1 000 000 measures');
  if (wants('create')) await measureCreate(bench);
  if (wants('decide', 'hot', 'full')) {
    await seeds.seedAllocatable(bench.owner, bench.world);
    await calibrateDecide(bench);
    await makeHistory(bench);
    if (wants('decide')) await measureDecide(bench, 'spread', `allocation over ${seeds.sourceCount} sources`);
    if (wants('hot')) await measureDecide(bench, 'HOT', 'allocation on one hot source');
    if (wants('full') && bench.ours !== undefined) await measureFull(bench);
    if (wants('totals')) await measureTotals(bench, 0, 'totals, after the allocations');
  }
}

// --- reading -----------------------------------------------------------------------------------------------------

async function measureTotals({ owner, world, ...bench }, proposals, name) {
  await seeds.seedProposals(owner, world, proposals);
  await settle(bench.superuserUrl, owner);
  const bytes = request('GET', '/api/v1/totals', { authorization: `Bearer ${world.token}` });
  await compareAnswers(bench, bytes, name);
  await measure(bench, name, { expect: 200, requests: () => () => bytes });
}

async function measureList({ owner, world, ...bench }) {
  await settle(bench.superuserUrl, owner);
  const page = (/** @type {number} */ number) =>
    request('GET', `/api/v1/proposals?status=managerReview&sort=-total&limit=50&page=${number}`, {
      authorization: `Bearer ${world.token}`,
    });
  const pages = [1, 2, 3, 4, 5].map(page);
  const name = 'page of 50 of 20 000 proposals';
  await compareAnswers(bench, pages[0], name);
  let turn = 0;
  await measure(bench, name, { expect: 200, requests: () => () => pages[(turn += 1) % pages.length] });
}

/** Both must answer about as much; a yardstick that says less is no yardstick. */
async function compareAnswers(bench, bytes, name) {
  if (bench.ours === undefined) return;
  const [ours, theirs] = [await once(bench.ours.port, bytes), await once(bench.tx.port, bytes)];
  if (ours.status !== 200) return warn(`${name}: ours answers ${ours.status}: ${ours.text.slice(0, 300)}`);
  const share = theirs.text.length / ours.text.length;
  say(`  ${name}: ours answers ${ours.text.length} bytes, the yardstick ${theirs.text.length}`);
  if (share < 0.85 || share > 1.15)
    warn(`${name}: the answers differ in size (${ours.text.length} and ${theirs.text.length} bytes)`);
}

// --- writing -----------------------------------------------------------------------------------------------------

async function measureCreate({ owner, world, ...bench }) {
  const send = proposalRequests(world);
  await calibrate({ owner, ...bench }, 'create', 'creating a proposal', 201, () => send());
  await settle(bench.superuserUrl, owner);
  await measure(bench, 'creating a proposal of five measures', { expect: 201, requests: () => send });
}

/** A short memorandum of five measures; one body per authority and a new key each time. */
function proposalRequests({ token, authorityIds, calls, year }) {
  const bodies = authorityIds.map((authorityId, place) => ({
    callId: calls[place % calls.length].id,
    authorityId,
    title: 'Insatser för barn och unga',
    documentDay: `${year}-01-15`,
    sections: seeds.sections,
    measures: Array.from({ length: seeds.measuresPerProposal }, (_, index) => ({
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

const headersFor = (/** @type {string} */ token, more = {}) => ({
  authorization: `Bearer ${token}`,
  'idempotency-key': `"${randomUUID()}"`,
  ...more,
});

const decisionOn = ({ token }, itemId) =>
  request('POST', `/api/v1/agenda-items/${itemId}/decision`, headersFor(token, { 'if-match': '"1"' }), {
    outcome: 'approve',
  });

/**
 * Decisions already made, so that no connection keeps a plan it made while the ledger was empty. An installation in use
 * has them, and autovacuum has told the planner.
 */
async function makeHistory({ owner, world, ...bench }) {
  const items = await seeds.seedAllocations(owner, world, { count: historyCount, on: 'spread' });
  await load({
    port: bench.tx.port,
    next: () => (items.length === 0 ? undefined : decisionOn(world, items.pop())),
    expect: 201,
    seconds: 60,
    warmUpSeconds: 0,
    connections,
  });
  await settle(bench.superuserUrl, owner);
}

const historyCount = 3_000;

async function calibrateDecide({ owner, world, ...bench }) {
  const items = await seeds.seedAllocations(owner, world, { count: 10, on: 'spread' });
  await calibrate({ owner, ...bench }, 'decide', 'an allocation decision', 201, () => decisionOn(world, items.pop()));
}

async function measureDecide({ owner, world, ...bench }, on, name) {
  // Enough for the fastest server of the last round, and then some; what is left over stays listed.
  const perRun = Math.ceil(Math.max(seconds + warmUpSeconds, heatSeconds) * decisionsPerSecondMax);
  const items = await seeds.seedAllocations(owner, world, { count: perRun * (rounds + 1) * servers.length, on });
  await settle(bench.superuserUrl, owner);
  await measure(bench, name, {
    expect: 201,
    requests: () => {
      const own = items.splice(0, perRun);
      return () => (own.length === 0 ? undefined : decisionOn(world, own.pop()));
    },
  });
}

/** More than any of them has reached; what is left over stays listed. */
const decisionsPerSecondMax = 1_500;

/** The ceiling in earnest: twice as many allocations as there is room for, from all connections at once, on ours alone. */
async function measureFull({ owner, world, ours }) {
  const room = 200;
  await seeds.setFullCeiling(owner, world, room);
  const items = await seeds.seedAllocations(owner, world, { count: room * 2, on: 'FULL' });
  const outcome = await load({
    port: ours.port,
    expect: 201,
    seconds: 60,
    warmUpSeconds: 0,
    connections,
    next: () => (items.length === 0 ? undefined : decisionOn(world, items.pop())),
  });
  const refused = outcome.others['409'] ?? 0;
  say(
    `  a ceiling with room for ${room}, asked ${room * 2} times by ${connections} connections: ${outcome.count} given, ${refused} refused`,
  );
  results.figures['full ceiling'] = { room, asked: room * 2, given: outcome.count, refused };
  if (outcome.count !== room || refused !== room)
    warn(`expected ${room} given and ${room} refused: ${JSON.stringify(outcome.others)} ${outcome.firstOther}`);
}

/**
 * One act on each server, alone: what ours writes becomes the pattern for the yardstick's events, and then the rows of
 * all three are compared table by table.
 */
async function calibrate({ owner, ...bench }, kind, name, expect, next) {
  const written = {};
  for (const server of servers) {
    const { rows: last } = await owner.query('select coalesce(max(id), 0) as id from event');
    let answer;
    written[server] = await rowsWrittenBy(owner, async () => (answer = await once(bench[server].port, next())));
    if (answer.status !== expect) {
      warn(`${name}: ${server} answers ${answer.status}: ${answer.text.slice(0, 400)}`);
      continue;
    }
    if (server !== 'ours') continue;
    const { rows: events } = await owner.query(
      `select type, subject_kind as "subjectKind", payload, array(select d.handler from event_dispatch d where d.event_id = e.id order by 1) as handlers
         from event e where id > $1 order by id`,
      [last[0].id],
    );
    results.figures[`${kind}: events`] = events.map(({ type, handlers }) => ({ type, handlers }));
    eventTemplates[kind] = events;
    for (const yardstick of [bench.tx, bench.one]) await yardstick.tell({ events: eventTemplates });
  }
  results.figures[`${kind}: rows`] = written;
  say(`  ${name} writes ${describeRows(written.ours ?? written.tx)}`);
  if (written.ours === undefined) return;
  for (const yardstick of ['tx', 'one'])
    for (const difference of differences(written.ours, written[yardstick]))
      warn(`${name}, ${yardstick}: ${difference}`);
}

const describeRows = (rows) =>
  Object.entries(rows)
    .map(([name, told]) => `${name} ${told}`)
    .join(', ') || 'nothing';

// --- measuring ---------------------------------------------------------------------------------------------------

/**
 * @param {Pick<Bench, 'superuserUrl' | 'ours' | 'tx' | 'one'>} bench
 * @param {string} name
 * @param {{expect: number, requests: () => () => Buffer | undefined}} what
 */
async function measure(bench, name, { expect, requests }) {
  const outcomes = Object.fromEntries(servers.map((server) => [server, []]));
  // A server that has run for a day has compiled its hot paths; one that has run for a second has not.
  for (const server of servers)
    await load({
      port: bench[server].port,
      next: requests(),
      expect,
      seconds: heatSeconds,
      warmUpSeconds: 0,
      connections,
    });
  for (let round = 0; round < rounds; round += 1) {
    for (const server of servers) {
      goOn();
      // Every measurement begins with nothing waiting to be written, so none pays for the one before.
      await asSuperuser(bench.superuserUrl, 'checkpoint');
      const before = await processorTime(bench, server);
      const outcome = await load({
        port: bench[server].port,
        next: requests(),
        expect,
        seconds,
        warmUpSeconds,
        connections,
      });
      const after = await processorTime(bench, server);
      const answers = outcome.count + outcome.uncounted;
      Object.assign(outcome, {
        cpu: (after.server - before.server) / answers,
        pgCpu: (after.postgresql - before.postgresql) / answers,
      });
      if (Object.keys(outcome.others).length > 0)
        warn(
          `${name}, ${server}: unexpected answers ${JSON.stringify(outcome.others)}, the first: ${outcome.firstOther}`,
        );
      outcomes[server].push(outcome);
    }
  }
  const figures = Object.fromEntries(
    servers.map((server) => {
      const of = (/** @type {string} */ key) => spread(outcomes[server].map((outcome) => outcome[key]));
      return [
        server,
        { perSecond: of('perSecond'), p50: of('p50'), p99: of('p99'), cpu: of('cpu'), pgCpu: of('pgCpu') },
      ];
    }),
  );
  results.figures[name] = figures;
  say(`\n${name}`);
  say(
    table([
      ['', 'per second', 'p50 ms', 'p99 ms', 'CPU ms', 'in PostgreSQL', 'ours/this'],
      ...servers.map((server) => [
        server,
        shown(figures[server].perSecond),
        shown(figures[server].p50),
        shown(figures[server].p99),
        shown(figures[server].cpu),
        shown(figures[server].pgCpu),
        server === 'ours' || figures.ours === undefined
          ? ''
          : (figures.ours.perSecond.median / figures[server].perSecond.median).toFixed(2),
      ]),
    ]),
  );
}

const applicationNames = { ours: 'anslag-app', tx: 'bench-tx', one: 'bench-one' };

/** Of the server and of its sessions in PostgreSQL, which stay open as long as it uses them. */
async function processorTime({ superuserUrl, ...bench }, server) {
  const { rows } = await asSuperuser(
    superuserUrl,
    `select pid from pg_stat_activity where application_name = '${applicationNames[server]}'`,
  );
  return { server: cpuMs([bench[server].pid]), postgresql: cpuMs(rows.map(({ pid }) => pid)) };
}

/** Statistics as an installation in use has them, and no dirty pages. */
async function settle(superuserUrl, owner) {
  goOn();
  await owner.query('vacuum analyze');
  await asSuperuser(superuserUrl, 'checkpoint');
}

async function asSuperuser(superuserUrl, statement) {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

// --- what is not speed -------------------------------------------------------------------------------------------

async function describeMachine(owner) {
  const { rows } = await owner.query(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
       current_setting('shared_buffers') as buffers`,
  );
  const head = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: project, encoding: 'utf8' }).stdout.trim();
  results.machine = {
    cpu: cpus()[0]?.model,
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    loadBefore: loadavg()[0],
    node: process.version,
    postgresql: rows[0],
    head: head || 'no commit',
  };
  const { cpu, cores, postgresql, loadBefore } = results.machine;
  say(
    `${cores} × ${cpu}, load ${loadBefore.toFixed(1)} before; Node ${process.version}; PostgreSQL ${postgresql.version}, fsync ${postgresql.fsync}`,
  );
  say(
    `${connections} connections, pool ${poolSize} on every server, ${rounds} × ${seconds} s each, median (min–max)\n`,
  );
}

function reportSize() {
  const sizes = dependencySizes();
  results.figures['dependencies'] = sizes;
  say(
    `production dependencies: ${sizes.production.packages} packages, ${sizes.production.mb.toFixed(1)} MB; the embedded PostgreSQL besides: ${sizes.optional.mb.toFixed(1)} MB`,
  );
  say(`  largest: ${sizes.largest.map(({ name, mb }) => `${name} ${mb.toFixed(1)}`).join(', ')}`);
}

async function reportIdle(product) {
  await sleep(5_000);
  const mb = pssMb(product.pid);
  await product.stop();
  results.figures['idle PSS, MB'] = mb;
  say(`idle application, HTTP and jobs, after 5 s: ${mb.toFixed(0)} MB PSS ${mb < 150 ? 'ok' : 'SHORT'} (< 150)`);
}

/** M1 over every source, and every check the product itself knows. */
async function runChecks(owner, appUrl) {
  const { rows: over } = await owner.query(
    `select coalesce(sum(greatest(reserved_ore - cap_ore, 0)), 0)::text as over, sum(reserved_ore)::text as reserved, count(*)::int as sources,
       (select count(*)::int from ledger_entry) as entries from source_year`,
  );
  results.figures['over any ceiling, öre'] = over[0].over;
  say(`\nover any ceiling: ${over[0].over} öre (${over[0].entries} ledger entries on ${over[0].sources} sources)`);
  if (over[0].over !== '0') warn(`${over[0].over} öre over the ceilings`);
  await productChecks(appUrl);
}

/** `anslag verify`, in a process of its own: the same code an operator runs. */
async function productChecks(appUrl) {
  const verify = spawnSync(process.execPath, [join(project, 'dist/src/cli.js'), 'verify'], {
    encoding: 'utf8',
    timeout: 300_000,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATABASE_URL: appUrl,
      ANSLAG_DATA_DIR: join(scratch, 'files'),
      ANSLAG_EXAMPLE: 'false',
      LOG_LEVEL: 'silent',
    },
  });
  results.figures['verify'] = { status: verify.status, output: `${verify.stdout}${verify.stderr}`.slice(-4_000) };
  if (verify.status === 0) say('verify: every check holds');
  else warn(`verify ended with ${verify.status}:\n${verify.stdout}${verify.stderr}`);
}

function summarise(file) {
  const ratio = (name, key, other = 'tx') => {
    const figures = results.figures[name];
    return figures?.ours === undefined ? undefined : figures.ours[key].median / figures[other][key].median;
  };
  const lines = [['goal', 'against tx', 'against one']];
  const add = (name, key, goal, sense) => {
    const value = ratio(name, key);
    if (value !== undefined && Number.isFinite(value))
      lines.push([`${name}, ${key}`, verdict(value, goal, sense), ratio(name, key, 'one').toFixed(2)]);
  };
  add('creating a proposal of five measures', 'perSecond', 0.6, 'atLeast');
  add(`allocation over ${seeds.sourceCount} sources`, 'perSecond', 0.6, 'atLeast');
  add('allocation on one hot source', 'perSecond', 0.6, 'atLeast');
  for (const name of [
    'totals, 1 000 measures',
    'totals, 100 000 measures',
    'totals, 1 000 000 measures',
    'totals, after the allocations',
  ])
    add(name, 'p50', 2, 'atMost');
  add('page of 50 of 20 000 proposals', 'perSecond', 0.5, 'atLeast');
  const small = results.figures['totals, 1 000 measures']?.ours?.p50.median;
  const [largeName, large] =
    [['totals, 1 000 000 measures'], ['totals, 100 000 measures']]
      .map(([name]) => [name, results.figures[name]?.ours?.p50.median])
      .find(([, value]) => value !== undefined) ?? [];
  if (small !== undefined && large !== undefined) {
    lines.push([`${largeName} / 1 000, p50 of ours`, verdict(large / small, 1.5, 'atMost'), '']);
    if (!options.million) say('\nGrowth is measured to 100 000 measures; --million measures the million of the goal.');
  }
  say(`\n${table(lines)}`);
  if (results.warnings.length > 0) say(`\n${results.warnings.length} warnings, see above.`);
  say(`\nWritten to ${file}`);
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
