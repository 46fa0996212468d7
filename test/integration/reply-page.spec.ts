/** A consultee without an account answers on a page without script; the link's secret stays in the address. */
import { type SceneConsultee, consulteesOf, secretOf, sent } from '../support/consultation-scene.js';
import { expectStatus, Story } from '../support/story.js';

let story: Story;
const union = 'Fackförbundet A';
const other = 'Föreningen B';

beforeAll(async () => {
  story = await Story.begin();
}, 60_000);
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

let day = 0;
async function begin(replyByDay = '2099-03-31') {
  const on = new Date(Date.UTC(2023, 0, 2 + (day += 1))).toISOString().slice(0, 10);
  const consultees = [
    { kind: 'union' as const, name: union },
    { kind: 'other' as const, name: other },
  ];
  const command = { sentDay: on, sentElsewhere: 'Sändes med post.' };
  const consultation = await sent(story, { consultees, replyByDay }, command, on);
  const office = await story.as('ks.stadskontoret');
  const all = await consulteesOf(office, consultation);
  const link = async (name: string) => {
    const { id } = all.get(name) as SceneConsultee;
    return secretOf(await expectStatus(201, office.post(`consultees/${id}/links`, {})));
  };
  return { consultation, office, all, link };
}

const at = (secret: string): string => `${story.app.address}/remissvar/${secret}`;
const open = (secret: string) => fetch(at(secret));
const keyIn = (html: string): string => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? '';

/** As a browser sends the form the page shows. */
async function send(secret: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await fetch(at(secret), {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: story.app.address, 'sec-fetch-site': 'same-origin', ...headers },
    body: new URLSearchParams(fields),
  });
  return { status: response.status, location: response.headers.get('location'), html: await response.text() };
}

const answer = {
  text: 'Förbundet tillstyrker målen,\nmen inte tidplanen.',
  level: 'official',
  signatory: 'Ordföranden',
};

test('the form is shown, answered once, and leaves a receipt that says what the register says', async () => {
  const { consultation, office, all, link } = await begin();
  const secret = await link(union);
  const shown = await (await open(secret)).text();
  expect(shown).toContain('Förslag till ny plan');
  expect(shown).not.toMatch(/<script/);
  const [first] = consultation.questionKeys;
  const fields = {
    ...answer,
    key: keyIn(shown),
    [`stance-${first}`]: 'supports',
    [`quote-${first}`]: 'tillstyrker målen,\r\nmen inte',
  };
  const taken = await send(secret, fields);
  expect([taken.status, taken.location]).toEqual([303, `/remissvar/${secret}`]);
  // A second press of the same button, before the first one had answered.
  expect((await send(secret, fields)).status).toBe(303);
  const receipt = await (await open(secret)).text();
  expect(receipt).toContain('Svaret är registrerat');
  expect(receipt).toContain('men inte tidplanen.');
  const { body } = await expectStatus(200, office.get(`consultees/${all.get(union)?.id}`));
  expect(body.reply).toMatchObject({
    via: 'link',
    level: 'official',
    signatory: 'Ordföranden',
    positions: [{ questionKey: first, stance: 'supports', statedByConsultee: true }],
  });
  const documents = await story.app.query<{ number: number }>(
    `select number from document where matter_id = $1 and kind = 'opinion'`,
    [consultation.matterId],
  );
  expect(documents).toHaveLength(1);
  expect(receipt.replaceAll(/\s+/g, ' ')).toContain(`nummer ${documents[0]?.number}`);
  const again = await send(secret, { ...answer, text: 'Ett helt annat svar.' });
  expect([again.status, again.html]).toEqual([409, expect.stringContaining('Ett helt annat svar.')]);
});

test('what is wrong is told at its field, and nothing typed is lost', async () => {
  const { consultation, link } = await begin();
  const secret = await link(union);
  const [first, second] = consultation.questionKeys;
  const empty = await send(secret, { text: ' ', level: '', [`quote-${second}`]: 'men inte' });
  expect(empty.status).toBe(422);
  for (const link of ['href="#text"', 'href="#level"', `href="#stance-${second}"`]) expect(empty.html).toContain(link);
  const untrue = await send(secret, {
    ...answer,
    ownNumber: 'F-12 "å"',
    [`stance-${first}`]: 'rejects',
    [`quote-${first}`]: 'avstyrker målen',
  });
  expect(untrue.status).toBe(422);
  expect(untrue.html).toContain(`href="#quote-${first}"`);
  expect(untrue.html).toContain('finns inte i svaret');
  expect(untrue.html).toContain('men inte tidplanen.');
  expect(untrue.html).toContain('value="F-12 &quot;å&quot;"');
  expect(untrue.html).toMatch(new RegExp(`name="stance-${first}" value="rejects" checked`));
  const wicked = await send(secret, { text: '</textarea><script>alert(1)</script>', level: 'x' });
  expect(wicked.html).toContain('&lt;script&gt;');
  expect(wicked.html).not.toContain('<script');
});

