/** What a builder is, and the shapes most of them have. */
import type { VersionedTable, World } from './world.js';

export interface Built {
  path: string;
  body: Record<string, unknown>;
  as: string;
  ifMatch?: number;
}

export interface Builder {
  build: (world: World) => Promise<Built>;
  /** Names of what an accepted request uses up; the next one is about another. */
  usesUp?: readonly string[];
  /** What stands now, for a request that replaces what the last one wrote. */
  readBack?: (world: World) => Promise<unknown>;
  /** A question: what was accepted stands in the answer, and nowhere else. */
  storesNothing?: boolean;
  /** One request at a time: each must have seen what the last one left. */
  serial?: boolean;
}

export type Builders = Readonly<Record<string, Builder>>;

const api = (path: string): string => `/api/v1/${path}`;

/** Needs nothing to be there before it, or nothing but the world's own. */
export const plain = (
  path: string | ((world: World) => string),
  as: string,
  body: (world: World) => Record<string, unknown>,
): Builder => ({
  build: async (world) => ({ path: api(typeof path === 'string' ? path : path(world)), as, body: body(world) }),
});

interface About<T> {
  path: (made: T) => string;
  as: string;
  body: (world: World, made: T) => Record<string, unknown>;
  /** What If-Match says, where a version is demanded. */
  version?: (world: World, made: T) => Promise<number>;
  /** An accepted request uses it up. */
  usedUp?: boolean;
  /** Where the API shows what stands, when the next request overwrites it. */
  shownAt?: (made: T) => string;
}

/**
 * About something made under a name, by this builder or another. Where versions count, where it is used up or
 * overwritten, one request waits for the other.
 */
export const about = <T>(name: string, make: (world: World) => Promise<T>, rest: About<T>): Builder => {
  const { path, as, body, version, usedUp = false, shownAt } = rest;
  return {
    serial: version !== undefined || usedUp || shownAt !== undefined,
    usesUp: usedUp ? [name] : [],
    ...(shownAt === undefined ? {} : { readBack: reader(name, shownAt, as) }),
    build: async (world) => {
      const made = await world.once(name, () => make(world));
      const built = { path: api(path(made)), as, body: body(world, made) };
      return version === undefined ? built : { ...built, ifMatch: await version(world, made) };
    },
  };
};

/** The API's own answer about what was made under that name. */
const reader =
  <T>(name: string, shownAt: (made: T) => string, as: string) =>
  async (world: World): Promise<unknown> => {
    const made = await world.once<T>(name, () => Promise.reject(new Error(`nothing made as ${name}`)));
    return (await (await world.as(as)).get(shownAt(made))).body as unknown;
  };

/** Wrong secrets count against the address all these requests come from; here they are not what is tried. */
export const unhindered = <T>(
  name: string,
  make: (world: World) => Promise<T>,
  rest: Parameters<typeof about<T>>[2],
): Builder => {
  const builder = about(name, make, rest);
  return {
    ...builder,
    build: async (world) => {
      await world.app.query(`delete from sign_in_failure`);
      return builder.build(world);
    },
  };
};

/** The version its row has right now. */
export const rowOf =
  (table: VersionedTable) =>
  (world: World, { id }: { id: string }): Promise<number> =>
    world.versionOf(table, id);

export const letters = (word: string): string =>
  word.replaceAll(/\d/g, (digit) => 'ABCDEFGHIJ'[Number(digit)] as string);

const daysTaken = new Map<number, number>();
/** A day from that year on that nobody has had yet, later than all before it; each year it starts from is counted by itself. */
export const nextDay = (fromYear: number): string => {
  const day = (daysTaken.get(fromYear) ?? 0) + 1;
  daysTaken.set(fromYear, day);
  return new Date(Date.UTC(fromYear, 0, day)).toISOString().slice(0, 10);
};
