/** One history from beginning to end, on whatever serves it: prepare, work, come to rest, read the ledger, judge. */
import { readFileSync } from 'node:fs';
import { Crowd, type Habits } from './people.js';
import { check } from './checker.js';
import { readDifferences, readLedger } from './ledger.reader.js';
import { parseHistory } from './format.js';
import type { Verdict } from './operations.js';
import type { Random } from './random.js';
import type { Recorder } from './recorder.js';
import { prepare, type Scene, type Size, type Town } from './scene.js';

export interface Stage {
  town: Town;
  /** Where people send to. */
  base: string;
  /** May read every table. */
  ownerUrl: string;
}

export interface Wishes {
  size: Size;
  random: Random;
  recorder: Recorder;
  habits?: Habits | undefined;
}

export class HistoryRun {
  private readonly crowd: Crowd;

  private constructor(
    private readonly stage: Stage,
    private readonly scene: Scene,
    private readonly wishes: Wishes,
  ) {
    const { town, base } = stage;
    this.crowd = new Crowd(base, town, scene, wishes.recorder, wishes.random, wishes.habits);
  }

  /** @param scene prepared anew when left out */
  static async begin(stage: Stage, wishes: Wishes, scene?: Scene): Promise<HistoryRun> {
    return new HistoryRun(stage, scene ?? (await prepare(stage.town, wishes.size)), wishes);
  }

  work(isOver: () => boolean): Promise<void> {
    return this.crowd.work(this.wishes.size.clients, isOver);
  }

  /** What the counters say beside the entries, at this moment. */
  async look(): Promise<void> {
    const { recorder } = this.wishes;
    const differences = await readDifferences(this.stage.ownerUrl);
    recorder.add({ type: 'snapshot', at: recorder.now(), differences });
  }

  settle(): Promise<void> {
    return this.crowd.settle(this.wishes.size.clients - 1);
  }

  end(): void {
    this.crowd.agent.destroy();
  }

  /** Of everything so far, as the file has it; nobody may be at work. */
  async judge(): Promise<Verdict[]> {
    const { recorder } = this.wishes;
    const ids = this.scene.sources.map(({ id }) => id);
    recorder.add(await readLedger(this.stage.ownerUrl, ids));
    recorder.flush();
    return check(parseHistory(readFileSync(recorder.file, 'utf8')));
  }
}
