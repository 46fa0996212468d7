/** A property the API does not have, in every object of every body, and a body where none is read. */
import { few } from './judge.js';
import { generalFaults, type Observed } from './observed.js';
import { everyField, type Operation, operationsOf, withValue } from './operations.js';
import { addressOf } from './addresses.js';
import { accountFor } from './operators.js';
import { requestMaker, sentFrom } from './requests.js';
import { changedTables, takeSnapshot } from './snapshot.js';
import { send, type Target } from './target.js';
import type { World } from './world.js';

interface Trial {
  name: string;
  send: () => Promise<Observed>;
}

/** One request each; who sends it is signed in and the valid one made beforehand, so that nothing but the property is new. */
async function trialsOf(world: World, operation: Operation, property: string): Promise<Trial[]> {
  const { key, method, body } = operation;
  if (body === undefined) {
    const address = await addressOf(world, operation);
    const as = accountFor(world, operation);
    if (as !== '') await world.cookie(as);
    return [{ name: key, send: () => send(world, method, address, { as, ifMatch: 1, json: { [property]: 1 } }) }];
  }
  const built = await requestMaker(operation)(world);
  if (built.as !== '') await world.cookie(built.as);
  const objects = everyField(body).filter(({ schema }) => schema.properties !== undefined);
  return ['', ...objects.map(({ pointer }) => pointer)].map((pointer) => ({
    name: `${key} ${pointer}`,
    send: () => send(world, method, built.path, sentFrom(built, withValue(built.body, `${pointer}/${property}`, 1))),
  }));
}

export const everyObject: Target = {
  all: async (world, row) => {
    const faults: string[] = [];
    // A route for a file has no JSON at all, and says so by itself.
    const operations = operationsOf(world.app.app).filter(({ key, takesFile }) => !key.startsWith('GET') && !takesFile);
    for (const property of row.inputs.map(String)) {
      const trials: Trial[] = [];
      for (const operation of operations) trials.push(...(await trialsOf(world, operation, property)));
      const before = await takeSnapshot(world.app);
      for (const trial of trials) {
        const observed = await trial.send();
        const found = generalFaults(observed);
        if (observed.status !== 422 || !observed.codes.includes('unknown-property'))
          found.push(`${observed.status} ${observed.codes.join(',')}`);
        faults.push(...found.map((fault) => `${trial.name}: ${fault}`));
      }
      expect(few(faults)).toEqual([]);
      expect(changedTables(before, await takeSnapshot(world.app))).toEqual([]);
    }
  },
};
