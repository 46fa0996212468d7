/** One kind of field wherever the API has it: days, instants, times, amounts and page sizes. */
import { expand, shown } from './cases.js';
import { faultsOf, few } from './judge.js';
import type { Observed } from './observed.js';
import {
  amountFields,
  listFields,
  exampleOf,
  type Operation,
  operationsOf,
  type Schema,
  stringFields,
  withValue,
} from './operations.js';
import { addressOf } from './addresses.js';
import { accountFor, pagingOperations, withParameter } from './operators.js';
import { changedTables, takeSnapshot } from './snapshot.js';
import { send, type Target, type Targets } from './target.js';
import type { BadInput } from './cases.js';
import type { World } from './world.js';

interface Place {
  name: string;
  send: (input: unknown) => Promise<Observed>;
}

/** A request that is right but for the one field; ids in it may be of nothing, because the form is judged first. */
async function bodyPlaces(world: World, operation: Operation, pointers: readonly string[]): Promise<Place[]> {
  if (pointers.length === 0) return [];
  const address = await addressOf(world, operation);
  const as = accountFor(world, operation);
  const example = exampleOf(operation.body as Schema, '', () => undefined);
  return pointers.map((pointer) => ({
    name: `${operation.key} ${pointer}`,
    send: (input) =>
      send(world, operation.method, address, { as, ifMatch: 1, json: withValue(example, pointer, input) }),
  }));
}

/** Places whose description fits, in bodies and queries. */
async function placesOf(world: World, fits: (schema: Schema) => boolean): Promise<Place[]> {
  const places: Place[] = [];
  for (const operation of operationsOf(world.app.app)) {
    const fields = operation.body === undefined ? [] : stringFields(operation.body);
    places.push(
      ...(await bodyPlaces(
        world,
        operation,
        fields.filter(({ schema }) => fits(schema)).map(({ pointer }) => pointer),
      )),
    );
    const parameters = operation.query.filter(({ schema }) => fits(schema));
    if (parameters.length === 0) continue;
    const address = await addressOf(world, operation);
    const as = accountFor(world, operation);
    for (const { name } of parameters)
      places.push({
        name: `${operation.key} ?${name}`,
        // A query holds nothing but text, so what is not text has no way in.
        send: (input) =>
          send(world, operation.method, withParameter(address, name, typeof input === 'string' ? input : '\u0001'), {
            as,
          }),
      });
  }
  return places;
}

/** Every input in every place; nothing changes, and every answer is the row's. */
async function judgeAll(world: World, row: BadInput, places: readonly Place[]): Promise<void> {
  expect(places.length).toBeGreaterThan(0);
  for (const username of ['asn.enhetschef', 'asn.direktor', 'asn.sekreterare', 'revisor']) await world.cookie(username);
  const before = await takeSnapshot(world.app);
  const faults: string[] = [];
  for (const input of row.inputs.map(expand)) {
    const tryOne = async (place: Place): Promise<void> => {
      const observed = await place.send(input);
      faults.push(...faultsOf(row, observed).map((fault) => `${place.name} ${shown(input)}: ${fault}`));
    };
    // One after the other where time is judged, or each would be charged for the rest.
    if (row.expect?.maxMs === undefined) await Promise.all(places.map(tryOne));
    else for (const place of places) await tryOne(place);
  }
  expect(few(faults)).toEqual([]);
  expect(changedTables(before, await takeSnapshot(world.app))).toEqual([]);
}

const every = (fits: (schema: Schema) => boolean): Target => ({
  all: async (world, row) => judgeAll(world, row, await placesOf(world, fits)),
});

/** Values that only a body can hold are tried there alone. */
const everyInBody = (fits: (schema: Schema) => boolean): Target => ({
  all: async (world, row) => {
    const places = await placesOf(world, fits);
    const texts = row.inputs.filter((input) => typeof input === 'string');
    await judgeAll(world, { ...row, inputs: texts }, places);
    const others = row.inputs.filter((input) => typeof input !== 'string');
    if (others.length > 0)
      await judgeAll(
        world,
        { ...row, inputs: others },
        places.filter(({ name }) => !name.includes(' ?')),
      );
  },
});

/** Places of the API's bodies that have a shape of their own. */
const everyPlace = (pointersIn: (schema: Schema) => string[]): Target => ({
  all: async (world, row) => {
    const places: Place[] = [];
    for (const operation of operationsOf(world.app.app))
      if (operation.body !== undefined)
        places.push(...(await bodyPlaces(world, operation, pointersIn(operation.body))));
    await judgeAll(world, row, places);
  },
});

const everyList: Target = {
  all: async (world, row) => {
    const places = await Promise.all(
      pagingOperations(world).map(async (operation) => {
        const address = await addressOf(world, operation);
        const as = accountFor(world, operation);
        const sentTo = (query: unknown): string => {
          const asked = String(query);
          return asked === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${asked}`;
        };
        return { name: operation.key, send: (query: unknown) => send(world, 'GET', sentTo(query), { as }) };
      }),
    );
    await judgeAll(world, row, places);
    if (row.expect?.status !== 200) return;
    for (const place of places) {
      const { text } = await place.send('');
      const page = JSON.parse(text) as { limit: number; page: number; total: number; items: unknown[] };
      expect({ name: place.name, limit: page.limit, page: page.page }).toEqual({
        name: place.name,
        limit: 50,
        page: 1,
      });
      expect(page.items).toHaveLength(Math.min(page.total, 50));
    }
  },
};

export const fieldTargets: Targets = {
  'every-day': everyInBody(({ format }) => format === 'date'),
  'every-instant': every(({ format }) => format === 'date-time'),
  'every-time': every(({ format, pattern }) => format === 'time' || pattern?.includes('[0-5][0-9]') === true),
  'every-amount': everyPlace((schema) => amountFields(schema).map((pointer) => `${pointer}/amount`)),
  'every-currency': everyPlace((schema) => amountFields(schema).map((pointer) => `${pointer}/currency`)),
  'every-array': everyPlace(listFields),
  'every-list': everyList,
};
