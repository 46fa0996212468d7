import { v7 as uuidv7 } from 'uuid';
import { AllocationSubject } from '../../src/allocations/allocation.subject.js';
import { systemActor } from '../../src/kernel/actor.js';
import { Transactions } from '../../src/platform/database/transaction.js';
import { AllocationScene, sek } from '../support/allocation-scene.js';
import { type TestApplication, testApplication } from '../support/app.js';

let app: TestApplication;
let scene: AllocationScene;

beforeAll(async () => {
  app = await testApplication();
  scene = new AllocationScene(app);
}, 60_000);
afterAll(async () => app?.stop());
afterEach(async () => expect(await scene.broken()).toEqual([]));

const allocation = async (id: string, as = 'ks.stadskontoret') => (await app.as(as)).get(`allocations/${id}`);

it('scenario 2: six committees, two sources filled to the krona, and one krona more is refused', async () => {
  const [sos, ksa] = [
    await scene.source('SOS2', '22200000.00'),
    await scene.source('KSA2', '15000000.00', 'discretionaryAppropriation'),
  ];
  const asn = await scene.approved('ASN', ['5625000.00', '1950000.00', '500000.00']);
  const [grn, fskn, frn, tn, kn] = [
    await scene.approved('GRN', ['12400000.00']),
    await scene.approved('FSKN', ['4925000.00']),
    await scene.approved('FRN', ['7950000.00']),
    await scene.approved('TN', ['6250000.00']),
    await scene.approved('KN', ['3600000.00']),
  ];
  const rows = [
    scene.row(asn, 0, sos, '5625000.00'),
    scene.row(asn, 1, sos, '1950000.00'),
    scene.row(asn, 2, sos, '500000.00'),
    scene.row(grn, 0, sos, '10000000.00', 'Nedskrivet'),
    scene.row(fskn, 0, sos, '2125000.00'),
    scene.row(fskn, 0, ksa, '1375000.00'),
    scene.row(frn, 0, sos, '2000000.00'),
    scene.row(frn, 0, ksa, '5525000.00'),
    scene.row(tn, 0, ksa, '5000000.00'),
    scene.row(kn, 0, ksa, '3100000.00'),
  ];
  const id = await scene.draft(rows);
  const item = await scene.planned(id);
  const decided = await scene.decide(item, { outcome: 'approve' });
  expect(decided.status).toBe(201);
  expect(await scene.totals()).toMatchObject({
    SOS2: { allocated: '22200000.00', remaining: '0.00' },
    KSA2: { allocated: '15000000.00', remaining: '0.00' },
  });
  const { body } = await allocation(id, 'asn.handlaggare');
  expect(body).toMatchObject({ status: 'decided', total: sek('37200000.00'), possibleActs: [], versionNumber: 1 });
  expect(
    Object.fromEntries(
      body.perCommittee.map((one: { authorityCode: string; amount: { amount: string } }) => [
        one.authorityCode,
        one.amount.amount,
      ]),
    ),
  ).toEqual({
    ASN: '8075000.00',
    GRN: '10000000.00',
    FSKN: '3500000.00',
    FRN: '7525000.00',
    TN: '5000000.00',
    KN: '3100000.00',
  });
  expect(
    body.perSource.map((one: { sourceCode: string; amount: { amount: string } }) => [
      one.sourceCode,
      one.amount.amount,
    ]),
  ).toEqual([
    ['SOS2', '22200000.00'],
    ['KSA2', '15000000.00'],
  ]);

  const more = await scene.approve([scene.row(grn, 0, sos, '1.00')]);
  expect([more.status, more.body.type]).toEqual([409, '/problems/ceiling-exceeded']);
  expect(more.body.sources).toEqual([
    expect.objectContaining({ code: 'SOS2', requested: sek('1.00'), available: sek('0.00'), overBy: sek('1.00') }),
  ]);
  const events = await app.query<{ type: string; n: string }>(
    `select type, count(*) as n from event where subject_id = $1 and type like 'allocation.%' group by type order by type`,
    [id],
  );
  expect(events.map(({ type, n }) => [type, n])).toEqual([
    ['allocation.committeeAllocated', '6'],
    ['allocation.decided', '1'],
    ['allocation.drafted', '1'],
    ['allocation.proposed', '1'],
    ['allocation.rowsChanged', '1'],
  ]);
  const ledger = await (await app.as('ks.controller')).get(`ledger?sourceId=${sos}&limit=3`);
  expect([ledger.status, ledger.body.total, ledger.body.items.length]).toEqual([200, 7, 3]);
  expect(ledger.body.items[0]).toMatchObject({
    account: 'source',
    amount: sek('22200000.00'),
    number: '1',
    ceilingAtEntry: sek('22200000.00'),
    posting: { kind: 'allocate', decisionId: decided.body.id },
  });
});

