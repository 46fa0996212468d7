/** Scenarios put before the board and what becomes of the money reserved for them, over HTTP with real parallel writers. */
import { scenarioChecks } from '../../src/allocations/scenarios/scenarios.checks.js';
import { OfficeBoard } from '../support/board.js';
import { reportedAfter } from '../support/broken-checks.js';
import { expectStatus, refusal, sek, Story, type StoryProposal, type Thing } from '../support/story.js';

let story: Story;
let count = 0;
beforeAll(async () => {
  story = await Story.begin();
}, 60_000);
afterAll(async () => story?.app.stop());

interface Ready {
  board: OfficeBoard;
  source: string;
  code: string;
  proposal: StoryProposal;
  callId: string;
}

/** A source, a call and one approved measure of that many kronor. */
async function ready(ceiling: number, kronor: number, source?: { id: string; code: string }): Promise<Ready> {
  count += 1;
  const code = source?.code ?? `K${count}`;
  const id = source?.id ?? (await story.source(code, 'discretionaryAppropriation', ceiling, []));
  const call = await story.call([id], ['ASN']);
  const proposal = await story.approvedProposal('ASN', call.id, [{ title: 'Insats', kronor }]);
  return { board: new OfficeBoard(story, call.id), source: id, code, proposal, callId: call.id };
}

/** A day nobody has met on. */
const nextDay = (): string => {
  count += 1;
  return new Date(Date.UTC(2024, 0, 1 + count)).toISOString().slice(0, 10);
};

const promoted = async ({ board }: Ready): Promise<{ allocation: Thing; day: string }> => {
  const day = nextDay();
  const reply = await expectStatus(200, board.promote(await board.scenario('Förslag', 'byPriority'), day));
  return { allocation: { id: reply.body.allocationId, version: 0 }, day };
};
const of = async ({ code }: Ready) => (await story.totals())[`${code} 2023`];
const broken = async () => (await story.app.violations()).map(({ name, violations }) => [name, violations[0]]);

it('eight that want the last krona at the same moment: exactly one is put forward', async () => {
  const code = 'RACE';
  const source = { id: await story.source(code, 'discretionaryAppropriation', 1_000, []), code };
  const rivals: Ready[] = [];
  for (let n = 0; n < 8; n += 1) rivals.push(await ready(0, 1_000, source));
  const scenarios = await Promise.all(rivals.map(({ board }) => board.scenario('Förslag', 'byPriority')));
  const day = nextDay();
  await story.meeting('KS', day);
  const replies = await Promise.all(rivals.map(({ board }, at) => board.promote(scenarios[at] as Thing, day)));
  const answers = replies.map((reply) => (reply.status === 200 ? 'put forward' : refusal(reply)));
  expect(answers.filter((answer) => answer === 'put forward')).toHaveLength(1);
  expect(answers.filter((answer) => answer.startsWith('409 ceiling-exceeded'))).toHaveLength(7);
  const refused = replies.find((reply) => reply.status !== 200);
  expect(refused?.body.sources).toMatchObject([{ requested: sek(1_000), available: { amount: '0.00' } }]);
  expect((await story.totals())['RACE 2023']).toMatchObject({ pending: 1_000, allocated: 0, remaining: 0 });
  // The seven left nothing behind: no allocation, no place on the agenda.
  const [left] = await story.app.query<{ n: string }>(
    `select count(*) as n from allocation where call_id = any($1::uuid[])`,
    [rivals.map(({ callId }) => callId)],
  );
  expect(left?.n).toBe('1');
  expect(await broken()).toEqual([]);
}, 60_000);

it('two scenarios of one call reserve no measure twice, whatever room the sources have', async () => {
  const scene = await ready(10_000, 1_000);
  const [one, two] = [await scene.board.scenario('A', 'byPriority'), await scene.board.scenario('B', 'byPriority')];
  const day = nextDay();
  await story.meeting('KS', day);
  const replies = await Promise.all([scene.board.promote(one, day), scene.board.promote(two, day)]);
  expect(replies.map((reply) => (reply.status === 200 ? 'put forward' : refusal(reply))).sort()).toEqual([
    '409 state-conflict/above-approved',
    'put forward',
  ]);
  expect(await of(scene)).toMatchObject({ pending: 1_000, remaining: 9_000 });
});

