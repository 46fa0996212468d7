/** The running year: plan by month, forecasts in every version, deviations that must be explained, next year's risk, and stop dates told in time. */
import { jest } from '@jest/globals';
import { followUpChecks } from '../../src/allocations/follow-up/follow-up.checks.js';
import { Timers } from '../../src/platform/jobs/timers.js';
import { reportedAfter } from '../support/broken-checks.js';
import { GrantScene } from '../support/grant-scene.js';
import { expectStatus, refusal, sek, type Story, type StoryProposal } from '../support/story.js';

jest.setTimeout(60_000);

let scene: GrantScene;
let story: Story;
let own: string;
let asn: StoryProposal;
let callId: string;

beforeAll(async () => {
  scene = await GrantScene.begin();
  story = scene.story;
  own = await story.source('KSA', 'discretionaryAppropriation', 15_000_000, []);
  callId = (await story.call([own], ['ASN'])).id;
  asn = await story.approvedProposal('ASN', callId, [
    { title: 'Fältgrupp', kronor: 1_200_000 },
    { title: 'Dialog', kronor: 500_000 },
  ]);
  await give(1_200_000, '2023-05-03');
}, 60_000);
afterAll(() => story?.app.stop());

async function give(kronor: number, day: string, year = 2023): Promise<void> {
  const rows = [{ proposal: asn, measure: 0, source: own, kronor, year }];
  const allocation = await story.allocation(callId, `Fördelning ${day}`, rows);
  expect((await story.boardDecides(allocation, day)).status).toBe(201);
}

const place = () => ({ proposalId: asn.id, measureKey: asn.measureKeys[0], sourceId: own, year: 2023 });
const say = async (path: string, body: object, as = 'asn.handlaggare') =>
  (await story.as(as)).post(path, { ...place(), ...body });
const evenly = (kronor: number) =>
  Array.from({ length: 12 }, (_, index) => ({ month: index + 1, amount: sek(kronor) }));
const line = async (as = 'ks.controller') =>
  (await expectStatus(200, (await story.as(as)).get(`funding-sources/${own}/follow-up/2023`))).body;
const cost = async (kronor: number, costDay: string) =>
  expectStatus(
    201,
    (await story.as('ks.controller')).post('actual-costs', {
      ...place(),
      year: undefined,
      costDay,
      amount: sek(kronor),
      text: 'Löner',
    }),
  );

test('a plan by month, within what is given, and changed with a reason', async () => {
  expect((await say('month-plans', { months: evenly(100_001) })).body.code).toBe('plan-above-allocated');
  const twice = [...evenly(1).slice(0, 1), ...evenly(1).slice(0, 1)];
  expect((await say('month-plans', { months: twice })).body.errors[0]).toMatchObject({
    pointer: '/months/1/month',
    code: 'duplicate-month',
  });
  expect((await expectStatus(201, say('month-plans', { months: evenly(90_000) }))).body.number).toBe(1);
  expect((await say('month-plans', { months: evenly(100_000) })).body.errors[0].pointer).toBe('/reason');
  const changed = await say('month-plans', { months: evenly(100_000), reason: 'Hela fördelningen planeras' });
  expect(changed.body.number).toBe(2);
  const [read] = (await line()).lines;
  expect(read).toMatchObject({ planNumber: 2, forecast: null, commentMissing: true });
  expect(read.months[5]).toEqual({ month: 6, planned: sek(100_000), used: sek(0) });
});

test('who uses the money says where it is heading; others read, or see nothing', async () => {
  const forecast = { amount: sek(1_200_000), forecastDay: '2023-01-15' };
  expect((await say('forecasts', forecast, 'grn.handlaggare')).status).toBe(403);
  expect((await say('forecasts', forecast, 'ks.controller')).status).toBe(403);
  expect((await line('grn.direktor')).lines).toEqual([]);
  const query = new URLSearchParams({ ...place(), year: '2023' } as Record<string, string>);
  expect((await (await story.as('grn.direktor')).get(`forecasts?${query}`)).status).toBe(404);
});

