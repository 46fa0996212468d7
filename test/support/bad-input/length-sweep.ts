/** As long as a field says it may be, in every text of every body, and one character more; letters and signs outside the BMP count alike. */
import { builders } from './builders.js';
import { few } from './judge.js';
import { generalFaults, type Observed } from './observed.js';
import { operationsOf, stringFields, withValue } from './operations.js';
import { requestMaker, sentFrom } from './requests.js';
import { send, type Target } from './target.js';

const saysTooLong = ({ codes }: Observed): boolean => codes.includes('length');

export const everyLength: Target = {
  all: async (world, row) => {
    const faults: string[] = [];
    let tried = 0;
    for (const operation of operationsOf(world.app.app)) {
      const { key, method, body } = operation;
      const builder = builders[key];
      if (body === undefined || builder === undefined) continue;
      const build = requestMaker(operation);
      const sendText = async (pointer: string, text: string): Promise<Observed> => {
        const built = await build(world);
        const observed = await send(world, method, built.path, sentFrom(built, withValue(built.body, pointer, text)));
        if (observed.status < 300) for (const name of builder.usesUp ?? []) world.forget(name);
        return observed;
      };
      for (const { pointer, schema } of stringFields(body)) {
        if (schema.maxLength === undefined) continue;
        // Field by field the next letter: the rule is one, and the columns below it are many.
        const letter = String(row.inputs[tried % row.inputs.length]);
        tried += 1;
        const longest = await sendText(pointer, letter.repeat(schema.maxLength));
        const longer = await sendText(pointer, letter.repeat(schema.maxLength + 1));
        const found = [...generalFaults(longest), ...generalFaults(longer)];
        if (saysTooLong(longest)) found.push(`refused at ${schema.maxLength} as too long`);
        if (longer.status !== 422 || !saysTooLong(longer)) found.push(`${longer.status} one character later`);
        faults.push(...found.map((fault) => `${key} ${pointer} ${letter}: ${fault}`));
      }
    }
    expect(few(faults)).toEqual([]);
    expect(tried).toBeGreaterThan(0);
  },
};
