/** One input, one answer: what the row expects, the rules every answer keeps, and nothing changed by a refusal. */
import { type BadInput, expand, shown } from './cases.js';
import { differences, generalFaults, type Observed } from './observed.js';
import { changedTables, type Snapshot, takeSnapshot } from './snapshot.js';
import type { World } from './world.js';

/** What fails is told in full up to here; a whole class of failures says no more than its first. */
const faultsShownMax = 12;

export const few = (faults: readonly string[]): string[] =>
  faults.length <= faultsShownMax
    ? [...faults]
    : [...faults.slice(0, faultsShownMax), `… and ${faults.length - faultsShownMax} more`];

export const faultsOf = (row: BadInput, observed: Observed): string[] => [
  ...generalFaults(observed),
  ...differences(row.expect ?? {}, observed),
];

/**
 * @param before what stood before, when that is known; taken otherwise
 * @returns what stands after a refusal, which is what stands before the next input
 */
export async function judge(
  world: World,
  row: BadInput,
  input: unknown,
  sendIt: (input: unknown) => Promise<Observed>,
  before?: Snapshot,
): Promise<Snapshot | undefined> {
  const known = before ?? (await takeSnapshot(world.app));
  const observed = await sendIt(expand(input));
  const after = observed.status >= 400 ? await takeSnapshot(world.app) : undefined;
  expect({
    input: shown(input),
    faults: faultsOf(row, observed),
    changed: after === undefined ? [] : changedTables(known, after),
  }).toEqual({ input: shown(input), faults: [], changed: [] });
  return after;
}
