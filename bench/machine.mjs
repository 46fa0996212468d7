/** What is not speed: the machine, the sizes, the memory at rest, and every check when the run is over. */
import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { dependencySizes, pssMb } from './servers.mjs';

const project = fileURLToPath(new URL('..', import.meta.url));

/** @typedef {import('./journal.mjs').Journal} Journal */

/** @param {Journal} journal @param {import('pg').Client} owner */
export async function describeMachine({ results, say }, owner) {
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
}

/** @param {Journal} journal */
export function reportSize({ results, say }) {
  const sizes = dependencySizes();
  results.figures['dependencies'] = sizes;
  say(
    `production dependencies: ${sizes.production.packages} packages, ${sizes.production.mb.toFixed(1)} MB; the embedded PostgreSQL besides: ${sizes.optional.mb.toFixed(1)} MB`,
  );
  say(`  largest: ${sizes.largest.map(({ name, mb }) => `${name} ${mb.toFixed(1)}`).join(', ')}`);
}

/** @param {Journal} journal @param {import('./servers.mjs').Server} product is stopped */
export async function reportIdle({ results, say }, product) {
  await sleep(5_000);
  const mb = pssMb(product.pid);
  await product.stop();
  results.figures['idle PSS, MB'] = mb;
  say(`idle application, HTTP and jobs, after 5 s: ${mb.toFixed(0)} MB PSS ${mb < 150 ? 'ok' : 'SHORT'} (< 150)`);
}

/** M1 over every source, and every check the product itself knows. */
export async function runChecks(journal, owner, { appUrl, dataDir }) {
  const { results, say, warn } = journal;
  const { rows: over } = await owner.query(
    `select coalesce(sum(greatest(reserved_ore - cap_ore, 0)), 0)::text as over, sum(reserved_ore)::text as reserved, count(*)::int as sources,
       (select count(*)::int from ledger_entry) as entries from source_year`,
  );
  results.figures['over any ceiling, öre'] = over[0].over;
  say(`\nover any ceiling: ${over[0].over} öre (${over[0].entries} ledger entries on ${over[0].sources} sources)`);
  if (over[0].over !== '0') warn(`${over[0].over} öre over the ceilings`);
  productChecks(journal, appUrl, dataDir);
}

/** `anslag verify`, in a process of its own: the same code an operator runs. */
function productChecks({ results, say, warn }, appUrl, dataDir) {
  const verify = spawnSync(process.execPath, [join(project, 'dist/src/cli.js'), 'verify'], {
    encoding: 'utf8',
    timeout: 300_000,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATABASE_URL: appUrl,
      ANSLAG_DATA_DIR: dataDir,
      ANSLAG_EXAMPLE: 'false',
      LOG_LEVEL: 'silent',
    },
  });
  results.figures['verify'] = { status: verify.status, output: `${verify.stdout}${verify.stderr}`.slice(-4_000) };
  if (verify.status === 0) say('verify: every check holds');
  else warn(`verify ended with ${verify.status}:\n${verify.stdout}${verify.stderr}`);
}
