/** Files through a link: registered with the answer or the application, or not there at all. */
import net from 'node:net';
import { jest } from '@jest/globals';
import type { Client } from '../support/app.js';
import { association, associationCall, invited, ownSource, type SceneCall } from '../support/association-scene.js';
import { type SceneConsultee, consulteesOf, secretOf, sent } from '../support/consultation-scene.js';
import { eventually } from '../support/eventually.js';
import { requireSoundPage, wordsOf } from '../support/html-page.js';
import {
  boundary,
  docxFile,
  type FileToSend,
  formWith,
  odtFile,
  pdfFile,
  rawForm,
  storedFiles,
  whileSecret,
} from '../support/posted-files.js';
import { expectStatus, refusal, Story } from '../support/story.js';

jest.setTimeout(20_000);

let story: Story;
const union = 'Fackförbundet A';

beforeAll(async () => {
  story = await Story.begin();
}, 60_000);
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

let day = 0;
async function asked() {
  const on = new Date(Date.UTC(2023, 0, 2 + (day += 1))).toISOString().slice(0, 10);
  const consultees = [{ kind: 'union' as const, name: union }];
  const consultation = await sent(story, { consultees }, { sentDay: on, sentElsewhere: 'Sändes med post.' }, on);
  const office = await story.as('ks.stadskontoret');
  const { id } = (await consulteesOf(office, consultation)).get(union) as SceneConsultee;
  const secret = secretOf(await expectStatus(201, office.post(`consultees/${id}/links`, {})));
  return { consultation, office, id, secret, path: `/remissvar/${secret}` };
}

const own = () => ({ origin: story.app.address, 'sec-fetch-site': 'same-origin' });

/** As a browser sends the form the page shows. */
async function send(path: string, fields: Record<string, string>, files: readonly FileToSend[]) {
  const response = await fetch(`${story.app.address}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: own(),
    body: formWith(fields, files),
  });
  return { status: response.status, html: await response.text() };
}

const formType = `multipart/form-data; boundary=${boundary}`;

/** Any bytes as a form, with a head of one's own. */
async function sendRaw(path: string, body: Buffer, contentType = formType) {
  const response = await fetch(`${story.app.address}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...own(), 'content-type': contentType },
    body: new Uint8Array(body),
  });
  return { status: response.status, html: await response.text() };
}

const page = async (path: string): Promise<string> => {
  const html = await (await fetch(`${story.app.address}${path}`)).text();
  requireSoundPage(html);
  return html;
};
const answer = { text: 'Förbundet tillstyrker målen.', level: 'official' };
const documentsOf = (matterId: string) =>
  story.app.query<{ number: number; title: string; direction: string; file: string; type: string }>(
    `select d.number, d.title, d.direction, v.file_name as file, v.media_type as type from document d join document_version v on v.document_id = d.id
      where d.matter_id = $1 and d.direction = 'received' order by d.number`,
    [matterId],
  );

