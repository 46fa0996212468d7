/** The HTTP door: opens the database, serves, runs jobs in the same process, and stops everything it started. */
import 'reflect-metadata';
import { ConfigError, readConfig } from './platform/config.js';
import { startApplication } from './application.js';
import { openDatabase } from './database-door.js';
import { stopOnSignal } from './stop-on-signal.js';

async function main(): Promise<void> {
  const config = readConfig();
  const say = (line: string): void => console.log(line);
  const database = await openDatabase(config, say);
  try {
    const running = await startApplication(config, database, async (app) => {
      if (!config.example) return;
      const { loadExample } = await import('./example/load-example.js');
      await loadExample(app, say);
    });
    stopOnSignal(
      () => running.stop(),
      () => database.close(),
    );
    await announce(running.address, config.example);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The lines a newcomer needs: where it is, where its documentation is, and who can sign in. */
async function announce(address: string, example: boolean): Promise<void> {
  console.log(`\nAnslag is ready at ${address}`);
  console.log(`  API documentation   ${address}/docs`);
  console.log(`  OpenAPI             ${address}/openapi.json`);
  if (!example) return;
  const { examplePassword, shownAccounts } = await import('./example/organisation.js');
  console.log(`\nMalmö stad (exempeldata). Sign in with one of these and the password '${examplePassword}':`);
  for (const { username, title } of shownAccounts()) console.log(`  ${username.padEnd(18)} ${title}`);
  console.log('\nCtrl-C stops it.');
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError || error instanceof Error ? error.message : error);
  if (process.env['LOG_LEVEL'] === 'debug') console.error(error);
  process.exit(1);
});
