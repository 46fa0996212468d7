/**
 * No total of money is answered without a way to ask for its rows. Every field of money in every answer to a GET, as the
 * API's own description lists them, is one that a registered total answers for, or stands here with the reason.
 */
import { generatedFiles } from '../../src/generated-docs.js';
import * as asked from '../../src/allocations/explain/explained-asked.js';
import * as given from '../../src/allocations/explain/explained-given.js';
import { fieldsOf, type TotalDefinition } from '../../src/allocations/explain/explain.rules.js';

const single = 'one record, and no sum: it is itself a row of what is explained';
const derived = 'the difference of two amounts that stand beside it and are explained';
const ofMeasure = 'the amount of one measure in the version shown';
const minutes = 'the total of the version as the minutes said it when they were signed; that version explains its own';
const search = 'the answer of a search through the scenario’s rows, which are listed beside it';

/** Route → field → why it has no explanation of its own. A star stands for any text. */
const notTotals: Record<string, Record<string, string>> = {
  '/api/v1/meetings/{id}/notice': { 'items[].total': minutes },
  '/api/v1/minutes/{id}': { 'content.items[].total': minutes },
  '/api/v1/public/minutes/{id}': { 'content.items[].total': minutes },
  '/api/v1/public/decisions': { 'items[].amount': minutes },
  '/api/v1/public/decisions/{id}': { amount: minutes, 'item.total': minutes },
  '/api/v1/funding-sources/{id}': { 'ceilings[].amount': single },
  '/api/v1/funding-sources/{id}/follow-up/{year}': {
    'lines[].months[].planned': single,
    'lines[].months[].used': 'the part of the measure’s used that is of one month; its cost lines say their day',
    'lines[].forecast.*': 'what stood when the forecast was said: settlements/{year}/explain?knownAt=… tells it',
    'lines[].deviationOfYear': derived,
    'lines[].deviationSoFar': derived,
  },
  '/api/v1/forecasts': { 'items[].*': single },
  '/api/v1/goals/{id}/money': {
    'measures[].*': 'explained by the proposal and the settlement that the line names',
    'sum.*': 'the measures beside it, all of which are listed',
  },
  '/api/v1/assignments': { 'items[].resourceAmount': single },
  '/api/v1/assignments/{id}': { resourceAmount: single },
  '/api/v1/public/association-grants': {
    'items[].amount': single,
    sum: 'the sum of the decided grants it stands beside, all of them listed there; it has no other row to tell of',
  },
  '/api/v1/public/allocations': {
    'items[].amount': single,
    sum: 'the sum of the decided rows it stands beside, all of them listed there; it has no other row to tell of',
  },
  '/api/v1/ledger': {
    'items[].amount': single,
    'items[].ceilingAtEntry': 'the ceiling of that instant: totals/explain?figure=ceiling&knownAt=…',
    'items[].runningTotal':
      'the sum of the entries before it in this very list; totals/explain?knownAt=… gives the same',
  },
  '/api/v1/proposals/{id}': { 'measures[].requestedAmount': ofMeasure },
  '/api/v1/proposals/{id}/readiness': {
    'statedTotals[].*': 'what a text says, beside what the measures add up to',
  },
  '/api/v1/proposals/{id}/versions/{number}': { 'measures[].requestedAmount': ofMeasure },
  '/api/v1/proposals/{id}/diff': {
    'total.*': 'totals of two versions, each explained by its own version, and their difference',
    'measures[].*': derived,
    'statedTotals[].*': 'what a text says, beside what the measures add up to',
  },
  '/api/v1/allocations/{id}': { 'rows[].amount': single },
  '/api/v1/funding-sources/{id}/grant': { 'requisitions[].*': single },
  '/api/v1/grants': { 'items[].prepared': single, 'items[].outstanding': derived },
  '/api/v1/requisitions/{id}': {
    requisitioned: single,
    paid: single,
    claimed: single,
    repaid: single,
    'steps[].amount': single,
  },
  '/api/v1/actual-costs': { 'items[].amount': single },
  '/api/v1/applications': {
    'items[].*': single,
    'sum.applied': 'the applications beside it, all of which are listed; it has no other row to tell of',
    'sum.granted':
      'what the ledger gives is explained by totals/explain?figure=allocated; here are the applications beside it',
  },
  '/api/v1/applications/{id}': { applied: single, granted: single },
  '/api/v1/payout-lists': { 'items[].total': 'the rows of the list, all of which its own address lists' },
  '/api/v1/payout-lists/{id}': { total: 'the rows beside it, all of which are listed', 'rows[].amount': single },
  '/api/v1/trail/{kind}/{id}': { 'record.amount': single, 'items[].amount': single },
  '/api/v1/calls': {
    'items[].ceiling': 'the ceilings of the call’s sources; its answers list each, and totals/explain tells of it',
  },
  '/api/v1/calls/{id}/answers': { 'totals.*': 'the answer of totals?callId=… in whole; totals/explain tells of each' },
  '/api/v1/calls/{id}/board': {
    'measures[].approved': 'explained by the proposal: proposals/{id}/explain?figure=approved&measureKey=…',
    'measures[].requestedToRecommended.amount': derived,
    'measures[].recommendedToDecided.amount': derived,
  },
  '/api/v1/calls/{id}/scenarios/comparison': {
    'measures[].requested': ofMeasure,
    'measures[].amounts[].total': 'the rows of one measure, which are listed in it',
    'measures[].amounts[].sources[].amount': single,
  },
  '/api/v1/scenarios/{id}': {
    'rows[].requested': ofMeasure,
    'rows[].amount': single,
    'shortfall.*': search,
  },
};

