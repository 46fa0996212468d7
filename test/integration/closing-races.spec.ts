/**
 * Years and sources are closed while people go on working in them: whoever comes last is refused, and nothing lands in what
 * is closed. And a scenario is promoted while it is edited. All with real parallel writers over HTTP.
 */
import { jest } from '@jest/globals';
import type { Reply } from '../support/app.js';
import { OfficeBoard } from '../support/board.js';
import { csv } from '../support/cost-files.js';
import { eventually } from '../support/eventually.js';
import { GrantScene } from '../support/grant-scene.js';
import { whileHeld } from '../support/held.js';
import { expectStatus, refusal, sek, type Story, type StoryProposal, type Thing } from '../support/story.js';

jest.setTimeout(90_000);

let scene: GrantScene;
let story: Story;
let decisionId: string;
beforeAll(async () => {
  scene = await GrantScene.begin();
  ({ story } = scene);
}, 60_000);
afterAll(() => story?.app.stop());
afterEach(async () => {
  expect((await story.app.violations()).map(({ name, violations }) => [name, violations[0]])).toEqual([]);
});

let count = 0;
const fresh = (): string => `C${(count += 1)}`;
/** A day nobody has met on. */
const nextDay = (): string => new Date(Date.UTC(2023, 5, 1 + (count += 1))).toISOString().slice(0, 10);
const of = async (code: string) => (await story.totals())[`${code} 2023`]!;
const succeeded = ({ status }: Reply): boolean => status >= 200 && status < 300;

interface Place {
  code: string;
  source: string;
  callId: string;
  proposal: StoryProposal;
}

/** Eight measures of 100 kr, and a source with room for them. */
async function place(kind: 'stateGrant' | 'discretionaryAppropriation' = 'discretionaryAppropriation'): Promise<Place> {
  const code = fresh();
  const source = await story.source(code, kind, 1_000, []);
  const call = await story.call([source], ['ASN']);
  const measures = Array.from({ length: 8 }, (_, index) => ({ title: `Insats ${index + 1}`, kronor: 100 }));
  return { code, source, callId: call.id, proposal: await story.approvedProposal('ASN', call.id, measures) };
}

async function give({ callId, proposal, source }: Place, measure: number, kronor: number): Promise<void> {
  const reason = kronor < 0 ? 'Insatsen ställs in' : undefined;
  const row = { proposal, measure, source, kronor, ...(reason === undefined ? {} : { reason }) };
  const allocation = await story.allocation(callId, 'Fördelning', [row]);
  ({ id: decisionId } = (await expectStatus(201, story.boardDecides(allocation, nextDay()))).body);
}

const settleYear = async (source: string, outcome: string) =>
  (await scene.controller()).post(`funding-sources/${source}/settlements`, {
    year: 2023,
    outcome,
    ...(outcome === 'repay' ? {} : { decisionId }),
  });

async function act(source: string, name: string): Promise<Reply> {
  const controller = await scene.controller();
  const { body } = await controller.get(`funding-sources/${source}`);
  return controller.post(`funding-sources/${source}/${name}`, undefined, { ifMatch: body.version });
}

const cost = async ({ proposal, source }: Place, measure: number, kronor: number) =>
  (await scene.controller()).post('actual-costs', {
    proposalId: proposal.id,
    measureKey: proposal.measureKeys[measure],
    sourceId: source,
    costDay: '2023-11-30',
    amount: sek(kronor),
    text: 'Löner',
  });

test('a year closed while the board decides: a gift is in the settlement, or it is refused', async () => {
  const at = await place();
  await give(at, 0, 100);
  const day = nextDay();
  const items: string[] = [];
  for (const measure of [1, 2, 3, 4, 5, 6]) {
    const rows = [{ proposal: at.proposal, measure, source: at.source, kronor: 100 }];
    const { id } = await story.allocation(at.callId, `Fördelning ${measure}`, rows);
    items.push(await story.plan('allocation', id, 'KS', [['KS', day]]));
  }
  await story.open('KS', day);
  const secretary = await story.as('ks.sekreterare');
  const decide = (item: string) =>
    secretary.post(`agenda-items/${item}/decision`, { outcome: 'approve' }, { ifMatch: 1 });
  const [first, closing, rest] = await Promise.all([
    Promise.all(items.slice(0, 3).map(decide)),
    settleYear(at.source, 'return'),
    Promise.all(items.slice(3).map(decide)),
  ]);
  expect(closing.status).toBe(201);
  const replies = [...first, ...rest];
  for (const reply of replies.filter((one) => !succeeded(one)))
    expect(refusal(reply)).toBe('409 state-conflict/year-closed');
  const given = 100 + 100 * replies.filter(succeeded).length;
  // Nothing was used: all that was given went back to the board.
  expect(closing.body.sum.allocated).toEqual(sek(given));
  expect(closing.body.settled.moved).toEqual(sek(given));
  expect(await of(at.code)).toMatchObject({ allocated: 0, remaining: 1_000 });
});

