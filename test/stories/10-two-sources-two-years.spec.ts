/**
 * Scenario 10, as far as the giving goes: one measure of 5 625 000 out of two sources and two years. The state's part stays
 * in its year; next year's part waits until the executive board has money for that year.
 */
import { kronorOf as kronor, OfficeBoard } from '../support/board.js';
import { expectStatus, refusal, sek, Story, type StoryProposal } from '../support/story.js';

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

  // With the budget of 2024 the rest can follow; of what the committee approved, exactly that is left.
  await story.ceiling(own, 8_000_000, '2023-06-20', 'Budget 2024', 2024);
  const rest = await board.scenario('Nästa år', 'asRequested');
  const laid = await put(story, asn, rest, own, 1_125_000);
  expect(laid.isCertified).toBe(true);
  const tooMuch = await put(story, asn, laid, own, 1_125_001);
  expect(tooMuch.isCertified).toBe(false);
  expect((await board.read(rest.id)).faults.map((fault) => fault.code)).toContain('above-limit');
  const right = await put(story, asn, tooMuch, own, 1_125_000);
  const second = await expectStatus(200, board.promote(right, '2023-09-20', 'Fördelning 2024'));
  expect((await story.totals())['KSA 2024']).toMatchObject({ pending: 1_125_000, remaining: 6_875_000 });
  expect((await story.boardDecides({ id: second.body.allocationId, version: 0 }, '2023-09-20')).status).toBe(201);

  const after = await story.totals();
  expect(after['SoS 2023']).toMatchObject({ allocated: 3_375_000 });
  expect(after['KSA 2023']).toMatchObject({ allocated: 1_125_000 });
  expect(after['KSA 2024']).toMatchObject({ allocated: 1_125_000, pending: 0 });
  expect(after['sum']).toMatchObject({ allocated: 5_625_000 });
  const { ledger, violations } = await story.end();
  expect(ledger).toMatchSnapshot('ledger');
  expect(violations).toEqual([]);
}, 60_000);

async function put(
  story: Story,
  proposal: StoryProposal,
  scenario: { id: string; version: number },
  sourceId: string,
  amount: number,
): Promise<{ id: string; version: number; isCertified: boolean }> {
  const office = await story.as('ks.stadskontoret');
  const row = {
    proposalId: proposal.id,
    measureKey: proposal.measureKeys[0],
    sourceId,
    year: 2024,
    amount: sek(amount),
  };
  const reply = await expectStatus(
    200,
    office.put(`scenarios/${scenario.id}/rows`, { rows: [row] }, { ifMatch: scenario.version }),
  );
  return reply.body;
}
