/** Grants under pressure: agents, timers, facts that do not fit, and what the database itself refuses. */
import { jest } from '@jest/globals';
import { grantChecks } from '../../src/allocations/grants/grants.checks.js';
import { Timers } from '../../src/platform/jobs/timers.js';
import { reportedAfter } from '../support/broken-checks.js';
import { GrantScene } from '../support/grant-scene.js';
import { expectStatus, refusal, sek, type Thing } from '../support/story.js';

jest.setTimeout(60_000);

let scene: GrantScene;
let grant: string;
let accepted: Thing;
beforeAll(async () => {
  scene = await GrantScene.begin();
  grant = await scene.grant('SoS', 22_200_000, '2023-05-12');
  await scene.agent();
  accepted = await scene.submitted(grant, 8_075_000, '2023-05-10');
  await scene.note(accepted, 'confirm', '2023-05-11');
  await scene.note(accepted, 'pay', '2023-06-15', { amount: sek(8_075_000) });
  await scene.report(accepted, '2024-02-15');
  await scene.note(accepted, 'accept', '2024-03-15');
}, 60_000);
afterAll(() => scene?.story.app.stop());

const timers = () => scene.story.app.app.get(Timers);
const owner = (sql: string) => scene.story.app.query(sql);

test('the list of grants says what is left to ask for, and whether what is asked for is what was given', async () => {
  const controller = await scene.controller();
  const { body } = await expectStatus(200, controller.get('grants'));
  expect(body.items).toHaveLength(body.total);
  expect(body.items.find((item: { sourceId: string }) => item.sourceId === grant)).toMatchObject({
    sourceCode: 'SoS',
    year: 2023,
    deadlineAt: '2023-05-12T21:59:00.000Z',
    deadlineHasPassed: true,
    lastDayToAskAgent: '2023-04-12',
    agentStatus: 'approved',
    requisitionId: accepted.id,
    status: 'accepted',
    prepared: sek(8_075_000),
    ceiling: sek(22_200_000),
    reserved: sek(0),
    requisitioned: sek(8_075_000),
    paid: sek(8_075_000),
    outstanding: sek(-8_075_000),
    tallies: false,
  });
  const { body: one } = await expectStatus(200, controller.get(`requisitions/${accepted.id}`));
  expect([one.preparedByName, one.approvedByName]).not.toContain(null);
  expect(one.preparedByName).not.toBe(one.approvedByName);
  expect(one.steps[0].recordedByName).toBe(one.preparedByName);
});

describe('agents', () => {
  it('an organisation number has one with each grantor', async () => {
    const office = await scene.office();
    const body = {
      grantor: 'socialstyrelsen',
      organisationNumber: '212000-1124',
      personId: scene.story.person('ks.controller'),
      askedDay: '2023-03-10',
    };
    expect(refusal(await office.post('grant-agents', body))).toMatch(/^409 duplicate/);
    await expectStatus(201, office.post('grant-agents', { ...body, grantor: 'Skolverket' }));
    const { body: page } = await expectStatus(200, office.get('grant-agents'));
    expect(page.total).toBe(2);
  });

  it('none approved, none on a requisition', async () => {
    const office = await scene.office();
    const id = await scene.grant('EJ', 1_000);
    await owner(`update funding_source set grantor = 'Boverket' where id = '${id}'`);
    const { body } = await expectStatus(201, office.post(`funding-sources/${id}/requisitions`, { year: 2023 }));
    const reply = await office.post(`requisitions/${body.id}/agent`, undefined, { ifMatch: 1 });
    expect(refusal(reply)).toMatch(/no-agent/);
  });
});

