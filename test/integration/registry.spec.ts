/** Registration numbers without gaps, documents in order, files that stay what they were, and who may see which. */
import { jest } from '@jest/globals';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { systemActor } from '../../src/kernel/actor.js';
import { addDays, type Day, dayInStockholm } from '../../src/kernel/day.js';
import { Transactions } from '../../src/platform/database/transaction.js';
import { FileStore } from '../../src/platform/files/file-store.js';
import { verifyFiles } from '../../src/registry/file-verification.queries.js';
import { type NewMatter, Registry } from '../../src/registry/registry.service.js';
import { Client, type Reply, testApplication, type TestApplication } from '../support/app.js';
import { eventually } from '../support/eventually.js';

jest.setTimeout(60_000);

const pdf = Buffer.from('%PDF-1.7\ntrailer\n<<>>\n%%EOF\n');
const megabyte = 1024 * 1024;
const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));
const statuses = (replies: readonly Reply[]): number[] => replies.map(({ status }) => status).sort();

let app: TestApplication;
let registrar: Client;
let cookie: string;
let asn: string;
beforeAll(async () => {
  app = await testApplication();
  asn = app.authorityIds.get('ASN') ?? '';
  const reply = await app.anonymous.post('session', { username: 'asn.registrator', password: 'exempel' });
  cookie = reply.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  registrar = new Client(app.address, { cookie });
});
afterAll(async () => {
  const violations = await app.violations();
  const faults = await verifyFiles(app.dataSource, app.app.get(FileStore));
  await app.stop();
  expect(violations).toEqual([]);
  expect(faults).toEqual([]);
});

const open = (matter: Partial<NewMatter> = {}): Promise<{ id: string; registrationNumber: string }> =>
  app.app
    .get(Transactions)
    .run((tx) => app.app.get(Registry).openMatter(tx, systemActor, { authorityId: asn, title: 'Ärende', ...matter }));
const register = (matterId: string, document: object = {}, client = registrar): Promise<Reply> =>
  client.post(`matters/${matterId}/documents`, {
    kind: 'memorandum',
    title: 'Tjänsteskrivelse',
    direction: 'internal',
    ...document,
  });
const newDocument = async (): Promise<string> => (await register((await open()).id)).body.documentId;
const upload = (
  documentId: string,
  bytes: Buffer,
  name: string,
  options: { key?: string } = {},
  client = registrar,
): Promise<Reply> =>
  client.post(`documents/${documentId}/versions?fileName=${encodeURIComponent(name)}`, undefined, {
    ...options,
    raw: bytes,
    headers: { 'content-type': 'application/octet-stream' },
  });
const files = (): string[] => readdirSync(join(app.dataDir, 'files/temporary'));

