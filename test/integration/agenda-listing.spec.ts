/** What is ready for an agenda, and putting eight matters there in one act: all of them, or none. */
import { expectStatus } from '../support/replies.js';
import { type Client, testApplication, type TestApplication } from '../support/app.js';

let app: TestApplication;
let secretary: Client;

beforeAll(async () => {
  app = await testApplication({ example: true });
  secretary = await app.as('grn.sekreterare');
}, 120_000);
afterAll(async () => {
  expect(await app.violations()).toEqual([]);
  await app.stop();
});

interface Item {
  subjectKind: string;
  subjectId: string;
}

async function meeting(code: string, day: string, by: Client = secretary): Promise<string> {
  const plan = { day, startsAt: '13:00', place: 'Rådhuset' };
  const { body } = await expectStatus(201, by.post(`bodies/${app.bodyIds.get(code)}/meetings`, plan));
  return body.id;
}

async function business(
  title: string,
  decisionPoints: object[] = [{ type: 'approve', text: 'Bifall.' }],
): Promise<Item> {
  const content = { kind: 'other', authorityId: app.authorityIds.get('GRN'), title, decisionPoints };
  const { body } = await expectStatus(201, secretary.post('businesses', content));
  return { subjectKind: 'business', subjectId: body.id };
}

const ready = async (by: Client): Promise<(Item & { title: string; authorityName: string })[]> =>
  (await expectStatus(200, by.get('ready-matters?limit=100'))).body.items;
const titles = async (by: Client): Promise<string[]> => (await ready(by)).map(({ title }) => title);

test('eight matters are put on an agenda in the order they were given, and are then no longer waiting', async () => {
  const names = Array.from({ length: 8 }, (_, index) => `Ärende ${index + 1}`);
  const items: Item[] = [];
  for (const name of names) items.push(await business(name));
  await business('Utan förslag till beslut', []);
  const waiting = await titles(secretary);
  expect(waiting).toEqual(expect.arrayContaining(names));
  expect(waiting).not.toContain('Utan förslag till beslut');
  const meetingId = await meeting('GRN', '2027-03-03');
  const order = items.toReversed();
  const { body } = await expectStatus(201, secretary.post(`meetings/${meetingId}/agenda`, { items: order }));
  expect(body.agendaItemIds).toHaveLength(8);
  const { body: agenda } = await expectStatus(200, secretary.get(`meetings/${meetingId}/agenda`));
  expect((agenda.items as { title: string }[]).map(({ title }) => title)).toEqual(names.toReversed());
  const left = await titles(secretary);
  expect(names.filter((name) => left.includes(name))).toEqual([]);
});

test('one that cannot be listed leaves all of them where they were, and is named', async () => {
  const [first, second] = [await business('Kan tas upp'), await business('Har ingen punkt', [])];
  const meetingId = await meeting('GRN', '2027-03-10');
  const refused = await secretary.post(`meetings/${meetingId}/agenda`, { items: [first, second] });
  expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([
    409,
    'nothing-to-decide',
    '/items/1',
  ]);
  expect(refused.body.detail).toContain('Har ingen punkt');
  expect(await titles(secretary)).toContain('Kan tas upp');
  const unknown = { subjectKind: 'business', subjectId: meetingId };
  const missing = await secretary.post(`meetings/${meetingId}/agenda`, { items: [first, unknown] });
  expect([missing.status, missing.body.errors[0]]).toMatchObject([
    422,
    { pointer: '/items/1', code: 'unknown-subject' },
  ]);
  const nowhere = await secretary.post(`meetings/${first.subjectId}/agenda`, { items: [first] });
  expect(nowhere.status).toBe(404);
});

test('a preparing body on the way has it first', async () => {
  const item = await business('Bereds i utskottet');
  const [before, last] = [await meeting('GRN AU', '2027-04-07'), await meeting('GRN', '2027-04-21')];
  await expectStatus(201, secretary.post(`meetings/${last}/agenda`, { items: [item], beforeMeetingIds: [before] }));
  expect((await secretary.get(`meetings/${before}/agenda`)).body.total).toBe(1);
  expect((await secretary.get(`meetings/${last}/agenda`)).body.total).toBe(0);
});

test('each sees what is ready in the authorities whose agendas they plan', async () => {
  const items = await ready(secretary);
  expect(new Set(items.map(({ authorityName }) => authorityName))).toEqual(new Set(['Grundskolenämnden']));
  // The technical committee's proposal is approved by its managers; the board's allocation has its rows.
  expect((await ready(await app.as('tn.sekreterare'))).map(({ subjectKind }) => subjectKind)).toEqual(['proposal']);
  expect((await ready(await app.as('ks.stadskontoret'))).map(({ subjectKind }) => subjectKind)).toContain('allocation');
  expect((await (await app.as('grn.handlaggare')).get('ready-matters')).status).toBe(403);
  const other = await app.as('tn.sekreterare');
  const [own] = await ready(other);
  const refused = await secretary.post(`meetings/${await meeting('GRN', '2027-05-05')}/agenda`, { items: [own] });
  expect(refused.status).toBe(403);
});

test('two who list the same matters at once: one does it, the other is told', async () => {
  const items = [await business('Samtidigt ett'), await business('Samtidigt två')];
  const [one, other] = [await meeting('GRN', '2027-06-02'), await meeting('GRN', '2027-06-16')];
  const replies = await Promise.all([
    secretary.post(`meetings/${one}/agenda`, { items }),
    secretary.post(`meetings/${other}/agenda`, { items: items.toReversed() }),
  ]);
  expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409]);
});
