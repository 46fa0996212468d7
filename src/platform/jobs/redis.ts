/** Redis as a place for jobs: how we connect, and what it must promise before we put anything there. */
import type { RedisOptions } from 'bullmq';
import { JobBackendUnfit } from './unfit.js';

const oldestVersion = [6, 2] as const;
const retryStrategy = (times: number): number => Math.min(times * 200, 2_000);
const connectTimeout = 3_000;
/** How long a closed connection is waited for; the driver's 2 s would hold up every stop. */
const disconnectTimeout = 300;

/** The relay must learn at once that Redis is away, so that its rows go back and wait in PostgreSQL. */
export function producerConnection(url: string): RedisOptions {
  return {
    url,
    connectTimeout,
    disconnectTimeout,
    retryStrategy,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: 5_000,
  };
}

/** A worker has nothing better to do than to wait for Redis to come back. */
export function consumerConnection(url: string): RedisOptions {
  return { url, connectTimeout, disconnectTimeout, retryStrategy, maxRetriesPerRequest: null };
}

/**
 * Asks Redis what it is. `INFO` rather than `CONFIG GET`, which rented servers often forbid.
 * @throws JobBackendUnfit when it is too old or may throw jobs away; the connection's error when it cannot be reached.
 */
export async function checkRedis(url: string): Promise<void> {
  const { Redis } = await import('ioredis');
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout,
    disconnectTimeout,
    commandTimeout: connectTimeout,
    retryStrategy: () => null,
  });
  // The rejected promise below tells the same; without a listener the driver prints it.
  let last: Error | undefined;
  client.on('error', (error: Error) => (last = error));
  try {
    await client.connect();
    requireFit(`${await client.info('server')}\n${await client.info('memory')}`);
  } catch (error) {
    throw error instanceof JobBackendUnfit ? error : (last ?? error);
  } finally {
    client.disconnect();
  }
}

/** @param info the text Redis answers to INFO */
export function requireFit(info: string): void {
  const value = (name: string): string | undefined => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];
  const version = value('redis_version') ?? '0';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < oldestVersion[0] || (major === oldestVersion[0] && minor < oldestVersion[1]))
    throw new JobBackendUnfit(`Redis is version ${version}; jobs need ${oldestVersion.join('.')} or newer.`);
  const policy = value('maxmemory_policy');
  if (policy !== 'noeviction')
    throw new JobBackendUnfit(
      `Redis has maxmemory-policy '${policy ?? 'unknown'}', which lets it throw jobs away when memory runs short. ` +
        `Set 'maxmemory-policy noeviction', or leave REDIS_URL out: jobs then wait in PostgreSQL.`,
    );
}
