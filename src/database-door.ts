/** Opens the database every door needs: the embedded one when no address is given, migrated and with its rights in place. */
import type { Config } from './platform/config.js';
import type { EmbeddedDatabase } from './platform/database/embedded/embedded-database.js';
import { migrate } from './platform/database/migrate.js';

export interface OpenDatabase {
  /** Application role. */
  appUrl: string;
  /** Owner role; undefined when an operator migrates by hand. */
  ownerUrl: string | undefined;
  embedded: boolean;
  dataDir: string;
  /** Stops what this process started, and nothing else. */
  close(): Promise<void>;
}

/** How often a process looks after the embedded server it depends on. */
const watchMs = 500;

/** @throws Error with what is wrong and what would be right when the database cannot be opened. */
export async function openDatabase(config: Config, log: (line: string) => void): Promise<OpenDatabase> {
  const { defaultDataDir, startEmbedded } = await import('./platform/database/embedded/embedded-database.js');
  const dataDir = config.dataDir ?? defaultDataDir();
  if (config.databaseUrl !== undefined) {
    if (config.databaseOwnerUrl !== undefined) await migrate(config.databaseOwnerUrl, config.databaseUrl);
    return {
      appUrl: config.databaseUrl,
      ownerUrl: config.databaseOwnerUrl,
      embedded: false,
      dataDir,
      close: async () => undefined,
    };
  }
  const database = await startEmbedded({ dataDir, log });
  try {
    await migrate(database.ownerUrl, database.appUrl);
  } catch (error) {
    await database.stop();
    throw error;
  }
  const unwatch = watch(database, log);
  return {
    appUrl: database.appUrl,
    ownerUrl: database.ownerUrl,
    embedded: true,
    dataDir,
    close: async () => {
      await unwatch();
      await database.stop();
    },
  };
}

/** The embedded server has no supervisor but us: when it dies it is started again on its port, and the pools heal. */
function watch(database: EmbeddedDatabase, log: (line: string) => void): () => Promise<void> {
  let turn: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    try {
      if (await database.revive()) log('PostgreSQL had ended and was started again');
    } catch (error) {
      log(`PostgreSQL had ended and could not be started again: ${String(error)}`);
    } finally {
      turn = undefined;
    }
  };
  const timer = setInterval(() => {
    turn ??= look();
  }, watchMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await turn;
  };
}
