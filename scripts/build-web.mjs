// Builds the client into dist/web, with each file also compressed: the server then spends no time on it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { writeWebSources } from './web-sources.mjs';

const project = fileURLToPath(new URL('..', import.meta.url));
await writeWebSources();
if (!process.argv.includes('--sources-only')) {
  const { build } = await import('vite');
  await build({ configFile: join(project, 'web/vite.config.mjs'), logLevel: 'warn' });
  compress(join(project, 'dist/web'));
}

function compress(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) compress(path);
    else if (/\.(js|css|html|svg|json)$/.test(entry.name))
      writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
  }
}
