/**
 * Two at once, over HTTP with real parallel writers: whoever loses is told, and the money is counted once. Two decisions
 * on the last krona are in allocations.spec.ts, two scenarios in scenarios.spec.ts, two that use one key in idempotency.spec.ts.
 */
import { jest } from '@jest/globals';
import type { Reply } from '../support/app.js';
import { csv } from '../support/cost-files.js';
import { GrantScene } from '../support/grant-scene.js';
import { OfficeBoard } from '../support/board.js';
import { expectStatus, refusal, sek, type Story, type Thing } from '../support/story.js';

jest.setTimeout(60_000);

let scene: GrantScene;
let story: Story;
beforeAll(async () => {
  scene = await GrantScene.begin();
  ({ story } = scene);
  await scene.agent();
}, 60_000);
afterAll(async () => story?.app.stop());

let count = 0;
const fresh = (): string => `R${(count += 1)}`;
/** A day nobody has met on. */
const nextDay = (): string => new Date(Date.UTC(2024, 0, 1 + (count += 1))).toISOString().slice(0, 10);
const broken = async () => (await story.app.violations()).map(({ name, violations }) => [name, violations[0]]);
const statuses = (replies: readonly Reply[]): number[] => replies.map(({ status }) => status).sort((a, b) => a - b);
const of = async (code: string) => (await story.totals())[`${code} 2023`];

const steps = async (requisition: Thing): Promise<string[]> => {
  const { body } = await expectStatus(200, (await scene.office()).get(`requisitions/${requisition.id}`));
  return body.steps.map(({ act }: { act: string }) => act);
};

it('a ceiling lowered while the board decides: what came before stands, nothing comes after', async () => {
  const code = fresh();
  const source = await story.source(code, 'discretionaryAppropriation', 800, []);
  const call = await story.call([source], ['ASN']);
  const measures = Array.from({ length: 8 }, (_, index) => ({ title: `Insats ${index + 1}`, kronor: 100 }));
  const proposal = await story.approvedProposal('ASN', call.id, measures);
  const day = nextDay();
  const items: string[] = [];
  for (const measure of measures.keys()) {
    const rows = [{ proposal, measure, source, kronor: 100 }];
    const { id } = await story.allocation(call.id, `Fördelning ${measure + 1}`, rows);
    items.push(await story.plan('allocation', id, 'KS', [['KS', day]]));
  }
  await story.open('KS', day);
  const secretary = await story.as('ks.sekreterare');
  const lowering = { year: 2023, amount: sek(300), validFromDay: '2023-01-01', ground: 'Sänkt anslag' };
  const decided = items.map((item) =>
    secretary.post(`agenda-items/${item}/decision`, { outcome: 'approve' }, { ifMatch: 1 }),
  );
  const lowered = (await scene.controller()).post(`funding-sources/${source}/ceilings`, lowering);
  const [replies, effect] = await Promise.all([Promise.all(decided), expectStatus(201, lowered)]);

  const given = replies.filter(({ status }) => status === 201).length;
  for (const reply of replies.filter(({ status }) => status !== 201))
    expect(refusal(reply)).toMatch(/^409 ceiling-exceeded/);
  const before = Number(effect.body.reserved.amount) / 100;
  // After the lowering there was room for as many as still fitted under it, and for no other.
  expect(given).toBe(Math.max(before, 3));
  expect(await of(code)).toMatchObject({ allocated: given * 100, ceiling: 300, overAllocated: given > 3 });
  expect(await broken()).toEqual([]);
});