it('scenario 6: the ceiling is lowered, nothing is cut, new money is refused, and the board moves and reduces', async () => {
  const [sos, ksa] = [
    await scene.source('SOS6', '22200000.00'),
    await scene.source('KSA6', '15000000.00', 'discretionaryAppropriation'),
  ];
  const [a, b] = [await scene.approved('ASN', ['22300000.00']), await scene.approved('FRN', ['13500000.00'])];
  expect((await scene.approve([scene.row(a, 0, sos, '22200000.00'), scene.row(b, 0, ksa, '13500000.00')])).status).toBe(
    201,
  );

  const lowered = await (
    await app.as('ks.controller')
  ).post(`funding-sources/${sos}/ceilings`, {
    year: 2023,
    amount: sek('19980000.00'),
    validFromDay: '2023-09-01',
    ground: 'Beslut om sänkning',
  });
  expect(lowered.body).toMatchObject({
    overAllocated: true,
    ceiling: sek('19980000.00'),
    remaining: sek('-2220000.00'),
  });
  const refused = await scene.approve([scene.row(a, 0, sos, '1.00')]);
  expect(refused.body).toMatchObject({
    type: '/problems/ceiling-exceeded',
    sources: [{ overAllocated: true, available: sek('0.00') }],
  });

  const moved = await scene.approve(
    [scene.row(a, 0, sos, '-2220000.00', 'Statsbidraget är sänkt'), scene.row(a, 0, ksa, '1500000.00')],
    { outcome: 'approve', reasons: 'Taket sänkt med 10 procent' },
  );
  expect(moved.status).toBe(201);
  expect(await scene.totals()).toMatchObject({
    SOS6: { allocated: '19980000.00', remaining: '0.00', overAllocated: false },
    KSA6: { allocated: '15000000.00', remaining: '0.00' },
  });
  const postings = await app.query(`select kind, reason from posting where decision_id = $1 order by kind desc`, [
    moved.body.id,
  ]);
  expect(postings).toEqual([
    { kind: 'reduce', reason: 'Taket sänkt med 10 procent' },
    { kind: 'allocate', reason: 'Taket sänkt med 10 procent' },
  ]);
  const history = await (await scene.office()).get(`funding-sources/${sos}`);
  expect(
    history.body.ceilings.map((one: { amount: object; effectiveDay: string }) => [one.amount, one.effectiveDay]),
  ).toEqual([
    [sek('22200000.00'), '2019-01-01'],
    [sek('19980000.00'), '2023-09-01'],
  ]);
  expect(history.body.ceilings[1]).toMatchObject({ recordedByName: 'Controller, KS', ground: 'Beslut om sänkning' });
});

