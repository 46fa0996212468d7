/**
 * Every number explains itself: for every total the application registers, in every place of its answers where it stands,
 * the rows of all pages add up to the amount that was shown; now, of several days, and as it was known at several instants.
 */
import type { Client } from '../support/app.js';
import { ExplainedYear } from '../support/explained-year.js';
import { allRows, type Explained, explainPath, oreOf, pathsOf, prove, totalsOf } from '../support/explaining.js';
import { expectStatus } from '../support/story.js';

let year: ExplainedYear;
let controller: Client;
beforeAll(async () => {
  year = await ExplainedYear.told();
  controller = await year.story.as('ks.controller');
}, 180_000);
afterAll(() => year?.story.app.stop());

test('every registered total is the sum of its rows', async () => {
  const proved: Record<string, number> = {};
  const grounds = new Set<string>();
  for (const definition of totalsOf(year))
    for (const path of pathsOf(year, definition)) {
      const found = await prove(controller, definition, path);
      proved[definition.name] = (proved[definition.name] ?? 0) + found.proved;
      for (const ground of found.grounds) grounds.add(ground);
    }
  expect(proved).toMatchInlineSnapshot(`
   {
     "allocation": 34,
     "answers": 12,
     "board": 117,
     "call": 1,
     "followUp": 17,
     "grant": 6,
     "proposal": 12,
     "scenario": 24,
     "settlement": 85,
     "source": 9,
     "totals": 70,
     "version": 3,
   }
  `);
  expect([...grounds].toSorted()).toMatchInlineSnapshot(`
   [
     "conditional",
     "notConditional",
     "notDecided",
     "otherVersion",
     "ownClosing",
     "rejected",
     "sourceOpen",
     "superseded",
     "validLater",
     "withdrawn",
   ]
  `);
}, 240_000);

