/** Whoever has not answered a call is reminded, once a day however many press; whoever has answered is left in peace. */
import { type Client, type Reply, testApplication, type TestApplication } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { expectStatus } from '../support/replies.js';

let app: TestApplication;
let office: Client;
let sourceId: string;

beforeAll(async () => {
  app = await testApplication({ env: { ANSLAG_JOBS: 'true' } });
  office = await app.as('ks.stadskontoret');
  const controller = await app.as('ks.controller');
  const source = { name: 'Anslag till förfogande', kind: 'discretionaryAppropriation', code: 'KSA-2023' };
  const used = { useFromDay: '2023-01-01', useToDay: '2023-12-31' };
  const { body } = await expectStatus(201, controller.post('funding-sources', { ...source, ...used }));
  sourceId = body.id;
  const ceiling = { year: 2023, amount: { amount: '15000000.00', currency: 'SEK' }, validFromDay: '2023-01-01' };
  await expectStatus(
    201,
    controller.post(
      `funding-sources/${sourceId}/ceilings`,
      { ...ceiling, ground: 'Nämndsbudget', financing: 'Minskat anslag för lokaler' },
      { ifMatch: body.version },
    ),
  );
}, 60_000);
afterAll(async () => {
  await app?.stop();
});

interface Call {
  id: string;
  version: number;
}

async function draft(codes: readonly string[]): Promise<Call> {
  const authorityIds = codes.map((code) => app.authorityIds.get(code));
  const content = { title: 'Begäran', years: [2023], sourceIds: [sourceId], replyByDay: '2099-04-28' };
  const { body } = await expectStatus(201, office.post('calls', { ...content, authorityIds, replyByTime: '12:00' }));
  return body as Call;
}

async function issued(codes: readonly string[]): Promise<Call> {
  const { id, version } = await draft(codes);
  const { body } = await expectStatus(200, office.post(`calls/${id}/issue`, undefined, { ifMatch: version }));
  return body as Call;
}

const remind = ({ id }: Call, by: Client = office): Promise<Reply> => by.post(`calls/${id}/reminders`);
const named = (list: { authorityName: string }[]): string[] => list.map(({ authorityName }) => authorityName);

async function decline({ id }: Call, code: string): Promise<void> {
  const officer = await app.as(`${code.toLowerCase()}.handlaggare`);
  await expectStatus(204, officer.post(`calls/${id}/declination`, { authorityId: app.authorityIds.get(code) }));
}

/** How many reminders of this call a person has waiting. */
async function reminders({ id }: Call, username: string): Promise<number> {
  const { body } = await expectStatus(200, (await app.as(username)).get('notices?limit=100'));
  const items = body.items as { kind: string; subjectId: string }[];
  return items.filter(({ kind, subjectId }) => kind === 'answerCallReminder' && subjectId === id).length;
}

test('those who have not answered are told, and nobody else; a second time the same day changes nothing', async () => {
  const call = await issued(['ASN', 'GRN', 'KN']);
  await decline(call, 'GRN');
  const first = (await expectStatus(200, remind(call))).body;
  expect(named(first.reminded)).toEqual(['Arbetsmarknads- och socialnämnden', 'Kulturnämnden']);
  expect(first.alreadyToday).toEqual([]);
  await eventually(async () => (await reminders(call, 'kn.handlaggare')) === 1, { what: 'the reminder arrives' });

  const second = (await expectStatus(200, remind(call))).body;
  expect([second.reminded, named(second.alreadyToday)]).toEqual([[], named(first.reminded)]);
  const told = `select payload -> 'authorityIds' as ids from event where type = 'call.reminded' and subject_id = $1`;
  const ids = ['ASN', 'KN'].map((code) => app.authorityIds.get(code));
  expect((await app.query<{ ids: string[] }>(told, [call.id])).map((row) => row.ids.toSorted())).toEqual([
    ids.toSorted(),
  ]);
  expect(await reminders(call, 'grn.handlaggare')).toBe(0);
  expect(await reminders(call, 'asn.registrator')).toBe(1);

  const { body } = await expectStatus(200, office.get(`calls/${call.id}`));
  const at = (body.invitations as { remindedAt: string | null }[]).map(({ remindedAt }) => remindedAt !== null);
  expect(at).toEqual([true, false, true]);
  expect(body).toMatchObject({ isDue: false, version: call.version });
});

test('two who press at once remind each authority once', async () => {
  const call = await issued(['ASN', 'GRN', 'FRN', 'TN']);
  const replies = await Promise.all([remind(call), remind(call), remind(call)]);
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
  const told = replies.flatMap(({ body }) => named(body.reminded));
  expect(told.toSorted()).toEqual([...new Set(told)].toSorted());
  expect(told).toHaveLength(4);
});

test('only the city office reminds, only of an issued call, and only while somebody is waited for', async () => {
  const unissued = await remind(await draft(['ASN']));
  expect([unissued.status, unissued.body.code]).toEqual([409, 'not-allowed-in-state']);
  const call = await issued(['ASN']);
  expect((await remind(call, await app.as('asn.handlaggare'))).status).toBe(403);
  await decline(call, 'ASN');
  const refusal = await remind(call);
  expect([refusal.status, refusal.body.code]).toEqual([409, 'nobody-waits']);
});

test('the list says how many are missing, what is asked for, and what the sources may give', async () => {
  const call = await issued(['ASN', 'GRN', 'KN']);
  await decline(call, 'KN');
  const { body } = await expectStatus(200, office.get('calls?status=issued&limit=100'));
  expect((body.items as Call[]).find(({ id }) => id === call.id)).toMatchObject({
    invited: 3,
    answered: 1,
    missing: 2,
    late: 0,
    isDue: false,
    requested: { amount: '0.00', currency: 'SEK' },
    ceiling: { amount: '15000000.00', currency: 'SEK' },
  });
});

test('every invariant holds', async () => {
  expect(await app.violations()).toEqual([]);
});
