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

const allRows = async (client: Client, path: string, asked: Record<string, string | undefined>): Promise<Explained> =>
  (await expectStatus(200, client.get(explainPath(path, { ...asked, limit: '200' })))).body;

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

test('of any day and as known at any instant, the rows add up to the replayed total', async () => {
  const replayed = totals().filter(({ moments }) => moments.length === 2);
  expect(replayed.map(({ name }) => name)).toEqual(['totals', 'settlement']);
  const grounds = new Set<string>();
  const instants = Object.values(year.instants).map((knownAt) => ({ knownAt }));
  const days = ['2023-04-20', '2023-04-26', '2023-05-03', '2023-09-19', '2024-01-01'].map((asOf) => ({ asOf }));
  const moments = [...days, ...instants, { asOf: '2023-05-03', knownAt: year.instants['reserved']! }];
  for (const definition of replayed)
    for (const moment of moments)
      for (const ground of (await prove(controller, definition, pathsOf(definition)[0]!, moment)).grounds)
        grounds.add(ground);
  expect([...grounds].toSorted()).toEqual(
    expect.arrayContaining(['notDecided', 'recordedLater', 'superseded', 'validLater']),
  );
}, 400_000);

test('the pages hold every row once, and each page says the sum of them all', async () => {
  const asked = { figure: 'requested', year: '2023', sourceId: year.grant };
  const whole = await allRows(controller, 'totals', asked);
  const items: Explained['items'] = [];
  for (let page = 1; page <= Math.ceil(whole.total / 3); page += 1) {
    const some = await expectStatus(
      200,
      controller.get(explainPath('totals', { ...asked, limit: '3', page: String(page) })),
    );
    expect(some.body).toMatchObject({ total: whole.total, page, limit: 3, sum: whole.sum, amount: whole.amount });
    items.push(...some.body.items);
  }
  expect(whole.total).toBeGreaterThan(6);
  expect(items).toEqual(whole.items);
  const beyond = await expectStatus(200, controller.get(explainPath('totals', { ...asked, page: '99' })));
  expect(beyond.body).toMatchObject({ items: [], total: whole.total, sum: whole.sum });
}, 60_000);

test('use can be told of any day and as known then: nothing used, nothing paid back yet', async () => {
  const path = `funding-sources/${year.grant}/settlements/2023`;
  const figures = async (moment: string): Promise<(string | null)[]> => {
    const { body } = await expectStatus(200, controller.get(`${path}?${moment}`));
    const { sum, paid, repaid } = body;
    return [sum.allocated, sum.used, sum.overspend, paid, repaid, sum.proposedRepayment].map(
      (one) => one?.amount ?? null,
    );
  };
  const at = (part: string): string => `knownAt=${year.instants[part]}`;
  expect(
    await Promise.all([at('requisitioned'), at('paid'), at('used'), at('repaid'), 'asOf=2023-11-15', ''].map(figures)),
  ).toEqual([
    ['11575000.00', '0.00', '0.00', null, null, '11575000.00'],
    ['11575000.00', '0.00', '0.00', '11000000.00', '0.00', '11000000.00'],
    ['11575000.00', '10510000.00', '60000.00', '11000000.00', '0.00', '550000.00'],
    ['11575000.00', '10510000.00', '60000.00', '11000000.00', '625000.00', '550000.00'],
    ['11575000.00', '5212400.00', '0.00', '11000000.00', '0.00', '5787600.00'],
    ['11575000.00', '10510000.00', '60000.00', '11000000.00', '625000.00', '550000.00'],
  ]);
}, 60_000);

test('a source nobody had heard of at the instant had nothing, and its rows say why', async () => {
  const asked = { figure: 'remaining', sourceId: year.grant, year: '2023', knownAt: '2020-01-01T00:00:00Z' };
  const answer = await allRows(controller, 'totals', asked);
  expect(answer).toMatchObject({ amount: { amount: '0.00' }, sum: { amount: '0.00' }, agrees: true });
  expect(new Set(answer.items.map(({ ground }) => ground?.code))).toEqual(new Set(['recordedLater']));
}, 60_000);

test('an amount that its record does not bear out is told', async () => {
  const asked = { figure: 'requested', sourceId: year.grant, year: '2023' };
  const before = await allRows(controller, 'totals', asked);
  const move = (ore: number) =>
    year.story.app.query(
      `update amount_total set requested_ore = requested_ore + ${ore} where call_id = '${year.callId}' and source_id = '${year.grant}'`,
    );
  await move(100);
  const broken = await allRows(controller, 'totals', asked);
  await move(-100);
  expect(broken).toMatchObject({ sum: before.sum, agrees: false });
  expect(oreOf(broken.amount) - oreOf(before.amount)).toBe(100n);
}, 60_000);

