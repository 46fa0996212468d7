/** Long work followed over HTTP: in order, by its own person alone, within bounds, and never in the way of a stop. */
import { jest } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { v4 as uuidv4 } from 'uuid';
import { ProgressHub } from '../../src/platform/progress/progress-hub.js';
import { type Client, type TestApplication, testApplication } from '../support/app.js';
import { csv } from '../support/cost-files.js';
import { eventually } from '../support/eventually.js';
import { follow, type Followed, holdUpload, type ProgressEvent } from '../support/progress.js';
import { expectStatus } from '../support/replies.js';

jest.setTimeout(60_000);

let app: TestApplication;
let controller: Client;
beforeAll(async () => {
  app = await testApplication({ example: true });
  controller = await app.as('ks.controller');
}, 120_000);
afterAll(() => app?.stop());

const count = 3_000;
const file = csv(...Array.from({ length: count }, (_, row) => `54461;2023-10-31;;1,00;Lön ${row};A${row}`));

const send = (path: string, id: string, bytes = file) =>
  controller.post(`${path}?fileName=huvudbok.csv`, undefined, {
    raw: bytes,
    headers: { 'content-type': 'application/octet-stream', 'x-progress': id },
  });

const stagesOf = (events: readonly ProgressEvent[]): (string | undefined)[] => [
  ...new Set(events.map(({ event, data }) => data.stage ?? event)),
];

