/**
 * Settings are environment variables, all optional. They are read once, validated together, and a faulty set stops
 * the start with every fault listed, so that an operator mends them in one round.
 */
import { resolve } from 'node:path';

export interface Config {
  port: number;
  host: string;
  /** Application role. Undefined means: run the embedded database. */
  databaseUrl: string | undefined;
  /** Owner role: migrations and BullMQ's schema. */
  databaseOwnerUrl: string | undefined;
  /** Undefined means: jobs run on the PostgreSQL backend. */
  redisUrl: string | undefined;
  /** Where the embedded database and stored files live. */
  dataDir: string | undefined;
  /** Load the example municipality into an empty database, and allow its accounts to sign in. */
  example: boolean;
  /** The address people use; links and the Origin check are built from it alone. */
  publicUrl: string | undefined;
  /** When set, local accounts are off. */
  oidcIssuer: string | undefined;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Connections per process. */
  poolSizeMax: number;
  /** A forecast or use that deviates more than this, in per cent, must be commented. */
  deviationPercent: number;
  /** Whether this process also runs jobs. */
  jobs: boolean;
}

/** Thrown when the environment cannot be used; `message` lists every fault, one a line. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The settings cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/**
 * Reads and validates the environment.
 * @throws ConfigError listing every fault at once.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const faults: string[] = [];
  const text = (name: string): string | undefined => {
    const value = env[name]?.trim();
    return value === undefined || value === '' ? undefined : value;
  };
  const whole = (name: string, fallback: number, min: number, max: number): number => {
    const value = text(name);
    if (value === undefined) return fallback;
    if (/^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value);
    faults.push(`${name} is '${value}'; it should be a whole number from ${min} to ${max}.`);
    return fallback;
  };
  const flag = (name: string, fallback: boolean): boolean => {
    const value = text(name)?.toLowerCase();
    if (value === undefined) return fallback;
    if (['1', 'true', 'yes', 'on'].includes(value)) return true;
    if (['0', 'false', 'no', 'off'].includes(value)) return false;
    faults.push(`${name} is '${value}'; it should be true or false.`);
    return fallback;
  };
  const address = (name: string, protocols: readonly string[]): string | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value;
    // The value is not repeated: database addresses carry passwords.
    faults.push(`${name} is not an address beginning with ${protocols.map((p) => `${p}//`).join(' or ')}.`);
    return undefined;
  };

  const databaseUrl = address('DATABASE_URL', ['postgres:', 'postgresql:']);
  const databaseOwnerUrl = address('DATABASE_OWNER_URL', ['postgres:', 'postgresql:']);
  const publicUrl = address('PUBLIC_URL', ['http:', 'https:']);
  const oidcIssuer = address('OIDC_ISSUER', ['https:', 'http:']);
  const example = flag('ANSLAG_EXAMPLE', databaseUrl === undefined);
  const level = text('LOG_LEVEL') ?? 'info';
  const logLevel = logLevels.find((known) => known === level);
  if (logLevel === undefined) faults.push(`LOG_LEVEL is '${level}'; it should be one of ${logLevels.join(', ')}.`);
  if (databaseOwnerUrl !== undefined && databaseUrl === undefined)
    faults.push('DATABASE_OWNER_URL is set but DATABASE_URL is not; the application needs a role of its own.');
  if (databaseUrl !== undefined && databaseUrl === databaseOwnerUrl)
    faults.push('DATABASE_URL and DATABASE_OWNER_URL are the same; the application may not serve as the owner.');
  const dataDir = text('ANSLAG_DATA_DIR');
  const host = text('HOST') ?? (example ? '127.0.0.1' : '0.0.0.0');
  if (example && !['127.0.0.1', 'localhost', '::1'].includes(host))
    faults.push(`HOST is '${host}' while the example accounts are on; use 127.0.0.1 or set ANSLAG_EXAMPLE=false.`);

  const config: Config = {
    port: whole('PORT', 3000, 0, 65_535),
    host,
    databaseUrl,
    databaseOwnerUrl,
    redisUrl: address('REDIS_URL', ['redis:', 'rediss:']),
    dataDir: dataDir === undefined ? undefined : resolve(dataDir),
    example,
    publicUrl: publicUrl?.replace(/\/+$/, ''),
    oidcIssuer,
    logLevel: logLevel ?? 'info',
    poolSizeMax: whole('ANSLAG_POOL_SIZE', 10, 2, 100),
    deviationPercent: whole('ANSLAG_DEVIATION_PERCENT', 10, 0, 100),
    jobs: flag('ANSLAG_JOBS', true),
  };
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}