test('a year closed while its requisition is begun: it was begun before, or it is refused', async () => {
  const at = await place('stateGrant');
  await give(at, 0, 100);
  const office = await scene.office();
  const start = () => office.post(`funding-sources/${at.source}/requisitions`, { year: 2023 });
  const [closing, ...starts] = await Promise.all([settleYear(at.source, 'repay'), start(), start(), start()]);
  expect(closing.status).toBe(201);
  for (const reply of starts.filter((one) => !succeeded(one)))
    expect(refusal(reply)).toMatch(/^409 (state-conflict\/year-closed|duplicate.*)$/);
  expect(starts.filter(succeeded).length).toBeLessThanOrEqual(1);
  expect(refusal(await start())).toMatch(/^409 (state-conflict\/year-closed|duplicate.*)$/);
});

test('a requisition that waited for the closing of its year sees it', async () => {
  const at = await place('stateGrant');
  await give(at, 0, 100);
  const office = await scene.office();
  // Somebody else is closing the year, and has not said so yet.
  const begun = await whileHeld(
    story.app,
    (tx) => tx.query(`update source_year set closed_at = clock_timestamp() where source_id = $1`, [at.source]),
    () => office.post(`funding-sources/${at.source}/requisitions`, { year: 2023 }),
  );
  expect(refusal(begun)).toBe('409 state-conflict/year-closed');
  await story.app.query(`alter table source_year disable trigger tr_source_year_closed`);
  await story.app.query(`update source_year set closed_at = null where source_id = $1`, [at.source]);
  await story.app.query(`alter table source_year enable trigger tr_source_year_closed`);
});

test('a source settled while it is used: the use keeps it open, or is refused; a year without money takes no cost either', async () => {
  const at = await place();
  await give(at, 0, 100);
  await give(at, 0, -100);
  await expectStatus(200, act(at.source, 'close'));
  const [first, settled, rest] = await Promise.all([
    Promise.all([cost(at, 0, 10), cost(at, 0, 10)]),
    act(at.source, 'settle'),
    Promise.all([cost(at, 0, 10), cost(at, 0, 10)]),
  ]);
  const costs = [...first, ...rest];
  for (const reply of costs.filter((one) => !succeeded(one)))
    expect(refusal(reply)).toBe('409 state-conflict/year-settled');
  const booked = costs.filter(succeeded).length;
  if (settled.status === 200) expect(booked).toBe(0);
  else expect([refusal(settled), booked > 0]).toEqual(['409 state-conflict/year-open', true]);
  if (booked === 0) return;
  // Used, so its year is settled first; then nothing more can be.
  await expectStatus(201, settleYear(at.source, 'return'));
  await expectStatus(200, act(at.source, 'settle'));
  expect(refusal(await cost(at, 0, 10))).toBe('409 state-conflict/year-settled');
});

test('no cost is booked in a year that was closed with its source', async () => {
  const at = await place();
  await give(at, 0, 100);
  await give(at, 0, -100);
  await expectStatus(200, act(at.source, 'close'));
  await expectStatus(200, act(at.source, 'settle'));
  expect(refusal(await cost(at, 0, 10))).toBe('409 state-conflict/year-settled');
  // The database says the same, whoever asks.
  const line = story.app.query(
    `insert into actual_cost (id, source_year_id, proposal_id, measure_key, authority_id, cost_day, amount_ore, text)
       select gen_random_uuid(), s.id, $2, $3, p.authority_id, '2023-11-30', 1, 'Löner' from source_year s, proposal p where s.source_id = $1 and p.id = $2`,
    [at.source, at.proposal.id, at.proposal.measureKeys[0]],
  );
  await expect(line).rejects.toMatchObject({ driverError: { constraint: 'ck_actual_cost_settled' } });
  await expectStatus(200, act(at.source, 'archive'));
  expect(refusal(await cost(at, 0, 10))).toBe('409 state-conflict/year-settled');
});