describe('what the board cannot do', () => {
  let sos: string;
  beforeAll(async () => {
    sos = await scene.source('SOSX', '1000.00');
  });

  it('give more than the committee approved (R-05)', async () => {
    const asn = await scene.approved('ASN', ['100.00']);
    const reply = await scene.approve([scene.row(asn, 0, sos, '100.01')]);
    expect([reply.status, reply.body.code]).toEqual([409, 'above-approved']);
  });

  it('give to what no committee has approved', async () => {
    const asn = await scene.approved('ASN', ['100.00'], 'scheduled');
    const reply = await scene.approve([scene.row(asn, 0, sos, '50.00')]);
    expect([reply.status, reply.body.code]).toEqual([409, 'proposal-not-approved']);
  });

  it('take back what a measure never got', async () => {
    const asn = await scene.approved('ASN', ['100.00']);
    const reply = await scene.approve([scene.row(asn, 0, sos, '-1.00', 'Fel')]);
    expect([reply.status, reply.body.code]).toEqual([409, 'below-zero']);
  });

  it('let another body divide: a subcommittee may only recommend, a committee or council not even that', async () => {
    const asn = await scene.approved('ASN', ['100.00']);
    const id = await scene.draft([scene.row(asn, 0, sos, '10.00')]);
    const item = await scene.planned(id, ['KS AU', 'KS']);
    const early = await scene.decide(item, { outcome: 'approve' });
    expect([early.status, early.body.code]).toEqual([409, 'outcome-not-allowed']);
    const recommended = await scene.decide(item, { outcome: 'recommend' });
    expect(recommended.status).toBe(201);
    expect((await allocation(id)).body).toMatchObject({ status: 'proposed' });
    expect(await app.query(`select 1 from posting where decision_id = $1`, [recommended.body.id])).toEqual([]);

    const other = await scene.draft([scene.row(asn, 0, sos, '10.00')]);
    const atCouncil = await (
      await scene.secretary()
    ).post(`bodies/${app.bodyIds.get('ASN')}/meetings`, { day: '2023-01-01' });
    expect(atCouncil.status).toBe(403);
    const meeting = await (
      await app.as('asn.sekreterare')
    ).post(`bodies/${app.bodyIds.get('ASN')}/meetings`, { day: '2023-01-01' });
    const route = await (
      await scene.secretary()
    ).post('routes', { subjectKind: 'allocation', subjectId: other, meetingIds: [meeting.body.id] });
    expect([route.status, route.body.code]).toEqual([422, 'body-may-not-decide']);
    // And whoever calls the handler, with whatever body: the money stays.
    const committee = {
      id: app.bodyIds.get('ASN') ?? '',
      authorityId: app.authorityIds.get('KS') ?? '',
      kind: 'committee' as const,
      name: 'ASN',
    };
    const outcome = {
      decisionId: uuidv7(),
      subjectId: id,
      matterId: '',
      body: committee,
      meetingId: '',
      decisionDay: '2023-01-01' as never,
    };
    const past = {
      outcome: 'approve' as const,
      reasons: undefined,
      patch: [],
      versionSeenId: '',
      versionSeenNumber: 1,
      isLastStep: true,
    };
    await expect(
      app.app
        .get(Transactions)
        .run((tx) => app.app.get(AllocationSubject).recordOutcome(tx, systemActor, { ...outcome, ...past })),
    ).rejects.toMatchObject({ code: 'body-may-not-allocate' });
  });

  it('use a subcommittee of another authority', async () => {
    const asn = await scene.approved('ASN', ['100.00']);
    const id = await scene.draft([scene.row(asn, 0, sos, '10.00')]);
    const secretary = await app.as('asn.sekreterare');
    const meeting = await secretary.post(`bodies/${app.bodyIds.get('ASN AU')}/meetings`, { day: '2023-02-01' });
    const board = await (
      await scene.secretary()
    ).post(`bodies/${app.bodyIds.get('KS')}/meetings`, { day: '2023-03-01' });
    const route = await (
      await scene.secretary()
    ).post('routes', { subjectKind: 'allocation', subjectId: id, meetingIds: [meeting.body.id, board.body.id] });
    expect([route.status, route.body.code]).toEqual([422, 'body-may-not-decide']);
  });
});

it('amends in the decision: a version of its own, frozen, and only it is divided', async () => {
  const sos = await scene.source('SOSA', '1000.00');
  const asn = await scene.approved('ASN', ['600.00', '600.00']);
  const id = await scene.draft([scene.row(asn, 0, sos, '600.00'), scene.row(asn, 1, sos, '500.00')]);
  const item = await scene.planned(id);
  const seen = (await allocation(id)).body;
  const tooMuch = await scene.decide(item, { outcome: 'approve' });
  expect(tooMuch.body).toMatchObject({ type: '/problems/ceiling-exceeded', sources: [{ overBy: sek('100.00') }] });
  const path = `/rows/${seen.rows[1].rowKey}/amount`;
  const outdated = await scene.decide(item, {
    outcome: 'approveWithChanges',
    patch: [{ path, old: '499.00', new: '400.00' }],
  });
  expect([outdated.status, outdated.body.code]).toEqual([409, 'patch-outdated']);
  const decided = await scene.decide(item, {
    outcome: 'approveWithChanges',
    patch: [{ path, old: '500.00', new: '400.00' }],
  });
  expect([decided.status, decided.body.versionSeen, decided.body.versionResult]).toEqual([201, 1, 2]);
  const { body } = await allocation(id, 'asn.handlaggare');
  expect(body).toMatchObject({ status: 'decided', versionNumber: 2, total: sek('1000.00') });
  expect(body.rows.map((row: { rowKey: string }) => row.rowKey)).toEqual(
    seen.rows.map((row: { rowKey: string }) => row.rowKey),
  );
  expect(body.versions).toMatchObject([
    { number: 1, origin: 'drafted', decisionId: null },
    { number: 2, origin: 'amendment', decisionId: decided.body.id },
  ]);
});