describe('an answer with files', () => {
  test('is registered with each of them, shown to staff and named as the source', async () => {
    const { consultation, office, id, path } = await asked();
    expect(await page(path)).toContain('enctype="multipart/form-data"');
    const files = [
      { name: 'Yttrande över planen.pdf', bytes: pdfFile() },
      { name: 'bilaga.docx', bytes: docxFile() },
      { name: 'bilaga.odt', bytes: odtFile() },
    ];
    expect((await send(path, answer, files)).status).toBe(303);
    const documents = await documentsOf(consultation.matterId);
    expect(documents.map(({ title, file }) => [title, file])).toEqual([
      [`Remissvar: ${union}`, expect.stringMatching(/\.txt$/)],
      [`Bilaga till remissvar: ${union}`, 'Yttrande över planen.pdf'],
      [`Bilaga till remissvar: ${union}`, 'bilaga.docx'],
      [`Bilaga till remissvar: ${union}`, 'bilaga.odt'],
    ]);
    expect(documents[3]?.type).toBe('application/vnd.oasis.opendocument.text');
    const { body } = await expectStatus(200, office.get(`consultees/${id}`));
    expect(
      body.reply.files.map(({ fileName, number }: { fileName: string; number: number }) => [fileName, number]),
    ).toEqual(files.map(({ name }, index) => [name, documents[index + 1]?.number]));
    const content = await office.get(`document-versions/${body.reply.files[0].documentVersionId}/content`);
    expect([content.status, content.text]).toEqual([200, pdfFile().toString()]);
    const receipt = wordsOf(await page(path));
    for (const each of files) expect(receipt).toContain(each.name);
  });

  test('may be a file alone; a passage then stands in the file', async () => {
    const { consultation, office, id, path } = await asked();
    const [first] = consultation.questionKeys;
    const fields = {
      level: 'adopted',
      text: ' ',
      [`stance-${first}`]: 'rejects',
      [`quote-${first}`]: 'Vi avstyrker planen.',
    };
    expect((await send(path, fields, [{ name: 'yttrande.pdf', bytes: pdfFile() }])).status).toBe(303);
    expect((await documentsOf(consultation.matterId)).map(({ title, file }) => [title, file])).toEqual([
      [`Remissvar: ${union}`, 'yttrande.pdf'],
    ]);
    const { body } = await expectStatus(200, office.get(`consultees/${id}`));
    expect(body.reply).toMatchObject({
      text: '',
      files: [{ fileName: 'yttrande.pdf' }],
      positions: [{ questionKey: first, quote: 'Vi avstyrker planen.', quoteStart: null }],
    });
  });

  test('the same form sent twice is answered once', async () => {
    const { consultation, path } = await asked();
    const key = /name="key" value="([^"]+)"/.exec(await page(path))?.[1] ?? '';
    const files = [{ name: 'yttrande.pdf', bytes: pdfFile('En gång') }];
    const [one, two] = [await send(path, { ...answer, key }, files), await send(path, { ...answer, key }, files)];
    expect([one.status, two.status]).toEqual([303, 303]);
    expect(await documentsOf(consultation.matterId)).toHaveLength(2);
    const late = await send(path, answer, [{ name: 'annan.pdf', bytes: pdfFile('En annan') }]);
    expect([late.status, late.html]).toEqual([409, expect.stringContaining('redan registrerat')]);
  });

  test('once marked secret it is told of by its number alone, except to its own authority', async () => {
    const { office, id, path } = await asked();
    await send(path, answer, [{ name: 'hemligt.pdf', bytes: pdfFile() }]);
    const named = async (client: Client) => {
      const { body } = await expectStatus(200, client.get(`consultees/${id}`));
      return body.reply.files.map(({ fileName }: { fileName: string | null }) => fileName);
    };
    const elsewhere = await story.as('asn.sekreterare');
    expect(await named(elsewhere)).toEqual(['hemligt.pdf']);
    const { body } = await office.get(`consultees/${id}`);
    const [{ documentId, documentVersionId }] = body.reply.files;
    await whileSecret(story.app, documentId, async () => {
      expect(await named(elsewhere)).toEqual([null]);
      expect(await named(office)).toEqual(['hemligt.pdf']);
      expect((await elsewhere.get(`document-versions/${documentVersionId}/content`)).status).toBe(404);
    });
  });

  test('a program sends the same, the letter first; without a link nothing of it is kept', async () => {
    const { consultation, secret } = await asked();
    const program = async (
      said: object,
      files: readonly FileToSend[],
      key = '0b9f0a6f-6a01-4c36-9f2f-1f0a7d2c7f7b',
    ) => {
      const response = await fetch(`${story.app.address}/api/v1/consultation-links/reply`, {
        method: 'POST',
        headers: { 'idempotency-key': `"${key}"` },
        body: formWith({ reply: JSON.stringify(said) }, files),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    const files = [{ name: 'yttrande.pdf', bytes: pdfFile('Program') }];
    const before = storedFiles(story.app);
    expect((await program({ ...answer, secret: 'fel' }, files)).status).toBe(404);
    expect(await program({ level: 'official' }, files)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/secret' }] },
    });
    expect(await program({ ...answer, secret }, [{ name: 'x.pdf', bytes: Buffer.from('hej') }])).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/files', code: 'file-rejected' }] },
    });
    expect(storedFiles(story.app)).toEqual(before);
    const key = '7b0f0a6f-6a01-4c36-9f2f-1f0a7d2c7f7c';
    const taken = await program({ level: 'official', secret }, files, key);
    expect(taken.status).toBe(201);
    expect((await program({ level: 'official', secret }, files, key)).body).toEqual(taken.body);
    expect((await documentsOf(consultation.matterId)).map(({ file }) => file)).toEqual(['yttrande.pdf']);
  });
});