test('a deviation above ten per cent demands a comment, of the year and so far', async () => {
  await cost(100_000, '2023-01-31');
  await cost(100_000, '2023-02-20');
  expect((await say('forecasts', { amount: sek(1_200_000), forecastDay: '2099-01-01' })).body.code).toBe('future-day');
  expect((await say('forecasts', { amount: sek(1_200_000), forecastDay: '2022-12-31' })).body.code).toBe(
    'outside-year',
  );
  // As given, and two months used as planned.
  const first = await expectStatus(201, say('forecasts', { amount: sek(1_200_000), forecastDay: '2023-02-28' }));
  expect(first.body).toMatchObject({ number: 1, deviationOfYear: sek(0), deviationSoFar: sek(0) });
  // A hundred thousand behind the plan of three months.
  const behind = { amount: sek(1_150_000), forecastDay: '2023-04-03' };
  const refused = await say('forecasts', behind);
  expect(refusal(refused)).toMatch(/comment-required/);
  expect(refused.body.errors[0]).toMatchObject({ pointer: '/comment' });
  const explained = await say('forecasts', { ...behind, comment: 'Rekryteringen drog ut på tiden; tillsätts i maj.' });
  expect((await expectStatus(201, Promise.resolve(explained))).body).toMatchObject({
    number: 2,
    deviationOfYear: { amount: '-50000.00' },
    deviationSoFar: { amount: '-100000.00' },
  });
  expect((await say('forecasts', { ...behind, forecastDay: '2023-03-31', comment: 'Äldre' })).body.code).toBe(
    'before-last',
  );

  const query = new URLSearchParams({ ...place(), year: '2023' } as Record<string, string>);
  const { body } = await expectStatus(200, (await story.as('ks.controller')).get(`forecasts?${query}`));
  expect(body.items.map((item: { number: number }) => item.number)).toEqual([2, 1]);
  expect(body.items[0]).toMatchObject({
    forecastDay: '2023-04-03',
    recordedBy: story.person('asn.handlaggare'),
    used: sek(200_000),
    planned: sek(300_000),
  });
});

test('a forecast is stale when what is given changes', async () => {
  expect((await line()).lines[0].forecastStale).toBe(false);
  const back = { proposal: asn, measure: 0, source: own, kronor: -100_000, reason: 'Mindre behov' };
  const allocation = await story.allocation(callId, 'Minskning', [back]);
  expect((await story.boardDecides(allocation, '2023-09-20')).status).toBe(201);
  const read = await line();
  expect(read.lines[0]).toMatchObject({ forecastStale: true, allocated: sek(1_100_000) });
  expect(read.sum).toMatchObject({ forecast: sek(1_150_000), withoutForecast: 0 });
});

test('a need that goes on without money for the next year is a risk until there is some (A-18)', async () => {
  const need = { sourceId: undefined, year: undefined, note: 'Fältgruppen är planerad för tre år' };
  expect((await say('continuing-needs', { ...need, untilYear: 2022 })).body.code).toBe('range');
  await expectStatus(201, say('continuing-needs', { ...need, untilYear: 2025 }));
  const risk = async () => (await line()).lines[0].nextYearRisk;
  expect(await risk()).toBe('Insatsen behöver medel till och med 2025, men för 2024 finns inget besked om medel.');
  await story.ceiling(own, 5_000_000, '2023-11-22', 'Budget 2024', 2024);
  expect(await risk()).toBe('Insatsen behöver medel till och med 2025, men för 2024 är inget fördelat än.');
  await give(100_000, '2023-12-06', 2024);
  expect(await risk()).toBeNull();
});

