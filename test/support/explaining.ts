/** Asks the API to explain its totals, and proves over every place of an answer that the rows add up to what was shown. */
import { ExplainableTotals } from '../../src/allocations/explain/explainable.js';
import { elementsAt, parametersOf, type TotalDefinition } from '../../src/allocations/explain/explain.rules.js';
import type { Client } from './app.js';
import type { ExplainedYear } from './explained-year.js';
import { expectStatus } from './story.js';

export interface Amount {
  amount: string;
}
export const oreOf = ({ amount }: Amount): bigint => BigInt(amount.replace('.', ''));

/** Where each total is asked for in this story. */
export function pathsOf(year: ExplainedYear, { name, route }: TotalDefinition): string[] {
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
    allocation: () => each(...year.allocationIds, year.promisedId),
    grant: () => each(year.grant),
    followUp: () => [year.grant, year.closed].map((id) => at({ id, year: '2023' })),
    settlement: () => [year.grant, year.own, year.closed].map((id) => at({ id, year: '2023' })),
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
export const explainPath = (path: string, asked: Record<string, string | undefined>): string =>
  withQuery(path.replace(/(\?|$)/, '/explain$1'), asked);

export interface Explained {
  amount: Amount;
  sum: Amount;
  excludedSum: Amount;
  agrees: boolean;
  total: number;
  href: string;
  items: { included: boolean; amount: Amount; ground: { code: string } | null; kind: string }[];
}

export const allRows = async (
  client: Client,
  path: string,
  asked: Record<string, string | undefined>,
): Promise<Explained> => (await expectStatus(200, client.get(explainPath(path, { ...asked, limit: '200' })))).body;

/** @returns the grounds met on the way, and how many amounts were proved */
export async function prove(
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
        const { items, ...answer } = await allRows(client, path, asked);
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

export const totalsOf = (year: ExplainedYear): TotalDefinition[] =>
  year.story.app.app
    .get(ExplainableTotals)
    .all()
    .map(({ definition }) => definition);
