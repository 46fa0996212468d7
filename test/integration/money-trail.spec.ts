/**
 * From the grant to its repayment and back, by links alone; and what the executive board saw on a day, as a URL.
 */
import type { Client } from '../support/app.js';
import {
  applied,
  associationCall,
  committeeDecides,
  delegate,
  grantScheme,
  ownSource,
  proposed,
} from '../support/association-scene.js';
import { ExplainedYear } from '../support/explained-year.js';
import { expectStatus, sek } from '../support/story.js';

let year: ExplainedYear;
let controller: Client;
beforeAll(async () => {
  year = await ExplainedYear.told();
  controller = await year.story.as('ks.controller');
}, 180_000);
afterAll(() => year?.story.app.stop());

interface Place {
  kind: string;
  id: string;
  label: string;
  amount: { amount: string } | null;
  href: string | null;
  trail: string;
}
interface Neighbour extends Place {
  direction: 'up' | 'down';
}

async function at(client: Client, trail: string): Promise<{ record: Place; up: Neighbour[]; down: Neighbour[] }> {
  const { body } = await expectStatus(200, client.get(`${trail}?limit=200`));
  expect(body.items).toHaveLength(body.total);
  const of = (direction: string): Neighbour[] => body.items.filter((one: Neighbour) => one.direction === direction);
  return { record: body.record, up: of('up'), down: of('down') };
}

/** Goes by the named kinds, always to the first of each, knowing nothing but the link it stands on. */
async function walk(from: string, direction: 'up' | 'down', kinds: readonly string[]): Promise<Place[]> {
  const way: Place[] = [];
  let trail = from;
  for (const kind of kinds) {
    const next = (await at(controller, trail))[direction].find((one) => one.kind === kind);
    if (next === undefined) throw new Error(`no way ${direction} to ${kind} from ${trail}`);
    if (next.href !== null) await expectStatus(200, controller.get(next.href));
    way.push(next);
    trail = next.trail;
  }
  return way;
}

test('grant → decision → allocation → requisition → use → repayment, and back to the grant', async () => {
  const { body: source } = await expectStatus(200, controller.get(`funding-sources/${year.grant}`));
  const down = ['decision', 'allocation', 'allocationRow', 'requisition', 'cost', 'repayment'];
  const way = await walk(source.years[0].trail, 'down', down);
  const back = await walk(way.at(-1)!.trail, 'up', [...down.slice(0, -1).toReversed(), 'sourceYear']);
  expect(back.at(-1)).toMatchObject({
    kind: 'sourceYear',
    label: 'SoS 2023',
    href: `/api/v1/funding-sources/${year.grant}`,
  });
  expect(way.map(({ kind, label, amount }) => [kind, label, amount])).toMatchInlineSnapshot(`
   [
     [
       "decision",
       "Kommunstyrelsen § 1",
       null,
     ],
     [
       "allocation",
       "Fördelning",
       null,
     ],
     [
       "allocationRow",
       "ASN, SoS 2023",
       {
         "amount": "5625000.00",
         "currency": "SEK",
       },
     ],
     [
       "requisition",
       "Rekvisition SoS 2023",
       {
         "amount": "11575000.00",
         "currency": "SEK",
       },
     ],
     [
       "cost",
       "Kostnad enligt huvudboken",
       {
         "amount": "5212400.00",
         "currency": "SEK",
       },
     ],
     [
       "repayment",
       "Återbetalning SoS 2023",
       {
         "amount": "625000.00",
         "currency": "SEK",
       },
     ],
   ]
  `);
  // By way of the committee that asked, too.
  const asked = await walk(way[2]!.trail, 'up', ['proposal', 'decision']);
  expect(asked[1]!.label).toMatch(/nämnden § \d+$/);
}, 60_000);