it('a rejection lets go of the money, with its reason', async () => {
  const scene = await ready(1_000, 1_000);
  const { allocation, day } = await promoted(scene);
  expect(await of(scene)).toMatchObject({ pending: 1_000, remaining: 0 });
  await expectStatus(201, story.boardDecides(allocation, day, 'reject', { reasons: 'Inte i år' }));
  expect(await of(scene)).toMatchObject({ pending: 0, allocated: 0, remaining: 1_000 });
  const [posting] = await story.app.query<{ reason: string; decided: boolean }>(
    `select reason, decision_id is not null as decided from posting where kind = 'void' order by recorded_at desc limit 1`,
  );
  expect(posting).toEqual({ reason: 'Inte i år', decided: true });
  expect(await broken()).toEqual([]);
});

it('a referral back keeps it, changed rows move it, and a withdrawal lets go', async () => {
  const scene = await ready(1_000, 1_000);
  const { allocation, day } = await promoted(scene);
  await expectStatus(201, story.boardDecides(allocation, day, 'referBack', { reasons: 'Belys följderna' }));
  expect(await of(scene)).toMatchObject({ pending: 1_000 });

  const office = await scene.board.office();
  const rows = (kronor: number) => story.rows([{ proposal: scene.proposal, measure: 0, source: scene.source, kronor }]);
  let { version } = (await office.get(`allocations/${allocation.id}`)).body;
  for (const kronor of [600, 700, 1_000, 400]) {
    const reply = await expectStatus(
      200,
      office.put(`allocations/${allocation.id}/rows`, rows(kronor), { ifMatch: version }),
    );
    version = reply.body.version;
    expect(await of(scene)).toMatchObject({ pending: kronor, remaining: 1_000 - kronor });
  }
  const tooMuch = await office.put(`allocations/${allocation.id}/rows`, rows(1_001), { ifMatch: version });
  expect(refusal(tooMuch)).toMatch(/^409 state-conflict\/above-approved/);
  const nothing = await office.put(`allocations/${allocation.id}/rows`, { rows: [] }, { ifMatch: version });
  expect(refusal(nothing)).toMatch(/^409 state-conflict\/empty-allocation/);
  expect(await broken()).toEqual([]);
  await expectStatus(200, office.post(`allocations/${allocation.id}/withdraw`, undefined, { ifMatch: version }));
  expect(await of(scene)).toMatchObject({ pending: 0, remaining: 1_000 });
  expect(await broken()).toEqual([]);
});

it('the board gives less than was reserved: the rest is free again, and nothing is counted twice', async () => {
  const scene = await ready(1_000, 1_000);
  const { allocation, day } = await promoted(scene);
  const { body } = await (await scene.board.office()).get(`allocations/${allocation.id}`);
  const patch = [{ path: `/rows/${body.rows[0].rowKey}/amount`, old: '1000.00', new: '750.00' }];
  await expectStatus(201, story.boardDecides(allocation, day, 'approveWithChanges', { patch, reasons: 'Etapp ett' }));
  expect(await of(scene)).toMatchObject({ pending: 0, allocated: 750, remaining: 250 });
  expect(await broken()).toEqual([]);
});

it('a ceiling lowered while the money was reserved: the decision is refused until it fits (R-04)', async () => {
  const scene = await ready(1_000, 1_000);
  const { allocation, day } = await promoted(scene);
  await story.ceiling(scene.source, 800, '2024-01-01', 'Sänkt anslag');
  expect(await of(scene)).toMatchObject({ pending: 1_000, remaining: -200, overAllocated: true });
  const refused = await story.boardDecides(allocation, day);
  expect(refusal(refused)).toMatch(/^409 ceiling-exceeded/);
  expect(refused.body.sources).toMatchObject([{ overAllocated: true, overBy: sek(200) }]);
  const { body } = await (await scene.board.office()).get(`allocations/${allocation.id}`);
  const patch = [{ path: `/rows/${body.rows[0].rowKey}/amount`, old: '1000.00', new: '800.00' }];
  await expectStatus(201, story.boardDecides(allocation, day, 'approveWithChanges', { patch, reasons: 'Taket sänkt' }));
  expect(await of(scene)).toMatchObject({ pending: 0, allocated: 800, remaining: 0, overAllocated: false });
  expect(await broken()).toEqual([]);
});