test('of any day and as known at any instant, the rows add up to the replayed total', async () => {
  const replayed = totalsOf(year).filter(({ moments }) => moments.length === 2);
  expect(replayed.map(({ name }) => name)).toEqual(['totals', 'board', 'grant', 'settlement']);
  const grounds = new Set<string>();
  const instants = Object.values(year.instants).map((knownAt) => ({ knownAt }));
  const days = ['2023-04-20', '2023-04-26', '2023-05-03', '2023-09-19', '2024-01-01'].map((asOf) => ({ asOf }));
  const moments = [...days, ...instants, { asOf: '2023-05-03', knownAt: year.instants['reserved']! }];
  // The board has more than a hundred amounts; the moments between which it changes say what the others would.
  const ofBoard = moments.filter(
    ({ asOf = '', knownAt = '' }: { asOf?: string; knownAt?: string }) =>
      ['2023-05-03', '2023-09-19'].includes(asOf) ||
      ['asked', 'reserved', 'closed'].some((part) => year.instants[part] === knownAt),
  );
  expect(ofBoard).toHaveLength(6);
  for (const definition of replayed)
    for (const moment of definition.name === 'board' ? ofBoard : moments)
      for (const ground of (await prove(controller, definition, pathsOf(year, definition)[0]!, moment)).grounds)
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

const board = (moment = '') => controller.get(`calls/${year.callId}/board${moment}`);
const now = async (): Promise<string> => {
  const [row] = await year.story.app.query<{ at: Date }>('select clock_timestamp() as at');
  return new Date(row!.at.getTime() + 1).toISOString();
};

test('the board of an earlier moment is the one that stood then; before the call was issued there was none', async () => {
  const sums = async (moment: string): Promise<string[]> => {
    const { body } = await expectStatus(200, board(moment));
    const { requested, recommended, pending, decided } = body.sum;
    return [requested, recommended, pending, decided].map(({ amount }) => amount);
  };
  const at = (part: string): string => `?knownAt=${year.instants[part]}`;
  expect(await Promise.all([at('called'), at('asked'), at('reserved'), at('decided')].map(sums))).toEqual([
    ['0.00', '0.00', '0.00', '0.00'],
    ['8075000.00', '0.00', '0.00', '0.00'],
    // GRN 9 000 000 and 1 500 000 after the committee's change; TN and KN are rejected and withdrawn.
    ['18575000.00', '17075000.00', '17075000.00', '0.00'],
    ['18575000.00', '17075000.00', '0.00', '17075000.00'],
  ]);
  // On 20 April GRN's first version stood, on 26 April what the committees had decided; the city office judged later.
  expect(await sums('?asOf=2023-04-26')).toEqual(['18575000.00', '0.00', '0.00', '0.00']);
  expect(await sums('?asOf=2023-04-20')).toEqual(['20475000.00', '0.00', '0.00', '0.00']);
  expect((await board('?knownAt=2020-01-01T00:00:00Z')).status).toBe(404);
}, 60_000);

test('the board and the grant of this instant, told again from the record, are what stands', async () => {
  for (const path of [`calls/${year.callId}/board`, `funding-sources/${year.grant}/grant`]) {
    const stands = (await expectStatus(200, controller.get(path))).body;
    const told = (await expectStatus(200, controller.get(`${path}?knownAt=${await now()}`))).body;
    for (const answer of [stands, told])
      for (const field of ['knownAt', 'warnings', 'agent']) Reflect.deleteProperty(answer, field);
    expect(told).toEqual(stands);
  }
}, 60_000);

test('a closed year has room under its ceiling and offers none of it', async () => {
  const columnOf = async (moment: string) => {
    const { body } = await expectStatus(200, board(moment));
    const found = body.sources.find(({ sourceId }: { sourceId: string }) => sourceId === year.closed);
    const { isClosed, ceiling, reserved, lockedIn, remaining } = found;
    return { isClosed, ...Object.fromEntries(Object.entries({ ceiling, reserved, lockedIn, remaining }).map(kronor)) };
  };
  const kronor = ([name, { amount }]: [string, { amount: string }]): [string, number] => [name, Number(amount)];
  expect(await columnOf(`?knownAt=${year.instants['moved']}`)).toEqual({
    isClosed: false,
    ceiling: 2_000_000,
    reserved: 100_000,
    lockedIn: 0,
    remaining: 1_900_000,
  });
  const closed = { isClosed: true, ceiling: 2_000_000, reserved: 60_000, lockedIn: 1_940_000, remaining: 0 };
  expect(await columnOf('')).toEqual(closed);
  expect(await columnOf(`?knownAt=${await now()}`)).toEqual(closed);
}, 60_000);

test('the grant of an earlier moment: what was asked for, paid and paid back by then', async () => {
  const figures = async (moment: string): Promise<unknown[]> => {
    const { body } = await expectStatus(200, controller.get(`funding-sources/${year.grant}/grant?${moment}`));
    const { requisitioned, paid, withheld, repaid } = body.years[0];
    const [requisition] = body.requisitions;
    return [
      ...[requisitioned, paid, withheld, repaid].map(({ amount }) => Number(amount)),
      requisition?.status ?? null,
      body.agent?.status ?? null,
    ];
  };
  const at = (part: string): string => `knownAt=${year.instants[part]}`;
  const moments = [at('moved'), at('requisitioned'), at('paid'), at('repaid'), 'asOf=2023-02-15', 'asOf=2023-06-15'];
  expect(await Promise.all(moments.map(figures))).toEqual([
    [0, 0, 0, 0, null, null],
    [11_575_000, 0, 0, 0, 'submitted', 'approved'],
    [11_575_000, 11_000_000, 575_000, 0, 'paid', 'approved'],
    [11_575_000, 11_000_000, 575_000, 625_000, 'repaid', 'approved'],
    [0, 0, 0, 0, null, 'asked'],
    [11_575_000, 11_000_000, 575_000, 0, 'paid', 'approved'],
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

test('the year breaks no invariant', async () => {
  expect(await year.story.app.violations()).toEqual([]);
}, 60_000);
