import { v7 as uuidv7 } from 'uuid';
import { AllocationScene, sek } from '../support/allocation-scene.js';
import { type TestApplication, testApplication } from '../support/app.js';

let app: TestApplication;
let scene: AllocationScene;

beforeAll(async () => {
  app = await testApplication();
  scene = new AllocationScene(app);
}, 60_000);
afterAll(async () => app?.stop());

describe('rows that cannot be written', () => {
  it.each([
    ['a year outside the use period (R-07)', { year: 2024 }, '/rows/0/year', 'outside-use-period'],
    ['a year without a ceiling', { year: 2025, own: true }, '/rows/0/year', 'no-ceiling'],
    ['a source that does not exist', { sourceId: uuidv7() }, '/rows/0/sourceId', 'unknown-source'],
    ['a proposal that does not exist', { proposalId: uuidv7() }, '/rows/0/proposalId', 'unknown-proposal'],
    ['a measure that does not exist', { measureKey: uuidv7() }, '/rows/0/measureKey', 'unknown-measure'],
    ['nothing given', { amount: sek('0.00') }, '/rows/0/amount', 'amount-range'],
    ['taken back without a reason', { amount: sek('-1.00') }, '/rows/0/reason', 'required'],
    ['an amount as a number', { amount: 5 }, '/rows/0/amount', 'amount-type'],
    ['the committee typed by hand', { authorityId: uuidv7() }, '/rows/0/authorityId', 'unknown-property'],
  ])('%s', async (_what, over, pointer, code) => {
    const { own = false, ...fields } = { own: false, ...over };
    const sourceId = await scene.source(
      `R${uuidv7().slice(-8)}`,
      '100.00',
      own ? 'discretionaryAppropriation' : 'stateGrant',
    );
    const asn = await scene.approved('ASN', ['100.00']);
    const office = await scene.office();
    const made = await office.post('allocations', { title: 'Fördelning', matterId: await scene.matter('KS') });
    const reply = await office.put(
      `allocations/${made.body.id}/rows`,
      { rows: [{ ...scene.row(asn, 0, sourceId, '1.00'), ...fields }] },
      { ifMatch: 1 },
    );
    expect([reply.status, reply.body.errors]).toEqual([422, [expect.objectContaining({ pointer, code })]]);
  });

  it('in a committee’s matter, in no matter, or by somebody else than the city office', async () => {
    const office = await scene.office();
    const inCommittee = await office.post('allocations', { title: 'F', matterId: await scene.matter('ASN') });
    const nowhere = await office.post('allocations', { title: 'F' });
    const other = await (
      await app.as('ks.controller')
    ).post('allocations', { title: 'F', matterId: await scene.matter('KS') });
    expect([inCommittee.body.code, nowhere.body.code, other.status]).toEqual(['no-executive-board', 'one-of', 403]);
  });

  it('an allocation without rows does not reach an agenda', async () => {
    const id = await scene.draft([]);
    const meeting = await (
      await scene.secretary()
    ).post(`bodies/${app.bodyIds.get('KS')}/meetings`, { day: '2023-05-01' });
    const route = await (
      await scene.secretary()
    ).post('routes', { subjectKind: 'allocation', subjectId: id, meetingIds: [meeting.body.id] });
    expect([route.status, route.body.code]).toEqual([409, 'empty-allocation']);
  });
});
