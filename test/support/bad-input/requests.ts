/** A request per operation: the builder's valid one, or one guessed from the description. */
import { builders, type Built } from './builders.js';
import { exampleOf, type Operation } from './operations.js';
import { addressOf } from './addresses.js';
import { accountFor } from './operators.js';
import type { World } from './world.js';

const atOnce = 8;

export function requestMaker(operation: Operation): (world: World) => Promise<Built> {
  return builders[operation.key]?.build ?? ((world) => guessed(world, operation));
}

async function guessed(world: World, operation: Operation): Promise<Built> {
  const ids: Record<string, string> = { authorityId: world.authorityId(), bodyId: world.bodyId() };
  const example = exampleOf(operation.body ?? {}, '', (name) => ids[name]) as Record<string, unknown>;
  const path = await addressOf(world, operation);
  // Somebody new each time, or the door would close after ten attempts on one name.
  const body = 'username' in example ? { ...example, username: world.word('okänd') } : example;
  return { path, body, as: accountFor(world, operation), ifMatch: 1 };
}

export function sentFrom({ as, ifMatch }: Built, json: unknown): { as: string; json: unknown; ifMatch?: number } {
  return { as, json, ...(ifMatch === undefined ? {} : { ifMatch }) };
}

/** A few at a time, in order. */
export async function inParallel<T>(list: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...list];
  const worker = async (): Promise<void> => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