test('a row leads to the frozen version, the line of the memorandum, the paragraph and the posting', async () => {
  const path = `totals/explain?figure=allocated&sourceId=${year.grant}&year=2023&limit=200`;
  const { body } = await expectStatus(200, controller.get(path));
  const row = body.items.find(
    (one: { measure: { measureKey: string } | null; included: boolean }) =>
      one.included && one.measure?.measureKey === year.asn.measureKeys[1],
  );
  expect(row).toMatchObject({
    kind: 'posting',
    amount: { amount: '1950000.00' },
    day: '2023-05-03',
    isMasked: false,
    measure: { authorityCode: 'ASN', version: { number: 1 } },
    decision: { bodyName: 'Kommunstyrelsen', day: '2023-05-03', minuteItem: 1, publicMinutesHref: null },
    posting: { kind: 'post' },
  });
  const [inDocument, inVersion] = row.measure.passages;
  expect(inDocument).toMatchObject({ in: 'document', isCurrent: true, amount: { amount: '1950000.00' } });
  expect(inDocument.quote).toContain('1 950 000');
  // The file is the administration's own paper: the controller reads the line, which was handed in, and not the file.
  expect(inDocument.href).toBeNull();
  const officer = await year.story.as('asn.handlaggare');
  const { body: own } = await expectStatus(200, officer.get(`proposals/${year.asn.id}/explain?figure=total&limit=200`));
  const place = own.items.find((one: typeof row) => one.measure.measureKey === row.measure.measureKey).measure
    .passages[0];
  const document = await expectStatus(200, officer.get(place.href));
  expect(document.text.split('\n')[inDocument.line - 1]).toContain(inDocument.quote);
  expect(document.text.slice(inDocument.start, inDocument.end)).toBe(inDocument.quote);
  expect(inVersion).toMatchObject({ in: 'version', href: row.measure.version.href });
  for (const href of [row.measure.href, row.measure.version.href, row.decision.href, row.posting.href, row.source.href])
    await expectStatus(200, controller.get(href));
  for (const { href } of row.links) await expectStatus(200, controller.get(href));
}, 60_000);

test('of a file that is marked as secret, others are told nothing, and its own administration all', async () => {
  const passagesFor = async (username: string): Promise<string[]> => {
    const client = await year.story.as(username);
    const { body } = await expectStatus(200, client.get(`proposals/${year.asn.id}/explain?figure=total`));
    return body.items[0].measure.passages.map((one: { in: string }) => one.in);
  };
  expect(await passagesFor('ks.controller')).toEqual(['document', 'version']);
  await year.story.app.query(`insert into secrecy_marking (id, document_id, provision, marked_day, authority_id)
    select gen_random_uuid(), p.source_document_id, 'OSL 26 kap. 1 §', '2023-05-01', p.authority_id from proposal p where p.id = '${year.asn.id}'`);
  expect(await passagesFor('ks.controller')).toEqual(['version']);
  expect(await passagesFor('asn.handlaggare')).toEqual(['document', 'version']);
  await year.story.app.query(
    `update secrecy_marking set lifted_at = now(), lifted_ground = 'Prövad' where lifted_at is null`,
  );
}, 60_000);

test('an amendment is told as one: the memorandum says what was asked, the version what was decided', async () => {
  const path = `proposals/${year.grn.id}/explain?figure=approved&measureKey=${year.grn.measureKeys[1]}`;
  const { body } = await expectStatus(200, controller.get(path));
  expect(body).toMatchObject({ amount: { amount: '1500000.00' }, total: 1 });
  expect(body.items[0]).toMatchObject({
    measure: { version: { number: 3 } },
    decision: { outcome: 'approveWithChanges', day: '2023-04-26' },
  });
}, 60_000);