describe('registration numbers (R-17, D8)', () => {
  it('begin at one in each authority and year, by the day in Stockholm', async () => {
    const grn = app.authorityIds.get('GRN') ?? '';
    const numbers = [];
    for (const matter of [
      { authorityId: grn, openedDay: '2022-12-31' as Day },
      { authorityId: grn, openedDay: '2023-01-01' as Day },
      { authorityId: grn, openedDay: '2022-01-01' as Day },
      { authorityId: asn, openedDay: '2022-06-01' as Day },
    ])
      numbers.push((await open(matter)).registrationNumber);
    expect(numbers).toEqual(['GRN-2022-1', 'GRN-2023-1', 'GRN-2022-2', 'ASN-2022-1']);
    const today = dayInStockholm(new Date());
    expect((await open({ authorityId: grn })).registrationNumber).toBe(`GRN-${today.slice(0, 4)}-1`);
  });

  it('go on from an earlier system when told before the first', async () => {
    const start = (year: number): Promise<void> =>
      app.app
        .get(Transactions)
        .run((tx) => app.app.get(Registry).startSeries(tx, systemActor, { authorityId: asn, year, firstNumber: 5446 }));
    await start(2023);
    expect((await open({ openedDay: '2023-04-11' as Day })).registrationNumber).toBe('ASN-2023-5446');
    expect((await open({ openedDay: '2023-04-11' as Day })).registrationNumber).toBe('ASN-2023-5447');
    await expect(start(2023)).rejects.toMatchObject({ code: 'series-started' });
    await expect(start(2022)).rejects.toMatchObject({ code: 'series-started' });
  });

  it('have no gap and no double after fifty at once, a third of them rolled back', async () => {
    const fskn = app.authorityIds.get('FSKN') ?? '';
    const kept = new Set<string>();
    const giveUp = new Error('rolled back on purpose');
    await times(50, async (index) => {
      try {
        const { registrationNumber } = await app.app.get(Transactions).run(async (tx) => {
          const matter = await app.app
            .get(Registry)
            .openMatter(tx, systemActor, { authorityId: fskn, title: `Ärende ${index}` });
          await new Promise((done) => setTimeout(done, Math.random() * 5));
          if (index % 3 === 0) throw giveUp;
          return matter;
        });
        expect(kept.has(registrationNumber)).toBe(false);
        kept.add(registrationNumber);
      } catch (error) {
        if (error !== giveUp) throw error;
      }
    });
    const stored = await app.query<{ number: number }>(
      `select number from matter where authority_id = $1 order by number`,
      [fskn],
    );
    expect(kept.size).toBe(33);
    expect(stored.map(({ number }) => number)).toEqual(Array.from({ length: 33 }, (_, index) => index + 1));
    expect(await app.violations()).toEqual([]);
  });

  it('are given over HTTP, once per key', async () => {
    const key = randomUUID();
    const replies = await times(6, () => registrar.post('matters', { authorityId: asn, title: ' Insatser ' }, { key }));
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect(replies[0]?.body.registrationNumber).toMatch(/^ASN-\d{4}-\d+$/);
    expect((await registrar.get(`matters/${replies[0]?.body.id}`)).body.title).toBe('Insatser');
    expect(
      await app.query(`select from event where type = 'matter.opened' and subject_id = $1`, [replies[0]?.body.id]),
    ).toHaveLength(1);
  });

  it('are not given to what does not exist, or not that day', async () => {
    await expect(open({ authorityId: randomUUID() })).rejects.toMatchObject({ status: 404 });
    await expect(open({ caseOfficerId: randomUUID() })).rejects.toMatchObject({ status: 404 });
    await expect(open({ openedDay: '2018-12-31' as Day })).rejects.toMatchObject({ code: 'authority-not-running' });
    expect((await registrar.post('matters', { authorityId: app.authorityIds.get('KS'), title: 'x' })).status).toBe(403);
    expect(
      (await registrar.post('matters', { authorityId: asn, title: 'x', registrationNumber: 'ASN-2023-1' })).status,
    ).toBe(422);
    expect(
      (await registrar.post('matters', { authorityId: asn, title: 'x', caseOfficerId: randomUUID() })).status,
    ).toBe(404);
  });
});