it('what has changed since the figures were frozen is told at promotion', async () => {
  const scene = await ready(1_000, 1_000);
  const scenario = await scene.board.scenario('Förslag', 'byPriority');
  await story.ceiling(scene.source, 999, '2024-01-01', 'Sänkt anslag');
  const refused = await scene.board.promote(scenario, nextDay());
  expect(refusal(refused)).toMatch(/^409 ceiling-exceeded/);
  expect(refused.body.sources).toMatchObject([{ overBy: sek(1) }]);

  // The checklist as well: the purposes of a grant can be answered otherwise afterwards.
  const grant = await story.source('GRANT', 'stateGrant', 5_000);
  const call = await story.call([grant], ['ASN']);
  const board = new OfficeBoard(story, call.id);
  const proposal = await story.approvedProposal('ASN', call.id, [{ title: 'Insats', kronor: 1_000 }]);
  expect((await board.scenario('Tidigt', 'byPriority')).isCertified).toBe(true);
  expect((await board.view()).measures[0]?.eligibility[0]?.verdict).toBe('open');
  await board.answer(proposal, grant, true, 'Riktas till unga');
  const eligible = await board.scenario('Behörigt', 'byPriority');
  await board.answer(proposal, grant, false, 'Vid närmare läsning inte');
  const shown = (await board.view()).measures[0]?.eligibility[0];
  expect(shown).toMatchObject({
    verdict: 'notEligible',
    answers: [{ answer: false, ground: 'Vid närmare läsning inte', answeredBy: story.person('ks.stadskontoret') }],
  });
  expect(refusal(await board.promote(eligible, nextDay()))).toMatch(/^409 state-conflict\/not-eligible/);
});

describe('the board says no to what it cannot keep', () => {
  let scene: Ready;
  beforeAll(async () => {
    scene = await ready(5_000, 1_000);
  });

  it('a judgement made on another one is refused', async () => {
    const part = [{ source: scene.source, kronor: 1_000 }];
    await expectStatus(201, scene.board.recommend(scene.proposal, part));
    expect(refusal(await scene.board.recommend(scene.proposal, part))).toMatch(/recommendation-changed/);
    await expectStatus(201, scene.board.recommend(scene.proposal, part, { follows: 1 }));
  });

  it('more than is asked for, a source twice, a measure of another call', async () => {
    const { board, source, proposal } = scene;
    const more = await board.recommend(proposal, [{ source, kronor: 1_001 }]);
    expect(refusal(more)).toMatch(/^422 .*above-requested/);
    const twice = await board.recommend(proposal, [
      { source, kronor: 1 },
      { source, kronor: 2 },
    ]);
    expect(refusal(twice)).toMatch(/^422 .*duplicate-row/);
    const other = await ready(10, 10);
    expect(refusal(await board.recommend(other.proposal, []))).toMatch(/^422 .*unknown-measure/);
  });

  it('an answer to a question nobody asks', async () => {
    const { board, callId, source, proposal } = scene;
    const reply = await (
      await board.office()
    ).post(`calls/${callId}/board/eligibility`, {
      proposalId: proposal.id,
      measureKey: proposal.measureKeys[0],
      sourceId: source,
      answers: [{ criterion: 'purpose-1', answer: true, ground: 'Ja' }],
    });
    expect(refusal(reply)).toMatch(/^422 .*unknown-criterion/);
  });

  it('the controller reads and compares; committees see neither board nor scenario', async () => {
    const { board, callId } = scene;
    const scenario = await board.scenario('Läses', 'cheapestFirst');
    const controller = await story.as('ks.controller');
    expect((await controller.get(`calls/${callId}/board`)).status).toBe(200);
    expect((await controller.get(`scenarios/${scenario.id}`)).body.certificate.text).toContain('inputsHash');
    expect((await controller.get(`calls/${callId}/scenarios`)).body.items).toMatchObject([{ name: 'Läses' }]);
    expect((await controller.post(`scenarios/${scenario.id}/discard`, undefined, { ifMatch: 1 })).status).toBe(403);
    const officer = await story.as('asn.handlaggare');
    for (const path of [`calls/${callId}/board`, `calls/${callId}/scenarios`, `scenarios/${scenario.id}`])
      expect((await officer.get(path)).status).toBe(403);
  });

  it('a name twice, figures of another call, a version nobody has read', async () => {
    const { board, callId } = scene;
    const office = await board.office();
    const { id, version } = await board.scenario('Ett namn', 'proRata');
    const again = await office.post(`calls/${callId}/scenarios`, { name: 'Ett namn', rule: 'proRata' });
    expect(refusal(again)).toMatch(/^409 duplicate\/scenario-name/);
    const other = await ready(10, 10);
    const foreign = (await other.board.scenario('Deras', 'proRata')).inputsId;
    const body = { name: 'Lånat', rule: 'proRata', inputsId: foreign };
    expect(refusal(await office.post(`calls/${callId}/scenarios`, body))).toMatch(/^422 .*unknown-inputs/);
    expect((await office.post(`scenarios/${id}/discard`, undefined, { ifMatch: version + 1 })).status).toBe(412);
    await expectStatus(200, office.post(`scenarios/${id}/discard`, undefined, { ifMatch: version }));
    const put = await office.put(`scenarios/${id}/rows`, { rows: [] }, { ifMatch: version + 1 });
    expect(refusal(put)).toMatch(/not-allowed-in-state/);
  });
});