test('late is taken and said to be late', async () => {
  const { link } = await begin('2023-03-31');
  const secret = await link(union);
  expect(await (await open(secret)).text()).toContain('Svarstiden har gått ut.');
  expect((await send(secret, answer)).status).toBe(303);
  expect(await (await open(secret)).text()).toContain('kom in efter svarstiden');
});

test('a text of the consultation is fetched by its own link alone', async () => {
  const { consultation, office, link } = await begin();
  const secret = await link(union);
  const [href = ''] = /\/remissvar\/[^"]+\/handlingar\/[^"]+/.exec(await (await open(secret)).text()) ?? [];
  const file = await fetch(`${story.app.address}${href}`);
  expect([file.status, file.headers.get('content-disposition'), await file.text()]).toEqual([
    200,
    expect.stringContaining('attachment'),
    'Lydelse 1 av del 1.\n',
  ]);
  const documents = await office.get(`matters/${consultation.matterId}/documents`);
  const letter = documents.body.items.find(({ kind }: { kind: string }) => kind === 'coverLetter');
  for (const id of [letter.versions[0].id, 'inget-id', consultation.id])
    expect((await fetch(`${at(secret)}/handlingar/${id}`)).status).toBe(404);
});

test('the secret is in no event, no stored answer and no Referer; the page runs no script and is in no cache', async () => {
  const { consultation, link } = await begin();
  const secret = await link(union);
  const page = await open(secret);
  expect(Object.fromEntries(page.headers)).toMatchObject({
    'referrer-policy': 'strict-origin',
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex',
    'content-security-policy': expect.stringMatching(/^default-src 'none';(?!.*script)/),
  });
  const [first] = consultation.questionKeys;
  await send(secret, { ...answer, [`stance-${first}`]: 'rejects', [`quote-${first}`]: 'finns inte där' });
  await send(secret, answer);
  await send(secret, answer);
  for (const [table, column] of [
    ['event', 'payload::text'],
    ['idempotency_key', 'body'],
    ['idempotency_key', 'headers::text'],
  ])
    expect(await story.app.query(`select 1 from ${table} where ${column} like '%' || $1 || '%'`, [secret])).toEqual([]);
  const [refused] = await story.app.query<{ payload: { path: string } }>(
    `select payload from event where type = 'act.refused' order by id desc limit 1`,
  );
  expect(refused?.payload.path).toBe('/remissvar');
});

test('a wrong, a revoked and a cut link are one page; guesses have to wait', async () => {
  const { office, all, link } = await begin();
  const made = await expectStatus(201, office.post(`consultees/${all.get(other)?.id}/links`, {}));
  await expectStatus(204, office.delete(`consultee-links/${made.body.id}`));
  const secret = await link(union);
  const answers = await Promise.all(
    [secretOf(made), `${secret.slice(0, -1)}_`, ''].map(async (each) => {
      const page = await fetch(each === '' ? `${story.app.address}/remissvar` : at(each));
      return `${page.status} ${(await page.text()).replaceAll(/\s+/g, ' ')}`;
    }),
  );
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toMatch(/^404 .*Länken gäller inte/);
  expect((await send(secretOf(made), answer)).status).toBe(404);
  await story.app.query(`delete from sign_in_failure`);
  for (let guess = 0; guess < 50; guess += 1) await open(`gissning-${guess}`);
  const waits = await open('gissning');
  expect([waits.status, Number(waits.headers.get('retry-after')) > 0]).toEqual([429, true]);
  expect(await waits.text()).toContain('För många försök');
  await story.app.query(`delete from sign_in_failure`);
});

test('only the page’s own form is taken, from the page’s own origin', async () => {
  const { link } = await begin();
  const secret = await link(union);
  expect((await send(secret, answer, { origin: 'https://annan.example' })).status).toBe(403);
  expect((await send(secret, answer, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  const asJson = await fetch(at(secret), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(answer),
  });
  expect(asJson.status).toBe(415);
  const toApi = await fetch(`${story.app.address}/api/v1/consultation-links/reply`, {
    method: 'POST',
    body: new URLSearchParams({ secret, ...answer }),
  });
  expect([toApi.status, toApi.headers.get('content-type')]).toEqual([415, 'application/problem+json; charset=utf-8']);
  expect(await (await open(secret)).text()).toContain('Lämna svaret');
});
