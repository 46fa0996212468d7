/**
 * A court annuls a decision that divided money (KL 13:8): every posting of it is undone by its opposite, once, and what it
 * promised lapses (KL 13:15, M6, R-15). Nothing else in the ledger is corrected that way; it is decided anew.
 */
import { jest } from '@jest/globals';
import { OfficeBoard } from '../support/board.js';
import { expectStatus, refusal, sek, Story, type StoryProposal, type Thing } from '../support/story.js';

jest.setTimeout(60_000);

const judgment = 'Förvaltningsrätten 2023-10-12, mål 1234-23';
const coming = 2099;

let story: Story;
let callId: string;
let asn: StoryProposal;
let own: string;
let other: string;
beforeAll(async () => {
  story = await Story.begin();
  own = await story.source('KSA', 'discretionaryAppropriation', 1_000_000, []);
  other = await story.source('KSB', 'discretionaryAppropriation', 500_000, []);
  await story.ceiling(own, 1_000_000, '2023-01-01', 'Flerårsbudget', coming);
  callId = (await story.call([own, other], ['ASN'], undefined, [2023, coming])).id;
  asn = await story.approvedProposal('ASN', callId, [
    { title: 'Fältgrupp', kronor: 900_000 },
    { title: 'Dialog', kronor: 300_000 },
    { title: 'Läger', kronor: 200_000 },
  ]);
}, 60_000);
afterAll(() => story?.app.stop());
afterEach(async () => {
  expect((await story.app.violations()).map(({ name, violations }) => [name, violations[0]])).toEqual([]);
});

interface Row {
  measure: number;
  kronor: number;
  source?: string;
  year?: number;
  condition?: string;
  reason?: string;
}

async function decided(title: string, day: string, rows: readonly Row[]): Promise<{ id: string; decisionId: string }> {
  const office = await story.as('ks.stadskontoret');
  const { body } = await expectStatus(201, office.post('allocations', { title, callId }));
  const drafts = rows.map(({ measure, kronor, source = own, year = 2023, ...more }) => ({
    proposalId: asn.id,
    measureKey: asn.measureKeys[measure],
    sourceId: source,
    year,
    amount: sek(kronor),
    ...more,
  }));
  await expectStatus(200, office.put(`allocations/${body.id}/rows`, { rows: drafts }, { ifMatch: body.version }));
  const decision = await expectStatus(201, story.boardDecides({ id: body.id, version: 0 }, day));
  return { id: body.id, decisionId: decision.body.id };
}

async function annulled(decisionId: string, receivedDay: string, day: string): Promise<void> {
  const secretary = await story.as('ks.sekreterare');
  const appeal = { receivedDay, appellant: 'En kommunmedlem', grounds: 'Beslutet har inte tillkommit i laga ordning.' };
  const { body } = await expectStatus(201, secretary.post(`decisions/${decisionId}/appeals`, appeal));
  const step = async (act: string, on: string, version: number) =>
    expectStatus(
      200,
      secretary.post(`appeals/${body.id}/steps`, { act, day: on, note: judgment }, { ifMatch: version }),
    );
  const forwarded = await step('forward', receivedDay, body.version);
  await step('annul', day, forwarded.body.version);
}

const read = async (id: string) =>
  (await expectStatus(200, (await story.as('ks.controller')).get(`allocations/${id}`))).body;
async function undo(id: string, who = 'ks.controller', version?: number) {
  const client = await story.as(who);
  const ifMatch = version ?? (await read(id)).version;
  return client.post(`allocations/${id}/undoing`, { reason: judgment }, { ifMatch });
}
const ledgerOf = async (decisionId: string) => {
  const { body } = await expectStatus(200, (await story.as('ks.controller')).get(`ledger?decisionId=${decisionId}`));
  return (
    body.items as { posting: Record<string, string>; account: string; amount: { amount: string }; validDay: string }[]
  ).map(({ posting, account, amount, validDay }) => [posting['kind'], account, Number(amount.amount), validDay]);
};

