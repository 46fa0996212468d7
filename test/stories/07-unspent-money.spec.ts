/** Scenario 7: ASN got 8 075 000 of state money and used 7 510 000; 60 000 of that is its own, and 625 000 goes back. */
import { GrantScene } from '../support/grant-scene.js';
import { expectStatus, refusal, sek } from '../support/story.js';

test('5 212 400 / 2 010 000 / 287 600 used: 7 450 000 eligible, 625 000 repaid, 60 000 on the committee’s own frame', async () => {
  const scene = await GrantScene.begin();
  const { story } = scene;
  const controller = await scene.controller();
  const grant = await scene.grant('SoS', 22_200_000);
  const call = await story.call([grant], ['ASN']);
  const asn = await story.approvedProposal('ASN', call.id, [
    { title: 'Förstärkning av det lokala utvecklingsarbetet', kronor: 5_625_000 },
    { title: 'Förstärka det brottsförebyggande arbetet', kronor: 1_950_000 },
    { title: 'Dialog och information', kronor: 500_000 },
  ]);
  const given = [5_625_000, 1_950_000, 500_000];
  const rows = given.map((kronor, measure) => ({ proposal: asn, measure, source: grant, kronor }));
  const allocation = await story.allocation(call.id, 'Fördelning', rows);
  expect((await story.boardDecides(allocation, '2023-05-03')).status).toBe(201);
  // The call of this story is open today, so the deadline of 2023 is noted when it has been answered.
  await scene.deadline(grant, '2023-05-12');
  await scene.agent();
  const requisition = await scene.submitted(grant, 8_075_000, '2023-05-10');
  await scene.note(requisition, 'confirm', '2023-05-11');
  await scene.note(requisition, 'pay', '2023-06-15', { amount: sek(8_075_000) });

  const cost = (measure: number, kronor: number, costDay: string, more: object = {}) =>
    controller.post('actual-costs', {
      proposalId: asn.id,
      measureKey: asn.measureKeys[measure],
      sourceId: grant,
      costDay,
      amount: sek(kronor),
      text: 'Kostnad enligt huvudboken',
      ...more,
    });
  await expectStatus(201, cost(0, 5_000_000, '2023-10-31'));
  // An invoice of 15 January for work in December counts in December's year.
  const late = await expectStatus(201, cost(0, 212_400, '2023-12-20', { bookedDay: '2024-01-15', voucher: 'A77' }));
  expect(late.body.year).toBe(2023);
  // One for work in January does not: the grant is used within its period.
  const january = await cost(0, 1_000, '2024-01-08', { bookedDay: '2024-01-15' });
  expect(refusal(january)).toMatch(/^422 validation-failed/);
  expect(january.body.code).toBe('outside-use-period');
  await expectStatus(201, cost(1, 2_010_000, '2023-11-30'));
  const wrong = await expectStatus(201, cost(2, 300_000, '2023-11-30'));
  await expectStatus(201, controller.post(`actual-costs/${wrong.body.id}/reversal`, { reason: 'Fel belopp' }));
  await expectStatus(201, cost(2, 287_600, '2023-11-30'));
  const twice = await controller.post(`actual-costs/${wrong.body.id}/reversal`, { reason: 'Igen' });
  expect(refusal(twice)).toMatch(/already-reversed/);

  const { body: before } = await expectStatus(200, controller.get(`funding-sources/${grant}/settlements/2023`));
  expect(
    before.lines.map((line: Record<string, unknown>) => [
      line['used'],
      line['eligible'],
      line['unspent'],
      line['overspend'],
    ]),
  ).toEqual(
    expect.arrayContaining([
      [sek(5_212_400), sek(5_212_400), sek(412_600), sek(0)],
      [sek(2_010_000), sek(1_950_000), sek(0), sek(60_000)],
      [sek(287_600), sek(287_600), sek(212_400), sek(0)],
    ]),
  );
  expect(before.sum).toEqual({
    allocated: sek(8_075_000),
    used: sek(7_510_000),
    eligible: sek(7_450_000),
    unspent: sek(625_000),
    overspend: sek(60_000),
    unallocated: sek(0),
    proposedRepayment: sek(625_000),
  });
  expect(before).toMatchObject({ paid: sek(8_075_000), repaid: sek(0), balances: false, settled: null, reach: 'all' });

  await scene.report(requisition, '2024-02-15');
  await scene.note(requisition, 'claimRecovery', '2024-03-20', { amount: sek(625_000), ground: 'unused' });
  const office = await scene.office();
  const close = { act: 'close', day: '2024-04-30' };
  await scene.note(requisition, 'repay', '2024-04-10', { amount: sek(625_000) });
  const path = `requisitions/${requisition.id}/steps`;
  expect(refusal(await office.post(path, close, { ifMatch: requisition.version }))).toMatch(/not-settled/);

  const settle = (body: object) => controller.post(`funding-sources/${grant}/settlements`, { year: 2023, ...body });
  expect((await settle({ outcome: 'carry' })).body.code).toBe('not-applicable');
  const { body: after } = await expectStatus(201, settle({ outcome: 'repay' }));
  // 8 075 000 = 7 450 000 + 625 000.
  expect(after).toMatchObject({ repaid: sek(625_000), balances: true, settled: { outcome: 'repay' } });
  await scene.note(requisition, 'close', '2024-04-30');
  expect(refusal(await cost(0, 1, '2023-12-31'))).toMatch(/year-settled/);
  expect(refusal(await settle({ outcome: 'repay' }))).toMatch(/already-settled/);

  const { body: seen } = await expectStatus(200, controller.get(`funding-sources/${grant}/grant`));
  expect(seen.years[0]).toMatchObject({ requisitioned: sek(8_075_000), paid: sek(8_075_000), repaid: sek(625_000) });
  // A committee sees its own lines, and another nothing.
  const own = await (await story.as('asn.direktor')).get(`funding-sources/${grant}/settlements/2023`);
  expect(own.body).toMatchObject({ reach: 'own', paid: null, sum: { overspend: sek(60_000) } });
  const other = await (await story.as('grn.direktor')).get(`funding-sources/${grant}/settlements/2023`);
  expect(other.body).toMatchObject({ lines: [], sum: { used: sek(0) } });
  expect((await story.end()).violations).toEqual([]);
}, 60_000);

test('without a report all 8 075 000 can be claimed back', async () => {
  const scene = await GrantScene.begin();
  const grant = await scene.grant('SoS', 22_200_000, '2023-05-12');
  await scene.agent();
  const requisition = await scene.submitted(grant, 8_075_000, '2023-05-10');
  await scene.note(requisition, 'confirm', '2023-05-11');
  await scene.note(requisition, 'pay', '2023-06-15', { amount: sek(8_075_000) });
  await scene.note(requisition, 'claimRecovery', '2024-05-02', { amount: sek(8_075_000), ground: 'noReport' });
  await scene.note(requisition, 'repay', '2024-06-01', { amount: sek(8_075_000) });
  await scene.note(requisition, 'close', '2024-06-03');
  expect((await scene.story.end()).violations).toEqual([]);
}, 60_000);