/** Each stage once, in the order of the work, its counts never falling. */
function expectInOrder(events: readonly ProgressEvent[], stages: readonly string[]): void {
  expect(stagesOf(events)).toEqual(stages);
  for (const stage of stages) {
    const own = events.flatMap(({ data }, at) => (data.stage === stage ? [{ at, done: data.done ?? 0 }] : []));
    expect(own.map(({ done }) => done)).toEqual(own.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(own.map(({ at }) => at - (own[0]?.at ?? 0))).toEqual(own.map((_each, index) => index));
  }
}

describe('the import of costs', () => {
  it('tells what has been received, checked and written, of how many rows, and that it is done', async () => {
    const [seen, booked] = [uuidv4(), uuidv4()];
    // The stream is asked for first: it waits for its request.
    const [preview] = await Promise.all([
      follow(controller, seen),
      expectStatus(200, send('cost-imports/previews', seen)),
    ]);
    expect(preview.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(preview.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(preview.headers.get('x-accel-buffering')).toBe('no');
    expect(preview.headers.get('content-encoding')).toBeNull();
    const checked = await preview.events;
    expectInOrder(checked, ['receiving', 'checking', 'done']);
    expect(checked.at(-2)?.data).toEqual({ stage: 'checking', done: count, total: count });
    const [accept] = await Promise.all([follow(controller, booked), expectStatus(201, send('cost-imports', booked))]);
    const written = await accept.events;
    expectInOrder(written, ['receiving', 'writing', 'done']);
    expect(written.at(-2)?.data).toEqual({ stage: 'writing', done: count, total: count });
  });

  it('tells that it failed, also to whoever asks a moment too late', async () => {
    const id = uuidv4();
    expect((await send('cost-imports', id)).body).toMatchObject({ code: 'file-imported' });
    const events = await (await follow(controller, id)).events;
    expect(events.at(-1)).toEqual({ event: 'failed', data: {} });
  });
});

it('the making of a scenario tells its figures, rule and checker; its reading the checker and the solver', async () => {
  const office = await app.as('ks.stadskontoret');
  const { body: calls } = await office.get('calls');
  const [made, read] = [uuidv4(), uuidv4()];
  const [{ events }, { body }] = await Promise.all([
    follow(office, made),
    expectStatus(
      201,
      office.post(
        `calls/${calls.items[0].id}/scenarios`,
        { name: 'Följt', rule: 'asRequested' },
        { headers: { 'x-progress': made } },
      ),
    ),
  ]);
  expectInOrder(await events, ['figures', 'rule', 'checker', 'writing', 'done']);
  const [reading] = await Promise.all([
    follow(office, read),
    expectStatus(200, office.get(`scenarios/${body.id}`, { headers: { 'x-progress': read } })),
  ]);
  expectInOrder(await reading.events, ['checker', 'solver', 'done']);
});

it.each(['notice', 'minutes', 'announcement', 'extract'] as const)(
  'the %s as PDF tells that it is rendered',
  async (kind) => {
    const secretary = await app.as('asn.sekreterare');
    const { body: meetings } = await secretary.get('meetings');
    const meeting = meetings.items.find(({ status }: { status: string }) => status === 'closed');
    const { body: minutes } = await secretary.get(`meetings/${meeting.id}/minutes`);
    const { body: announcements } = await secretary.get('announcements');
    const [item] = await app.query<{ id: string }>(
      `select a.id from agenda_item a join decision d on d.agenda_item_id = a.id where a.meeting_id = $1 limit 1`,
      [meeting.id],
    );
    const address = {
      notice: `meetings/${meeting.id}/notice`,
      minutes: `minutes/${minutes.items[0].id}/document`,
      announcement: `announcements/${announcements.items[0].id}/document`,
      extract: `agenda-items/${item?.id}/extract`,
    }[kind];
    const id = uuidv4();
    const [followed, pdf] = await Promise.all([
      follow(secretary, id),
      secretary.get(`${address}?format=pdf`, { headers: { 'x-progress': id } }),
    ]);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expectInOrder(await followed.events, ['rendering', 'done']);
  },
);

describe('who may follow', () => {
  it('nobody but the one whose request it is; to others it is not there, as what nobody has begun', async () => {
    const held = holdUpload(controller, file);
    const own = await follow(controller, held.id);
    expect(own.status).toBe(200);
    const office = await app.as('ks.stadskontoret');
    const others = await office.get(`progress/${held.id}`);
    const nobodys = await office.get(`progress/${uuidv4()}`);
    expect([others.status, others.body.detail]).toEqual([404, nobodys.body.detail]);
    expect(nobodys.status).toBe(404);
    expect((await app.anonymous.get(`progress/${held.id}`)).status).toBe(401);
    expect((await controller.call('HEAD', `progress/${held.id}`, undefined)).status).toBe(200);
    // The same name of another person's is another work.
    const twin = await office.get('scenarios/0190b1f2-6c1e-7f00-8a00-000000000001', {
      headers: { 'x-progress': held.id },
    });
    expect(twin.status).toBe(404);
    expect(await held.letGo()).toBe(200);
    expect((await own.events).at(-1)?.event).toBe('done');
  });

  it('a name that is no UUID is refused with what would be right', async () => {
    const reply = await send('cost-imports/previews', 'min fil');
    expect([reply.status, reply.body.detail]).toEqual([400, expect.stringContaining('X-Progress ska vara ett UUID')]);
  });
});

it('of fifty streams at once all but a few are refused, and who leaves makes room', async () => {
  const held = holdUpload(controller, file);
  const first = await follow(controller, held.id);
  const open = [first, ...(await Promise.all(Array.from({ length: 49 }, () => follow(controller, held.id))))];
  const [let_in, refused] = [open.filter(({ status }) => status === 200), open.filter(({ status }) => status === 429)];
  expect([let_in.length, refused.length]).toEqual([6, 44]);
  expect(refused[0]?.headers.get('retry-after')).toBe('5');
  // Another person is not held back by it.
  expect((await (await app.as('ks.stadskontoret')).get(`progress/${held.id}`)).status).toBe(404);
  for (const { leave } of let_in) leave();
  let again: Followed | undefined;
  await eventually(
    async () => {
      again = await follow(controller, held.id);
      return again.status === 200;
    },
    { what: 'a place was free' },
  );
  expect(await held.letGo()).toBe(200);
  expect((await again?.events)?.at(-1)?.event).toBe('done');
});

it('a server that stops ends its streams, and waits for work, never for clients that ask nothing', async () => {
  const stopping = await testApplication();
  const own = await stopping.as('ks.controller');
  // As browsers open a connection in advance, and then have no use for it.
  const spare = connect(Number(new URL(stopping.address).port), '127.0.0.1').resume();
  const spareClosed = once(spare, 'close');
  await once(spare, 'connect');
  const held = holdUpload(own, file);
  const followed = await follow(own, held.id);
  expect(followed.status).toBe(200);
  const waiting = follow(own, uuidv4());
  const hub = stopping.app.get(ProgressHub);
  await eventually(() => hub.held.awaited === 1, { what: 'a stream waited for its request' });
  const begun = performance.now();
  const stopped = stopping.stop();
  const events = await followed.events;
  expect(events.map(({ event }) => event)).not.toContain('done');
  expect((await waiting).status).toBe(404);
  // The work itself is served to its end, on a connection that its client would keep.
  expect(await held.letGo()).toBe(200);
  await Promise.all([stopped, spareClosed]);
  // What does not end by itself is cut off after 8 s.
  expect(performance.now() - begun).toBeLessThan(6_000);
});
