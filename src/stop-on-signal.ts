/** Ctrl-C and SIGTERM end the process in order: stop taking requests, finish what runs, close the database, leave. */

/** Longer than this and somebody will kill us anyway; then PostgreSQL's recovery takes care of the rest. */
const patienceMs = 20_000;

/**
 * @param stop ends the work in hand
 * @param close ends what this process started besides, such as its own database; done also when `stop` fails or hangs
 */
export function stopOnSignal(stop: () => Promise<void>, close: () => Promise<void>): void {
  let stopping = false;
  const leave = async (signal: NodeJS.Signals): Promise<void> => {
    const stopped = await within(patienceMs, stop());
    if (stopped !== 'done') console.error(`${signal}: the work in hand ${stopped}; it is left as it is.`);
    const closed = await within(patienceMs, close());
    if (closed !== 'done') console.error(`${signal}: closing the database ${closed}.`);
    process.exit(stopped === 'done' && closed === 'done' ? 0 : 1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void leave(signal);
    });
}

async function within(limitMs: number, work: Promise<void>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`took more than ${limitMs / 1000} s`), limitMs);
  });
  try {
    return await Promise.race([
      work.then(
        () => 'done',
        (error: unknown) => `failed (${String(error)})`,
      ),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
