// Makes `npm start` and `npm test` work on a fresh clone with no other command: installs when what is installed is not
// what package-lock.json asks for, and with `build` compiles when a source has changed. Does nothing, fast, otherwise.
// Plain Node without packages, since it runs before there are any.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { alone } from './lock.mjs';

const project = realpathSync(fileURLToPath(new URL('..', import.meta.url)));
const at = (...parts) => join(project, ...parts);

const compiled = ['src', 'migrations'];
const buildInputs = [...compiled, 'scripts', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
const webInputs = ['web', 'locales', 'docs/generated/openapi.json', 'scripts', 'package-lock.json'];
const madeByTheBuild = new Set([at('web', 'generated')]);
const installStamp = at('node_modules', '.setup');
const buildStamp = at('dist', '.setup');
const webStamp = at('dist', '.setup-web');

/** Throws with a sentence for people when it cannot be done. `log` gets one line per thing that takes time. */
export function setUp({ build = false, log = console.log } = {}) {
  const wanted = () => ({
    install: !isInstalled(),
    build: build && readOr(buildStamp) !== hashOf(buildInputs),
    web: build && readOr(webStamp) !== hashOf(webInputs),
  });
  const first = wanted();
  // Looking needs no lock and no right to write: an image whose files belong to another user starts as it is.
  if (!first.install && !first.build && !first.web) return;
  alone(
    at('dist', '.setup-lock'),
    () => log('Waiting for another set-up of this project to finish'),
    () => {
      const now = wanted();
      if (now.install) install(log);
      if (now.build) compile(log);
      if (now.web) buildWeb(log);
    },
  );
}

// --- installing --------------------------------------------------------------------------------------------------

const runtime = `${process.version} ${process.platform}-${process.arch}`;

function isInstalled() {
  const [installedLock, installedRuntime] = (readOr(installStamp) ?? '\n').split('\n');
  if (installedRuntime !== '' && installedRuntime !== runtime) return false;
  if (installedRuntime === runtime && installedLock === lockHash()) return true;
  // `npm ci` or `npm install` by hand leaves no stamp of ours, but npm keeps its own account of what it put there.
  if (!matchesLock()) return false;
  try {
    stampInstall();
  } catch {
    // Not ours to write in; the comparison is made again next time.
  }
  return true;
}

function matchesLock() {
  const installed = JSON.parse(readOr(at('node_modules', '.package-lock.json')) ?? '{}').packages;
  if (installed === undefined) return false;
  const asked = Object.entries(JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages);
  return asked.every(([name, entry]) => {
    if (name === '' || installed[name]?.version === entry.version) return true;
    // Optional packages for other platforms are rightly absent; the one for this platform is not.
    return (entry.optional === true || entry.devOptional === true || entry.peer === true) && !isForHere(entry);
  });
}

function isForHere({ os, cpu, libc }) {
  if (os?.includes(process.platform) !== true || cpu?.includes(process.arch) !== true) return false;
  if (libc === undefined) return true;
  process.report.excludeNetwork = true;
  return libc.includes(process.report.getReport().header.glibcVersionRuntime === undefined ? 'musl' : 'glibc');
}

function install(log) {
  log('Installing packages; on a new machine this takes a minute');
  let outcome = npmWithCache(['ci'], log);
  // Some registries lack packages for other platforms, and then a lock file made there does not satisfy `npm ci`.
  if (outcome.status !== 0 && /EUSAGE/.test(outcome.stderr)) outcome = npmWithCache(['install', '--no-save'], log);
  if (outcome.status !== 0) {
    throw new Error(
      `${outcome.stderr.trim()}\nThe packages could not be installed. Is the package registry reachable?`,
    );
  }
  stampInstall();
}

function npmWithCache(command, log) {
  const flags = [
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const outcome = npm([...command, ...flags]);
  const refused = /EACCES|EPERM|EROFS/.test(outcome.stderr) && /cache|_logs/i.test(outcome.stderr);
  if (outcome.status === 0 || !refused) return outcome;
  // npm's cache belongs to somebody else (it was once run with sudo); one of our own costs only the download.
  log('npm may not write its cache; installing with a temporary one');
  const cache = mkdtempSync(join(tmpdir(), 'anslag-npm-'));
  try {
    return npm([...command, ...flags, '--cache', cache]);
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

function npm(args) {
  // The npm that runs us, when one does: it need not be the first on the path.
  const own = process.env.npm_execpath ?? '';
  const [command, ...before] = own.endsWith('npm-cli.js') ? [process.execPath, own] : ['npm'];
  const outcome = spawnSync(command, [...before, ...args], {
    cwd: project,
    // NODE_ENV=production would leave out the compiler.
    env: { ...process.env, NODE_ENV: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status: outcome.status, stderr: outcome.stderr ?? outcome.error?.message ?? '' };
}

function stampInstall() {
  writeFileSync(installStamp, `${lockHash()}\n${runtime}`);
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .digest('hex');
}

// --- compiling ---------------------------------------------------------------------------------------------------

function compile(log) {
  const began = performance.now();
  // Before compiling: an edit made meanwhile must lead to a new build next time.
  const hash = hashOf(buildInputs);
  rmSync(buildStamp, { force: true });
  removeOrphans();
  const outcome = spawnSync(
    process.execPath,
    [at('node_modules/typescript/bin/tsc'), '-p', at('tsconfig.build.json')],
    {
      cwd: project,
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    },
  );
  if (outcome.status !== 0)
    throw new Error(`${outcome.stdout}${outcome.stderr}\nThe sources do not compile; see above.`);
  mkdirSync(at('dist'), { recursive: true });
  writeFileSync(buildStamp, hash);
  log(`Compiled in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

/** The client. A process of its own: the builder is a large library that this one need not load. */
function buildWeb(log) {
  const began = performance.now();
  const hash = hashOf(webInputs);
  rmSync(webStamp, { force: true });
  const outcome = spawnSync(process.execPath, [at('scripts/build-web.mjs')], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  if (outcome.status !== 0)
    throw new Error(`${outcome.stdout}${outcome.stderr}\nThe client cannot be built; see above.`);
  writeFileSync(webStamp, hash);
  log(`Built the client in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

/** Output whose source is gone would otherwise live on; a withdrawn migration must not. */
function removeOrphans() {
  for (const folder of compiled) {
    for (const file of filesIn(at('dist', folder))) {
      const source = at(relative(at('dist'), file)).replace(/\.js(\.map)?$/, '.ts');
      if (!existsSync(source)) rmSync(file);
    }
  }
}

/** Of contents, not of times: a checkout or a copy changes times and nothing else. Specs are not built. */
function hashOf(inputs) {
  const hash = createHash('sha256').update(process.version);
  for (const input of inputs) {
    for (const file of filesIn(at(input))) {
      if (!file.endsWith('.spec.ts'))
        hash.update(relative(project, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

/** Every file below a folder, in an order that does not depend on the file system; a file is its own only one. */
function filesIn(path) {
  try {
    if (madeByTheBuild.has(path)) return [];
    const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    return entries.flatMap((entry) =>
      entry.isDirectory() ? filesIn(join(path, entry.name)) : [join(path, entry.name)],
    );
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

function readOr(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

// --- run as a command --------------------------------------------------------------------------------------------

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  const words = process.argv.slice(2);
  const unknown = words.filter((word) => word !== 'build');
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(' ')}. Usage: node scripts/setup.mjs [build]`);
    process.exit(2);
  }
  try {
    setUp({ build: words.includes('build') });
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
