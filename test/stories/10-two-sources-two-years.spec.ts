/**
 * Scenario 10: one measure of 5 625 000 out of two sources and two years. The state's part stays in its year; next
 * year's part is conditional until the executive board has money for that year. Two kinds of money on one measure are
 * warned about, and at the year's end the state's goes back to the state and the board's own is carried by decision.
 */
import { kronorOf as kronor, OfficeBoard } from '../support/board.js';
import { csv } from '../support/cost-files.js';
import { expectStatus, refusal, sek, Story, type StoryProposal, type Thing } from '../support/story.js';

test('3 375 000 of the grant and 2 250 000 of the board’s own, half of it next year', async () => {
  const story = await Story.begin();
  const grant = await story.source('SoS', 'stateGrant', 22_200_000);
  const own = await story.source('KSA', 'discretionaryAppropriation', 15_000_000, []);
  // The budget of 2024 is not adopted: the year is known, and holds nothing.
  await story.ceiling(own, 0, '2023-01-01', 'Budget för 2024 är inte beslutad', 2024);
  const call = await story.call([grant, own], ['ASN'], undefined, [2023, 2024]);
  const asn = await story.approvedProposal('ASN', call.id, [{ title: 'Fältgrupp', kronor: 5_625_000 }]);
  const board = new OfficeBoard(story, call.id);
  await board.answer(asn, grant, true, 'Fler fältarbetare bland unga i riskzon');

  // The grant cannot be moved into a year it may not be used in.
  const moved = await board.recommend(asn, [
    { source: grant, kronor: 3_175_000 },
    { source: grant, kronor: 200_000, year: 2024 },
    { source: own, kronor: 2_250_000 },
  ]);
  expect(refusal(moved)).toMatch(/^422 .*outside-use-period/);
  await expectStatus(
    201,
    board.recommend(asn, [
      { source: grant, kronor: 3_375_000 },
      { source: own, kronor: 1_125_000 },
      { source: own, kronor: 1_125_000, year: 2024 },
    ]),
  );
  const matrix = await board.view();
  const [measure] = matrix.measures;
  const column = (code: string, year: number) => matrix.sources.find((one) => one.code === code && one.year === year);
  expect(measure?.cells.map((cell) => kronor(cell.recommended))).toEqual([1_125_000, 1_125_000, 3_375_000]);
  expect(measure?.recommended).toEqual(sek(5_625_000));
  expect([column('SoS', 2023), column('KSA', 2023), column('KSA', 2024)].map((one) => one?.recommended)).toEqual([
    sek(3_375_000),
    sek(1_125_000),
    sek(1_125_000),
  ]);
  expect(column('KSA', 2024)?.remainingAfterRecommended).toEqual(sek(-1_125_000));

  // As a whole it does not hold: next year has no money, and nobody can move it.
  const whole = await board.read((await board.scenario('Båda åren', 'asRecommended')).id);
  expect(whole.isCertified).toBe(false);
  expect(whole.shortfall?.sources).toMatchObject([{ code: 'KSA', year: 2024, overBy: sek(1_125_000) }]);
  expect(refusal(await board.promote(whole, '2023-05-03'))).toMatch(/not-certified/);

  // This year's part does, and is decided.
  const office = await board.office();
  const thisYear = await board.scenario('I år', 'asRecommended', { inputsId: whole.inputs.id });
  const rows = whole.rows
    .filter((row) => row.year === 2023)
    .map(({ proposalId, measureKey, sourceId, year, amount }) => ({
      proposalId,
      measureKey,
      sourceId,
      year,
      amount,
    }));
  const changed = await expectStatus(
    200,
    office.put(`scenarios/${thisYear.id}/rows`, { rows }, { ifMatch: thisYear.version }),
  );
  expect(changed.body.isCertified).toBe(true);
  const first = await expectStatus(200, board.promote(changed.body, '2023-05-03', 'Fördelning 2023'));
  expect((await story.boardDecides({ id: first.body.allocationId, version: 0 }, '2023-05-03')).status).toBe(201);
  expect((await story.totals())['sum']).toMatchObject({ allocated: 4_500_000, pending: 0 });

  // Next year's part is promised under a condition: it reserves nothing and stands apart.
  const condition = 'Kommunfullmäktige anvisar medel till förfogande i budget 2024.';
  const waiting = await laid(story, call.id, 'Fördelning 2024', asn, own, { condition });
  expect((await story.boardDecides(waiting, '2023-05-31')).status).toBe(201);
  expect((await story.totals())['KSA 2024']).toMatchObject({ allocated: 0, conditional: 1_125_000, remaining: 0 });
  expect((await story.totals())['sum']).toMatchObject({ allocated: 4_500_000, conditional: 1_125_000 });
  // Of what the committee approved exactly that was left; nothing more can be promised.
  const tooMuch = await laid(story, call.id, 'En krona till', asn, own, { condition, kronor: 1 });
  expect(refusal(await story.boardDecides(tooMuch, '2023-06-14'))).toMatch(/above-approved/);
  // A year that has begun has its money or has it not.
  const begun = await laid(story, call.id, 'Villkorat i år', asn, own, { condition, year: 2023, kronor: 1 });
  expect(refusal(await story.boardDecides(begun, '2023-06-14'))).toMatch(/condition-not-coming/);

  const row = (await office.get(`allocations/${waiting.id}`)).body;
  expect(row).toMatchObject({ total: sek(0), conditional: sek(1_125_000) });
  expect(row.rows[0]).toMatchObject({ condition, conditionStatus: 'waiting' });
  const ground = 'Kommunfullmäktige 2023-11-22 § 210, budget 2024';
  const inForce = async () => {
    const { version } = (await office.get(`allocations/${waiting.id}`)).body;
    const path = `allocations/${waiting.id}/conditional-rows/${row.rows[0].rowKey}/in-force`;
    return office.post(path, { ground, day: '2023-11-23' }, { ifMatch: version });
  };
  // Until the year has its money the row cannot come into force, whatever anybody says.
  expect(refusal(await inForce())).toMatch(/^409 ceiling-exceeded/);
  await story.ceiling(own, 8_000_000, '2023-11-22', 'Budget 2024', 2024);
  expect((await expectStatus(200, inForce())).body).toMatchObject({
    conditionStatus: 'inForce',
    amount: sek(1_125_000),
  });
  expect(refusal(await inForce())).toMatch(/already-answered/);
  const after = await story.totals();
  expect(after['SoS 2023']).toMatchObject({ allocated: 3_375_000 });
  expect(after['KSA 2023']).toMatchObject({ allocated: 1_125_000 });
  expect(after['KSA 2024']).toMatchObject({ allocated: 1_125_000, conditional: 0, remaining: 6_875_000 });
  expect(after['sum']).toMatchObject({ allocated: 5_625_000, conditional: 0 });
  // In the summer it had been a promise.
  expect((await story.totals('?asOf=2023-07-01'))['KSA 2024']).toMatchObject({ allocated: 0, conditional: 1_125_000 });

  // Two project codes; a salary line split half and half between them is one cost, once.
  const controller = await story.as('ks.controller');
  for (const [code, sourceId] of [
    ['P100', grant],
    ['P101', own],
  ])
    await expectStatus(
      201,
      controller.post('project-codes', { code, proposalId: asn.id, measureKey: asn.measureKeys[0], sourceId }),
    );
  const send = (bytes: Buffer) =>
    controller.post('cost-imports?fileName=huvudbok.csv', undefined, {
      raw: bytes,
      headers: { 'content-type': 'application/octet-stream' },
    });
  const twoSources = await send(csv('P100 P101;2023-10-31;;80000;Lön oktober;A1'));
  expect(refusal(twoSources)).toMatch(/import-faults/);
  expect(twoSources.body.errors[0].code).toBe('two-sources');
  const split = csv(
    'P100;2023-10-31;;40000;Lön oktober, halva;A1',
    'P101;2023-10-31;;40000;Lön oktober, halva;A1',
    'P100;2023-11-30;;3000000;Fältarbete;A2',
    'P101;2023-11-30;;900000;Fältarbete;A3',
  );
  expect((await expectStatus(201, send(split))).body).toMatchObject({ lines: 4, total: sek(3_980_000) });

  // told with the law's words, asking for a lawyer's note, and refusing nothing.
  const year = async (sourceId: string) =>
    (await expectStatus(200, controller.get(`funding-sources/${sourceId}/settlements/2023`))).body;
  const warned = (await year(grant)).lines[0].doubleFinancing;
  expect(warned).toMatchObject({ otherSources: ['KSA'], legalNote: null });
  expect(warned.detail).toContain('SFS 2025:1255 4 §');
  const note = 'Stadsjuristen 2023-12-04: kostnaderna är skilda åt på två projektkoder.';
  await expectStatus(
    201,
    controller.post('double-financing-notes', { proposalId: asn.id, measureKey: asn.measureKeys[0], note }),
  );
  expect((await year(own)).lines[0].doubleFinancing).toMatchObject({ otherSources: ['SoS'], legalNote: note });

  // The year's end: the state's unspent money is owed to the state, the municipality's own is carried by decision.
  const closing = (sourceId: string, body: object) =>
    controller.post(`funding-sources/${sourceId}/settlements`, { year: 2023, ...body });
  const repaid = await expectStatus(201, closing(grant, { outcome: 'repay' }));
  expect(repaid.body.sum).toMatchObject({ eligible: sek(3_040_000), proposedRepayment: sek(335_000) });
  expect(repaid.body.settled.moved).toEqual(sek(0));
  const decisionId = (
    await story.app.query<{ id: string }>(`select id from decision where decision_day = '2023-05-31'`)
  )[0]?.id;
  const carried = await expectStatus(201, closing(own, { outcome: 'carry', decisionId }));
  expect(carried.body.settled.moved).toEqual(sek(185_000));
  const end = await story.totals();
  expect(end['SoS 2023']).toMatchObject({ allocated: 3_375_000 });
  expect(end['KSA 2023']).toMatchObject({ allocated: 940_000 });
  expect(end['KSA 2024']).toMatchObject({ allocated: 1_310_000 });
  const { ledger, violations } = await story.end();
  // The day of the closing is today's.
  expect(ledger.replaceAll(/20(?:2[4-9]|[3-9]\d)-\d\d-\d\d/g, 'dagens dag')).toMatchSnapshot('ledger');
  expect(violations).toEqual([]);
}, 60_000);

/** An allocation of one row out of the board's own money, not yet before it. */
async function laid(
  story: Story,
  callId: string,
  title: string,
  proposal: StoryProposal,
  sourceId: string,
  { condition, kronor: amount = 1_125_000, year = 2024 }: { condition: string; kronor?: number; year?: number },
): Promise<Thing> {
  const office = await story.as('ks.stadskontoret');
  const { body } = await expectStatus(201, office.post('allocations', { title, callId }));
  const row = {
    proposalId: proposal.id,
    measureKey: proposal.measureKeys[0],
    sourceId,
    year,
    amount: sek(amount),
    condition,
  };
  return (
    await expectStatus(200, office.put(`allocations/${body.id}/rows`, { rows: [row] }, { ifMatch: body.version }))
  ).body;
}