test('a file taken while its year is closed: every line of it counts, or none', async () => {
  for (const [round, leads] of ['file', 'closing'].entries()) {
    const at = await place();
    await give(at, 0, 100);
    const controller = await scene.controller();
    const code = `P${at.code}`;
    const project = { code, proposalId: at.proposal.id, measureKey: at.proposal.measureKeys[0], sourceId: at.source };
    await expectStatus(201, controller.post('project-codes', project));
    const lines = Array.from({ length: 30 }, (_, n) => `${code};2023-10-31;;1;Löner ${round};A${n}`);
    const headers = { 'content-type': 'application/octet-stream' };
    const take = () =>
      controller.post(`cost-imports?fileName=fil-${round}.csv`, undefined, { raw: csv(...lines), headers });
    const close = () => settleYear(at.source, 'return');
    const [one, other] = await Promise.all(leads === 'file' ? [take(), close()] : [close(), take()]);
    const [file, closing] = leads === 'file' ? [one, other] : [other, one];
    expect(closing.status).toBe(201);
    const used = succeeded(file) ? 30 : 0;
    if (used === 0) expect(refusal(file)).toMatch(/^(409|422)/);
    expect(closing.body.sum.used).toEqual(sek(used));
    expect(closing.body.settled.moved).toEqual(sek(100 - used));
    const [booked] = await story.app.query<{ n: number }>(
      `select count(*)::integer as n from actual_cost where proposal_id = $1`,
      [at.proposal.id],
    );
    expect(booked?.n).toBe(used);
  }
});

test('a scenario promoted, edited and discarded at the same moment: one is heard, and the money is that of its rows', async () => {
  for (let round = 0; round < 3; round += 1) {
    const at = await place();
    const board = new OfficeBoard(story, at.callId);
    const scenario: Thing = await board.scenario('Förslag', 'byPriority');
    const office = await scene.office();
    const meetingIds = [await story.meeting('KS', nextDay())];
    const row = { proposalId: at.proposal.id, measureKey: at.proposal.measureKeys[0], sourceId: at.source, year: 2023 };
    const ifMatch = scenario.version;
    const promote = () => office.post(`scenarios/${scenario.id}/promotion`, { title: 'Nu', meetingIds }, { ifMatch });
    const edit = () =>
      office.put(`scenarios/${scenario.id}/rows`, { rows: [{ ...row, amount: sek(50) }] }, { ifMatch });
    const discard = () => office.post(`scenarios/${scenario.id}/discard`, undefined, { ifMatch });
    const acts = [promote, edit, discard, promote, edit, discard];
    const replies = await Promise.all([...acts.slice(round), ...acts.slice(0, round)].map((one) => one()));
    expect(replies.filter(succeeded)).toHaveLength(1);
    for (const reply of replies.filter((one) => !succeeded(one))) expect(reply.status).toBe(412);
    const { status, rows } = await board.read(scenario.id);
    const given = rows.reduce((sum, { amount }) => sum + Number(amount.amount), 0);
    expect(await of(at.code)).toMatchObject({ pending: status === 'promoted' ? given : 0, allocated: 0 });
    if (status === 'promoted') expect(given).toBe(800);
  }
});

test('rows moved from one committee’s proposal to another’s lock both in one order, also what is only let go', async () => {
  const [first, second] = [await place(), await place()];
  const board = new OfficeBoard(story, first.callId);
  const scenario: Thing = await board.scenario('Förslag', 'byPriority');
  const office = await scene.office();
  const meetingIds = [await story.meeting('KS', nextDay())];
  const ifMatch = scenario.version;
  const promoted = await expectStatus(
    200,
    office.post(`scenarios/${scenario.id}/promotion`, { title: 'Nu', meetingIds }, { ifMatch }),
  );
  const id: string = promoted.body.allocationId;
  await story.decide(id, 'KS', 'referBack', { reasons: 'Pröva en annan insats.' });
  const { body } = await expectStatus(200, office.get(`allocations/${id}`));
  const rows = story.rows([{ proposal: second.proposal, measure: 0, source: second.source, kronor: 100 }]);
  const edits: Promise<Reply>[] = [];
  await story.app.database.owner.transaction(async (tx) => {
    const take = (proposal: string, how = ''): Promise<unknown> =>
      tx.query(`select 1 from proposal where id = $1 for no key update ${how}`, [proposal]);
    await take(first.proposal.id);
    edits.push(office.put(`allocations/${id}/rows`, rows, { ifMatch: body.version }));
    const inLine = `select 1 from pg_locks l join pg_stat_activity a on a.pid = l.pid where not l.granted and a.datname = current_database()`;
    await eventually(async () => (await story.app.query(inLine)).length > 0, { what: 'the edit stands in line' });
    // It waits for the lower id and holds nothing above it, so whoever has the lower may take the higher.
    await take(second.proposal.id, 'nowait');
  });
  expect((await edits[0]!).status).toBe(200);
  expect(await of(first.code)).toMatchObject({ pending: 0 });
  expect(await of(second.code)).toMatchObject({ pending: 100 });
});
