/**
 * Sixteen people divide twenty sources between them while everything that can break does, and the record of it is judged
 * against the ledger's own order. Thirty seconds in an ordinary run; ANSLAG_HISTORY_SECONDS=600 for a longer one,
 * ANSLAG_HISTORY_SEED for the same acts and faults again, ANSLAG_HISTORY_FILE to keep the record.
 */
import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { counted } from './checker.js';
import { Faults } from './faults.js';
import { Random } from './random.js';
import { Recorder } from './recorder.js';
import { HistoryRun } from './run.js';
import { KillableStage } from './stage.js';

const seconds = Number(process.env['ANSLAG_HISTORY_SECONDS'] ?? 30);
const seed = Number(process.env['ANSLAG_HISTORY_SEED'] ?? randomInt(2 ** 31));
const keptFile = process.env['ANSLAG_HISTORY_FILE'];
const file = keptFile ?? join(tmpdir(), `anslag-history-${process.pid}-${seed}.ndjson`);
const size = { clients: 16, sources: 20 };
const lookEveryMs = 1_000;

let stage: KillableStage;
beforeAll(async () => {
  stage = await KillableStage.begin();
}, 120_000);
afterAll(async () => stage?.end(), 60_000);

test(
  `history of ${seconds} s with seed ${seed}`,
  async () => {
    const random = new Random(seed);
    const recorder = new Recorder(file);
    recorder.note('begin', `seed ${seed}, ${seconds} s, ${size.clients} clients, ${size.sources} sources`);
    const run = await HistoryRun.begin(
      { town: stage, base: stage.base, ownerUrl: stage.ownerUrl },
      { size, random, recorder },
    );
    const faults = new Faults(stage, recorder, random.branch(1_000));

    const end = performance.now() + seconds * 1_000;
    const isOver = (): boolean => performance.now() > end && faults.haveAllStruck;
    const looking = async (): Promise<void> => {
      while (!isOver()) {
        // While the database is away there is nothing to see.
        await run.look().catch(() => undefined);
        await pause(lookEveryMs);
      }
    };
    await Promise.all([run.work(isOver), faults.strike(isOver), looking()]);
    await run.settle();
    await run.look();
    run.end();
    recorder.note('end', `struck: ${faults.struck.join(', ')}`);

    const verdicts = await run.judge();
    const answers = recorder.lines.filter(({ type }) => ['ok', 'fail', 'info'].includes(type));
    console.log(
      `History with seed ${seed}: ${answers.length} answers, ${faults.struck.length} faults. Again: ANSLAG_HISTORY_SEED=${seed}`,
    );
    if (verdicts.length > 0)
      throw new Error(
        `${JSON.stringify(counted(verdicts))}\n${verdicts
          .slice(0, 20)
          .map(({ name, detail }) => `${name}: ${detail}`)
          .join('\n')}\nThe record is ${file}; ANSLAG_HISTORY_SEED=${seed} does the same again.`,
      );
    expect(await stage.verify()).toEqual([]);
    // A history in which nothing happened proves nothing.
    const kinds = new Set(answers.map(({ type }) => type));
    expect([...kinds].sort()).toEqual(['fail', 'info', 'ok']);
    if (keptFile === undefined) rmSync(file);
  },
  (seconds + 180) * 1_000,
);
