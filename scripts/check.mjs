/**
 * The quick check before a commit: types, lint, format, dependency rule with its probe, dead code, generated files, pure
 * specs (left out with `--no-specs`, where the whole suite follows). Every part runs even when another fails, so that one
 * round shows all faults; two run at a time.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';

const node = process.execPath;
const bin = (path) => `node_modules/${path}`;

const atOnce = 2;

/** @returns {Promise<boolean>} whether the command ended well */
function run(name, args, { quiet = false } = {}) {
  const startedMs = Date.now();
  const child = spawn(node, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  return new Promise((done) => {
    child.on('close', (status) => {
      const ok = status === 0;
      if (!quiet) console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - startedMs) / 1000).toFixed(1)} s)`);
      if (!ok && !quiet) console.log(said.trimEnd());
      done(ok);
    });
  });
}

/** @returns {Promise<boolean>} whether all of them ended well */
async function runAll(parts) {
  const waiting = [...parts];
  const results = [];
  const lane = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) results.push(await run(...part));
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results.every(Boolean);
}

const cruise = (...paths) => [
  bin('dependency-cruiser/bin/dependency-cruise.mjs'),
  '--config',
  '.dependency-cruiser.cjs',
  ...paths,
];

/** A rule nobody has seen fail may be asleep: each probe breaks one rule on purpose and must be refused. */
const probes = {
  'src/kernel/probe-of-the-rules.ts': `import '../platform/config.js';\n`,
  'src/identity/probe-of-the-rules.ts': `import '../proposals/proposals.module.js';\n`,
  'src/allocations/probe.rules.ts': `import '../platform/database/sql.js';\n`,
  'src/allocations/probe-of-the-rules.ts': `import '../proposals/proposals.dto.js';\n`,
};

async function probesAreRefused() {
  mkdirSync('src', { recursive: true });
  let allRefused = true;
  for (const [path, source] of Object.entries(probes)) {
    writeFileSync(path, source);
    try {
      const refused = !(await run('probe', cruise(path), { quiet: true }));
      if (!refused) console.log(`FAIL the dependency rule let ${path} through: ${source.trim()}`);
      allRefused &&= refused;
    } finally {
      rmSync(path, { force: true });
    }
  }
  return allRefused;
}

const specs = [
  'pure specs',
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    bin('jest/bin/jest.js'),
    'src',
    '--silent',
    '--maxWorkers=1',
  ],
];
// The client's types are made first; the probes are alone, since the files they write would be found by the others.
const isSound = [
  await run('sources of the client', ['scripts/build-web.mjs', '--sources-only']),
  await runAll([
    ['types', [bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json']],
    ['lint', [bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings']],
    ['format', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.']],
    ['types of the client', [bin('typescript/bin/tsc'), '-p', 'web/tsconfig.json']],
    ['types of the browser tests', [bin('typescript/bin/tsc'), '--noEmit', '-p', 'test/browser/tsconfig.json']],
    ['generated files are true', ['scripts/generate.mjs', '--check']],
    ['dependency rule', cruise('src')],
    ['dead code', [bin('knip/bin/knip.js'), '--no-progress']],
    ...(process.argv.includes('--no-specs') ? [] : [specs]),
  ]),
  await probesAreRefused(),
];
process.exitCode = isSound.every(Boolean) ? 0 : 1;
