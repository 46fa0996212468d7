/** Every operation that demands the version its caller has read: none said, any version, and one that does not stand. */
import { builders } from './builders.js';
import { few } from './judge.js';
import { generalFaults } from './observed.js';
import { type Operation, operationsOf } from './operations.js';
import { addressOf } from './addresses.js';
import { accountFor } from './operators.js';
import { changedTables, takeSnapshot } from './snapshot.js';
import { send, type Sent, type Target } from './target.js';
import type { World } from './world.js';

interface Trial {
  key: string;
  /** What must be there before its version can be another. */
  isAboutSomething: boolean;
  send: (ifMatch: Pick<Sent, 'ifMatch'>) => ReturnType<typeof send>;
}

async function trialOf(world: World, operation: Operation): Promise<Trial> {
  const { key, method } = operation;
  const built = await builders[key]?.build(world);
  const as = built?.as ?? accountFor(world, operation);
  const path = built?.path ?? (await addressOf(world, operation));
  await world.cookie(as);
  const json = built === undefined ? {} : { json: built.body };
  return {
    key,
    isAboutSomething: built !== undefined,
    send: (ifMatch) => send(world, method, path, { as, ...json, ...ifMatch }),
  };
}

/** No row has been changed that often. */
const nobodysVersion = 999_999_999;

export const everyVersion: Target = {
  all: async (world) => {
    const trials: Trial[] = [];
    for (const operation of operationsOf(world.app.app).filter(({ needsIfMatch }) => needsIfMatch))
      trials.push(await trialOf(world, operation));
    expect(trials.length).toBeGreaterThan(0);
    const before = await takeSnapshot(world.app);
    const faults: string[] = [];
    for (const trial of trials) {
      const told: [Pick<Sent, 'ifMatch'>, number][] = [
        [{}, 428],
        [{ ifMatch: '*' }, 428],
        ...(trial.isAboutSomething ? ([[{ ifMatch: nobodysVersion }, 412]] as [Pick<Sent, 'ifMatch'>, number][]) : []),
      ];
      for (const [ifMatch, status] of told) {
        const observed = await trial.send(ifMatch);
        const found = generalFaults(observed);
        if (observed.status !== status) found.push(`${status} expected, answered ${observed.status} ${observed.text}`);
        faults.push(...found.map((fault) => `${trial.key} ${JSON.stringify(ifMatch)}: ${fault}`));
      }
    }
    expect(few(faults)).toEqual([]);
    expect(changedTables(before, await takeSnapshot(world.app))).toEqual([]);
  },
};