describe('a matter', () => {
  it('carries the numbers of other authorities (B-05, B-21, B-25)', async () => {
    const { id } = await open({ title: 'Remiss av förslag till ny plan' });
    const references = [
      ['Stadskontoret', 'KS-IOF-2010-00015'],
      ['Stadsdelsförvaltningen', 'LB 539-10/78'],
      ['Vård- och omsorgsberedningen', '15/10'],
    ];
    for (const [authorityName, reference] of references)
      expect((await registrar.post(`matters/${id}/external-references`, { authorityName, reference })).status).toBe(
        201,
      );
    const again = await registrar.post(`matters/${id}/external-references`, {
      authorityName: 'Stadskontoret',
      reference: ' KS-IOF-2010-00015',
    });
    expect([again.status, again.body.code]).toEqual([409, 'external-reference']);
    const { body, etag } = await registrar.get(`matters/${id}`);
    expect(
      body.externalReferences.map((r: { authorityName: string; reference: string }) => [r.authorityName, r.reference]),
    ).toEqual(references);
    expect(etag).toBe('"4"');
  });

  it('numbers its documents 1..n, twenty at once', async () => {
    const { id } = await open();
    const replies = await times(20, (index) => register(id, { title: `Handling ${index}` }));
    expect(replies.map(({ body }) => body.number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    const page = (await registrar.get(`matters/${id}/documents?limit=7&page=3`)).body;
    expect([page.total, page.items.map(({ number }: { number: number }) => number)]).toEqual([
      20,
      [15, 16, 17, 18, 19, 20],
    ]);
  });

  it('knows when a document came or was drawn up (R-18)', async () => {
    const { id } = await open();
    const received = {
      kind: 'letter',
      title: 'Brev',
      direction: 'received',
      counterpart: 'Socialstyrelsen',
      receivedAt: '2023-01-26T08:05:00+01:00',
    };
    expect((await register(id, received)).status).toBe(201);
    expect((await register(id, { direction: 'drawnUp' })).status).toBe(201);
    expect((await register(id)).status).toBe(201);
    const [letter, memorandum, note] = (await registrar.get(`matters/${id}`)).body.documents;
    expect(letter).toMatchObject({
      number: 1,
      receivedAt: '2023-01-26T07:05:00.000Z',
      drawnUpAt: null,
      counterpart: 'Socialstyrelsen',
      versions: [],
    });
    expect(memorandum).toMatchObject({ number: 2, receivedAt: null, drawnUpAt: expect.stringMatching(/^20/) });
    expect(note).toMatchObject({ number: 3, receivedAt: null, drawnUpAt: null });
    const tomorrow = `${addDays(dayInStockholm(new Date()), 2)}T00:00:00Z`;
    const wrong: [object, string][] = [
      [{ direction: 'received', receivedAt: tomorrow }, 'future'],
      [{ direction: 'internal', receivedAt: '2023-01-26T08:05:00Z' }, 'not-applicable'],
      [{ direction: 'received', receivedAt: '2023-01-26 08:05' }, 'datetime'],
      [{ direction: 'sent' }, 'enum'],
      [{ kind: 'poem' }, 'enum'],
      [{ number: 1 }, 'unknown-property'],
    ];
    for (const [document, code] of wrong) {
      const reply = await register(id, document);
      expect([reply.status, reply.body.errors[0].code]).toEqual([422, code]);
    }
    expect((await registrar.get(`matters/${id}`)).body.documentsTotal).toBe(3);
  });

  it('that is closed takes nothing more', async () => {
    const { id } = await open();
    const documentId = (await register(id)).body.documentId;
    await app.query(`update matter set status = 'closed' where id = $1`, [id]);
    expect((await register(id)).body.code).toBe('matter-closed');
    expect(
      (await registrar.post(`matters/${id}/external-references`, { authorityName: 'KS', reference: '1' })).body.code,
    ).toBe('matter-closed');
    expect((await upload(documentId, pdf, 'a.pdf')).body.code).toBe('matter-closed');
    rmSync(storedPath(pdf), { force: true });
    const direct = app.app
      .get(Transactions)
      .run((tx) =>
        app.app
          .get(Registry)
          .registerDocument(tx, systemActor, { matterId: id, kind: 'memorandum', title: 'x', direction: 'drawnUp' }),
      );
    await expect(direct).rejects.toMatchObject({ code: 'matter-closed' });
  });
});

describe('what one may not see does not exist', () => {
  it('neither matter, document nor file', async () => {
    const { id, registrationNumber } = await open({ title: 'Osynligt för grundskolan' });
    const documentId = (await register(id, { direction: 'drawnUp' })).body.documentId;
    const { versionId } = (await upload(documentId, pdf, 'a.pdf')).body;
    const stranger = await app.as('grn.handlaggare');
    const unknown = randomUUID();
    const same = async (
      path: (id: string) => string,
      real: string,
      make: (p: string) => Promise<Reply>,
    ): Promise<void> => {
      const [found, absent] = [await make(path(real)), await make(path(unknown))];
      expect(found.status).toBe(404);
      expect({ ...found.body, instance: '', requestId: '' }).toEqual({ ...absent.body, instance: '', requestId: '' });
    };
    await same(
      (x) => `matters/${x}`,
      id,
      (path) => stranger.get(path),
    );
    await same(
      (x) => `matters/${x}/documents`,
      id,
      (path) => stranger.get(path),
    );
    await same(
      (x) => `document-versions/${x}/content`,
      versionId,
      (path) => stranger.get(path),
    );
    await same(
      (x) => x,
      id,
      (x) => register(x, {}, stranger),
    );
    await same(
      (x) => x,
      documentId,
      (x) => upload(x, Buffer.from('x'), 'a.txt', {}, stranger),
    );
    expect((await stranger.get(`matters?registrationNumber=${registrationNumber}`)).body).toMatchObject({
      total: 0,
      items: [],
    });
    expect((await stranger.get('matters?q=grundskolan')).body.total).toBe(0);
    expect((await stranger.get(`matters?authorityId=${asn}`)).body.total).toBe(0);
  });

  it('nor a draft, for those who follow the matter from elsewhere (R-50)', async () => {
    const { id } = await open();
    const draft = (await register(id, { title: 'Utkast' })).body.documentId;
    const { versionId } = (await upload(draft, pdf, 'utkast.pdf')).body;
    await register(id, { title: 'Upprättad', direction: 'drawnUp' });
    const controller = await app.as('ks.controller');
    const { body } = await controller.get(`matters/${id}`);
    expect([body.documentsTotal, body.documents.map(({ title }: { title: string }) => title)]).toEqual([
      1,
      ['Upprättad'],
    ]);
    expect((await controller.get(`document-versions/${versionId}/content`)).status).toBe(404);
    expect((await (await app.as('asn.ledamot')).get(`document-versions/${versionId}/content`)).status).toBe(200);
    expect((await upload(draft, pdf, 'a.pdf', {}, await app.as('ks.sekreterare'))).status).toBe(404);
  });

  it('and an act one may not do is refused where one may look', async () => {
    const { id } = await open();
    expect((await register(id, { direction: 'drawnUp' }, await app.as('ks.sekreterare'))).status).toBe(403);
    expect((await register(id, { direction: 'drawnUp' }, await app.as('asn.ledamot'))).status).toBe(403);
    expect((await app.anonymous.get(`matters/${id}`)).status).toBe(401);
  });

  it('finds matters by part of title or number, as written', async () => {
    const { registrationNumber } = await open({ title: '100 % ÄLDRE_plan' });
    for (const q of ['äldre_plan', '100 %', registrationNumber.toLowerCase()]) {
      const { body } = await registrar.get(`matters?q=${encodeURIComponent(q)}`);
      expect(body.items.map((matter: { registrationNumber: string }) => matter.registrationNumber)).toContain(
        registrationNumber,
      );
    }
    expect((await registrar.get('matters?q=%25__')).body.total).toBe(0);
  });
});

const storedPath = (bytes: Buffer): string => {
  const name = createHash('sha256').update(bytes).digest('hex');
  return join(app.dataDir, 'files', name.slice(0, 2), name.slice(2, 4), name);
};

describe('files', () => {
  it('come back byte for byte, to be saved and never shown (F5)', async () => {
    const documentId = await newDocument();
    const name = 'Tjänsteskrivelse "slutlig"; åäö.pdf';
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(3 * megabyte), Buffer.from('\n%%EOF')]);
    const stored = await upload(documentId, bytes, name);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect([stored.status, stored.body]).toEqual([
      201,
      {
        versionId: expect.any(String),
        number: 1,
        fileName: name,
        mediaType: 'application/pdf',
        sizeBytes: bytes.length,
        sha256,
      },
    ]);
    expect(stored.headers.get('location')).toBe(`/api/v1/document-versions/${stored.body.versionId}/content`);
    const reply = await fetch(`${app.address}${stored.headers.get('location')}`, { headers: { cookie } });
    expect(Buffer.from(await reply.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="Tjansteskrivelse _slutlig__ aao.pdf"; filename*=UTF-8''Tj%C3%A4nsteskrivelse%20%22slutlig%22%3B%20%C3%A5%C3%A4%C3%B6.pdf`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it('are versions that never change (F3)', async () => {
    const documentId = await newDocument();
    const replies = await times(8, (index) => upload(documentId, Buffer.from(`version ${index}`), 'a.txt'));
    expect(replies.map(({ body }) => body.number).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const statement of [
      `update document_version set size_bytes = 1`,
      `delete from document_version`,
      `truncate document_version`,
    ])
      await expect(app.dataSource.query(statement)).rejects.toThrow(/permission denied/);
  });

  it('are stored once per key, and a key is for one file', async () => {
    const documentId = await newDocument();
    const key = randomUUID();
    const replies = await times(5, () => upload(documentId, pdf, 'a.pdf', { key }));
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect(statuses(replies)).toEqual([201, 201, 201, 201, 201]);
    expect((await upload(documentId, Buffer.from('annat'), 'a.txt', { key })).body.type).toBe(
      '/problems/idempotency-key-reused',
    );
    expect((await upload(documentId, pdf, 'b.pdf', { key })).body.type).toBe('/problems/idempotency-key-reused');
    rmSync(storedPath(Buffer.from('annat')));
    expect(await app.query(`select from document_version where document_id = $1`, [documentId])).toHaveLength(1);
  });

  it.each<[string, Buffer, string, number, string]>([
    ['nothing', Buffer.alloc(0), 'a.pdf', 422, 'empty'],
    ['a program', Buffer.from('4d5a9000', 'hex'), 'a.exe', 422, 'type-mismatch'],
    ['a program named as a pdf', Buffer.from('4d5a9000', 'hex'), 'a.pdf', 422, 'type-mismatch'],
    ['a web page named as a pdf', Buffer.from('<html><script>1</script>'), 'a.pdf', 422, 'type-mismatch'],
    ['a pdf named as a program', pdf, 'protokoll.pdf.exe', 422, 'type-mismatch'],
    ['a pdf without an ending', pdf, 'protokoll', 422, 'type-mismatch'],
    ['a name that hides', pdf, '\u202efdp.pdf', 422, 'control-character'],
    ['a name that is only a way', pdf, '../', 422, 'file-name'],
    ['one byte over the limit', Buffer.alloc(20 * megabyte + 1, 0x20), 'a.txt', 413, ''],
    ['fifty megabytes', Buffer.alloc(50 * megabyte, 0x20), 'a.txt', 413, ''],
  ])('%s is refused, and nothing is kept', async (_what, bytes, name, status, code) => {
    const documentId = await newDocument();
    const reply = await upload(documentId, bytes, name);
    expect([reply.status, reply.body.code ?? reply.body.errors?.[0].code ?? '']).toEqual([status, code]);
    expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(files()).toEqual([]);
    expect(await app.query(`select from document_version where document_id = $1`, [documentId])).toEqual([]);
    expect((await registrar.get('session')).status).toBe(200);
  });

  it('of exactly the limit are taken', async () => {
    expect((await upload(await newDocument(), Buffer.alloc(20 * megabyte, 0x20), 'a.txt')).status).toBe(201);
  });

  it('named with a way keep only the last part', async () => {
    expect((await upload(await newDocument(), pdf, '../../etc/x.PDF')).body.fileName).toBe('x.PDF');
  });

  it('must come as bytes', async () => {
    const documentId = await newDocument();
    const path = `documents/${documentId}/versions?fileName=a.txt`;
    expect((await registrar.post(path, { a: 1 })).status).toBe(415);
    expect((await registrar.post(path)).status).toBe(415);
    const multipart = { raw: Buffer.from('--x--'), headers: { 'content-type': 'multipart/form-data; boundary=x' } };
    expect((await registrar.post(path, undefined, multipart)).status).toBe(415);
    const elsewhere = { raw: pdf, headers: { 'content-type': 'application/octet-stream' } };
    expect((await registrar.post('matters', undefined, elsewhere)).status).toBe(415);
  });

  it('whose sender stops half-way leave nothing', async () => {
    const documentId = await newDocument();
    const call = httpRequest(`${app.address}/api/v1/documents/${documentId}/versions?fileName=a.txt`, {
      method: 'POST',
      headers: {
        cookie,
        'content-type': 'application/octet-stream',
        'content-length': megabyte,
        'idempotency-key': `"${randomUUID()}"`,
      },
    });
    call.on('error', () => undefined);
    call.write(Buffer.alloc(100_000, 0x20));
    await eventually(() => files().length === 1, { what: 'the upload has begun' });
    call.destroy();
    await eventually(() => files().length === 0, { what: 'its beginning is gone' });
    expect(await app.query(`select from document_version where document_id = $1`, [documentId])).toEqual([]);
  });

  it('are compared with their rows, both ways (F1)', async () => {
    const documentId = await newDocument();
    const [gone, damaged, shorter] = [Buffer.from('borta'), Buffer.from('skadad'), Buffer.from('kortare')];
    for (const bytes of [gone, damaged, shorter]) await upload(documentId, bytes, 'a.txt');
    const store = app.app.get(FileStore);
    const faults = (): Promise<string[]> => verifyFiles(app.dataSource, store);
    expect(await faults()).toEqual([]);
    rmSync(storedPath(gone));
    writeFileSync(storedPath(damaged), 'skadaT');
    writeFileSync(storedPath(shorter), 'kort');
    const loose = await store.put(Buffer.from('hör inte till något'), 100);
    const hex = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
    expect((await faults()).sort()).toEqual(
      [
        `${hex(gone)} is missing.`,
        `${hex(damaged)} has other bytes than when it was stored.`,
        `${hex(shorter)} has 4 bytes; its row says 7.`,
        `${loose.sha256.toString('hex')} belongs to no document version; an upload may have been cut short.`,
      ].sort(),
    );
    const { versions } = (await registrar.get(`matters/${await matterOf(documentId)}`)).body.documents[0];
    expect((await registrar.get(`document-versions/${versions[0].id}/content`)).body.code).toBe('file-missing');
    expect((await registrar.get(`document-versions/${versions[2].id}/content`)).body.code).toBe('file-damaged');
    for (const bytes of [gone, damaged, shorter]) await store.put(bytes, 100);
    rmSync(storedPath(Buffer.from('hör inte till något')));
  });
});

const matterOf = async (documentId: string): Promise<string> =>
  (await app.query<{ id: string }>(`select matter_id as id from document where id = $1`, [documentId]))[0]?.id ?? '';

describe('the checks see what they are for', () => {
  it.each([
    [
      'registry/D8-registration-numbers-gap-free',
      `update registration_series set last_number = last_number + 1`,
      `update registration_series set last_number = last_number - 1`,
    ],
    [
      'registry/D8-registration-numbers-gap-free',
      `update registration_series set first_number = 5445 where first_number = 5446`,
      `update registration_series set first_number = 5446 where first_number = 5445`,
    ],
    [
      'registry/D8-matter-has-series',
      `update matter set registration_number = 'X' || registration_number`,
      `update matter set registration_number = substr(registration_number, 2)`,
    ],
    [
      'registry/documents-numbered-from-one',
      `update matter set last_document_number = last_document_number + 1`,
      `update matter set last_document_number = last_document_number - 1`,
    ],
    [
      'registry/F3-versions-numbered-from-one',
      `update document_version set number = number + 1000`,
      `update document_version set number = number - 1000`,
    ],
    [
      'registry/F1-equal-bytes-have-equal-size',
      `update document_version set size_bytes = size_bytes + 1 where id = (select max(id::text)::uuid from document_version group by sha256 having count(*) > 1 limit 1)`,
      `update document_version v set size_bytes = (select min(size_bytes) from document_version w where w.sha256 = v.sha256)`,
    ],
  ])('%s', async (name, breaks, mends) => {
    await app.query(breaks);
    const found = (await app.violations()).map((violation) => violation.name);
    await app.query(mends);
    expect(found).toContain(name);
  });
});