test('all of it comes back, to the day of the judgment; the original stands, and it is done once', async () => {
  const before = await story.totals();
  const { id, decisionId } = await decided('Fördelning', '2023-05-03', [
    { measure: 0, kronor: 600_000 },
    { measure: 1, kronor: 100_000 },
    { measure: 1, kronor: 50_000, source: other },
    { measure: 0, kronor: 200_000, year: coming, condition: 'Medel anvisas i budgeten.' },
    { measure: 1, kronor: 30_000, year: coming, condition: 'Medel anvisas i budgeten.' },
  ]);
  const office = await story.as('ks.stadskontoret');
  const view = await read(id);
  const [first, second] = view.rows.filter((row: { condition: string | null }) => row.condition !== null);
  const answer = async (row: { rowKey: string }) =>
    office.post(
      `allocations/${id}/conditional-rows/${row.rowKey}/in-force`,
      { ground: 'Kommunfullmäktige § 210', day: '2023-06-01' },
      { ifMatch: (await read(id)).version },
    );
  await expectStatus(200, answer(first));
  expect((await story.totals())[`KSA ${coming}`]).toMatchObject({ allocated: 200_000, conditional: 30_000 });

  expect((await read(id)).possibleActs).toEqual([]);
  expect(refusal(await undo(id))).toBe('409 state-conflict/not-annulled');
  await annulled(decisionId, '2023-05-15', '2023-10-12');
  expect((await read(id)).possibleActs).toEqual(['undo']);
  // What an annulled decision promised cannot become money.
  expect(refusal(await answer(second))).toBe('409 state-conflict/annulled');
  expect(refusal(await undo(id, 'ks.stadskontoret'))).toBe('403 forbidden/ledger.correct');
  expect(refusal(await undo(id, 'asn.handlaggare'))).toBe('403 forbidden/ledger.correct');
  expect(refusal(await undo(id, 'ks.controller', 1))).toMatch(/^412/);

  const { version } = await read(id);
  const client = await story.as('ks.controller');
  const replies = await Promise.all(
    Array.from({ length: 12 }, () =>
      client.post(`allocations/${id}/undoing`, { reason: judgment }, { ifMatch: version }),
    ),
  );
  expect(replies.map(({ status }) => status).sort((a, b) => a - b)).toEqual([
    200,
    ...Array.from({ length: 11 }, () => 412),
  ]);
  expect(refusal(await undo(id))).toBe('409 state-conflict/not-allowed-in-state');

  expect(await read(id)).toMatchObject({ status: 'annulled', possibleActs: [], total: sek(750_000) });
  expect(await story.totals()).toEqual(before);
  expect(await ledgerOf(decisionId)).toEqual([
    ['allocate', 'source', 700_000, '2023-05-03'],
    ['allocate', 'source', 50_000, '2023-05-03'],
    ['allocate', 'allocated', -600_000, '2023-05-03'],
    ['allocate', 'allocated', -100_000, '2023-05-03'],
    ['allocate', 'allocated', -50_000, '2023-05-03'],
    ['allocate', 'source', 200_000, '2023-06-01'],
    ['allocate', 'allocated', -200_000, '2023-06-01'],
    ['reverse', 'source', -200_000, '2023-10-12'],
    ['reverse', 'allocated', 200_000, '2023-10-12'],
    ['reverse', 'source', -700_000, '2023-10-12'],
    ['reverse', 'source', -50_000, '2023-10-12'],
    ['reverse', 'allocated', 600_000, '2023-10-12'],
    ['reverse', 'allocated', 100_000, '2023-10-12'],
    ['reverse', 'allocated', 50_000, '2023-10-12'],
  ]);
  // Until the judgment it had been given.
  expect((await story.totals('?asOf=2023-10-11'))['KSA 2023']).toMatchObject({ allocated: 700_000 });
  expect((await story.totals('?asOf=2023-10-12'))['KSA 2023']).toMatchObject({ allocated: 0, remaining: 1_000_000 });
  // The measures may be given the same again, by a new decision.
  await decided('På nytt', '2023-11-01', [{ measure: 0, kronor: 900_000 }]);
});

test('a decision out of a reservation: nothing is pending again', async () => {
  const board = new OfficeBoard(story, callId);
  const scenario: Thing = await board.scenario('Resten', 'byPriority');
  const promoted = await expectStatus(200, board.promote(scenario, '2023-11-08'));
  const id = promoted.body.allocationId as string;
  const pending = Number((await story.totals())['sum']!['pending']);
  expect(pending).toBeGreaterThan(0);
  const { body } = await expectStatus(201, story.boardDecides({ id, version: 0 }, '2023-11-08'));
  await annulled(body.id, '2023-11-20', '2024-02-01');
  await expectStatus(200, undo(id));
  expect((await story.totals())['sum']).toMatchObject({ pending: 0, allocated: 900_000 });
});

test('what a later decision has taken back cannot be taken back again: then the board decides', async () => {
  const { id, decisionId } = await decided('Läger', '2023-09-06', [{ measure: 2, kronor: 80_000, source: other }]);
  await decided('Mindre läger', '2023-09-20', [{ measure: 2, kronor: -30_000, source: other, reason: 'Färre deltar' }]);
  await annulled(decisionId, '2023-09-25', '2023-12-01');
  expect(refusal(await undo(id))).toMatch(/^409 (state-conflict\/)?below-zero/);
  expect((await story.totals())['KSB 2023']).toMatchObject({ allocated: 50_000 });
  expect(await read(id)).toMatchObject({ status: 'decided', possibleActs: ['undo'] });
});