it('two approvals of one requisition: it is approved once, and an approval never meets another amount than it saw', async () => {
  const source = await scene.grant(fresh(), 1_000);
  const [office, controller] = [await scene.office(), await scene.controller()];
  const started = await expectStatus(201, office.post(`funding-sources/${source}/requisitions`, { year: 2023 }));
  const requisition = started.body as Thing;
  await scene.act(requisition, office, 'agent');
  await scene.act(requisition, office, 'preparation', { amount: sek(600) });

  const ifMatch = requisition.version;
  const approve = () => controller.post(`requisitions/${requisition.id}/approval`, undefined, { ifMatch });
  const twice = await Promise.all([approve(), approve()]);
  expect(statuses(twice)).toEqual([200, 412]);
  expect((await steps(requisition)).filter((act) => act === 'approve')).toEqual(['approve']);
  requisition.version += 1;

  // A new amount and a new approval of the old one, at once: only one of them has read the version that stands.
  await scene.act(requisition, office, 'preparation', { amount: sek(500) });
  const seen = requisition.version;
  const path = `requisitions/${requisition.id}`;
  const both = await Promise.all([
    office.post(`${path}/preparation`, { amount: sek(900) }, { ifMatch: seen }),
    controller.post(`${path}/approval`, undefined, { ifMatch: seen }),
  ]);
  expect(statuses(both)).toEqual([200, 412]);
  const [row] = await story.app.query<{ amount_ore: string; approved: boolean }>(
    `select amount_ore, approved_by is not null as approved from requisition where id = $1`,
    [requisition.id],
  );
  expect(row).toEqual(
    both[0].status === 200 ? { amount_ore: '90000', approved: false } : { amount_ore: '50000', approved: true },
  );
  expect(await broken()).toEqual([]);
});

it('two payouts, two claims and two repayments at once: each is noted once', async () => {
  const source = await scene.grant(fresh(), 1_000);
  const requisition = await scene.submitted(source, 1_000, '2023-05-10');
  await scene.note(requisition, 'confirm', '2023-05-11');
  const office = await scene.office();
  const path = `requisitions/${requisition.id}`;
  const twice = async (body: object): Promise<void> => {
    const ifMatch = requisition.version;
    const note = () => office.post(`${path}/steps`, body, { ifMatch });
    expect(statuses(await Promise.all([note(), note()]))).toEqual([200, 412]);
    requisition.version += 1;
    // Read again and tried again, it is told that the step is taken.
    const late = await office.post(`${path}/steps`, body, { ifMatch: requisition.version });
    expect(refusal(late)).toBe('409 state-conflict/not-allowed-in-state');
  };
  await twice({ act: 'pay', day: '2023-06-15', amount: sek(1_000) });
  await twice({ act: 'claimRecovery', day: '2024-03-20', amount: sek(400), ground: 'unused' });
  const tooMuch = { act: 'repay', day: '2024-04-10', amount: sek(1_001) };
  expect((await office.post(`${path}/steps`, tooMuch, { ifMatch: requisition.version })).status).toBe(422);
  await twice({ act: 'repay', day: '2024-04-10', amount: sek(400) });
  const { body } = await expectStatus(200, office.get(path));
  expect(body).toMatchObject({ paid: sek(1_000), repaid: sek(400) });
  expect(await broken()).toEqual([]);
});

it('the same cost file from eight at once: one is taken, and nothing is booked twice', async () => {
  const code = fresh();
  const source = await story.source(code, 'discretionaryAppropriation', 1_000, []);
  const call = await story.call([source], ['ASN']);
  const proposal = await story.approvedProposal('ASN', call.id, [{ title: 'Insats', kronor: 1_000 }]);
  const allocation = await story.allocation(call.id, 'Fördelning', [{ proposal, measure: 0, source, kronor: 1_000 }]);
  await expectStatus(201, story.boardDecides(allocation, nextDay()));
  const controller = await scene.controller();
  const project = { code: 'P900', proposalId: proposal.id, measureKey: proposal.measureKeys[0], sourceId: source };
  await expectStatus(201, controller.post('project-codes', project));
  const raw = csv('P900;2023-10-31;;100;Löner;A1', 'P900;2023-11-30;;200;Löner;A2');
  const headers = { 'content-type': 'application/octet-stream' };
  const take = (n: number) => controller.post(`cost-imports?fileName=fil-${n}.csv`, undefined, { raw, headers });
  const replies = await Promise.all(Array.from({ length: 8 }, (_, n) => take(n)));
  expect(statuses(replies)).toEqual([201, ...Array.from({ length: 7 }, () => 409)]);
  for (const reply of replies.filter(({ status }) => status === 409)) expect(refusal(reply)).toMatch(/^409 duplicate/);
  const [booked] = await story.app.query<{ lines: string; ore: string }>(
    `select count(*) as lines, sum(amount_ore) as ore from actual_cost where proposal_id = $1`,
    [proposal.id],
  );
  expect(booked).toEqual({ lines: '2', ore: '30000' });
  expect(await broken()).toEqual([]);
});

