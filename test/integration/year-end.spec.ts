/** The end of a year: what was not used goes back or on through the ledger, nothing more lands in it, and at last the source is settled. */
import { jest } from '@jest/globals';
import { OfficeBoard } from '../support/board.js';
import { expectStatus, refusal, sek, Story, type StoryProposal } from '../support/story.js';

jest.setTimeout(60_000);

let story: Story;
let callId: string;
let asn: StoryProposal;
let decisionId: string;
const controller = () => story.as('ks.controller');

beforeAll(async () => {
  story = await Story.begin();
  const ids = [
    await story.source('KSA', 'discretionaryAppropriation', 15_000_000, []),
    await story.source('KSB', 'discretionaryAppropriation', 2_000_000, []),
  ];
  callId = (await story.call(ids, ['ASN'])).id;
  asn = await story.approvedProposal('ASN', callId, [
    { title: 'Fältgrupp', kronor: 5_000_000 },
    { title: 'Dialog', kronor: 500_000 },
  ]);
  const [own, other] = ids as [string, string];
  const rows = [
    { proposal: asn, measure: 0, source: own, kronor: 1_125_000 },
    { proposal: asn, measure: 1, source: own, kronor: 400_000 },
    { proposal: asn, measure: 0, source: other, kronor: 2_000_000 },
  ];
  const decided = await story.boardDecides(await story.allocation(callId, 'Fördelning', rows), '2023-05-03');
  decisionId = (await expectStatus(201, Promise.resolve(decided))).body.id;
  await expectStatus(201, cost(own, 0, 1_000_000));
  // One measure's overspend takes nothing of another's unspent money.
  await expectStatus(201, cost(own, 1, 460_000));
  await expectStatus(201, cost(other, 0, 1_300_000));
}, 60_000);
afterAll(() => story?.app.stop());

const sourceId = async (code: string): Promise<string> => {
  const { body } = await (await controller()).get('funding-sources');
  return body.items.find((item: { code: string }) => item.code === code).id;
};

async function cost(source: string, measure: number, kronor: number, costDay = '2023-11-30') {
  return (await controller()).post('actual-costs', {
    proposalId: asn.id,
    measureKey: asn.measureKeys[measure],
    sourceId: source,
    costDay,
    amount: sek(kronor),
    text: 'Löner',
  });
}

const settle = async (source: string, body: object) =>
  (await controller()).post(`funding-sources/${source}/settlements`, { year: 2023, decisionId, ...body });

const act = async (source: string, name: string) => {
  const client = await controller();
  const { body } = await client.get(`funding-sources/${source}`);
  return client.post(`funding-sources/${source}/${name}`, undefined, { ifMatch: body.version });
};

test('carried over: only as far as the next year’s ceiling reaches, and then posted in both years', async () => {
  const own = await sourceId('KSA');
  await story.ceiling(own, 100_000, '2024-01-01', 'Budget 2024', 2024);
  const tooMuch = await settle(own, { outcome: 'carry' });
  expect(refusal(tooMuch)).toMatch(/^409 ceiling-exceeded/);
  expect(tooMuch.body.sources[0]).toMatchObject({
    year: 2024,
    requested: sek(125_000),
    available: sek(100_000),
    overBy: sek(25_000),
  });
  expect((await story.totals())['KSA 2023']).toMatchObject({ allocated: 1_525_000 });

  await story.ceiling(own, 8_000_000, '2024-01-01', 'Budget 2024, ändrad', 2024);
  const { body } = await expectStatus(201, settle(own, { outcome: 'carry' }));
  expect(body.settled).toMatchObject({ outcome: 'carry', decisionId, moved: sek(125_000) });
  // What the year came to is read as it was when it was closed.
  expect(body.sum).toMatchObject({ allocated: sek(1_525_000), unspent: sek(125_000), overspend: sek(60_000) });
  expect(body.lines.map((line: { returned: object }) => line.returned)).toEqual(
    expect.arrayContaining([sek(125_000), sek(0)]),
  );
  const totals = await story.totals();
  expect(totals['KSA 2023']).toMatchObject({ allocated: 1_400_000, remaining: 13_600_000 });
  expect(totals['KSA 2024']).toMatchObject({ allocated: 125_000, remaining: 7_875_000 });
  // On the day the board decided nothing had been carried.
  const then = await story.totals('?asOf=2023-12-31');
  expect(then['KSA 2023']).toMatchObject({ allocated: 1_525_000 });
  expect((await cost(own, 0, 50_000, '2024-02-01')).status).toBe(201);
});