test('everything the grant led to can be reached, and every step down can be taken up again', async () => {
  const { body: source } = await expectStatus(200, controller.get(`funding-sources/${year.grant}`));
  const seen = new Map<string, Place>();
  const waiting: string[] = [source.years[0].trail];
  let steps = 0;
  while (waiting.length > 0) {
    const trail = waiting.pop()!;
    if (seen.has(trail)) continue;
    const { record, down } = await at(controller, trail);
    seen.set(trail, record);
    for (const below of down) {
      steps += 1;
      expect((await at(controller, below.trail)).up.map((one) => one.trail)).toContain(trail);
      waiting.push(below.trail);
    }
  }
  expect(steps).toBeGreaterThan(20);
  const ofKind = (kind: string): Place[] => [...seen.values()].filter((one) => one.kind === kind);
  const sumOf = (list: readonly Place[]): number => list.reduce((sum, { amount }) => sum + Number(amount!.amount), 0);
  const inGrant = ofKind('allocationRow').filter(({ label }) => label.includes('SoS'));
  const totals = await year.story.totals();
  expect(sumOf(inGrant)).toBe(totals['SoS 2023']!['allocated']);
  const { body: settlement } = await expectStatus(
    200,
    controller.get(`funding-sources/${year.grant}/settlements/2023`),
  );
  const ofGrant = ofKind('cost').filter(({ href }) => href!.includes(year.grant));
  expect(sumOf(ofGrant)).toBe(Number(settlement.sum.used.amount));
  expect(sumOf(ofKind('repayment'))).toBe(Number(settlement.repaid.amount));
  expect(sumOf(ofKind('payout'))).toBe(Number(settlement.paid.amount));
}, 120_000);

test('records lead onto the way, and nobody walks into what they may not see', async () => {
  const { body: requisition } = await expectStatus(200, controller.get(`requisitions/${year.requisition.id}`));
  const { body: costs } = await expectStatus(200, controller.get(`actual-costs?sourceId=${year.grant}`));
  const cost = await at(controller, costs.items[0].trail);
  expect(cost.up.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['allocationRow', 'requisition']));
  expect(cost.up.map(({ trail }) => trail)).toContain(requisition.trail);
  const other = await year.story.as('tn.direktor');
  expect((await other.get(costs.items[0].trail)).status).toBe(404);
  expect((await at(other, requisition.trail)).down.map(({ kind }) => kind)).toEqual(['payout', 'repayment']);
  const waiting = await controller.get(`trail/allocation/${year.allocationIds.at(-1)}`);
  expect(waiting.status).toBe(404);
  for (const path of ['trail/money/00000000-0000-7000-8000-000000000000', `trail/cost/${year.grant}`, 'trail/cost/1'])
    expect([path, (await controller.get(path)).status]).toEqual([path, 404]);
  expect((await controller.get(`${requisition.trail}?limit=0`)).status).toBe(422);
  expect((await (await year.story.as('asn.registrator')).get(requisition.trail)).status).toBe(403);
}, 60_000);

test('what did the executive board see on 3 May? It is a URL', async () => {
  const [allocationId] = year.allocationIds;
  const { reserved, decided, moved, called } = year.instants;
  const figures = async (knownAt: string | undefined): Promise<Record<string, unknown>> => {
    const asked = knownAt === undefined ? '' : `?knownAt=${knownAt}`;
    const totals = await year.story.totals(asked);
    const { body } = await expectStatus(200, controller.get(`allocations/${allocationId}${asked}`));
    const { requested, allocated, pending, ceiling, remaining } = totals['SoS 2023']!;
    return {
      grant: { requested, allocated, pending, ceiling, remaining },
      allocation: {
        status: body.status,
        version: body.versionNumber,
        total: Number(body.total.amount),
        acts: body.possibleActs,
      },
    };
  };
  // Before the decision, after it, and when the grant had been lowered and money moved: three different pages.
  expect(await figures(reserved)).toMatchInlineSnapshot(`
   {
     "allocation": {
       "acts": [],
       "status": "proposed",
       "total": 17075000,
       "version": 1,
     },
     "grant": {
       "allocated": 0,
       "ceiling": 22200000,
       "pending": 14075000,
       "remaining": 8125000,
       "requested": 9000000,
     },
   }
  `);
  expect(await figures(decided)).toMatchInlineSnapshot(`
   {
     "allocation": {
       "acts": [],
       "status": "decided",
       "total": 17075000,
       "version": 1,
     },
     "grant": {
       "allocated": 14075000,
       "ceiling": 22200000,
       "pending": 0,
       "remaining": 8125000,
       "requested": 9000000,
     },
   }
  `);
  expect(await figures(moved)).toMatchInlineSnapshot(`
   {
     "allocation": {
       "acts": [],
       "status": "decided",
       "total": 17075000,
       "version": 1,
     },
     "grant": {
       "allocated": 11575000,
       "ceiling": 12000000,
       "pending": 425000,
       "remaining": 0,
       "requested": 9000000,
     },
   }
  `);
  expect(await figures(undefined)).toMatchObject({ allocation: { status: 'decided' } });
  expect((await controller.get(`allocations/${allocationId}?knownAt=${called}`)).status).toBe(404);
  const asked = `allocations/${allocationId}/explain?figure=total&knownAt=${reserved}`;
  expect((await expectStatus(200, controller.get(asked))).body).toMatchObject({ agrees: true, knownAt: reserved });
  // A change decided later stands in another allocation, which nobody had seen on that day.
  expect((await controller.get(`allocations/${year.allocationIds[1]}?knownAt=${decided}`)).status).toBe(404);
  const { body: change } = await expectStatus(
    200,
    controller.get(`allocations/${year.allocationIds[1]}?knownAt=${moved}`),
  );
  expect(change.total).toEqual({ ...sek(0), amount: '-900000.00' });
  expect((await controller.get(`allocations/${allocationId}?knownAt=3%20maj`)).status).toBe(422);
}, 60_000);