test('who may not see a proposal sees its amount and nothing of whose it is', async () => {
  const definition = totals().find(({ name }) => name === 'totals')!;
  const director = await year.story.as('tn.direktor');
  await prove(director, definition, 'totals', {});
  const path = `totals/explain?figure=approved&year=2023&sourceId=${year.grant}&limit=200`;
  const { body, text } = await expectStatus(200, director.get(path));
  expect(body.agrees).toBe(true);
  const others = body.items.filter((one: { isMasked: boolean }) => one.isMasked);
  expect(others.length).toBeGreaterThan(0);
  for (const row of others) expect(row).toMatchObject({ measure: null, decision: null, note: null, links: [] });
  for (const secret of [year.asn.id, year.grn.id, ...year.grn.measureKeys, 'Skolsociala team'])
    expect(text).not.toContain(secret);
  // A committee's own part of the settlement explains itself by its own rows.
  const settlement = totals().find(({ name }) => name === 'settlement')!;
  const own = await year.story.as('asn.direktor');
  expect((await prove(own, settlement, `funding-sources/${year.grant}/settlements/2023`)).proved).toBeGreaterThan(10);
  const paid = await own.get(`funding-sources/${year.grant}/settlements/2023/explain?figure=paid`);
  expect(paid.status).toBe(404);
}, 120_000);

test('what cannot be asked is refused with what would be right', async () => {
  const refused = async (path: string): Promise<[number, string, string]> => {
    const { status, body } = await controller.get(path);
    return [status, body.code ?? body.errors?.[0]?.code, body.errors?.[0]?.detail ?? body.detail];
  };
  const grant = `funding-sources/${year.grant}`;
  const id = '00000000-0000-7000-8000-000000000000';
  expect(
    await Promise.all(
      [
        'totals/explain',
        'totals/explain?figure=allt',
        'totals/explain?figure=requested&year=2023',
        'totals/explain?figure=allocated&unassigned=true&year=2023',
        'totals/explain?figure=allocated&knownAt=i%20maj',
        'totals/explain?figure=allocated&asOf=2023-02-30',
        `totals/explain?figure=allocated&sourceId=${id}&year=2023`,
        'totals/explain?figure=allocated&sourceId=SoS&year=23',
        `${grant}/explain?figure=ceiling`,
        `${grant}/explain?figure=ceiling&year=2023&asOf=2023-05-03`,
        `${grant}/explain?figure=ceiling&year=1999`,
        `funding-sources/${id}/grant/explain?figure=paid&year=2023`,
        `proposals/${year.grn.id}/versions/noll/explain?figure=total`,
        `calls/${year.callId}/board/explain?figure=decided&measureKey=${year.grn.measureKeys[0]}`,
      ].map(refused),
    ),
  ).toMatchInlineSnapshot(`
   [
     [
       422,
       "required",
       "Uppgiften saknas.",
     ],
     [
       422,
       "enum",
       "Värdet ska vara ett av requested, recommended, approved, allocated, pending, ceiling, remaining.",
     ],
     [
       422,
       "unknown-total",
       "Summan requested bestäms här av sourceId och year, eller av unassigned och year, eller av ingenting mer; i frågan stod year.",
     ],
     [
       422,
       "unknown-total",
       "Summan allocated bestäms här av sourceId och year, eller av ingenting mer; i frågan stod unassigned och year.",
     ],
     [
       422,
       "datetime",
       "”i maj” är ingen tidpunkt. Skriv med sekunder och tidszon: 2026-01-05T12:00:00Z eller 2026-01-05T13:00:00+01:00.",
     ],
     [
       422,
       "date",
       "Dagen ”2023-02-30” finns inte i kalendern.",
     ],
     [
       404,
       undefined,
       "Summan finns inte, eller så har du inte tillgång.",
     ],
     [
       422,
       "id-format",
       "Ange ett id (UUID med gemener).",
     ],
     [
       422,
       "unknown-total",
       "Summan ceiling bestäms här av year; i frågan stod inget.",
     ],
     [
       422,
       "unknown-property",
       "Fältet 'asOf' finns inte.",
     ],
     [
       404,
       undefined,
       "Summan finns inte, eller så har du inte tillgång.",
     ],
     [
       404,
       undefined,
       "Finansieringskällan finns inte, eller så har du inte tillgång.",
     ],
     [
       404,
       undefined,
       "Versionen finns inte, eller så har du inte tillgång.",
     ],
     [
       422,
       "unknown-total",
       "Summan decided bestäms här av sourceId och year, eller av measureKey och proposalId, eller av measureKey och proposalId och sourceId och year, eller av ingenting mer; i frågan stod measureKey.",
     ],
   ]
  `);
  const clerk = await year.story.as('asn.handlaggare');
  expect((await clerk.get('totals/explain?figure=allocated')).status).toBe(403);
  expect((await clerk.get(`calls/${year.callId}/board/explain?figure=decided`)).status).toBe(403);
  expect((await year.story.app.anonymous.get('totals/explain?figure=allocated')).status).toBe(401);
}, 60_000);

test('the year breaks no invariant', async () => {
  expect(await year.story.app.violations()).toEqual([]);
}, 60_000);
