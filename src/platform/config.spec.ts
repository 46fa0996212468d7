import { ConfigError, readConfig } from './config.js';

describe('settings', () => {
  test('an empty environment is a whole configuration: embedded database, example accounts, loopback only', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: undefined,
      databaseOwnerUrl: undefined,
      redisUrl: undefined,
      dataDir: undefined,
      example: true,
      publicUrl: undefined,
      oidcIssuer: undefined,
      logLevel: 'info',
      poolSizeMax: 10,
      deviationPercent: 10,
      jobs: true,
    });
  });

  test('with a database of its own the example is off and the host is open', () => {
    expect(readConfig({ DATABASE_URL: 'postgres://app@db/anslag' })).toMatchObject({ example: false, host: '0.0.0.0' });
  });

  test('every fault is listed at once, and no database address is repeated', () => {
    const read = (): unknown =>
      readConfig({
        PORT: '70000',
        DATABASE_URL: 'mysql://user:hemligt@db/anslag',
        DATABASE_OWNER_URL: 'postgres://owner@db/anslag',
        ANSLAG_EXAMPLE: 'kanske',
        LOG_LEVEL: 'loud',
        PUBLIC_URL: 'anslag.example',
        ANSLAG_POOL_SIZE: '1.5',
      });
    expect(read).toThrow(ConfigError);
    try {
      read();
    } catch (error) {
      const { faults, message } = error as ConfigError;
      expect(faults).toHaveLength(7);
      for (const name of [
        'PORT',
        'DATABASE_URL',
        'DATABASE_OWNER_URL',
        'ANSLAG_EXAMPLE',
        'LOG_LEVEL',
        'PUBLIC_URL',
        'ANSLAG_POOL_SIZE',
      ])
        expect(message).toContain(name);
      expect(message).not.toContain('hemligt');
    }
  });

  test.each([
    [{ ANSLAG_EXAMPLE: 'true', HOST: '0.0.0.0' }, /HOST is '0\.0\.0\.0' while the example accounts are on/],
    [{ DATABASE_URL: 'postgres://a@db/x', DATABASE_OWNER_URL: 'postgres://a@db/x' }, /may not serve as the owner/],
    [{ REDIS_URL: 'http://redis' }, /REDIS_URL/],
    [{ PORT: '-1' }, /PORT is '-1'/],
    [{ PORT: '80a' }, /PORT is '80a'/],
  ])('%j is refused', (env, fault) => {
    expect(() => readConfig(env)).toThrow(fault);
  });
});