test('what associations are given is a step of its own: from the committee’s source to what was paid, and back', async () => {
  const { story } = year;
  const source = await ownSource(story, 'FRN-BIDRAG', 50_000);
  await grantScheme(story);
  const call = await associationCall(story, source);
  const byDelegate = await proposed(story, await applied(story, call, 501, 9_000), 8_000);
  await expectStatus(200, delegate(story, byDelegate));
  await committeeDecides(story, await proposed(story, await applied(story, call, 502, 5_000), 5_000), '2023-06-14');
  const [officer, head] = [await story.as('frn.handlaggare'), await story.as('frn.enhetschef')];
  const { body: list } = await expectStatus(201, officer.post('payout-lists', { callId: call.id }));
  await expectStatus(200, head.post(`payout-lists/${list.id}/attestation`, undefined, { ifMatch: 1 }));
  await expectStatus(
    200,
    controller.post(`payout-lists/${list.id}/payment`, { paidDay: '2023-06-20' }, { ifMatch: 2 }),
  );

  const { body: read } = await expectStatus(200, controller.get(`funding-sources/${source}`));
  const from: string = read.years[0].trail;
  const down = ['delegatedDecision', 'award', 'payoutList', 'cost'];
  const way = await walk(from, 'down', down);
  expect(
    way.map(({ kind, label, amount }) => [kind, label.replace(/FRN-\d{4}-\d+$/, 'dnr'), amount?.amount ?? null]),
  ).toEqual([
    ['delegatedDecision', expect.stringMatching(/^Fritidsnämnden, delegationsbeslut \d+\/2023$/), null],
    ['award', 'Föreningen 501, FRN-BIDRAG 2023', '8000.00'],
    ['payoutList', 'Utbetalningslista 1, dnr', '8000.00'],
    ['cost', 'Föreningsbidrag till Föreningen 501', '8000.00'],
  ]);
  const back = await walk(way.at(-1)!.trail, 'up', [...down.slice(0, -1).toReversed(), 'sourceYear']);
  expect(back.at(-1)!.trail).toBe(from);
  // What the committee itself decided is there too, though nothing of it is paid; together they are what the source gave.
  const [decision] = (await at(controller, from)).down.filter(({ kind }) => kind === 'decision');
  const [award] = (await at(controller, decision!.trail)).down.filter(({ kind }) => kind === 'award');
  expect([award!.label, award!.amount?.amount]).toEqual(['Föreningen 502, FRN-BIDRAG 2023', '5000.00']);
  expect((await at(controller, award!.trail)).down).toEqual([]);
  const asked = await walk(award!.trail, 'up', ['proposal']);
  expect(asked[0]!.label).toMatch(/Bidrag till Föreningen 502/);
  const { 'FRN-BIDRAG 2023': total } = await story.totals();
  expect(total?.['allocated']).toBe(13_000);
  // Whoever may not see the application is told of no award of it.
  const stranger = await story.as('tn.direktor');
  for (const { trail } of [way[0]!, way[1]!, way[2]!, award!]) expect((await stranger.get(trail)).status).toBe(404);
}, 60_000);
