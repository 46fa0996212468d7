/**
 * Rewrites docs/generated from the code: the OpenAPI document, the state diagrams and the list of permissions.
 * With --check it writes nothing and fails when a committed file is no longer true.
 */
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const check = process.argv.includes('--check');
const built = spawnSync(process.execPath, ['scripts/setup.mjs', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
if (built.status !== 0) process.exit(built.status ?? 1);

await import('reflect-metadata');
const { generatedFiles } = await import('../dist/src/generated-docs.js');
const { format, resolveConfig } = await import('prettier');
const options = await resolveConfig('package.json');

let stale = 0;
mkdirSync(join('docs', 'generated'), { recursive: true });
for (const [name, text] of Object.entries(await generatedFiles())) {
  const path = join('docs', 'generated', name);
  const wanted = await format(text, { ...options, filepath: path });
  let found = '';
  try {
    found = readFileSync(path, 'utf8');
  } catch {
    // A missing file is stale like any other.
  }
  if (found === wanted) continue;
  if (check) console.log(`${path} is not what the code says; run npm run generate.`);
  else writeFileSync(path, wanted);
  stale += 1;
}
if (!check) console.log(stale === 0 ? 'docs/generated was true already.' : `Rewrote ${stale} files in docs/generated.`);
process.exit(check && stale > 0 ? 1 : 0);
