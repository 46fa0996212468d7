// One process that uses the embedded database, for tests about several of them. Run: node embedded-child.mjs <data directory>
// Prints one line of JSON when it is in, leaves when its standard input ends (so it never outlives the test), prints `left`.
import { startEmbedded } from '../../dist/src/platform/database/embedded/embedded-database.js';

const database = await startEmbedded({ dataDir: process.argv[2], log: (line) => console.error(line) });
console.log(JSON.stringify(database));
for await (const _ of process.stdin);
await database.stop();
console.log('left');
process.exit(0);
