// Adds one to a number in a file, many times, in a way that loses counts unless the lock keeps others out.
// Run: node lock-child.mjs <lock directory> <file> <times>. With times = 0 it takes the lock, says so, and keeps it.
import { readFileSync, writeFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { withLock } from '../../dist/src/platform/database/embedded/lock.js';

const [directory, file, times] = process.argv.slice(2);
if (Number(times) === 0) {
  await withLock(directory, 30_000, () => {
    console.log('held');
    return new Promise(() => setInterval(() => undefined, 1000));
  });
}
for (let done = 0; done < Number(times); done += 1) {
  await withLock(directory, 30_000, async () => {
    const before = Number(readFileSync(file, 'utf8'));
    await turn();
    writeFileSync(file, String(before + 1));
  });
}
