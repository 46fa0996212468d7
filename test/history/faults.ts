/** What goes wrong, in which order and how long after each other: all from the seed. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Cut } from './proxy.js';
import type { Random } from './random.js';
import type { Recorder } from './recorder.js';
import type { KillableStage } from './stage.js';

export const faultNames = [
  'kill -9 of the server',
  'kill -9 of the database',
  'kill -9 of a session',
  'sessions ended',
  'wire cut after COMMIT',
  'wire cut before COMMIT',
  'answers cut',
  'requests cut',
] as const;
export type FaultName = (typeof faultNames)[number];

/** What costs no restart strikes twice in a round. */
const round: readonly FaultName[] = [...faultNames, ...faultNames.filter((name) => !name.startsWith('kill'))];
const gapMs = { from: 300, to: 1_500 };
const cutsOf: Partial<Record<FaultName, Cut>> = {
  'wire cut after COMMIT': 'afterCommit',
  'wire cut before COMMIT': 'beforeCommit',
  'answers cut': 'answer',
  'requests cut': 'request',
};

export class Faults {
  readonly struck: FaultName[] = [];

  constructor(
    private readonly stage: KillableStage,
    private readonly recorder: Recorder,
    private readonly random: Random,
  ) {}

  /** Whether every kind has struck; on a slow machine a run lasts until then. */
  get haveAllStruck(): boolean {
    return faultNames.every((name) => this.struck.includes(name));
  }

  /** Round after round, each in an order of its own, until it is over; then all is healed. */
  async strike(isOver: () => boolean): Promise<void> {
    for (let names = this.random.shuffled(faultNames); !isOver(); names = this.random.shuffled(round)) {
      for (const name of names) {
        await pause(gapMs.from + this.random.below(gapMs.to - gapMs.from));
        if (isOver()) break;
        this.recorder.note('fault', name);
        await this.perform(name);
        this.struck.push(name);
      }
    }
    this.stage.wire.heal();
    this.stage.door.heal();
    await this.stage.ready();
  }

  private async perform(name: FaultName): Promise<void> {
    const { stage, random } = this;
    const pick = (pids: readonly number[]): number => random.pick(pids);
    const cut = cutsOf[name];
    if (name === 'kill -9 of the server') return stage.killServer();
    if (name === 'kill -9 of the database') return stage.killDatabase();
    if (name === 'kill -9 of a session') return stage.killSession(pick);
    if (name === 'sessions ended') return stage.endSessions(pick, 1 + random.below(4));
    if (cut === undefined) throw new Error(`nothing does '${name}'`);
    const proxy = cut === 'afterCommit' || cut === 'beforeCommit' ? stage.wire : stage.door;
    proxy.cut(cut, 1 + random.below(4));
  }
}
