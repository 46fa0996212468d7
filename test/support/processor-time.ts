/** What work costs the processor. Unlike the clock on the wall it says the same when the machine is busy with something else. */

/** @returns milliseconds of this process's own computing, rounded up */
export function processorMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return Math.ceil((user + system) / 1_000);
}
