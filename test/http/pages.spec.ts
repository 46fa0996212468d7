/** A page past the last one is empty, and still says how much there is: a client that pages backwards needs the number. */
import { jest } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { DataSource } from 'typeorm';
import { paged } from '../../src/platform/database/paged.js';
import { AllocationScene } from '../support/allocation-scene.js';
import { type Reply, testApplication, type TestApplication } from '../support/app.js';

jest.setTimeout(60_000);

let app: TestApplication;
const ids: Record<string, string> = {};
beforeAll(async () => {
  app = await testApplication();
  const scene = new AllocationScene(app);
  const office = await scene.office();
  for (const code of ['STAT', 'KOMMUN']) ids[code] = await scene.source(code, '100.00');
  const proposal = await scene.approved('ASN', ['60.00', '40.00']);
  ids['proposal'] = proposal.id;
  const rows = [scene.row(proposal, 0, ids['STAT'] ?? '', '60.00'), scene.row(proposal, 1, ids['STAT'] ?? '', '40.00')];
  for (const row of rows) expect((await scene.approve([row])).status).toBe(201);
  for (const title of ['Första', 'Andra']) {
    const call = {
      title,
      sourceIds: [ids['STAT']],
      authorityIds: [app.authorityIds.get('ASN')],
      years: [2023],
      replyByDay: '2199-04-28',
      replyByTime: '12:00',
    };
    expect(await office.post('calls', call)).toMatchObject({ status: 201 });
    const token = {
      name: title,
      scopes: ['call.read'],
      expiresDay: new Date(Date.now() + 9e8).toISOString().slice(0, 10),
    };
    expect(await office.post('access-tokens', token)).toMatchObject({ status: 201 });
  }
  ids['matter'] = await scene.matter('ASN');
  const registrar = await app.as('asn.registrator');
  for (const title of ['Ett', 'Två']) {
    const document = { kind: 'memorandum', title, direction: 'internal' };
    expect(await registrar.post(`matters/${ids['matter']}/documents`, document)).toMatchObject({ status: 201 });
  }
  await scene.approved('ASN', ['1.00']);
  const version = `insert into proposal_version (id, proposal_id, number, origin, title) values ($1, $2, 2, 'revised', 'Insatser')`;
  await app.query(version, [uuidv7(), ids['proposal']]);
  await app.query(
    `insert into notice (person_id, event_id, kind, subject_kind, subject_id)
       select $1, id, 'approveProposal', 'proposal', $2 from event order by id limit 2`,
    [app.personIds.get('ks.stadskontoret'), ids['proposal']],
  );
});
afterAll(async () => app?.stop());

it.each([
  ['ks.stadskontoret', 'access-tokens'],
  ['ks.stadskontoret', 'authorities'],
  ['ks.stadskontoret', 'bodies'],
  ['ks.stadskontoret', 'people'],
  ['ks.stadskontoret', 'appointments'],
  ['asn.registrator', 'matters'],
  ['asn.registrator', 'matters/{matter}/documents'],
  ['ks.controller', 'funding-sources'],
  ['ks.controller', 'ledger'],
  ['ks.stadskontoret', 'calls'],
  ['asn.handlaggare', 'proposals'],
  ['asn.handlaggare', 'proposals/{proposal}/versions'],
  ['ks.stadskontoret', 'allocations'],
  ['ks.stadskontoret', 'notices'],
])('%s sees the same total on every page of %s', async (username, path) => {
  const client = await app.as(username);
  const page = async (query: string): Promise<Reply['body']> => {
    const reply = await client.get(`${path.replace(/\{(\w+)\}/, (_all, name: string) => ids[name] ?? '')}?${query}`);
    expect(reply.status).toBe(200);
    return reply.body;
  };
  const first = await page('limit=1');
  expect(first.total).toBeGreaterThan(1);
  expect(first.items).toHaveLength(1);
  const last = await page(`limit=1&page=${first.total}`);
  expect([last.total, last.items.length]).toEqual([first.total, 1]);
  expect(last.items).not.toEqual(first.items);
  expect(await page(`limit=1&page=${first.total + 1}`)).toEqual({
    items: [],
    total: first.total,
    page: first.total + 1,
    limit: 1,
  });
});

it('asks the database once, and a second time only past the end', async () => {
  const listing = { columns: 'code', from: 'funding_source where code <> $1', orderBy: 'code' };
  const db = app.app.get(DataSource);
  const asked: string[] = [];
  const { rows } = await import('../../src/platform/database/sql.js');
  const counting: typeof rows = (source, text, values) => {
    asked.push(text);
    return rows(source, text, values);
  };
  const page = (number: number, not: string) => paged(db, listing, [not], { limit: 1, page: number }, counting);
  expect(await page(1, '')).toEqual({ items: [{ code: 'KOMMUN' }], total: 2, page: 1, limit: 1 });
  expect(await page(2, '')).toMatchObject({ items: [{ code: 'STAT' }], total: 2 });
  expect(asked).toHaveLength(2);
  expect(await page(3, '')).toMatchObject({ items: [], total: 2 });
  expect(asked).toHaveLength(4);
  expect(
    await paged(
      db,
      { ...listing, from: 'funding_source where false and code <> $1' },
      [''],
      { limit: 1, page: 1 },
      counting,
    ),
  ).toMatchObject({ items: [], total: 0 });
  expect(asked).toHaveLength(5);
});