describe('money reserved for an allocation', () => {
  interface Reserved {
    code: string;
    allocation: Thing;
    day: string;
  }

  /** One measure of 1 000 kr that takes all of its source, promoted to the board. */
  async function reserved(): Promise<Reserved> {
    const code = fresh();
    const source = await story.source(code, 'discretionaryAppropriation', 1_000, []);
    const call = await story.call([source], ['ASN']);
    await story.approvedProposal('ASN', call.id, [{ title: 'Insats', kronor: 1_000 }]);
    const board = new OfficeBoard(story, call.id);
    const day = nextDay();
    const { body } = await expectStatus(200, board.promote(await board.scenario('Förslag', 'byPriority'), day));
    expect(await of(code)).toMatchObject({ pending: 1_000, remaining: 0 });
    return { code, allocation: { id: body.allocationId, version: 0 }, day };
  }

  it('approved and rejected at once: it is given or let go, never both', async () => {
    const { code, allocation, day } = await reserved();
    await story.open('KS', day);
    const secretary = await story.as('ks.sekreterare');
    const item = await story.waitingItem(allocation.id, secretary);
    const decide = (command: object) =>
      secretary.post(`agenda-items/${item.id}/decision`, command, { ifMatch: item.version });
    const [approved, rejected] = await Promise.all([
      decide({ outcome: 'approve' }),
      decide({ outcome: 'reject', reasons: 'Inte i år' }),
    ]);
    expect(statuses([approved, rejected])).toEqual([201, 412]);
    expect(await of(code)).toMatchObject(
      approved.status === 201
        ? { pending: 0, allocated: 1_000, remaining: 0 }
        : { pending: 0, allocated: 0, remaining: 1_000 },
    );
    expect(await broken()).toEqual([]);
  });

  it('withdrawn while it is put on an agenda again: one of them wins, and the money follows', async () => {
    const { code, allocation, day } = await reserved();
    await expectStatus(201, story.boardDecides(allocation, day, 'referBack', { reasons: 'Belys följderna' }));
    const office = await scene.office();
    const secretary = await story.as('ks.sekreterare');
    const { body: draft } = await expectStatus(200, office.get(`allocations/${allocation.id}`));
    const meetingId = await story.meeting('KS', nextDay());
    const route = { subjectKind: 'allocation', subjectId: allocation.id, meetingIds: [meetingId] };
    const [withdrawn, planned] = await Promise.all([
      office.post(`allocations/${allocation.id}/withdraw`, undefined, { ifMatch: draft.version }),
      secretary.post('routes', route),
    ]);
    expect([withdrawn.status === 200, planned.status === 201].filter(Boolean)).toHaveLength(1);
    expect(statuses([withdrawn, planned])[1]).toBeGreaterThanOrEqual(409);
    expect(await of(code)).toMatchObject(
      withdrawn.status === 200 ? { pending: 0, remaining: 1_000 } : { pending: 1_000, remaining: 0 },
    );
    expect(await broken()).toEqual([]);
  });

  it('withdrawn from three windows at once: the money is let go once', async () => {
    const { code, allocation, day } = await reserved();
    await expectStatus(201, story.boardDecides(allocation, day, 'referBack', { reasons: 'Belys följderna' }));
    const office = await scene.office();
    const { body: draft } = await expectStatus(200, office.get(`allocations/${allocation.id}`));
    const withdraw = () => office.post(`allocations/${allocation.id}/withdraw`, undefined, { ifMatch: draft.version });
    expect(statuses(await Promise.all([withdraw(), withdraw(), withdraw()]))).toEqual([200, 412, 412]);
    expect(await of(code)).toMatchObject({ pending: 0, allocated: 0, remaining: 1_000 });
    const [voided] = await story.app.query<{ n: string }>(
      `select count(*) as n from ledger_entry e join posting p on p.id = e.posting_id join allocation_row r on r.id = e.allocation_row_id
         join allocation_version v on v.id = r.version_id where v.allocation_id = $1 and p.kind = 'void'`,
      [allocation.id],
    );
    expect(voided).toEqual({ n: '1' });
    expect(await broken()).toEqual([]);
  });
});
