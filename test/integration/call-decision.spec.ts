/** The end of a call: decided when every answer has got its own. */
import { AllocationScene, expectStatus } from '../support/allocation-scene.js';
import { type Client, type Reply, testApplication, type TestApplication } from '../support/app.js';

let app: TestApplication;
let scene: AllocationScene;
let office: Client;
let sourceId: string;

beforeAll(async () => {
  app = await testApplication();
  scene = new AllocationScene(app);
  office = await scene.office();
  sourceId = await scene.source('SOS-2023', '100.00');
}, 60_000);
afterAll(async () => app?.stop());

interface Call {
  id: string;
  version: number;
}

async function move(call: Call, act: string): Promise<Reply> {
  const reply = await office.post(`calls/${call.id}/${act}`, undefined, { ifMatch: call.version });
  if (reply.status === 200) call.version = reply.body.version;
  return reply;
}

/** Compiled, without answers. */
async function compiled(): Promise<Call> {
  const { body } = expectStatus(
    await office.post('calls', {
      title: 'Sociala insatser',
      years: [2023],
      sourceIds: [sourceId],
      authorityIds: [app.authorityIds.get('ASN')],
      replyByDay: '2099-04-28',
      replyByTime: '12:00',
    }),
    201,
  );
  const call = { id: body.id, version: body.version };
  expectStatus(await move(call, 'issue'), 200);
  await app.query(`update call_invitation set status = 'declined' where call_id = $1`, [call.id]);
  for (const act of ['closing', 'compilation']) expectStatus(await move(call, act), 200);
  return call;
}

async function answered(call: Call, status: string): Promise<ReturnType<AllocationScene['approved']>> {
  const proposal = await scene.approved('ASN', ['60.00'], status);
  await app.query(`update proposal set call_id = $2 where id = $1`, [proposal.id, call.id]);
  return proposal;
}

const outcome = async (call: Call): Promise<[number, string | undefined, string]> => {
  const { status, body } = await move(call, 'decision');
  const view = await office.get(`calls/${call.id}`);
  return [status, body.code, view.body.status];
};

it('waits for the committees, then for the board, and ends when both have answered', async () => {
  const call = await compiled();
  expect((await office.get(`calls/${call.id}`)).body.possibleActs).toEqual(['decide', 'cancel']);
  const proposal = await answered(call, 'approved');
  const late = await answered(call, 'scheduled');
  expect(await outcome(call)).toEqual([409, 'answers-waiting', 'compiled']);
  await app.query(`update proposal set status = 'rejected' where id = $1`, [late.id]);
  expect(await outcome(call)).toEqual([409, 'not-divided', 'compiled']);
  const draft = await scene.draft([scene.row(proposal, 0, sourceId, '60.00')]);
  expect(await outcome(call)).toEqual([409, 'allocation-under-way', 'compiled']);
  const item = await scene.planned(draft);
  expect(await outcome(call)).toEqual([409, 'allocation-under-way', 'compiled']);
  expectStatus(await scene.decide(item, { outcome: 'approve' }), 201);
  expect(await outcome(call)).toEqual([200, undefined, 'decided']);
  const again = await move(call, 'decision');
  expect([again.status, again.body.code, again.body.possibleActs]).toEqual([409, 'not-allowed-in-state', []]);
});

it('without anything approved there is nothing to wait for', async () => {
  const call = await compiled();
  await answered(call, 'withdrawn');
  expect(await outcome(call)).toEqual([200, undefined, 'decided']);
});

it('is the city office’s to say, about the version it has read', async () => {
  const call = await compiled();
  const officer = await app.as('asn.handlaggare');
  expect((await officer.post(`calls/${call.id}/decision`, undefined, { ifMatch: call.version })).status).toBe(403);
  expect((await office.post(`calls/${call.id}/decision`)).status).toBe(428);
  expect((await office.post(`calls/${call.id}/decision`, undefined, { ifMatch: 1 })).status).toBe(412);
});

it('the states of calls follow their events', async () => {
  expect((await app.violations()).map(({ name }) => name).filter((name) => name.startsWith('calls/D1'))).toEqual([]);
});
