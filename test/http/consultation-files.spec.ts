/** A consultation file comes in: previewed without a trace, then accepted as a draft that keeps the original. */
import { readFileSync } from 'node:fs';
import { v4 as uuidv4 } from 'uuid';
import { type Client, type Reply, type TestApplication, testApplication } from '../support/app.js';
import { refusal } from '../support/replies.js';

const bytes = readFileSync('test/cases/consultations/file-2010.txt');
let app: TestApplication;
let office: Client;
beforeAll(async () => {
  app = await testApplication();
  office = await app.as('ks.stadskontoret');
  // Signing in writes an event; it happens before anything is counted.
  await app.as('asn.handlaggare');
}, 60_000);
afterAll(async () => {
  try {
    expect(await app.violations()).toEqual([]);
  } finally {
    await app.stop();
  }
});

const send = (client: Client, path: string, body: Buffer, key = uuidv4()): Promise<Reply> =>
  client.post(path, undefined, { raw: body, key, headers: { 'content-type': 'application/octet-stream' } });
const counts = async (): Promise<string> =>
  JSON.stringify(
    await app.query(
      `select (select count(*) from matter) m, (select count(*) from consultation) c, (select count(*) from document) d, (select count(*) from event) e`,
    ),
  );

test('the preview shows addressees, stamps, deadlines and what does not agree, and saves nothing', async () => {
  const before = await counts();
  const preview = await send(office, 'consultation-files/previews?fileName=remiss.txt', bytes);
  expect(preview.status).toBe(200);
  expect(preview.body.coverLetter.addressees).toHaveLength(15);
  expect(preview.body.findings.map(({ reference }: { reference: string }) => reference)).toEqual(
    expect.arrayContaining(['B-60', 'B-61', 'B-62', 'B-63']),
  );
  expect(await counts()).toBe(before);
});

test('accepting makes one draft with addressees, deadline, parts and references, however often it is sent', async () => {
  const path = `consultation-files?fileName=remiss.txt&authorityId=${app.authorityIds.get('KS')}`;
  const key = uuidv4();
  const first = await send(office, path, bytes, key);
  expect([first.status, first.body.unmatched.length]).toEqual([201, 11]);
  const again = await send(office, path, bytes, key);
  expect([again.text, again.headers.get('idempotent-replayed')]).toEqual([first.text, 'true']);
  const { body } = await office.get(`consultations/${first.body.id}`);
  expect(body).toMatchObject({
    status: 'proposed',
    title: 'Förslag till ny stödplan',
    addressee: { name: 'kommunstyrelsen' },
    place: 'stadskontorets reception',
    replyByDay: '2010-03-31',
    replyByTime: '12:00',
    parts: [
      { title: 'Stödplan för Exempelstad', decidingBodyId: app.bodyIds.get('KF'), revisingBodyId: null },
      { title: 'Effektmål 2010/2011', decidingBodyId: app.bodyIds.get('KF'), revisingBodyId: app.bodyIds.get('KS') },
    ],
  });
  expect(body.consultees.filter(({ kind }: { kind: string }) => kind === 'union')).toHaveLength(4);
  expect(body.texts).toHaveLength(2);
  const matter = await office.get(`matters/${first.body.matterId}`);
  expect(matter.body.externalReferences.map(({ reference }: { reference: string }) => reference)).toEqual([
    'KS-STP-2010-00015',
    '15/10',
    'LB 539-10/78',
  ]);
});

test('what is no consultation is refused before anything is kept', async () => {
  const before = await counts();
  const path = `consultation-files?fileName=brev.txt&authorityId=${app.authorityIds.get('KS')}`;
  const refused = await send(office, path, Buffer.from('Hej!\n'));
  expect([refused.status, refused.body.errors.map(({ code }: { code: string }) => code)]).toEqual([
    422,
    ['no-addressees', 'no-deadline'],
  ]);
  expect((await send(office, path, Buffer.from('%PDF-1.7'))).status).toBe(422);
  const other = await app.as('asn.handlaggare');
  expect(refusal(await send(other, path, bytes))).toBe('403 forbidden/consultation.write');
  expect(await counts()).toBe(before);
});
