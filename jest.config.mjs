import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('./.swcrc', import.meta.url), 'utf8'));

/** Pure specs stand beside their rules in src/; everything that needs PostgreSQL, jobs or HTTP stands in test/. */
export default {
  testEnvironment: 'node',
  // A database is made before most suites; on a loaded machine that alone may take longer than the five seconds Jest gives.
  testTimeout: 30_000,
  // What a file of ES modules has loaded is kept by its worker when the file is done (jestjs/jest#14605). Grown to some
  // gigabytes a worker is several times slower, so it is exchanged between two files.
  workerIdleMemoryLimit: '1GB',
  roots: ['<rootDir>/src', '<rootDir>/test', '<rootDir>/web/src'],
  testRegex: String.raw`\.spec\.ts$`,
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
};