test('nothing more lands in a closed year', async () => {
  const own = await sourceId('KSA');
  expect(refusal(await cost(own, 0, 1))).toMatch(/year-settled/);
  const ceiling = { year: 2023, amount: sek(16_000_000), validFromDay: '2023-01-01', ground: 'Sent beslut' };
  expect(refusal(await (await controller()).post(`funding-sources/${own}/ceilings`, ceiling))).toMatch(/year-closed/);
  const rows = [{ proposal: asn, measure: 1, source: own, kronor: 100 }];
  const late = await story.boardDecides(await story.allocation(callId, 'Efterhand', rows), '2023-06-14');
  expect(refusal(late)).toMatch(/^409 state-conflict/);
  expect(late.body).toMatchObject({ code: 'year-closed', source: 'KSA', year: 2023 });
  const { body } = await (await controller()).get(`funding-sources/${own}`);
  const years = body.years as { year: number; closedAt: string | null }[];
  expect(years.find(({ year }) => year === 2023)?.closedAt).toEqual(expect.any(String));
  expect(years.find(({ year }) => year === 2024)?.closedAt).toBeNull();
});

test('returned: the ceiling gets its room again, and the measure may ask anew', async () => {
  const other = await sourceId('KSB');
  expect((await story.totals())['KSB 2023']).toMatchObject({ allocated: 2_000_000, remaining: 0 });
  const { body } = await expectStatus(201, settle(other, { outcome: 'return' }));
  expect(body.settled).toMatchObject({ outcome: 'return', moved: sek(700_000) });
  expect((await story.totals())['KSB 2023']).toMatchObject({ allocated: 1_300_000, remaining: 700_000 });
  const entry = (await (await controller()).get(`ledger?sourceId=${other}`)).body.items.at(-1);
  expect(entry.posting).toMatchObject({
    kind: 'return',
    decisionId,
    reason: 'Oanvända medel 2023 återgår till kommunstyrelsen.',
  });
});

test('a closed year is offered to nobody: not on the board, not by a recommendation, not in a scenario', async () => {
  const other = await sourceId('KSB');
  const board = new OfficeBoard(story, callId);
  const column = (await board.view()).sources.find(({ code, year }) => code === 'KSB' && year === 2023);
  expect(column).toMatchObject({ isClosed: true, remaining: sek(0), lockedIn: sek(700_000) });
  const judged = await board.recommend(asn, [{ source: other, kronor: 100_000 }], { reason: 'Resten' });
  expect(refusal(judged)).toBe('422 validation-failed/year-closed');
  expect(judged.body.errors).toMatchObject([{ pointer: '/rows/0/year' }]);
  const filled = await board.scenario('Det som är kvar', 'byPriority', { onlyEligible: false });
  expect((await board.read(filled.id)).rows).toEqual([]);
  // By hand it can be tried, and gets no certificate.
  const rows = [{ proposalId: asn.id, measureKey: asn.measureKeys[0], sourceId: other, year: 2023, amount: sek(1) }];
  const office = await board.office();
  const tried = await office.put(`scenarios/${filled.id}/rows`, { rows }, { ifMatch: filled.version });
  expect((await expectStatus(200, Promise.resolve(tried))).body.isCertified).toBe(false);
  expect(refusal(await board.promote(tried.body, '2023-09-13'))).toMatch(/not-certified/);
});

test('a source is settled when every year with money is closed, and then archived', async () => {
  const own = await sourceId('KSA');
  await expectStatus(200, act(own, 'close'));
  const open = await act(own, 'settle');
  expect(refusal(open)).toMatch(/year-open/);
  expect(open.body.years).toEqual([2024]);
  expect(refusal(await act(own, 'archive'))).toMatch(/not-allowed-in-state/);
  await expectStatus(201, settle(own, { outcome: 'return', year: 2024 }));
  expect((await expectStatus(200, act(own, 'settle'))).body.status).toBe('settled');
  const ceiling = { year: 2025, amount: sek(1), validFromDay: '2025-01-01', ground: 'Sent beslut' };
  expect((await (await controller()).post(`funding-sources/${own}/ceilings`, ceiling)).status).toBe(409);
  expect((await expectStatus(200, act(own, 'archive'))).body.status).toBe('archived');
});

test('a cost and the closing of its year at the same moment: it counts, or it is refused', async () => {
  const source = await story.source('KSC', 'discretionaryAppropriation', 1_000_000, []);
  const rows = [{ proposal: asn, measure: 0, source, kronor: 500_000 }];
  expect((await story.boardDecides(await story.allocation(callId, 'Ur KSC', rows), '2023-09-20')).status).toBe(201);
  const replies = await Promise.all([
    ...Array.from({ length: 6 }, () => cost(source, 0, 10_000)),
    settle(source, { outcome: 'return' }),
    ...Array.from({ length: 6 }, () => cost(source, 0, 10_000)),
  ]);
  const booked = replies.filter(({ status, body }) => status === 201 && 'year' in body && !('lines' in body)).length;
  const closing = replies[6];
  expect(closing?.status).toBe(201);
  expect(closing?.body.sum.used).toEqual(sek(booked * 10_000));
  expect(closing?.body.settled.moved).toEqual(sek(500_000 - booked * 10_000));
});

test('every invariant holds', async () => {
  expect(await story.app.violations()).toEqual([]);
});