describe('what is wrong is told, what was typed stays, and no file is left', () => {
  // A form that is refused leaves the link as it was.
  let place: Awaited<ReturnType<typeof asked>>;
  beforeAll(async () => {
    place = await asked();
  }, 60_000);
  const long = (size: number): Buffer => Buffer.concat([pdfFile(), Buffer.alloc(size, ' '), Buffer.from('%%EOF\n')]);

  test.each<[string, FileToSend[], RegExp]>([
    ['no bytes', [{ name: 'tom.pdf', bytes: Buffer.alloc(0) }], /Filen är tom/],
    ['larger than is taken', [{ name: 'stor.pdf', bytes: long(10 * 1024 * 1024) }], /högst 10 MB/],
    ['something else than its name', [{ name: 'x.pdf', bytes: docxFile() }], /innehåll är docx/],
    ['of a kind not taken here', [{ name: 'x.txt', bytes: Buffer.from('Hej') }], /Skicka pdf, docx eller odt/],
    ['a program', [{ name: 'x.pdf', bytes: Buffer.from('MZ\0\0') }], /inte av ett slag/],
    ['a locked odt', [{ name: 'x.odt', bytes: odtFile('<manifest:encryption-data/>') }], /lösenordsskyddat/],
    [
      'an odt with macros',
      [{ name: 'x.odt', bytes: odtFile(undefined, { name: 'Basic/x.xml', content: 'x' }) }],
      /makron/,
    ],
    ['a name that turns', [{ name: 'x\u202efdp.pdf', bytes: pdfFile() }], /styrtecken/],
    ['a name of nothing but a path', [{ name: '../..', bytes: pdfFile() }], /inget namn/],
    [
      'thirty at once',
      Array.from({ length: 30 }, (_, index) => ({ name: `${index}.pdf`, bytes: pdfFile() })),
      /högst 3 filer/,
    ],
  ])('%s', async (_what, files, told) => {
    const { consultation, path } = place;
    const before = storedFiles(story.app);
    const refused = await send(path, { ...answer, signatory: 'Ordföranden' }, files);
    expect(refused.status).toBe(422);
    requireSoundPage(refused.html);
    expect(wordsOf(refused.html)).toMatch(told);
    expect(refused.html).toContain('href="#files"');
    expect(refused.html).toContain('Välj filerna igen');
    expect(refused.html).toContain('Förbundet tillstyrker målen.');
    expect(refused.html).toContain('value="Ordföranden"');
    expect(storedFiles(story.app)).toEqual(before);
    expect(await documentsOf(consultation.matterId)).toEqual([]);
  });

  test('a whole file beside a field that is wrong must be chosen again', async () => {
    const { path } = place;
    const before = storedFiles(story.app);
    const refused = await send(path, { text: 'Vi tillstyrker.', level: '' }, [{ name: 'x.pdf', bytes: pdfFile() }]);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('href="#level"');
    expect(refused.html).toContain('Välj filerna igen');
    expect(storedFiles(story.app)).toEqual(before);
    const empty = await send(path, { text: '', level: 'official' }, []);
    expect(wordsOf(empty.html)).toContain('Skriv svarets text, eller välj en fil med svaret.');
  });

  const field = { head: 'name="text"', bytes: 'Vi tillstyrker.' };
  const level = { head: 'name="level"', bytes: 'official' };
  const file = { head: 'name="files"; filename="x.pdf"\r\ncontent-type: application/pdf', bytes: pdfFile() };

  test.each<[string, () => Buffer, number, string]>([
    ['the end is missing', () => rawForm([field, level, file], ''), 400, formType],
    ['it ends in a file', () => rawForm([field, level, file], '').subarray(0, -40), 400, formType],
    ['it ends in a head', () => rawForm([field, level], `--${boundary}\r\ncontent-disposition: form-`), 400, formType],
    ['no boundary is named', () => rawForm([field, level, file]), 400, 'multipart/form-data'],
    ['it is of another kind', () => rawForm([field, level, file]), 415, 'multipart/mixed; boundary=x'],
    ['a field comes twice', () => rawForm([field, field, level]), 400, formType],
    [
      'a field has an inherited name',
      () => rawForm([{ head: 'name="__proto__"', bytes: '1' }, field, level]),
      400,
      formType,
    ],
    [
      'a file comes in another field',
      () => rawForm([field, level, { ...file, head: file.head.replace('files', 'text2') }]),
      400,
      formType,
    ],
    [
      'a field is no text',
      () => rawForm([{ head: 'name="text"\r\ncontent-type: application/json', bytes: '{}' }, level]),
      400,
      formType,
    ],
    [
      'a field is no UTF-8',
      () => rawForm([{ head: 'name="text"', bytes: Buffer.from([0xe5, 0xe4]) }, level]),
      400,
      formType,
    ],
    [
      'the fields are larger than a form',
      () => rawForm([{ head: 'name="text"', bytes: 'a'.repeat(1_100_000) }, level]),
      413,
      formType,
    ],
    ['it has a thousand parts', () => rawForm(Array.from({ length: 1_000 }, () => file)), 413, formType],
  ])('%s', async (_what, body, status, contentType) => {
    const { consultation, path } = place;
    const before = storedFiles(story.app);
    expect((await sendRaw(path, body(), contentType)).status).toBe(status);
    expect(storedFiles(story.app)).toEqual(before);
    expect(await documentsOf(consultation.matterId)).toEqual([]);
    expect(await page(path)).toContain('Lämna svaret');
  });

  test('a path before the name is taken away', async () => {
    const { consultation, path } = await asked();
    const named = { ...file, head: file.head.replace('x.pdf', '..\\\\..\\\\etc\\\\yttrande.pdf') };
    expect((await sendRaw(path, rawForm([field, level, named]))).status).toBe(303);
    expect((await documentsOf(consultation.matterId))[1]?.file).toBe('yttrande.pdf');
  });

  /** Sends the head and a part of the body, and then nothing more. */
  function begin(path: string, body: Buffer, length: number): Promise<net.Socket> {
    const { hostname, port, host } = new URL(story.app.address);
    return new Promise((resolve, reject) => {
      const socket = net.connect(Number(port), hostname, () => {
        const head = [
          `POST ${path} HTTP/1.1`,
          `host: ${host}`,
          `content-type: multipart/form-data; boundary=${boundary}`,
          `content-length: ${length}`,
        ];
        socket.write(`${head.join('\r\n')}\r\n\r\n`);
        socket.write(body, () => resolve(socket));
      });
      socket.on('error', reject);
    });
  }
  const half = () => rawForm([field, level, file], '').subarray(0, -30);

  test('whoever hangs up in the middle leaves nothing', async () => {
    const { path } = place;
    const before = storedFiles(story.app);
    const socket = await begin(path, half(), 5_000_000);
    await eventually(() => storedFiles(story.app).length === before.length + 1, { what: 'the file is being written' });
    socket.destroy();
    await eventually(() => storedFiles(story.app).length === before.length, { what: 'what had come is taken away' });
  });

  test('whoever stops sending is told so in time, and leaves nothing', async () => {
    const { path } = place;
    const before = storedFiles(story.app);
    const server = story.app.app.getHttpServer() as unknown as { requestTimeout: number };
    const usual = server.requestTimeout;
    server.requestTimeout = 1_000;
    try {
      const socket = await begin(path, half(), 5_000_000);
      const said = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
      expect(said).toMatch(/^HTTP\/1\.1 408 /);
      socket.destroy();
      await eventually(() => storedFiles(story.app).length === before.length, { what: 'what had come is taken away' });
    } finally {
      server.requestTimeout = usual;
    }
  });

  test('other routes take no such form', async () => {
    for (const path of ['/api/v1/session', '/api/v1/consultation-links/reading'])
      expect((await sendRaw(path, rawForm([field]))).status).toBe(415);
  });
});

