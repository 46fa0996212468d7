// `npm test [-- <paths and options for Jest>]`: a PostgreSQL of its own, the suite, and one line that sums it up.
//
// Without settings it starts the product's own embedded server on a fresh data directory in the temporary directory and
// removes both afterwards. To run the suite on another server (Debian's PostgreSQL 15, say) set ANSLAG_TEST_ADMIN_URL or
// DATABASE_OWNER_URL to a role there that may create databases and roles. DATABASE_URL alone is not enough: the
// application's role may, rightly, do neither. Only databases and roles made here are touched, and they are dropped after.
//
// The suite finds in its environment:
//   ANSLAG_TEST_ADMIN_URL  may create databases and roles
//   ANSLAG_TEST_OWNER_URL  owns an empty database; migrations run as this role
//   ANSLAG_TEST_APP_URL    the application's role: may connect to that database, and nothing more until granted
//   ANSLAG_TEST_REDIS      path of redis-server, when there is one
//   ANSLAG_CHROMIUM        path of Chromium, when there is one
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const prefix = 'anslag-test-';
const words = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
// As root the server runs as another user, who has to pass through here.
chmodSync(scratch, 0o711);

let child;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    interrupted = true;
    child?.kill(signal);
  });
}

let code = 1;
let database;
const results = join(scratch, 'results.json');
try {
  const given = process.env.ANSLAG_TEST_ADMIN_URL ?? process.env.DATABASE_OWNER_URL;
  if (given === undefined && process.env.DATABASE_URL !== undefined) {
    console.log('DATABASE_URL is ignored: tests need a role that may create databases (ANSLAG_TEST_ADMIN_URL).');
  }
  database = given === undefined ? await embedded() : await onServer(given);
  if (!interrupted) code = await runJest(database.urls);
} catch (error) {
  console.error(error.message);
} finally {
  await database?.stop().catch((error) => {
    console.error(error.message);
    code = 1;
  });
}
const summary = summarise();
rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
console.log(summary);
process.exitCode = code;

function runJest(urls) {
  const redis = findProgram('redis-server');
  if (redis === undefined) console.log('redis-server is not on the path: what needs Redis is skipped.');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const chromium =
    process.env.ANSLAG_CHROMIUM ?? ['chromium', 'chromium-browser', 'google-chrome'].map(findProgram).find(Boolean);
  // Where a browser is demanded, or the browser tests were asked for by name, they run and fail, saying what is missing.
  const leaveOut =
    chromium === undefined &&
    process.env.ANSLAG_BROWSER !== 'required' &&
    !words.some((word) => word.startsWith('test/browser'));
  if (leaveOut) console.log('Chromium is not on the path: the browser tests (test/browser) are left out.');
  const paths = leaveOut ? ['--testPathIgnorePatterns', '/node_modules/', '/test/browser/'] : [];
  const workers = words.some((word) => /^(--maxWorkers|-w|--runInBand|-i)\b/.test(word)) ? [] : ['--maxWorkers=2'];
  const jest = join(project, 'node_modules/jest/bin/jest.js');
  child = spawn(
    process.execPath,
    [...flags, jest, '--json', `--outputFile=${results}`, ...workers, ...words, ...paths],
    {
      cwd: project,
      // Standard output would only say where the results were written; the reporter speaks on standard error.
      stdio: ['inherit', 'ignore', 'inherit'],
      env: {
        ...process.env,
        ...urls,
        ...(redis === undefined ? {} : { ANSLAG_TEST_REDIS: redis }),
        ...(chromium === undefined ? {} : { ANSLAG_CHROMIUM: chromium }),
      },
    },
  );
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (status) => done(status ?? 1));
  });
}

function summarise() {
  if (!existsSync(results)) return '0 passed, 1 failed';
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests } = JSON.parse(
    readFileSync(results, 'utf8'),
  );
  const skipped = numPendingTests + numTodoTests;
  // A file that cannot even be loaded holds no tests to count, but it has failed.
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  return `${numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

async function embedded() {
  const { startEmbedded } = await import('../dist/src/platform/database/embedded/embedded-database.js');
  await clearAwayKilledRuns(startEmbedded);
  const server = await startEmbedded({ dataDir: join(scratch, 'data'), durable: false, log: () => undefined });
  return {
    urls: {
      ANSLAG_TEST_ADMIN_URL: server.superuserUrl,
      ANSLAG_TEST_OWNER_URL: server.ownerUrl,
      ANSLAG_TEST_APP_URL: server.appUrl,
    },
    stop: () => server.stop(),
  };
}

/** A run that was killed with -9 could not stop its server. Attaching to it and leaving as its last user does. */
async function clearAwayKilledRuns(startEmbedded) {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1] ?? Number.NaN);
    const folder = join(tmpdir(), name);
    if (Number.isNaN(pid) || runs(pid)) continue;
    try {
      const { uid } = lstatSync(folder);
      if (uid !== process.getuid?.()) continue;
      if (existsSync(join(folder, 'data/cluster/postmaster.pid'))) {
        const left = await startEmbedded({ dataDir: join(folder, 'data'), durable: false, log: () => undefined });
        await left.stop();
      }
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another run clears the same; or it is not in a state to be cleared, which is no reason not to test.
    }
  }
}

function runs(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function onServer(adminUrl) {
  const { ANSLAG_TEST_OWNER_URL: ownerUrl, ANSLAG_TEST_APP_URL: appUrl } = process.env;
  // All three given: somebody has prepared everything.
  if (ownerUrl !== undefined && appUrl !== undefined) {
    return { urls: { ANSLAG_TEST_ADMIN_URL: adminUrl }, stop: () => Promise.resolve() };
  }
  const { default: pg } = await import('pg');
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const name = `anslag_test_${randomBytes(4).toString('hex')}`;
  const [owner, app] = [`${name}_owner`, `${name}_app`];
  const password = randomBytes(18).toString('base64url');
  const { rows } = await admin.query(`select current_setting('server_version') as version`);
  console.log(`Testing on PostgreSQL ${rows[0].version} at ${new URL(adminUrl).host}, in databases of its own`);
  for (const role of [owner, app]) await admin.query(`create role ${role} login password '${password}'`);
  // Before PostgreSQL 16 a role that is no superuser may give a database only to a role it belongs to.
  await admin.query(`grant ${owner} to current_user`);
  await admin.query(
    `create database ${name} owner ${owner} template template0 encoding 'UTF8' locale_provider icu icu_locale 'sv-SE'`,
  );
  await admin.query(`revoke all on database ${name} from public; grant connect on database ${name} to ${app}`);
  const as = (role) => {
    const url = new URL(adminUrl);
    Object.assign(url, { username: role, password, pathname: `/${name}` });
    return url.href;
  };
  const stop = async () => {
    const made = await admin.query(
      `select datname from pg_database d join pg_roles r on r.oid = d.datdba where r.rolname = any ($1)`,
      [[owner, app]],
    );
    for (const { datname } of made.rows)
      await admin.query(`drop database ${pg.escapeIdentifier(datname)} with (force)`);
    for (const role of [owner, app]) await admin.query(`drop role ${role}`);
    await admin.end();
  };
  return {
    urls: { ANSLAG_TEST_ADMIN_URL: adminUrl, ANSLAG_TEST_OWNER_URL: as(owner), ANSLAG_TEST_APP_URL: as(app) },
    stop,
  };
}

function findProgram(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // Not there.
    }
  }
  return undefined;
}
