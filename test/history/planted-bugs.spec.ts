/** A checker that has never found anything proves nothing: each planted bug must be found, and the product without one not. */
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestApplication, testApplication } from '../support/app.js';
import { counted } from './checker.js';
import type { Verdict } from './operations.js';
import { type PlantedBug, plantedBugs, rewriting } from './planted-bugs.js';
import { Random } from './random.js';
import { Recorder } from './recorder.js';
import { HistoryRun } from './run.js';
import { newSources, prepare, type Scene } from './scene.js';

/** Few sources and many people, so that they meet. */
const size = { clients: 12, sources: 4 };
const sliceMs = 800;
const patienceMs = 25_000;
const seed = 20_230_503;

let app: TestApplication;
let scene: Scene;
beforeAll(async () => {
  app = await testApplication();
  scene = await prepare(app, size);
}, 120_000);
afterAll(async () => app?.stop());

/** Slice after slice, until the checker says one of the words or the time is out. */
async function historyUntil(
  bug: PlantedBug | undefined,
  isFound: (verdicts: readonly Verdict[]) => boolean,
  limitMs: number,
) {
  const prefix = `B${bug === undefined ? 0 : plantedBugs.indexOf(bug) + 1}`;
  const own = { ...scene, sources: await newSources(app, size.sources, prefix) };
  const recorder = new Recorder(join(tmpdir(), `anslag-planted-${process.pid}.ndjson`));
  const random = new Random(seed);
  const run = await HistoryRun.begin(
    { town: app, base: app.address, ownerUrl: app.database.ownerUrl },
    { size, random, recorder, habits: bug?.habits },
    own,
  );
  const end = performance.now() + limitMs;
  let verdicts: Verdict[] = [];
  do {
    const over = performance.now() + sliceMs;
    await run.work(() => performance.now() > over);
    verdicts = await run.judge();
  } while (!isFound(verdicts) && performance.now() < end);
  run.end();
  rmSync(recorder.file);
  return { verdicts, answers: recorder.lines.length };
}

async function withBug(bug: PlantedBug, work: () => Promise<void>): Promise<void> {
  if (bug.sql !== undefined) await app.query(bug.sql);
  const takeOut = bug.wrap?.();
  const stop = rewriting(bug.name, bug.rewrites ?? []);
  let unmet: string[] = [];
  try {
    await work();
  } finally {
    unmet = stop();
    takeOut?.();
    if (bug.undo !== undefined) await app.query(bug.undo);
  }
  // Or the bug was not in the product at all.
  expect(unmet).toEqual([]);
}

it('the product as it is: nothing is found', async () => {
  const { verdicts, answers } = await historyUntil(undefined, () => false, 2 * sliceMs);
  expect(verdicts).toEqual([]);
  expect(answers).toBeGreaterThan(20);
}, 60_000);

it.each(plantedBugs)(
  '$name: found',
  async (bug) => {
    await withBug(bug, async () => {
      const names: readonly string[] = bug.verdicts;
      const isFound = (verdicts: readonly Verdict[]) => verdicts.some(({ name }) => names.includes(name));
      const { verdicts } = await historyUntil(bug, isFound, patienceMs);
      expect({ found: isFound(verdicts), said: counted(verdicts) }).toMatchObject({ found: true });
    });
  },
  60_000,
);
