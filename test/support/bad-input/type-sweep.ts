/** Another type than the description says, in every place of every body: what does not fit is refused, and nothing falls over. */
import { builders } from './builders.js';
import { absent, expand, shown } from './cases.js';
import { few } from './judge.js';
import { generalFaults } from './observed.js';
import { everyField, isOfType, operationsOf, withValue } from './operations.js';
import { inParallel, requestMaker, sentFrom } from './requests.js';
import { send, type Target } from './target.js';

export const everyType: Target = {
  all: async (world, row) => {
    const faults: string[] = [];
    for (const operation of operationsOf(world.app.app)) {
      const { key, method, body } = operation;
      if (body === undefined) continue;
      const build = requestMaker(operation);
      const builder = builders[key];
      const tries = everyField(body).flatMap((field) => row.inputs.map((input) => ({ field, input: expand(input) })));
      const tryOne = async ({ field, input }: (typeof tries)[number]): Promise<void> => {
        const built = await build(world);
        const json = withValue(built.body, field.pointer, input === absent ? undefined : input);
        const observed = await send(world, method, built.path, sentFrom(built, json));
        if (observed.status < 300) for (const name of builder?.usesUp ?? []) world.forget(name);
        const found = generalFaults(observed);
        if (observed.status < 300 && input !== absent && !isOfType(field.schema, input)) found.push('accepted');
        faults.push(...found.map((fault) => `${key} ${field.pointer} ${shown(input)}: ${fault}`));
      };
      if (builder?.serial === true) for (const one of tries) await tryOne(one);
      else await inParallel(tries, tryOne);
    }
    expect(few(faults)).toEqual([]);
  },
};