describe('the deadline', () => {
  it('what waited when it passed has expired, and somebody is told', async () => {
    const id = await scene.grant('TID', 5_000);
    const requisition = await scene.approved(id, 5_000);
    await owner(`update funding_source set requisition_deadline_day = today_in_stockholm() - 1 where id = '${id}'`);
    await owner(`update requisition set created_at = now() - interval '9 days' where id = '${requisition.id}'`);
    await timers().runOnce('requisition-expiry');
    const office = await scene.office();
    expect((await office.get(`requisitions/${requisition.id}`)).body.status).toBe('expired');
    const events = `select 1 from event where type = 'requisition.expired' and subject_id = '${requisition.id}'`;
    expect(await owner(events)).toHaveLength(1);
    await timers().runOnce('requisition-expiry');
    expect(await owner(events)).toHaveLength(1);
  });

  it('the day before, once, while nothing is handed in', async () => {
    const id = await scene.grant('SNART', 5_000);
    await owner(`update funding_source set requisition_deadline_day = today_in_stockholm() + 1 where id = '${id}'`);
    await timers().runOnce('requisition-deadline-warning');
    await timers().runOnce('requisition-deadline-warning');
    const events = await owner(
      `select payload from event where type = 'requisition.deadlineNear' and subject_id = '${id}'`,
    );
    expect(events).toHaveLength(1);
    const { body } = await (await scene.office()).get(`funding-sources/${id}/grant`);
    expect(body.warnings).toContainEqual(expect.stringContaining('Sista dag att rekvirera'));
  });

  it('now is in time when the deadline is to come, and the ceiling of today holds', async () => {
    const id = await scene.grant('NU', 5_000, '2099-05-12');
    const requisition = await scene.approved(id, 5_000);
    await scene.story.ceiling(id, 4_999, '2023-02-01', 'Sänkt');
    const office = await scene.office();
    const path = `requisitions/${requisition.id}/submission`;
    const refused = await office.post(path, {}, { ifMatch: requisition.version });
    expect(refusal(refused)).toMatch(/^409 ceiling-exceeded/);
    await scene.act(requisition, office, 'preparation', { amount: sek(4_999) });
    const unapproved = await office.post(path, {}, { ifMatch: requisition.version });
    expect(refusal(unapproved)).toMatch(/not-approved/);
    await scene.act(requisition, await scene.controller(), 'approval');
    await scene.act(requisition, office, 'submission', {});
  });
});

describe('facts that do not fit', () => {
  const cases: [string, Record<string, unknown>, RegExp][] = [
    ['a day to come', { act: 'claimRecovery', day: '2099-01-01', amount: sek(1), ground: 'unused' }, /future-day/],
    ['before the step before', { act: 'claimRecovery', day: '2023-05-09', amount: sek(1), ground: 'unused' }, /before/],
    [
      'more than was paid',
      { act: 'claimRecovery', day: '2024-04-01', amount: sek(8_075_001), ground: 'unused' },
      /limit/,
    ],
    ['no ground', { act: 'claimRecovery', day: '2024-04-01', amount: sek(1) }, /required/],
    [
      'no report, though there is one',
      { act: 'claimRecovery', day: '2024-04-01', amount: sek(1), ground: 'noReport' },
      /report-exists/,
    ],
    ['nothing', { act: 'repay', day: '2024-04-01', amount: sek(0) }, /amount-range/],
    ['an amount where there is none', { act: 'close', day: '2024-04-01', amount: sek(1) }, /not-applicable/],
    ['paid twice', { act: 'pay', day: '2024-04-01', amount: sek(1) }, /not-allowed-in-state/],
  ];
  it.each(cases)('%s', async (_name, body, code) => {
    const office = await scene.office();
    const reply = await office.post(`requisitions/${accepted.id}/steps`, body, { ifMatch: accepted.version });
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(`${reply.body.code} ${JSON.stringify(reply.body.errors ?? '')}`).toMatch(code);
  });

  it('less than asked for is paid with the reason, and what is withheld is told', async () => {
    const id = await scene.grant('HALV', 5_000, '2023-05-12');
    const requisition = await scene.submitted(id, 5_000, '2023-05-10');
    await scene.note(requisition, 'confirm', '2023-05-11');
    await scene.note(requisition, 'withhold', '2023-05-20', { reason: 'Återrapport för 2022 saknas' });
    const office = await scene.office();
    const less = { act: 'pay', day: '2023-06-01', amount: sek(4_000) };
    const path = `requisitions/${requisition.id}/steps`;
    expect(refusal(await office.post(path, less, { ifMatch: requisition.version }))).toMatch(/^422/);
    await scene.note(requisition, 'pay', '2023-06-01', { amount: sek(4_000), reason: 'Återrapport för 2022 saknas' });
    await scene.note(requisition, 'claimRecovery', '2024-05-01', { amount: sek(4_000), ground: 'noReport' });
    const wrong = { act: 'repay', day: '2024-06-01', amount: sek(3_999) };
    expect((await office.post(path, wrong, { ifMatch: requisition.version })).body.code).toBe('not-as-claimed');
    await scene.note(requisition, 'repay', '2024-06-01', { amount: sek(4_000) });
    await scene.note(requisition, 'close', '2024-06-02');
  });

  it('the municipality’s own money is not requisitioned', async () => {
    const own = await scene.story.source('KSA', 'discretionaryAppropriation', 1_000);
    const office = await scene.office();
    expect(refusal(await office.post(`funding-sources/${own}/requisitions`, { year: 2023 }))).toMatch(/no-grant/);
    expect(refusal(await office.get(`funding-sources/${own}/grant`))).toMatch(/no-grant/);
  });

  it('a case officer reads and does not handle', async () => {
    const officer = await scene.story.as('asn.handlaggare');
    expect((await officer.get(`requisitions/${accepted.id}`)).status).toBe(200);
    const reply = await officer.post(`requisitions/${accepted.id}/approval`, undefined, { ifMatch: accepted.version });
    expect(reply.status).toBe(403);
  });
});

