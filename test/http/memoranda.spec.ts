/** A memorandum comes in as a file: previewed without a trace, then accepted as a draft that keeps the original. */
import { jest } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { v4 as uuidv4 } from 'uuid';
import { ErrorFilter } from '../../src/platform/http/error.filter.js';
import { type Client, type Reply, type TestApplication, testApplication } from '../support/app.js';
import { eventually } from '../support/eventually.js';

const bytes = readFileSync('test/cases/memoranda/running-text.txt');
let app: TestApplication;
let officer: Client;
const answered = jest.spyOn(ErrorFilter.prototype, 'catch');
beforeAll(async () => {
  app = await testApplication();
  officer = await app.as('asn.handlaggare');
}, 60_000);
afterAll(() => app.stop());

const send = (client: Client, path: string, body: Buffer, key = uuidv4()): Promise<Reply> =>
  client.post(path, undefined, { raw: body, key, headers: { 'content-type': 'application/octet-stream' } });
const counts = async (): Promise<string> =>
  JSON.stringify(
    await app.query(
      `select (select count(*) from matter) m, (select count(*) from proposal) p, (select count(*) from document) d, (select count(*) from event) e`,
    ),
  );

test('the preview shows measures, totals with their places and findings, and saves nothing', async () => {
  const before = await counts();
  const preview = await send(officer, 'memoranda/previews?fileName=skrivelse.txt', bytes);
  expect(preview.status).toBe(200);
  expect(preview.body).toMatchObject({ total: { amount: '8075000.00' }, consistent: true });
  expect(preview.body.measures.map((measure: { amount: { amount: string } }) => measure.amount.amount)).toEqual([
    '5625000.00',
    '1950000.00',
    '500000.00',
  ]);
  for (const { place } of preview.body.measures)
    expect(preview.body.text.slice(place.start, place.end)).toBe(place.quote);
  expect(await counts()).toBe(before);
});

test('accepting makes one draft with the original file, however often it is sent', async () => {
  const path = `memoranda?fileName=skrivelse.txt&authorityId=${app.authorityIds.get('ASN')}&year=2023`;
  const key = uuidv4();
  const first = await send(officer, path, bytes, key);
  expect(first.status).toBe(201);
  const again = await send(officer, path, bytes, key);
  expect(again.text).toBe(first.text);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect((await send(officer, path, Buffer.concat([bytes, Buffer.from('\n')]), key)).status).toBe(422);

  const { body: proposal } = await officer.get(`proposals/${first.body.id}`);
  expect(proposal).toMatchObject({ status: 'drafting', total: { amount: '8075000.00' } });
  expect(proposal.decisionPoints.map((point: { type: string }) => point.type)).toEqual([
    'approve',
    'forward',
    'adjustImmediately',
  ]);
  expect(proposal.decisionPlan).toHaveLength(3);
  const [version] = await app.query<{ sha256: Buffer; id: string }>(
    `select v.id, v.sha256 from document_version v join document d on d.id = v.document_id where d.id = $1`,
    [first.body.documentId],
  );
  expect(version?.sha256).toEqual(createHash('sha256').update(bytes).digest());
  const download = await officer.get(`document-versions/${version?.id}/content`);
  expect(download.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(Buffer.from(download.text)).toEqual(bytes);
  expect(await app.violations()).toEqual([]);
});

test.each([
  ['nothing at all', Buffer.alloc(0), 'x.txt', 422, 'file-rejected'],
  ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj'), 'x.pdf', 422, 'file-rejected'],
  ['bytes that are no text', Buffer.from([0, 1, 2, 3, 0, 255]), 'x.txt', 422, 'file-rejected'],
  ['50 MB', Buffer.alloc(50_000_000, 0x61), 'x.txt', 413, 'too-large'],
])('%s is refused clearly and leaves nothing', async (_what, body, fileName, status, type) => {
  const before = await counts();
  const reply = await send(officer, `memoranda/previews?fileName=${fileName}`, body);
  expect([reply.status, reply.body.type]).toEqual([status, `/problems/${type}`]);
  expect(await counts()).toBe(before);
});

test.each(['memoranda/previews?fileName=x.txt', 'memoranda?fileName=x.txt&authorityId={asn}'])(
  'a sender who stops half-way is no fault of ours (%s)',
  async (path) => {
    const before = await counts();
    answered.mockClear();
    const call = httpRequest(`${app.address}/api/v1/${path.replace('{asn}', app.authorityIds.get('ASN') ?? '')}`, {
      method: 'POST',
      headers: {
        ...officer.headers,
        'content-type': 'application/octet-stream',
        'content-length': 1_000_000,
        'idempotency-key': `"${uuidv4()}"`,
      },
    });
    call.on('error', () => undefined);
    call.write(Buffer.alloc(100_000, 0x61), () => call.destroy());
    await eventually(() => answered.mock.calls.length === 1, { what: 'the server has noticed' });
    expect(answered.mock.calls[0]?.[0]).toMatchObject({ status: 400, code: 'upload-interrupted' });
    expect(await counts()).toBe(before);
  },
);

test('another committee cannot make a draft for this one', async () => {
  const other = await app.as('grn.handlaggare');
  const reply = await send(other, `memoranda?fileName=skrivelse.txt&authorityId=${app.authorityIds.get('ASN')}`, bytes);
  expect(reply.status).toBe(403);
});
