// `npm run anslag -- <command>`: the command line client, installed and compiled when needed. Its output may be piped, so
// what the set-up has to say goes to standard error.
import { setUp } from './setup.mjs';

try {
  setUp({ build: true, log: console.error });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import('../dist/src/cli.js');