describe('the database has the last word', () => {
  it.each([
    [
      'its own approver',
      `update requisition set approved_by = prepared_by where submitted_at is null`,
      'ck_requisition_four_eyes',
    ],
    [
      'another amount once it is handed in',
      `update requisition set amount_ore = amount_ore - 1`,
      'ck_requisition_frozen',
    ],
    ['more back than was paid', `update requisition set repaid_ore = paid_ore + 1`, 'ck_requisition_repaid'],
    [
      'a closing without ever handing in',
      `update requisition set status = 'closed' where submitted_at is null`,
      'ck_requisition_submitted',
    ],
  ])('%s', async (_name, sql, constraint) => {
    const where = sql.includes(' where ') ? sql : `${sql} where id = '${accepted.id}'`;
    await expect(owner(where)).rejects.toMatchObject({ constraint });
  });

  it('handed in above the ceiling, or late', async () => {
    const id = await scene.grant('DB', 5_000, '2023-05-12');
    const requisition = await scene.approved(id, 5_000);
    const hand = (at: string) =>
      owner(`update requisition set status = 'submitted', submitted_at = '${at}' where id = '${requisition.id}'`);
    await expect(hand('2022-12-31T12:00:00Z')).rejects.toMatchObject({ constraint: 'ck_requisition_ceiling' });
    await expect(hand('2023-05-12T21:59:00.001Z')).rejects.toMatchObject({ constraint: 'ck_requisition_in_time' });
  });
});

const free = 'alter table requisition disable trigger tr_requisition_guard';
const submitted = `(select id from requisition where submitted_at is not null limit 1)`;
const sabotage: Record<string, readonly string[]> = {
  'allocations/R08-requisitioned-in-time-and-within-the-ceiling': [
    `${free}; update requisition set amount_ore = 2220000100, withheld_reason = 'x' where submitted_at is not null`,
    `${free}; update requisition set submitted_at = '2022-12-31' where submitted_at is not null`,
    `${free}; alter table requisition drop constraint ck_requisition_in_time; update requisition set submitted_at = '2023-05-13' where deadline_at < '2024-01-01'`,
    `delete from requisition_step where act = 'submit'`,
  ],
  'allocations/D9-requisition-by-four-eyes': [
    `${free}; alter table requisition drop constraint ck_requisition_four_eyes; update requisition set approved_by = prepared_by`,
    `${free}; alter table requisition drop constraint ck_requisition_submitted; update requisition set approved_by = null where id = ${submitted}`,
  ],
  'allocations/D1-requisition-stands-at-its-last-step': [
    `update requisition set status = 'closed' where id = ${submitted}`,
    `delete from requisition_step where number = 2`,
    `update requisition_step set from_status = 'paid' where number = 1`,
  ],
  'allocations/R09-paid-claimed-and-repaid-are-the-steps': [
    `update requisition set paid_ore = paid_ore - 1, withheld_reason = 'x' where repaid_ore = 0 and paid_ore is not null`,
    `update requisition set repaid_ore = repaid_ore + 1 where repaid_ore = 0 and paid_ore is not null`,
    `update requisition_step set amount_ore = amount_ore + 1 where act = 'submit'`,
  ],
  'allocations/R08-requisition-through-an-approved-agent': [
    `alter table grant_agent drop constraint ck_grant_agent_approved; update grant_agent set approved_day = null`,
  ],
  'allocations/R08-one-agent-per-organisation-number': [
    `drop index uq_grant_agent_in_force; insert into grant_agent (id, grantor, organisation_number, person_id, asked_day)
       select gen_random_uuid(), grantor, organisation_number, person_id, asked_day from grant_agent`,
  ],
  'allocations/D4-reported-has-its-report': [`delete from grant_report`],
};

describe('checks', () => {
  it('each has its sabotage', () => {
    expect(grantChecks.map(({ name }) => name).sort()).toEqual(Object.keys(sabotage).sort());
  });

  it('an honest database breaks none', async () => {
    expect(await scene.story.app.violations()).toEqual([]);
  });

  const ways = Object.entries(sabotage).flatMap(([name, all]) => all.map((one) => [name, one] as const));
  it.each(ways)('%s reports after: %s', async (name, statements) => {
    expect(await reportedAfter(scene.story.app.database.owner, grantChecks, name, statements.split(';'))).not.toEqual(
      [],
    );
  });
});
