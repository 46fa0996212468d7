/**
 * The quick check before a commit: types, lint, format, dependency rule with its probe, dead code, generated files, pure specs.
 * Every part runs even when an earlier one fails, so that one round shows all faults.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';

const node = process.execPath;
const bin = (path) => `node_modules/${path}`;

/** @returns {boolean} whether the command ended well */
function run(name, args, { quiet = false } = {}) {
  const startedMs = Date.now();
  const { status, stdout, stderr } = spawnSync(node, args, {
    encoding: 'utf8',
    stdio: quiet ? 'pipe' : ['ignore', 'pipe', 'pipe'],
  });
  const ok = status === 0;
  if (!quiet) console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - startedMs) / 1000).toFixed(1)} s)`);
  if (!ok && !quiet) console.log(`${stdout}${stderr}`.trimEnd());
  return ok;
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

function probesAreRefused() {
  mkdirSync('src', { recursive: true });
  return Object.entries(probes).every(([path, source]) => {
    writeFileSync(path, source);
    try {
      const refused = !run('probe', cruise(path), { quiet: true });
      if (!refused) console.log(`FAIL the dependency rule let ${path} through: ${source.trim()}`);
      return refused;
    } finally {
      rmSync(path, { force: true });
    }
  });
}

const results = [
  run('types', [bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json']),
  run('sources of the client', ['scripts/build-web.mjs', '--sources-only']),
  run('types of the browser tests', [bin('typescript/bin/tsc'), '--noEmit', '-p', 'test/browser/tsconfig.json']),
  run('types of the client', [bin('typescript/bin/tsc'), '-p', 'web/tsconfig.json']),
  run('lint', [bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings']),
  run('format', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.']),
  run('dependency rule', cruise('src')),
  probesAreRefused(),
  run('dead code', [bin('knip/bin/knip.js'), '--no-progress']),
  run('generated files are true', ['scripts/generate.mjs', '--check']),
  run('pure specs', [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    bin('jest/bin/jest.js'),
    'src',
    '--silent',
  ]),
];
process.exitCode = results.every(Boolean) ? 0 : 1;