it('goes back to the drafting hand and comes again as version 2; what others saw stands for them meanwhile', async () => {
  const sos = await scene.source('SOSB', '1000.00');
  const asn = await scene.approved('ASN', ['600.00']);
  const id = await scene.draft([scene.row(asn, 0, sos, '600.00')]);
  expect((await allocation(id, 'asn.handlaggare')).status).toBe(404);
  expect((await allocation(id, 'ks.sekreterare')).status).toBe(200);
  expect(
    ((await (await app.as('asn.handlaggare')).get('allocations?status=drafting')).body.items as { id: string }[]).map(
      (one) => one.id,
    ),
  ).not.toContain(id);
  const item = await scene.planned(id);
  const office = await scene.office();
  const locked = await office.put(`allocations/${id}/rows`, { rows: [] }, { ifMatch: 3 });
  expect([locked.status, locked.body.code]).toEqual([409, 'not-allowed-in-state']);
  const onAgenda = await office.post(`allocations/${id}/withdraw`, undefined, { ifMatch: 3 });
  expect([onAgenda.status, onAgenda.body.code]).toEqual([409, 'not-allowed-in-state']);
  expect((await scene.decide(item, { outcome: 'referBack', reasons: 'Motivera' })).status).toBe(201);

  const changed = await office.put(
    `allocations/${id}/rows`,
    { rows: [scene.row(asn, 0, sos, '550.00')] },
    { ifMatch: 4 },
  );
  expect(changed.body).toMatchObject({ status: 'drafting', versionNumber: 2, version: 5 });
  expect((await allocation(id)).body).toMatchObject({ total: sek('550.00'), versionNumber: 2 });
  expect((await allocation(id, 'asn.handlaggare')).body).toMatchObject({ total: sek('600.00'), versionNumber: 1 });
  const again = await scene.decide(await scene.planned(id), { outcome: 'approve' });
  expect([again.status, again.body.versionSeen]).toEqual([201, 2]);
});

it('can be rejected, and withdrawn while it is a draft', async () => {
  const sos = await scene.source('SOSC', '1000.00');
  const asn = await scene.approved('ASN', ['600.00']);
  const rejected = await scene.draft([scene.row(asn, 0, sos, '600.00')]);
  expect((await scene.decide(await scene.planned(rejected), { outcome: 'reject' })).status).toBe(201);
  expect((await allocation(rejected)).body).toMatchObject({ status: 'rejected' });
  const draft = await scene.draft([scene.row(asn, 0, sos, '600.00')]);
  const office = await scene.office();
  expect((await office.post(`allocations/${draft}/withdraw`, undefined, { ifMatch: 1 })).status).toBe(412);
  expect((await office.post(`allocations/${draft}/withdraw`, undefined, { ifMatch: 2 })).body).toMatchObject({
    status: 'withdrawn',
    version: 3,
  });
  expect(await scene.totals()).toMatchObject({ SOSC: { allocated: '0.00' } });
});

it('eight decisions at once on money for five: five pass, three are told why', async () => {
  const sos = await scene.source('SOSR', '500.00');
  const items: string[] = [];
  for (let n = 0; n < 8; n += 1) {
    const proposal = await scene.approved('ASN', ['100.00']);
    items.push(await scene.planned(await scene.draft([scene.row(proposal, 0, sos, '100.00')])));
  }
  const replies = await Promise.all(items.map((item) => scene.decide(item, { outcome: 'approve' })));
  expect(replies.map((reply) => reply.status).sort()).toEqual([201, 201, 201, 201, 201, 409, 409, 409]);
  for (const reply of replies.filter(({ status }) => status === 409))
    expect(reply.body.type).toBe('/problems/ceiling-exceeded');
  expect(await scene.totals()).toMatchObject({ SOSR: { allocated: '500.00', remaining: '0.00' } });
});