describe('stop dates', () => {
  const timers = () => story.app.app.get(Timers);
  const events = (type: string) =>
    story.app.query<{ payload: Record<string, unknown> }>(`select payload from event where type = $1 order by id`, [
      type,
    ]);
  const inDays = async (days: number): Promise<string> =>
    (await story.app.query<{ day: string }>(`select (today_in_stockholm() + $1::integer)::text as day`, [days]))[0]
      ?.day ?? '';

  test('each is told once, with the committees that have money in question', async () => {
    // A grant of this year's, with its last day to requisition in 40 days and nobody asked to be its agent.
    const grant = await story.source('NU', 'stateGrant', 1_000_000);
    const year = Number((await inDays(0)).slice(0, 4));
    await story.app.database.owner.query(
      `update funding_source set use_from_day = make_date($2, 1, 1), use_to_day = today_in_stockholm() + 20 where id = $1`,
      [grant, year],
    );
    await scene.deadline(grant, await inDays(40));
    await timers().runOnce('stop-date-reminder');
    await timers().runOnce('stop-date-reminder');
    const told = (await events('stopDate.near')).map(
      ({ payload }) => `${String(payload['kind'])} ${String(payload['year'])}`,
    );
    // Both years of the municipality's own money are over and not settled.
    expect(told.filter((each) => each.startsWith('yearClosing')).sort()).toEqual([
      'yearClosing 2023',
      'yearClosing 2024',
    ]);
    expect(told.filter((each) => each.startsWith('agentLeadTime'))).toHaveLength(1);
    expect(told.some((each) => each.startsWith('requisitionDeadline'))).toBe(false);
    const [committees] = await events('stopDate.nearForCommittees');
    expect(committees?.payload['authorityIds']).toEqual([story.authority('ASN')]);

    const { body } = await expectStatus(200, (await story.as('ks.controller')).get('stop-dates?withinDays=60'));
    expect(body.items.map((item: { kind: string }) => item.kind)).toEqual(
      expect.arrayContaining(['yearClosing', 'agentLeadTime', 'requisitionDeadline']),
    );
    expect(body.items.find((item: { kind: string }) => item.kind === 'requisitionDeadline').daysLeft).toBe(40);
  });

  test('a report that is late is told also after its day', async () => {
    const grant = await scene.grant('SoS', 22_200_000, '2023-05-12');
    await scene.agent();
    const requisition = await scene.submitted(grant, 1_000_000, '2023-05-10');
    await scene.note(requisition, 'confirm', '2023-05-11');
    await scene.note(requisition, 'pay', '2023-06-15', { amount: sek(1_000_000) });
    const condition = {
      kind: 'report',
      text: 'Redovisa.',
      validFromDay: '2023-01-18',
      dueDay: '2024-03-01',
      reference: 'Beslut',
    };
    await expectStatus(201, (await scene.office()).post(`funding-sources/${grant}/grant-conditions`, condition));
    await timers().runOnce('stop-date-reminder');
    const late = (await events('stopDate.near')).filter(({ payload }) => payload['kind'] === 'reportDue');
    expect(late.map(({ payload }) => payload['stopDay'])).toEqual(['2024-03-01']);
  });
});

const sabotage: Record<string, string> = {
  'allocations/R15-plans-and-forecasts-in-every-version': `update forecast set number = 9 where number = 2`,
  'allocations/month-plan-is-the-sum-of-its-months': `update month_plan set total_ore = total_ore + 1`,
  'allocations/follow-up-of-the-right-committee': `update forecast set authority_id = (select id from authority where code = 'GRN')`,
};

test('every invariant holds', async () => {
  expect(await story.app.violations()).toEqual([]);
  expect(followUpChecks.map(({ name }) => name).sort()).toEqual(Object.keys(sabotage).sort());
});

test.each(Object.entries(sabotage))('%s reports when it is broken', async (name, statement) => {
  expect(await reportedAfter(story.app.database.owner, followUpChecks, name, [statement])).not.toEqual([]);
});
