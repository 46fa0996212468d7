/** The jobs door: the same modules without HTTP. Run as many as wanted beside `main`. */
import 'reflect-metadata';
import { readConfig } from './platform/config.js';
import { startWorker } from './application.js';
import { openDatabase } from './database-door.js';
import { stopOnSignal } from './stop-on-signal.js';

async function main(): Promise<void> {
  const config = { ...readConfig(), jobs: true };
  const database = await openDatabase(config, (line) => console.log(line));
  try {
    const worker = await startWorker(config, database);
    stopOnSignal(
      () => worker.stop(),
      () => database.close(),
    );
    console.log('Anslag runs jobs. Ctrl-C stops it.');
  } catch (error) {
    await database.close();
    throw error;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