describe('an association applies on its page', () => {
  let applications = 500;
  let call: SceneCall | undefined;
  async function place() {
    call ??= await associationCall(story, await ownSource(story, 'FRN-FILER', 100_000));
    const { id: associationId } = await association(story, (applications += 1));
    const { id } = await invited(story, call, associationId);
    const officer = await story.as('frn.handlaggare');
    const { body } = await expectStatus(201, officer.post(`applications/${id}/links`, {}));
    return { id, officer, path: String(body.address), secret: String(body.address).split('/').at(-1) ?? '' };
  }
  const typed = {
    title: 'Sommarläger',
    purpose: 'Ett läger\nför ungdomar.',
    appliedAmount: '20 000,50 kr',
    year: '2023',
    memberCount: '1 200',
    signatory: 'Ordföranden',
  };

  test('without script, with its files, once, and takes it back', async () => {
    const { id, officer, path, secret } = await place();
    expect(path).toBe(`/bidragsansokan/${secret}`);
    const shown = await page(path);
    expect(wordsOf(shown)).toContain('Föreningsbidrag 2023');
    expect(shown).not.toMatch(/<script/);
    const key = /name="key" value="([^"]+)"/.exec(shown)?.[1] ?? '';
    const files = [{ name: 'stadgar.pdf', bytes: pdfFile('Stadgar') }];
    for (const _twice of [1, 2]) expect((await send(path, { ...typed, key }, files)).status).toBe(303);
    const { body } = await expectStatus(200, officer.get(`applications/${id}`));
    expect(body).toMatchObject({
      status: 'received',
      via: 'link',
      applied: { amount: '20000.50', currency: 'SEK' },
      memberCount: 1_200,
      files: [{ fileName: 'stadgar.pdf', number: 2 }],
    });
    expect((await documentsOf(body.matterId)).map(({ title, file }) => [title, file])).toEqual([
      ['Ansökan om bidrag: Sommarläger', expect.stringMatching(/\.txt$/)],
      ['Bilaga till ansökan om bidrag: Sommarläger', 'stadgar.pdf'],
    ]);
    const receipt = await page(path);
    for (const part of [body.registrationNumber, '20 000,50 kr', 'stadgar.pdf', 'Återta ansökan'])
      expect(wordsOf(receipt)).toContain(part);
    const again = await send(path, { ...typed, purpose: 'Något annat.' }, files);
    expect([again.status, again.html]).toEqual([409, expect.stringContaining('Något annat.')]);
    expect((await send(`${path}/atertagande`, { reason: ' ' }, [])).html).toContain('Ange varför ni återtar ansökan.');
    expect((await send(`${path}/atertagande`, { reason: 'Lägret är inställt.' }, [])).status).toBe(303);
    expect(wordsOf(await page(path))).toContain('Ansökan är återtagen');
  });

  test('what is wrong is told at its field, nothing typed is lost, no file is left', async () => {
    const { path } = await place();
    const before = storedFiles(story.app);
    const wicked = { ...typed, title: '', appliedAmount: 'mycket', year: '2031', purpose: '<script>alert(1)</script>' };
    const refused = await send(path, wicked, [{ name: 'stadgar.pdf', bytes: pdfFile() }]);
    expect(refused.status).toBe(422);
    requireSoundPage(refused.html);
    for (const name of ['title', 'appliedAmount', 'files']) expect(refused.html).toContain(`href="#${name}"`);
    expect(refused.html).toContain('&lt;script&gt;');
    expect(refused.html).toContain('value="mycket"');
    const outside = await send(path, { ...typed, year: '2031' }, []);
    expect([outside.status, wordsOf(outside.html)]).toEqual([422, expect.stringContaining('ansökan anger 2031')]);
    const rejected = await send(path, typed, [{ name: 'stadgar.pdf', bytes: Buffer.from('hej') }]);
    expect([rejected.status, rejected.html]).toEqual([422, expect.stringContaining('href="#files"')]);
    expect(storedFiles(story.app)).toEqual(before);
  });

  test('a program sends the same; a wrong, a revoked and a cut link are one page', async () => {
    const { secret, path, officer, id } = await place();
    const said = {
      secret,
      title: 'Sommarläger',
      purpose: 'Ett läger.',
      year: 2023,
      appliedAmount: { amount: '100.00', currency: 'SEK' },
    };
    const response = await fetch(`${story.app.address}/api/v1/application-links/application`, {
      method: 'POST',
      headers: { 'idempotency-key': '"2c0f0a6f-6a01-4c36-9f2f-1f0a7d2c7f7b"' },
      body: formWith({ application: JSON.stringify(said) }, [{ name: 'stadgar.odt', bytes: odtFile() }]),
    });
    expect([response.status, ((await response.json()) as { documentNumber: number }).documentNumber]).toEqual([201, 1]);
    const { body } = await officer.get(`applications/${id}`);
    expect(body.files).toMatchObject([{ fileName: 'stadgar.odt' }]);
    const made = await expectStatus(201, officer.post(`applications/${id}/links`, {}));
    await expectStatus(204, officer.delete(`application-links/${made.body.id}`));
    const answers = await Promise.all(
      ['/bidragsansokan', `${path.slice(0, -1)}_`, String(made.body.address)].map(async (each) => {
        const reply = await fetch(`${story.app.address}${each}`);
        return `${reply.status} ${wordsOf(await reply.text())}`;
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^404 .*Länken gäller inte/);
    expect(refusal(await story.app.anonymous.post('application-links/reading', { secret: 'x' }))).toBe('404 not-found');
    await story.app.query(`delete from sign_in_failure`);
    for (const [table, column] of [
      ['event', 'payload::text'],
      ['idempotency_key', 'body'],
      ['idempotency_key', 'headers::text'],
    ])
      expect(await story.app.query(`select 1 from ${table} where ${column} like '%' || $1 || '%'`, [secret])).toEqual(
        [],
      );
  });
});