/** The owner may do what the application may not: each check and constraint is broken once and put back. */
describe('proof', () => {
  const sabotage: Record<string, string[]> = {
    'scenarios/certificate-is-of-its-rows': [
      `update scenario_row set amount_ore = amount_ore - 1 where scenario_id in (select id from scenario where certificate is not null)`,
    ],
    'scenarios/certified-fits-its-figures': [
      `update scenario_row set amount_ore = 99999999999999 where scenario_id in (select id from scenario where certificate is not null)`,
    ],
    'scenarios/promoted-is-what-was-put-forward': [
      `update scenario_row set amount_ore = amount_ore + 1 where scenario_id = (select id from scenario where status = 'promoted' limit 1)`,
    ],
    'scenarios/recommendation-is-the-sum-of-its-rows': [`update recommendation_row set amount_ore = amount_ore - 1`],
  };

  it('every check has its sabotage here', () => {
    expect(scenarioChecks.map(({ name }) => name).sort()).toEqual(Object.keys(sabotage).sort());
  });

  it.each(Object.entries(sabotage))('%s reports when it is broken', async (name, statements) => {
    expect(await reportedAfter(story.app.database.owner, scenarioChecks, name, statements)).not.toEqual([]);
    expect(await broken()).toEqual([]);
  });

  it.each([
    ['ck_scenario_inputs_hash', `update scenario_inputs set content = content || ' '`],
    ['ck_scenario_certificate', `update scenario set certificate = certificate || ' ' where certificate is not null`],
    ['ck_scenario_promoted', `update scenario set status = 'promoted' where status = 'working'`],
    ['ck_scenario_row_amount', `update scenario_row set amount_ore = 0`],
    ['ck_recommendation_total', `update recommendation set total_ore = requested_ore + 1, reason = 'x'`],
    ['ck_recommendation_reason', `update recommendation set reason = null, total_ore = 0`],
    ['ck_eligibility_answer_ground', `update eligibility_answer set ground = ' '`],
    ['ck_eligibility_answer_criterion', `update eligibility_answer set criterion = 'annat'`],
    ['ck_posting_decision', `update posting set decision_id = null where kind = 'post'`],
    ['ck_approved_measure_allocated', `update approved_measure set pending_ore = approved_ore + 1`],
  ])('%s', async (constraint, sql) => {
    await expect(story.app.database.owner.query(sql)).rejects.toMatchObject({ driverError: { constraint } });
  });

  it.each(['eligibility_answer', 'recommendation', 'recommendation_row', 'scenario_inputs'])(
    'the application cannot rewrite %s',
    async (table) => {
      await expect(story.app.database.app.query(`delete from ${table}`)).rejects.toMatchObject({ code: '42501' });
    },
  );
});

it('two thousand measures are put before the board together, and decided', async () => {
  const source = await story.source('MANY', 'discretionaryAppropriation', 2_000_000, []);
  const call = await story.call([source], ['ASN']);
  const measures = Array.from({ length: 200 }, (_, n) => ({ title: `Insats ${n}`, kronor: 1_000 }));
  for (let n = 0; n < 10; n += 1) await story.approvedProposal('ASN', call.id, measures);
  const board = new OfficeBoard(story, call.id);
  const scenario = await board.scenario('Alla', 'asRequested');
  const day = nextDay();
  const { body } = await expectStatus(200, board.promote(scenario, day));
  expect((await story.totals())['MANY 2023']).toMatchObject({ pending: 2_000_000, remaining: 0 });
  expect((await story.boardDecides({ id: body.allocationId, version: 0 }, day)).status).toBe(201);
  expect((await story.totals())['MANY 2023']).toMatchObject({ allocated: 2_000_000, pending: 0 });
  expect(await broken()).toEqual([]);
}, 240_000);
