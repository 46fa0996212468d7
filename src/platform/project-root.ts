import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json, from src/platform or dist/src/platform. */
export function projectRoot(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return join(here, ...(here.includes(join('dist', 'src')) ? ['..', '..', '..'] : ['..', '..']));
}
