/**
 * Bad input, sent for real. The rows are data in test/cases/bad-input; what each is sent to is a
 * target in test/support/bad-input. Whatever is refused leaves the database as it was, but for the record of the refusal.
 */
import { jest } from '@jest/globals';
import { type TestApplication, testApplication } from '../support/app.js';
import { type BadInput, badInputs } from '../support/bad-input/cases.js';
import { judge } from '../support/bad-input/judge.js';
import type { Snapshot } from '../support/bad-input/snapshot.js';
import { targets } from '../support/bad-input/targets.js';
import { World } from '../support/bad-input/world.js';

const rows = badInputs();
const waiting = rows.filter((row) => row.waitsFor !== undefined);

/** Rows for parts that are not built; when one is built, its rows leave this list and run. */
const knownToWait: Readonly<Record<string, string>> = {
  'BC17 cursor': 'change feeds',
  'BC19 cursor': 'change feeds',
  'BC21 feed': 'change feeds',
  'BT6 browser': 'web client',
  'BT7 rendered': 'rendering of documents and mail',
  'BT9 export': 'export to CSV and spreadsheets',
  'BT20 publication-warning': 'publication',
  'BT21 url-field': 'webhooks',
  'BT22 return-to': 'sign-in through OIDC',
};

// The first row of a sweep sends the whole corpus to every operation.
jest.setTimeout(300_000);

let app: TestApplication;
let world: World;

beforeAll(async () => {
  app = await testApplication();
  world = new World(app);
  // Signing in writes rows; it happens before anything is compared.
  for (const name of ['admin', 'asn.handlaggare', 'asn.registrator', 'ks.stadskontoret', 'ks.controller'])
    await Promise.all([world.as(name), world.cookie(name)]);
});

afterAll(async () => {
  try {
    expect(await app.violations()).toEqual([]);
  } finally {
    await app.stop();
  }
});

async function run(row: BadInput): Promise<void> {
  const target = targets[row.target];
  if (target?.all !== undefined) return target.all(world, row);
  if (target?.each === undefined) throw new Error(`no target '${row.target}'`);
  // What a target needs is made on its first use; the second use finds it there.
  await target.prepare?.(world);
  const { each } = target;
  let before: Snapshot | undefined;
  for (const input of row.inputs)
    before = await judge(world, row, input, (expanded) => each(world, expanded, row), before);
  // After all that, an honest request is served.
  expect((await (await world.as('admin')).get('session')).status).toBe(200);
}

describe.each(['A', 'J', 'T', 'C', 'D', 'F'] as const)('class %s', (name) => {
  const own = rows.filter((row) => row.class === name && row.waitsFor === undefined);
  test.each(own.map((row) => [`${row.id} ${row.title} → ${row.target}`, row] as const))('%s', (_title, row) =>
    run(row),
  );
});

test('rows that wait for a part are named, and they are the ones we know of', () => {
  const found = Object.fromEntries(waiting.map((row) => [`${row.id} ${row.target}`, row.waitsFor]));
  const counts = [...new Set(rows.map((row) => row.class))].map((name) => {
    const own = rows.filter((row) => row.class === name);
    const idle = own.filter((row) => row.waitsFor !== undefined).length;
    return `${name} ${own.length - idle} run, ${idle} wait`;
  });
  const names = Object.entries(found).map(([row, part]) => `${row} (${part})`);
  console.log(`Bad input: ${counts.join(' · ')}\nwaits for a part: ${names.join(' · ')}`);
  expect(found).toEqual(knownToWait);
});

test('every number of the catalogue has a row', () => {
  const have = new Set(rows.map((row) => row.id));
  const numbers = (letter: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) => `B${letter}${index + 1}`);
  const catalogue = [
    ...numbers('A', 40),
    ...numbers('J', 24),
    ...numbers('T', 24),
    ...numbers('C', 22),
    ...numbers('D', 15),
  ];
  expect(catalogue.filter((id) => !have.has(id))).toEqual([]);
});
