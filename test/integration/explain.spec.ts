/**
 * Every number explains itself: for every total the application registers, in every place of its answers where it stands,
 * the rows of all pages add up to the amount that was shown; now, of several days, and as it was known at several instants.
 */
import { ExplainableTotals } from '../../src/allocations/explain/explainable.js';
import { elementsAt, parametersOf, type TotalDefinition } from '../../src/allocations/explain/explain.rules.js';
import type { Client } from '../support/app.js';
import { ExplainedYear } from '../support/explained-year.js';
import { expectStatus } from '../support/story.js';

let year: ExplainedYear;
let controller: Client;
beforeAll(async () => {
  year = await ExplainedYear.told();
  controller = await year.story.as('ks.controller');
}, 180_000);
afterAll(() => year?.story.app.stop());

interface Amount {
  amount: string;
}
const oreOf = ({ amount }: Amount): bigint => BigInt(amount.replace('.', ''));

/** Where each total is asked for in this story. */
function pathsOf({ name, route }: TotalDefinition): string[] {
  const at = (ids: Record<string, string>): string =>
    route.replace('/api/v1/', '').replace(/\{(\w+)\}/g, (_found, id: string) => ids[id] ?? '');
  const each = (...ids: string[]): string[] => ids.map((id) => at({ id }));
  const ways: Record<string, () => string[]> = {
    totals: () => [at({}), `${at({})}?callId=${year.callId}`],
    source: () => each(year.grant, year.own),
    call: () => each(year.callId),
    answers: () => each(year.callId),
    board: () => each(year.callId),
    scenario: () => each(...year.scenarioIds),
    proposal: () => each(year.asn.id, year.grn.id),
    version: () => [1, 2, 3].map((number) => at({ id: year.grn.id, number: String(number) })),
    allocation: () => each(...year.allocationIds),
    grant: () => each(year.grant),
    settlement: () => [at({ id: year.grant, year: '2023' }), at({ id: year.own, year: '2023' })],
  };
  const found = ways[name];
  if (found === undefined) throw new Error(`the story does not say where the total ${name} is asked for`);
  return found();
}

const withQuery = (path: string, asked: Record<string, string | undefined>): string => {
  const [at, before] = path.split('?');
  const query = new URLSearchParams(before);
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? at! : `${at}?${query}`;
};
const explainPath = (path: string, asked: Record<string, string | undefined>): string =>
  withQuery(path.replace(/(\?|$)/, '/explain$1'), asked);

interface Explained {
  amount: Amount;
  sum: Amount;
  excludedSum: Amount;
  agrees: boolean;
  total: number;
  href: string;
  items: { included: boolean; amount: Amount; ground: { code: string } | null; kind: string }[];
}

/** All pages, three rows at a time. */
async function explained(client: Client, path: string, asked: Record<string, string | undefined>): Promise<Explained> {
  const pageOf = async (page: number): Promise<Explained> => {
    const limit = page === 0 ? '200' : '3';
    return (await expectStatus(200, client.get(explainPath(path, { ...asked, limit, page: String(page || 1) })))).body;
  };
  const whole = await pageOf(0);
  const items: Explained['items'] = [];
  for (let page = 1; items.length < whole.total; page += 1) {
    const { items: some } = await pageOf(page);
    if (some.length === 0) break;
    items.push(...some);
  }
  expect(items).toEqual(whole.items);
  return whole;
}

/** @returns the grounds met on the way, and how many amounts were proved */
async function prove(
  client: Client,
  definition: TotalDefinition,
  path: string,
  moment: Record<string, string> = {},
): Promise<{ grounds: Set<string>; proved: number }> {
  const grounds = new Set<string>();
  let proved = 0;
  const shared = Object.fromEntries(new URLSearchParams(path.split('?')[1]));
  const { body } = await expectStatus(200, client.get(withQuery(path, moment)));
  for (const place of definition.places)
    for (const element of elementsAt(body, place.path))
      for (const [figure, property] of Object.entries(place.figures)) {
        const shown = element[property] as Amount | null;
        if (shown === null) continue;
        const asked = { ...shared, ...parametersOf(place, element), ...moment, figure };
        const { items, ...answer } = await explained(client, path, asked);
        const where = `${path} ${JSON.stringify(asked)}`;
        expect({ where, ...answer }).toMatchObject({ where, amount: shown, sum: shown, agrees: true });
        const sumOf = (included: boolean): bigint =>
          items.filter((row) => row.included === included).reduce((sum, row) => sum + oreOf(row.amount), 0n);
        expect([where, sumOf(true), sumOf(false)]).toEqual([where, oreOf(shown), oreOf(answer.excludedSum)]);
        for (const row of items) if (row.ground !== null) grounds.add(row.ground.code);
        proved += 1;
      }
  return { grounds, proved };
}

const totals = (): TotalDefinition[] =>
  year.story.app.app
    .get(ExplainableTotals)
    .all()
    .map(({ definition }) => definition);

test('every registered total is the sum of its rows', async () => {
  const proved: Record<string, number> = {};
  const grounds = new Set<string>();
  for (const definition of totals())
    for (const path of pathsOf(definition)) {
      const found = await prove(controller, definition, path);
      proved[definition.name] = (proved[definition.name] ?? 0) + found.proved;
      for (const ground of found.grounds) grounds.add(ground);
    }
  expect(proved).toMatchInlineSnapshot(`
   {
     "allocation": 13,
     "answers": 12,
     "board": 86,
     "call": 1,
     "grant": 6,
     "proposal": 12,
     "scenario": 21,
     "settlement": 62,
     "source": 6,
     "totals": 48,
     "version": 3,
   }
  `);
  expect([...grounds].toSorted()).toMatchInlineSnapshot(`
   [
     "notDecided",
     "otherVersion",
     "rejected",
     "sourceOpen",
     "superseded",
     "validLater",
     "withdrawn",
   ]
  `);
}, 240_000);