interface Schema {
  $ref?: string;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  items?: Schema;
}

/** Paths of all amounts in a schema. */
function moneyIn(schema: Schema | undefined, all: Record<string, Schema>, path = '', above: string[] = []): string[] {
  if (schema === undefined) return [];
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').pop()!;
    return above.includes(name) ? [] : moneyIn(all[name], all, path, [...above, name]);
  }
  const parts = [...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  const { properties = {}, items } = schema;
  if (properties['amount'] !== undefined && properties['currency'] !== undefined) return [path];
  return [
    ...parts.flatMap((part) => moneyIn(part, all, path, above)),
    ...Object.entries(properties).flatMap(([name, inner]) =>
      moneyIn(inner, all, path === '' ? name : `${path}.${name}`, above),
    ),
    ...(items === undefined ? [] : moneyIn(items, all, `${path}[]`, above)),
  ];
}

const definitions: TotalDefinition[] = [...Object.values(asked), ...Object.values(given)];
const matches = (pattern: string, field: string): boolean =>
  pattern.endsWith('*') ? field.startsWith(pattern.slice(0, -1)) : pattern === field;

test('every amount in an answer is explained, or stands here with a reason; and nothing stands here for nothing', async () => {
  const files = await generatedFiles();
  const api = JSON.parse(files['openapi.json']!) as {
    paths: Record<string, { get?: { responses: Record<string, { content?: Record<string, { schema: Schema }> }> } }>;
    components: { schemas: Record<string, Schema> };
  };
  const explainedFields = new Set(definitions.flatMap(fieldsOf).map(({ route, field }) => `${route} ${field}`));
  const unused = new Set([
    ...explainedFields,
    ...Object.entries(notTotals).flatMap(([route, fields]) => Object.keys(fields).map((field) => `${route} ${field}`)),
  ]);
  const unexplained: string[] = [];
  let met = 0;
  for (const [route, { get }] of Object.entries(api.paths)) {
    if (get === undefined || route.endsWith('/explain')) continue;
    const schema = get.responses['200']?.content?.['application/json']?.schema;
    for (const field of new Set(moneyIn(schema, api.components.schemas))) {
      met += 1;
      const name = `${route} ${field}`;
      const pattern = Object.keys(notTotals[route] ?? {}).find((one) => matches(one, field));
      unused.delete(name);
      if (pattern !== undefined) unused.delete(`${route} ${pattern}`);
      if (!explainedFields.has(name) && pattern === undefined) unexplained.push(name);
    }
  }
  expect(met).toBeGreaterThan(100);
  expect(unexplained).toEqual([]);
  expect([...unused]).toEqual([]);
  // Each has its own route, with the figures as the only ones it takes.
  for (const { route, rows } of definitions) {
    const { parameters = [] } = (api.paths[`${route}/explain`]?.get ?? {}) as {
      parameters?: { name: string; schema: { enum?: string[] } }[];
    };
    const figure = parameters.find(({ name }) => name === 'figure');
    expect([route, figure?.schema.enum]).toEqual([route, Object.keys(rows)]);
  }
}, 60_000);
